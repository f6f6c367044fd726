"""A small convolutional network on MNIST, from scratch in NumPy: im2col, matrix products, buffers used again and again.

Arrays are laid out [image, height, width, channel]. A batch is split over threads, which run side by side because
NumPy's loops and matrix products release the interpreter's lock. Each thread goes through its share in slices so
small that a slice's intermediate results stay in the cache. What bounds it: about half the time is matrix products,
most of the rest is memory traffic of im2col and max-pooling, which no single NumPy call can fuse with them.
"""

import sys
import time

STARTED_NS = time.perf_counter_ns()

from concurrent.futures import ThreadPoolExecutor

try:
    import numpy as np
    from numpy.lib.stride_tricks import as_strided
    from threadpoolctl import threadpool_info, threadpool_limits
except ImportError as error:
    print(f"mnist_numpy.py needs the package {error.name}: python -m pip install {error.name}", file=sys.stderr)
    sys.exit(3)

IMPORTED_NS = time.perf_counter_ns()

from langbench_report import Reporter
from langbench_work import WEIGHT_SHAPES, Work, available_cores, parse_options

SLICE = 16  # Images that a thread takes at a time.


def unfold(padded, columns):
    """Write each pixel's 3x3 neighbourhood of `padded` [n, h + 2, w + 2, c] into `columns` [n, h, w, 3, 3 * c]."""
    image, row, pixel, channel = padded.strides
    np.copyto(columns, as_strided(padded, columns.shape, (image, row, pixel, row, channel)))


def corners(images):
    """Return the four views of `images` [n, h, w, c] whose maximum is its 2x2 max-pooling."""
    height, width = images.shape[1] // 2 * 2, images.shape[2] // 2 * 2
    return [images[:, y:height:2, x:width:2] for y in (0, 1) for x in (0, 1)]


class Convolution:
    """A 3x3 convolution with same padding, then 2x2 max-pooling and relu, of up to SLICE images at a time.

    Relu and the bias come after the pooling: the same values as before it, on a quarter of the numbers.
    """

    def __init__(self, size, inputs, outputs, parameters, gradients):
        """Take the side of the square input, the channels in and out, and two (kernel, bias) pairs of views:
        kernels are [9 * inputs, outputs] with rows ordered (row, column, channel); gradients are added to.
        """
        self.size, self.inputs, self.outputs = size, inputs, outputs
        self.kernel, self.bias = parameters
        self.kernel_gradient, self.bias_gradient = gradients
        pixels, pooled = SLICE * size * size, (SLICE, size // 2, size // 2, outputs)
        self.padded = np.zeros((SLICE, size + 2, size + 2, inputs), np.float32)
        # NumPy copies fastest along long runs: over the channels, or over the pixels where there is but one channel.
        self.columns = np.empty((pixels, 9 * inputs), np.float32, order="F" if inputs == 1 else "C")
        self.linear = np.empty((SLICE, size, size, outputs), np.float32)
        self.left, self.right, self.output, self.scratch = (np.empty(pooled, np.float32) for _ in range(4))
        self.chosen = np.empty(pooled, bool)
        # Where the size is odd no pooling window covers the last row and column: their gradient stays zero.
        self.linear_gradient = np.zeros_like(self.linear)
        self.padded_gradient = np.zeros((SLICE, size + 2, size + 2, outputs), np.float32)
        self.gradient_columns = np.empty((pixels, 9 * outputs), np.float32)
        self.input_gradient = np.empty((SLICE, size, size, inputs), np.float32)

    def forward(self, images):
        """Return relu(maxpool(convolution(images))) for `images` [n, size, size, inputs], n at most SLICE."""
        count, size = len(images), self.size
        pixels = count * size * size
        self.padded[:count, 1:-1, 1:-1] = images
        unfold(self.padded[:count], self.columns.reshape(SLICE, size, size, 3, 3 * self.inputs)[:count])
        linear = self.linear[:count]
        np.matmul(self.columns[:pixels], self.kernel, out=linear.reshape(pixels, self.outputs))
        first, second, third, fourth = corners(linear)
        left, right, output = self.left[:count], self.right[:count], self.output[:count]
        np.maximum(first, second, out=left)
        np.maximum(third, fourth, out=right)
        np.maximum(left, right, out=output)
        output += self.bias
        return np.maximum(output, 0, out=output)

    def backward(self, gradient):
        """Add to the gradients of kernel and bias, given the output's `gradient`, which is overwritten."""
        count = len(gradient)
        pixels = count * self.size * self.size
        chosen, scratch = self.chosen[:count], self.scratch[:count]
        gradient *= np.greater(self.output[:count], 0, out=chosen)
        self.bias_gradient += gradient.reshape(-1, self.outputs).sum(axis=0)
        # A window's gradient goes to its first greatest number: by halves, then by quarters.
        first, second, third, fourth = corners(self.linear[:count])
        targets = corners(self.linear_gradient[:count])
        np.greater_equal(self.left[:count], self.right[:count], out=chosen)
        np.multiply(gradient, chosen, out=scratch)
        gradient -= scratch
        np.multiply(scratch, np.greater_equal(first, second, out=chosen), out=targets[0])
        np.subtract(scratch, targets[0], out=targets[1])
        np.multiply(gradient, np.greater_equal(third, fourth, out=chosen), out=targets[2])
        np.subtract(gradient, targets[2], out=targets[3])
        linear_gradient = self.linear_gradient[:count].reshape(pixels, self.outputs)
        self.kernel_gradient += self.columns[:pixels].T @ linear_gradient

    def backward_input(self, count):
        """Return the gradient of the input of the last `backward`: its gradient convolved with the turned kernel."""
        size = self.size
        pixels = count * size * size
        self.padded_gradient[:count, 1:-1, 1:-1] = self.linear_gradient[:count]
        columns = self.gradient_columns.reshape(SLICE, size, size, 3, 3 * self.outputs)
        unfold(self.padded_gradient[:count], columns[:count])
        turned = self.kernel.reshape(3, 3, self.inputs, self.outputs)[::-1, ::-1].swapaxes(2, 3)
        input_gradient = self.input_gradient[:count]
        np.matmul(
            self.gradient_columns[:pixels],
            turned.reshape(9 * self.outputs, self.inputs),
            out=input_gradient.reshape(pixels, self.inputs),
        )
        return input_gradient


class Network:
    """The network as one thread sees it: shared parameters, gradients and buffers of its own."""

    def __init__(self, parameters):
        """Take the flat vector of all parameters."""
        self.gradients = np.zeros_like(parameters)
        conv1, bias1, conv2, bias2, conv3, bias3, self.dense, self.bias = split(parameters)
        slopes = split(self.gradients)
        self.convolutions = [
            Convolution(28, 1, 16, (conv1, bias1), slopes[0:2]),
            Convolution(14, 16, 32, (conv2, bias2), slopes[2:4]),
            Convolution(7, 32, 32, (conv3, bias3), slopes[4:6]),
        ]
        self.dense_gradient, self.bias_gradient = slopes[6:8]

    def logits(self, images):
        """Return the features and the ten scores of each of `images` [n, 28, 28, 1], n at most SLICE."""
        for convolution in self.convolutions:
            images = convolution.forward(images)
        features = images.reshape(len(images), -1)
        return features, features @ self.dense + self.bias

    def learn(self, images, labels, batch_size):
        """Add the gradients of a batch's share of the mean loss; return that share."""
        loss = 0.0
        self.gradients[:] = 0
        for start in range(0, len(images), SLICE):
            target = labels[start : start + SLICE]
            rows = np.arange(len(target))
            features, scores = self.logits(images[start : start + SLICE])
            scores -= scores.max(axis=1, keepdims=True)
            likelihood = np.exp(scores)
            total = likelihood.sum(axis=1, keepdims=True)
            loss += float((np.log(total[:, 0]) - scores[rows, target]).sum())
            gradient = likelihood / total
            gradient[rows, target] -= 1
            gradient /= np.float32(batch_size)
            self.dense_gradient += features.T @ gradient
            self.bias_gradient += gradient.sum(axis=0)
            gradient = (gradient @ self.dense.T).reshape(-1, 3, 3, 32)
            first, *others = self.convolutions
            for convolution in reversed(others):
                convolution.backward(gradient)
                gradient = convolution.backward_input(len(target))
            first.backward(gradient)
        return loss / batch_size

    def correct(self, images, labels):
        """Return how many of the images are recognised."""
        hits = 0
        for start in range(0, len(images), SLICE):
            _, scores = self.logits(images[start : start + SLICE])
            hits += int((scores.argmax(axis=1) == labels[start : start + SLICE]).sum())
        return hits


# Kernels as [rows of im2col, outputs], then their biases; the dense matrix and its bias.
SHAPES = [(9, 16), (16,), (144, 32), (32,), (288, 32), (32,), (288, 10), (10,)]


def split(flat):
    """Return views of a flat vector of parameters, one for each of SHAPES."""
    ends = np.cumsum([np.prod(shape) for shape in SHAPES])
    return [part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), SHAPES)]


def flatten(weights):
    """Return the weights of the work folder as one vector in this program's layout."""
    kernels = [w.transpose(2, 3, 1, 0) if w.ndim == 4 else w for w in weights[:6]]
    dense = weights[6].reshape(32, 3, 3, 10).transpose(1, 2, 0, 3)
    return np.concatenate([w.ravel() for w in (*kernels, dense, weights[7])])


class Adam:
    """The optimiser of Kingma and Ba (2015), with its bias correction folded into the step size."""

    def __init__(self, parameters, rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
        self.parameters, self.rate, self.beta1, self.beta2, self.epsilon = parameters, rate, beta1, beta2, epsilon
        self.mean, self.square = np.zeros_like(parameters), np.zeros_like(parameters)
        self.step = 0

    def update(self, gradient):
        """Move the parameters, in place, against the gradient."""
        self.step += 1
        self.mean += (gradient - self.mean) * np.float32(1 - self.beta1)
        self.square += (gradient * gradient - self.square) * np.float32(1 - self.beta2)
        rate = self.rate * np.sqrt(1 - self.beta2**self.step) / (1 - self.beta1**self.step)
        self.parameters -= np.float32(rate) * self.mean / (np.sqrt(self.square) + np.float32(self.epsilon))


class Trainer:
    """One network a thread, over the same parameters."""

    def __init__(self, parameters, pool, threads):
        self.pool, self.threads = pool, threads
        self.networks = [Network(parameters) for _ in range(threads)]
        self.optimiser = Adam(parameters)

    def step(self, images, labels):
        """Train on one batch; return its mean loss before the update."""
        shares = self._each(lambda network, *share: network.learn(*share, len(images)), images, labels)
        self.optimiser.update(sum(network.gradients for network in self.networks))
        return sum(shares)

    def train_epoch(self, images, labels, order, batch_size, after_first_step):
        """Train on all images, batch by batch in the given order; return the last batch's loss.

        `after_first_step` is told the first one's.
        """
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            loss = self.step(images[batch], labels[batch])
            if start == 0:
                after_first_step(loss)
        return loss

    def accuracy(self, images, labels):
        """Return the share of the images that is recognised."""
        return sum(self._each(Network.correct, images, labels)) / len(images)

    def _each(self, work, images, labels):
        """Return the results of `work` on every network with its share of the images, done side by side."""
        parts = zip(self.networks, np.array_split(images, self.threads), np.array_split(labels, self.threads))
        return list(self.pool.map(lambda part: work(*part), parts))


def main():
    options = parse_options((__doc__ or "").partition("\n")[0])
    reporter = Reporter(STARTED_NS)
    threads = available_cores() if options.threads == "default" else options.threads
    # The threads of this program share the cores; BLAS must not multiply them.
    threadpool_limits(1, user_api="blas")
    blas = [library for library in threadpool_info() if library["user_api"] == "blas"]
    reporter.start(
        "NumPy",
        np.__version__,
        {"requested": options.threads, "pool": threads, "blas": max((one["num_threads"] for one in blas), default=1)},
        {},
        blas=" + ".join(f"{one['internal_api']} {one['version']} {one.get('architecture', '')}" for one in blas),
    )
    reporter.phase("import", STARTED_NS, IMPORTED_NS)

    started_ns = time.perf_counter_ns()
    work = Work(options.work, options.images, options.epochs)
    train_images, test_images = [
        (images.astype(np.float32) / np.float32(255))[..., np.newaxis] for images in (work.train_images, work.test_images)
    ]
    reporter.phase(
        "data",
        started_ns,
        time.perf_counter_ns(),
        title="Preprocessing",
        train_images=len(train_images),
        test_images=len(test_images),
    )

    with ThreadPoolExecutor(threads) as pool:
        started_ns = time.perf_counter_ns()
        parameters = flatten(work.weights(WEIGHT_SHAPES))
        trainer = Trainer(parameters, pool, threads)
        reporter.phase("build", started_ns, time.perf_counter_ns(), parameters=parameters.size)

        def tell_first_step(loss):
            if epoch == 1:
                reporter.phase("step", epoch_started_ns, time.perf_counter_ns(), step=1, loss=loss)

        for epoch, order in enumerate(work.order, start=1):
            epoch_started_ns = time.perf_counter_ns()
            loss = trainer.train_epoch(train_images, work.train_labels, order, work.batch_size, tell_first_step)
            reporter.phase(
                "epoch",
                epoch_started_ns,
                time.perf_counter_ns(),
                title=f"Epoch {epoch}/{options.epochs}, loss {loss:.4f}",
                epoch=epoch,
                steps=trainer.optimiser.step // epoch,
                loss=loss,
            )

        started_ns = time.perf_counter_ns()
        accuracy = trainer.accuracy(test_images, work.test_labels)
        reporter.phase("eval", started_ns, time.perf_counter_ns(), title=f"Accuracy {accuracy:.4f}", accuracy=accuracy)
    reporter.end(loss, work.sha256())


if __name__ == "__main__":
    main()

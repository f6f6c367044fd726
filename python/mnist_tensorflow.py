"""A small convolutional network on MNIST, in TensorFlow: a Keras model trained with `model.fit`.

Runs on TensorFlow 2.4 to 2.21 (Keras 3). Everything that decides the result is read from the work folder:
images, initial weights and the order of the batches.
"""

import os
import sys
import time

STARTED_NS = time.perf_counter_ns()

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # Keeps start-up notices out of the output.
os.environ["KERAS_BACKEND"] = "tensorflow"  # Keras 3 would train by another library where a person's settings say so.

try:
    import numpy as np
    import tensorflow as tf
except ImportError as error:
    print(f"mnist_tensorflow.py needs the package {error.name}: python -m pip install tensorflow", file=sys.stderr)
    sys.exit(3)

IMPORTED_NS = time.perf_counter_ns()

from langbench_report import Reporter
from langbench_work import WEIGHT_SHAPES, Work, available_cores, parse_options


def use_threads(threads):
    """Set TensorFlow's two thread pools and return what is in force."""
    if threads != "default":
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
    return {
        "requested": threads,
        "intra_op": pool_size(tf.config.threading.get_intra_op_parallelism_threads(), "TF_NUM_INTRAOP_THREADS"),
        "inter_op": pool_size(tf.config.threading.get_inter_op_parallelism_threads(), "TF_NUM_INTEROP_THREADS"),
    }


def pool_size(configured, variable):
    """Return a pool's threads: 0, the default, leaves it to a variable, which leaves it to the cores there are."""
    return configured or int(os.environ.get(variable) or 0) or available_cores()


def pixels(images):
    """Return images as Float32 in [0, 1], with one channel last."""
    return (images.astype(np.float32) / np.float32(255))[..., np.newaxis]


def batches(images, labels, order, batch_size):
    """Return a data set that yields every epoch's batches in the given order, [epochs, images]."""
    images, labels = tf.constant(images), tf.constant(labels)
    return (
        tf.data.Dataset.from_tensor_slices(order.astype(np.int32))
        .flat_map(lambda epoch: tf.data.Dataset.from_tensor_slices(epoch).batch(batch_size))
        .map(lambda indices: (tf.gather(images, indices), tf.gather(labels, indices)))
        .prefetch(2)
    )


def build(weights):
    """Return the compiled model, holding the given initial weights."""
    layers = tf.keras.layers
    model = tf.keras.Sequential(
        [
            tf.keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    conv1, bias1, conv2, bias2, conv3, bias3, dense, bias4 = weights
    kernels = [kernel.transpose(2, 3, 1, 0) for kernel in (conv1, conv2, conv3)]
    # Keras flattens (height, width, channel); the file's rows are ordered (channel, height, width).
    dense = dense.reshape(32, 3, 3, 10).transpose(1, 2, 0, 3).reshape(288, 10)
    model.set_weights([kernels[0], bias1, kernels[1], bias2, kernels[2], bias3, dense, bias4])
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


class Clock(tf.keras.callbacks.Callback):
    """Reports the first step and every epoch."""

    def __init__(self, reporter, steps):
        super().__init__()
        self.reporter = reporter
        self.steps = steps
        self.last_loss = None
        self.stepped = False

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch_started_ns = time.perf_counter_ns()

    def on_train_batch_begin(self, batch, logs=None):
        # Keras averages the loss over the epoch; starting afresh here leaves the last step's own.
        if batch == self.steps - 1:
            self.model.reset_metrics()

    def on_train_batch_end(self, batch, logs=None):
        if not self.stepped:
            self.stepped = True
            now_ns = time.perf_counter_ns()
            self.reporter.phase("step", self.epoch_started_ns, now_ns, step=1, loss=float(logs["loss"]))

    def on_epoch_end(self, epoch, logs=None):
        now_ns = time.perf_counter_ns()
        self.last_loss = float(logs["loss"])
        self.reporter.phase(
            "epoch",
            self.epoch_started_ns,
            now_ns,
            title=f"Epoch {epoch + 1}/{self.params['epochs']}, loss {self.last_loss:.4f}",
            epoch=epoch + 1,
            steps=self.steps,
            loss=self.last_loss,
        )


def main():
    options = parse_options((__doc__ or "").partition("\n")[0])
    reporter = Reporter(STARTED_NS)
    threads = use_threads(options.threads)
    # Whatever a person's own Keras settings say.
    tf.keras.backend.set_floatx("float32")
    tf.keras.backend.set_image_data_format("channels_last")
    libraries = {"numpy": np.__version__, "keras": tf.keras.__version__}
    reporter.start("TensorFlow", tf.__version__, threads, libraries)
    reporter.phase("import", STARTED_NS, IMPORTED_NS)

    started_ns = time.perf_counter_ns()
    work = Work(options.work, options.images, options.epochs)
    train_images, test_images = pixels(work.train_images), pixels(work.test_images)
    train_labels, test_labels = work.train_labels.astype(np.int32), work.test_labels.astype(np.int32)
    reporter.phase(
        "data",
        started_ns,
        time.perf_counter_ns(),
        title="Preprocessing",
        train_images=len(train_images),
        test_images=len(test_images),
    )

    started_ns = time.perf_counter_ns()
    model = build(work.weights(WEIGHT_SHAPES))
    data = batches(train_images, train_labels, work.order, work.batch_size)
    reporter.phase("build", started_ns, time.perf_counter_ns(), parameters=model.count_params())

    steps = -(-len(train_images) // work.batch_size)
    clock = Clock(reporter, steps)
    model.fit(data, epochs=options.epochs, steps_per_epoch=steps, callbacks=[clock], shuffle=False, verbose=0)

    started_ns = time.perf_counter_ns()
    _, accuracy = model.evaluate(test_images, test_labels, batch_size=work.batch_size, verbose=0)
    reporter.phase("eval", started_ns, time.perf_counter_ns(), title=f"Accuracy {accuracy:.4f}", accuracy=float(accuracy))
    reporter.end(clock.last_loss, work.sha256())


if __name__ == "__main__":
    main()

"""
A small convolutional network on MNIST, from scratch in plain Julia: no package, no BLAS, nothing but loops.

Sixteen images are computed side by side, one in each lane of a `Lanes` number, so that each loop below reads as if it
were for one image and yet fills the processor's vector registers, whatever the layer's size. Convolutions read their
input where it lies: there is no im2col and no matrix to fill first. A batch is split over Julia's threads by groups of
sixteen images; each thread has a workspace that is made once, and the epochs allocate next to nothing.

Images are (channel, x, y) arrays with a border of zeros one pixel wide; kernels are (out, in, x, y).
"""

const STARTED_NS = time_ns()

include("lanes.jl")
include("langbench_report.jl")
include("langbench_work.jl")
using .SimdLanes, .LangBenchReport, .LangBenchWork

const IMPORTED_NS = time_ns()

const Image = Array{Lanes,3}
const Kernel = Array{Float32,4}

"A convolution's kernel and bias; or their gradients, or whatever else has a number for each of them."
struct Layer
    kernel::Kernel
    bias::Vector{Float32}
end

zeros_like(layer::Layer) = Layer(zero(layer.kernel), zero(layer.bias))

# Three convolutions, each followed by relu and pooling, and a dense layer. That one is a convolution too: of its 3x3
# input it makes a single pixel, the middle one.
const SIDES = (28, 14, 7, 3)
# The pixels that a layer computes, in both directions. Pooling never looks at the last row and column of 7x7 pixels.
const PIXELS = (1:28, 1:14, 1:6, 2:2)
const DENSE = 4
const MIDDLE = (3, 3)

"The network, and what Adam remembers of its gradients."
struct Model
    layers::Vector{Layer}
    means::Vector{Layer}
    squares::Vector{Layer}
    flipped::Vector{Kernel}  # kernels by which gradients travel back: upside down, in and out swapped
end

Model(layers) = Model(layers, map(zeros_like, layers), map(zeros_like, layers), map(flip, layers))

flip(layer::Layer) = flip!(Kernel(undef, size(layer.kernel)[[2, 1, 3, 4]]), layer)

function flip!(flipped::Kernel, layer::Layer)
    for index in CartesianIndices(flipped)
        input, output, i, j = Tuple(index)
        @inbounds flipped[index] = layer.kernel[output, input, 4-i, 4-j]
    end
    return flipped
end

"What one thread needs to take sixteen images through the network and their gradients back."
struct Workspace
    inputs::Vector{Image}
    outputs::Vector{Image}          # what the convolutions give; on the way back, the gradient with respect to it
    input_gradients::Vector{Image}
    gradients::Vector{Layer}        # summed over the images that this thread has seen in a batch
end

function Workspace(layers)
    image(channels, side) = fill(zero(Lanes), channels, side + 2, side + 2)
    inputs() = [image(size(layer.kernel, 2), side) for (layer, side) in zip(layers, SIDES)]
    outputs() = [image(size(layer.kernel, 1), side) for (layer, side) in zip(layers, SIDES)]
    return Workspace(inputs(), outputs(), inputs(), map(zeros_like, layers))
end

# ---- Layers ----

"Set `y` at `pixels` to the convolution of `x` with `kernel`; `K` outputs at a time stay in registers."
function convolve!(y::Image, x::Image, kernel::Kernel, pixels, ::Val{K}) where {K}
    outputs, inputs = size(kernel)
    @inbounds for j in pixels, i in pixels, first_output in 1:K:outputs
        sums = ntuple(_ -> zero(Lanes), Val(K))
        for kj in 1:3, ki in 1:3, input in 1:inputs
            sums = add_products(sums, x[input, i+ki-1, j+kj-1], kernel, first_output, input, ki, kj)
        end
        for k in 1:K
            y[first_output+k-1, i+1, j+1] = sums[k]
        end
    end
end

convolve!(y, x, kernel, pixels) = convolve!(y, x, kernel, pixels, size(kernel, 1) % 4 == 0 ? Val(4) : Val(2))

@inline add_products(sums::NTuple{K,Lanes}, x, kernel, output, index...) where {K} =
    ntuple(k -> @inbounds(muladd(x, kernel[output+k-1, index...], sums[k])), Val(K))

"""
Add to `gradient` what the images `x` and the gradient `dy` of their convolution at `pixels` give.

A row of the kernel and two outputs are summed at a time, six sums in registers, over all pixels in a single sweep. On
its way from row to row it crosses the border, where `dy` is zero.
"""
function add_gradient!(gradient::Layer, x::Image, dy::Image, pixels)
    outputs, inputs = size(gradient.kernel)
    corner = first(pixels) + 1
    sweep = 0:(length(pixels)-1)*(size(x, 2)+1)
    across, step = stride(x, 2), stride(dy, 2)
    @inbounds for output in 1:2:outputs, input in 1:inputs, kj in 1:3
        a1 = a2 = a3 = b1 = b2 = b3 = zero(Lanes)
        from = LinearIndices(x)[input, corner, corner+kj-2]
        to = LinearIndices(dy)[output, corner, corner]
        for pixel in sweep
            here = from + pixel * across
            left, middle, right = at(x, here - across), at(x, here), at(x, here + across)
            a, b = at(dy, to + pixel * step), at(dy, to + pixel * step + 1)
            a1, a2, a3 = muladd(left, a, a1), muladd(middle, a, a2), muladd(right, a, a3)
            b1, b2, b3 = muladd(left, b, b1), muladd(middle, b, b2), muladd(right, b, b3)
        end
        for (ki, a, b) in ((1, a1, b1), (2, a2, b2), (3, a3, b3))
            gradient.kernel[output, input, ki, kj] += sum(a)
            gradient.kernel[output+1, input, ki, kj] += sum(b)
        end
    end
    @inbounds for output in 1:outputs
        total = zero(Lanes)
        for j in pixels, i in pixels
            total += dy[output, i+1, j+1]
        end
        gradient.bias[output] += sum(total)
    end
end

"The four pixels of `image` that pooling makes into its pixel (i, j)."
@inline four(image, channel, i, j) =
    @inbounds (image[channel, 2i, 2j], image[channel, 2i+1, 2j], image[channel, 2i, 2j+1], image[channel, 2i+1, 2j+1])

"Set `y` to relu and 2x2 max-pooling of `x` plus bias. Both come after the maximum: the same values, on a quarter."
function pool!(y::Image, x::Image, bias, side)
    @inbounds for j in 1:side, i in 1:side, channel in eachindex(bias)
        a, b, c, d = four(x, channel, i, j)
        y[channel, i+1, j+1] = max(max(max(a, b), max(c, d)) + Lanes(bias[channel]), zero(Lanes))
    end
end

"Replace `x` by its gradient, given pooling's result `y` and the gradient `dy`: it goes to the first maximum alone."
function unpool!(x::Image, y::Image, dy::Image, side)
    @inbounds for j in 1:side, i in 1:side, channel in axes(x, 1)
        a, b, c, d = four(x, channel, i, j)
        largest = max(max(a, b), max(c, d))
        rest = where_positive(y[channel, i+1, j+1], dy[channel, i+1, j+1])
        x[channel, 2i, 2j] = share = where_equal(a, largest, rest)
        rest -= share
        x[channel, 2i+1, 2j] = share = where_equal(b, largest, rest)
        rest -= share
        x[channel, 2i, 2j+1] = share = where_equal(c, largest, rest)
        x[channel, 2i+1, 2j+1] = rest - share
    end
end

# ---- Network ----

"Compute the logits of the images in `work`."
function forward!(work::Workspace, model::Model)
    for l in 1:DENSE-1
        convolve!(work.outputs[l], work.inputs[l], model.layers[l].kernel, PIXELS[l])
        pool!(work.inputs[l+1], work.outputs[l], model.layers[l].bias, SIDES[l+1])
    end
    convolve!(work.outputs[DENSE], work.inputs[DENSE], model.layers[DENSE].kernel, PIXELS[DENSE])
    logits = work.outputs[DENSE]
    for (class, bias) in enumerate(model.layers[DENSE].bias)
        logits[class, MIDDLE...] += Lanes(bias)
    end
end

"Add the gradients of all weights, given the logits' gradient in `work`."
function backward!(work::Workspace, model::Model)
    for l in DENSE:-1:1
        l < DENSE && unpool!(work.outputs[l], work.inputs[l+1], work.input_gradients[l+1], SIDES[l+1])
        add_gradient!(work.gradients[l], work.inputs[l], work.outputs[l], PIXELS[l])
        l > 1 && convolve!(work.input_gradients[l], work.outputs[l], model.flipped[l], 1:SIDES[l])
    end
end

"""
Replace the logits by the gradient of the softmax cross-entropy and return its sum. `labels` holds the classes, from
zero on, and `share` each image's part of the batch.
"""
function loss!(logits::Image, labels::Lanes, share::Lanes)
    classes = axes(logits, 1)
    largest = logits[1, MIDDLE...]
    for class in classes
        largest = max(largest, logits[class, MIDDLE...])
    end
    total = zero(Lanes)
    for class in classes
        total += exp(logits[class, MIDDLE...] - largest)
    end
    loss = zero(Lanes)
    for class in classes
        logit = logits[class, MIDDLE...] - largest
        truth = where_equal(labels, Lanes(class - 1), Lanes(1))
        loss = muladd(truth, log(total) - logit, loss)
        logits[class, MIDDLE...] = (exp(logit) / total - truth) * share
    end
    return sum(loss * share)
end

"Take a step of Adam, with the bias corrections of its paper."
function adam!(model::Model, gradients::Vector{Layer}, step)
    for (layer, gradient, mean, square) in zip(model.layers, gradients, model.means, model.squares)
        adam!(layer.kernel, gradient.kernel, mean.kernel, square.kernel, step)
        adam!(layer.bias, gradient.bias, mean.bias, square.bias, step)
    end
    foreach(flip!, model.flipped, model.layers)
end

function adam!(weights, gradients, means, squares, step; rate=1f-3, β1=0.9f0, β2=0.999f0, ϵ=1f-7)
    correction1, correction2 = 1 - β1^step, 1 - β2^step
    @inbounds @simd for i in eachindex(weights)
        means[i] = β1 * means[i] + (1 - β1) * gradients[i]
        squares[i] = β2 * squares[i] + (1 - β2) * gradients[i]^2
        weights[i] -= rate * (means[i] / correction1) / (sqrt(squares[i] / correction2) + ϵ)
    end
end

# ---- Training ----

"Put sixteen images into `work`, those that `chosen` tells for each lane."
function load!(work::Workspace, images, chosen)
    image = work.inputs[1]
    for j in axes(images, 2), i in axes(images, 1)
        image[1, i+1, j+1] = Lanes(lane -> @inbounds images[i, j, chosen[lane]])
    end
end

"The indices of group number `group` of `batch`, one a lane; lanes past the batch's end repeat its last image."
lanes_of(batch, group) = ntuple(lane -> batch[min(LANES * (group - 1) + lane, length(batch))], Val(LANES))

groups_of(batch) = cld(length(batch), LANES)

"Sum the gradients of some groups of a batch in `work`, and return their part of the batch's mean loss."
function learn!(work::Workspace, model::Model, images, labels, batch, groups)
    for gradient in work.gradients
        fill!(gradient.kernel, 0)
        fill!(gradient.bias, 0)
    end
    loss = 0f0
    for group in groups
        chosen = lanes_of(batch, group)
        load!(work, images, chosen)
        forward!(work, model)
        share = Lanes(lane -> LANES * (group - 1) + lane <= length(batch) ? 1f0 / length(batch) : 0f0)
        loss += loss!(work.outputs[DENSE], Lanes(lane -> labels[chosen[lane]]), share)
        backward!(work, model)
    end
    return loss
end

"A model in training, with a workspace for each thread that takes part."
mutable struct Trainer
    model::Model
    workspaces::Vector{Workspace}
    losses::Vector{Float32}  # each thread's part of a batch's loss
    steps::Int
end

Trainer(model, threads) = Trainer(model, [Workspace(model.layers) for _ in 1:threads], zeros(Float32, threads), 0)

"Train on a batch, its groups dealt out to the threads, and return the mean loss before the step."
function train_step!(trainer::Trainer, images, labels, batch)
    threads = eachindex(trainer.workspaces)
    Threads.@threads for thread in threads
        groups = thread:length(threads):groups_of(batch)
        trainer.losses[thread] = learn!(trainer.workspaces[thread], trainer.model, images, labels, batch, groups)
    end
    gradients = trainer.workspaces[1].gradients
    for thread in threads[2:end], (sum, part) in zip(gradients, trainer.workspaces[thread].gradients)
        sum.kernel .+= part.kernel
        sum.bias .+= part.bias
    end
    trainer.steps += 1
    adam!(trainer.model, gradients, trainer.steps)
    return sum(trainer.losses)
end

"Train on all images in the epoch's order, call `after_step(loss)` after each step, and return the last loss."
function train_epoch!(after_step, trainer::Trainer, data, epoch)
    loss = NaN32
    for batch in batches(data.work, epoch)
        loss = train_step!(trainer, data.train_images, data.work.train_labels, batch)
        after_step(loss)
    end
    return loss
end

"The share of the images that the network tells right."
function accuracy(trainer::Trainer, images, labels)
    everything, threads = axes(images, 3), eachindex(trainer.workspaces)
    right = zeros(Int, length(threads))
    Threads.@threads for thread in threads
        work = trainer.workspaces[thread]
        for group in thread:length(threads):groups_of(everything)
            chosen = lanes_of(everything, group)
            load!(work, images, chosen)
            forward!(work, trainer.model)
            logits = work.outputs[DENSE]
            for lane in 1:min(LANES, length(labels) - LANES * (group - 1))
                class = argmax([logits[class, MIDDLE...][lane] for class in axes(logits, 1)])
                right[thread] += class - 1 == labels[chosen[lane]]
            end
        end
    end
    return sum(right) / length(everything)
end

# ---- Program ----

"Read the work folder; make pixels numbers from 0 to 1."
function load_data(options)
    work = Work(options)
    return (work=work, train_images=work.train_images ./ 255f0, test_images=work.test_images ./ 255f0)
end

function load_model(options)
    one, two, three, (matrix, bias) = initial_weights(options)
    layer((kernel, bias)) = Layer(permutedims(kernel, (4, 3, 1, 2)), bias)
    dense = Layer(permutedims(reshape(matrix, 10, 3, 3, 32), (1, 4, 2, 3)), bias)
    return Model([layer(one), layer(two), layer(three), dense])
end

count_parameters(model) = sum(length(layer.kernel) + length(layer.bias) for layer in model.layers)

# At the top level Julia compiles statement by statement, so that each phase's time has its own compilation in it.

const options = parse_options(ARGS)
const threads_in_force = use_threads(options.threads)
const thread_count = min(Threads.nthreads(), something(options.threads, Threads.nthreads()))
tell_start(STARTED_NS, "framework" => "Julia", "framework_version" => VERSION, "threads" => threads_in_force)
tell("import", Stopwatch(STARTED_NS, IMPORTED_NS))
const watch = Stopwatch(0, 0)

println("Preprocessing")
const data = @time @stopwatch watch load_data(options)
tell("data", watch, "train_images" => size(data.train_images, 3), "test_images" => size(data.test_images, 3))

println("Building the network")
const trainer = @time @stopwatch watch Trainer(load_model(options), thread_count)
tell("build", watch, "parameters" => count_parameters(trainer.model))

for epoch in 1:options.epochs
    println("Epoch ", epoch, " of ", options.epochs)
    loss = @time @stopwatch watch train_epoch!(trainer, data, epoch) do loss
        trainer.steps == 1 && tell("step", Stopwatch(watch.started_ns, time_ns()), "step" => 1, "loss" => loss)
    end
    tell("epoch", watch, "epoch" => epoch, "steps" => length(batches(data.work, epoch)), "loss" => loss)
end

println("Evaluation")
const share_right = @time @stopwatch watch accuracy(trainer, data.test_images, data.work.test_labels)
println("Test accuracy: ", share_right)
tell("eval", watch, "accuracy" => share_right)
tell("end", "last_loss" => sum(trainer.losses), "data_sha256" => data_sha256(data.work))

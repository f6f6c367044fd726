"""
A small convolutional network on MNIST with Flux, trained by `Flux.train!`, one call an epoch.

Runs on Flux 0.11 to 0.16 and on every Julia that they run on, from 1.5 on. Start it in an environment that has Flux:
`julia --project=julia/flux -t 2 julia/mnist_flux.jl --work DIR --threads 2`.

After the first step its losses part from the other implementations', in the second digit after fifty steps: NNlib's
pooling hands the gradient to a pixel that is nearly the largest. In Float64 they agree.
"""

const STARTED_NS = time_ns()

include("langbench_report.jl")
include("langbench_work.jl")
using .LangBenchReport, .LangBenchWork

Base.find_package("Flux") === nothing && fail(
    """
    the package Flux is not installed for Julia $VERSION in the environment $(Base.active_project()).
    Where Julia's package server can be reached, this installs it:
      julia --project=$(joinpath(@__DIR__, "flux")) -e 'using Pkg; Pkg.instantiate()'
    and then `julia --project=$(joinpath(@__DIR__, "flux")) $PROGRAM_FILE …` finds it.""";
    code=3,
)

using Flux

const IMPORTED_NS = time_ns()

const FLUX_VERSION = VersionNumber(package_version(Flux))
FLUX_VERSION < v"0.11" && fail("Flux $FLUX_VERSION is too old: this program needs Flux 0.11 to 0.16."; code=3)
FLUX_VERSION < v"0.17" || @warn "This program is made for Flux 0.11 to 0.16, and this is Flux $FLUX_VERSION."

# ---- Data ----

"Read the work folder; make pixels numbers from 0 to 1, as (width, height, channel, image), and labels one-hot."
function load_data(options)
    work = Work(options)
    pixels(images) = reshape(images ./ 255f0, 28, 28, 1, :)
    return (
        work=work,
        train_images=pixels(work.train_images),
        train_labels=Flux.onehotbatch(work.train_labels, 0:9),
        test_images=pixels(work.test_images),
    )
end

"The minibatches of an epoch, as `train!` wants them. It asks for the second when the first step is done."
struct Minibatches{X,Y,B,F}
    images::X
    labels::Y
    batches::B
    after_first_step::F
end

Base.length(minibatches::Minibatches) = length(minibatches.batches)

function Base.iterate(minibatches::Minibatches, number=1)
    number == 2 && minibatches.after_first_step()
    number > length(minibatches) && return nothing
    batch = minibatches.batches[number]
    return (minibatches.images[:, :, :, batch], minibatches.labels[:, batch]), number + 1
end

# ---- Network ----

function build_model(options)
    # Flux's `Conv` is a convolution in the strict sense, which flips the kernel; the given ones are not flipped.
    conv((kernel, bias)) = Conv(kernel[end:-1:1, end:-1:1, :, :], bias, relu; pad=1)
    first, second, third, (matrix, bias) = initial_weights(options)
    return Chain(
        conv(first),
        MaxPool((2, 2)),
        conv(second),
        MaxPool((2, 2)),
        conv(third),
        MaxPool((2, 2)),
        Flux.flatten,
        Dense(matrix, bias),
    )
end

const last_loss = Ref(NaN32)

function loss(model, images, labels)
    value = Flux.logitcrossentropy(model(images), labels)
    without_gradient(() -> last_loss[] = value)
    return value
end

const RATE, BETAS, EPSILON = 1f-3, (0.9f0, 0.999f0), 1f-7

# The one place where Flux's generations differ: `training(model)` returns what `Flux.train!` takes besides the data,
# which is the loss, what is trained, and the optimiser.
if isdefined(Flux, :setup)
    const without_gradient = Flux.Zygote.ChainRulesCore.ignore_derivatives

    # From 0.13.9 on the model is an argument of them all; `train!` throws a DomainError when the loss is not finite.
    training(model) = (loss, model, Flux.setup(Flux.Adam(RATE, BETAS, EPSILON), model))
else
    const without_gradient = Flux.Zygote.ignore

    # Before, the weights are implicit and the loss is a closure over the model.
    training(model) =
        ((images, labels) -> loss(model, images, labels), Flux.params(model), ImplicitAdam(IdDict()))

    # From 0.12.4 on an optimiser has a supertype, which 0.13 insists on.
    const Rule = isdefined(Flux.Optimise, :AbstractOptimiser) ? Flux.Optimise.AbstractOptimiser : Any

    "Flux's own `ADAM`, but with a given ε: up to 0.12.8 that one's is fixed at 1e-8."
    struct ImplicitAdam <: Rule
        state::IdDict{Any,Any}
    end

    function Flux.Optimise.apply!(adam::ImplicitAdam, weights, gradient)
        mean, square, powers = get!(() -> (zero(weights), zero(weights), BETAS), adam.state, weights)
        @. mean = BETAS[1] * mean + (1 - BETAS[1]) * gradient
        @. square = BETAS[2] * square + (1 - BETAS[2]) * gradient^2
        @. gradient = RATE * mean / (1 - powers[1]) / (sqrt(square / (1 - powers[2])) + EPSILON)
        adam.state[weights] = (mean, square, powers .* BETAS)
        return gradient
    end
end

"The share of the test images that the model tells right."
function accuracy(model, images, work)
    everything = eachindex(work.test_labels)
    right = sum(Iterators.partition(everything, work.batch_size)) do batch
        count(Flux.onecold(model(images[:, :, :, batch]), 0:9) .== work.test_labels[batch])
    end
    return right / length(everything)
end

# ---- Program ----

# At the top level Julia compiles statement by statement, so that each phase's time has its own compilation in it.

const options = parse_options(ARGS)
const threads_in_force = push!(use_threads(options.threads), "blas" => blas_threads())
const libraries = ["NNlib" => package_version(Flux.NNlib), "Zygote" => package_version(Flux.Zygote)]
tell_start(
    STARTED_NS,
    "framework" => "Flux",
    "framework_version" => package_version(Flux),
    "libraries" => libraries,
    "threads" => threads_in_force,
)
tell("import", Stopwatch(STARTED_NS, IMPORTED_NS))
const watch = Stopwatch(0, 0)

println("Preprocessing")
const data = @time @stopwatch watch load_data(options)
tell("data", watch, "train_images" => size(data.train_images, 4), "test_images" => size(data.test_images, 4))

println("Building the network")
model, objective, weights, optimiser = @time @stopwatch watch begin
    built = build_model(options)
    (built, training(built)...)
end
tell("build", watch, "parameters" => sum(sum(length, layer) for layer in initial_weights(options)))

for epoch in 1:options.epochs
    println("Epoch ", epoch, " of ", options.epochs)
    minibatches = Minibatches(data.train_images, data.train_labels, collect(batches(data.work, epoch)), () ->
        epoch == 1 && tell("step", Stopwatch(watch.started_ns, time_ns()), "step" => 1, "loss" => last_loss[]))
    @time @stopwatch watch Flux.train!(objective, weights, minibatches, optimiser)
    tell("epoch", watch, "epoch" => epoch, "steps" => length(minibatches), "loss" => last_loss[])
end

println("Evaluation")
const share_right = @time @stopwatch watch accuracy(model, data.test_images, data.work)
println("Test accuracy: ", share_right)
tell("eval", watch, "accuracy" => share_right)
tell("end", "last_loss" => last_loss[], "data_sha256" => data_sha256(data.work))

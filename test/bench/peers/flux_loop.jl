"""
The network trained by the loop of the Flux documentation: a DataLoader that shuffles, `gradient` and `update!`.

The peer that mnist_flux.jl is measured against. Arguments: work folder, images, epochs, threads. Prints one JSON array:
the seconds of each epoch.
"""

using Flux, LinearAlgebra

const folder = ARGS[1]
const image_count, epochs, threads = parse.(Int, ARGS[2:4])
BLAS.set_num_threads(Threads.nthreads() > 1 ? 1 : threads)

pixels = reshape(read(joinpath(folder, "train-images-idx3-ubyte"))[17:end], 28, 28, 1, :)
images = pixels[:, :, :, 1:image_count] ./ 255f0
labels = Flux.onehotbatch(read(joinpath(folder, "train-labels-idx1-ubyte"))[9:end][1:image_count], 0:9)

model = Chain(
    Conv((3, 3), 1 => 16, relu; pad=1),
    MaxPool((2, 2)),
    Conv((3, 3), 16 => 32, relu; pad=1),
    MaxPool((2, 2)),
    Conv((3, 3), 32 => 32, relu; pad=1),
    MaxPool((2, 2)),
    Flux.flatten,
    Dense(288, 10),
)

const DataLoader = isdefined(Flux, :DataLoader) ? Flux.DataLoader : Flux.Data.DataLoader

"Train as the documentation of the installed generation of Flux has it, and return each epoch's seconds."
function train(model, loader)
    if isdefined(Flux, :setup)
        state = Flux.setup(Flux.Adam(1f-3), model)
        return map(1:epochs) do _
            @elapsed for (x, y) in loader
                gradients = Flux.gradient(m -> Flux.logitcrossentropy(m(x), y), model)
                Flux.update!(state, model, gradients[1])
            end
        end
    else
        optimiser, weights = ADAM(1e-3), Flux.params(model)
        return map(1:epochs) do _
            @elapsed for (x, y) in loader
                gradients = Flux.gradient(() -> Flux.logitcrossentropy(model(x), y), weights)
                Flux.Optimise.update!(optimiser, weights, gradients)
            end
        end
    end
end

println(train(model, DataLoader((images, labels); batchsize=128, shuffle=true)))

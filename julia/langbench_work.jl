"""
What every program of the experiment is given: its options, and the work folder that LangBench writes before a run,
with the same images, initial weights and batch order for every implementation.
"""
module LangBenchWork

using SHA: SHA2_256_CTX, digest!, update!

export Options, Work, batches, data_sha256, fail, initial_weights, parse_options

struct Options
    work::String
    epochs::Int
    threads::Union{Int,Nothing}  # nothing: whatever Julia and BLAS chose
    images::Union{Int,Nothing}   # nothing: all
end

"""
    fail(message; code=2)

End the program with a line on stderr that says what is wrong. By convention the exit code is 2 for wrong options or
files and 3 for a missing package.
"""
function fail(message; code=2)
    println(stderr, basename(PROGRAM_FILE), ": ", message)
    exit(code)
end

const USAGE = """
    Options:
      --work DIR            work folder written by LangBench (required)
      --epochs N            epochs to train (default: 3)
      --threads N|default   threads that were asked for (default: what Julia and BLAS chose);
                            Julia itself takes their number from `julia -t N` or JULIA_NUM_THREADS
      --images N|all        train on the first N images (default: all)
    """

"Read the options, given as `--name value` or `--name=value`."
function parse_options(arguments)
    values = Dict("work" => "", "epochs" => "3", "threads" => "default", "images" => "all")
    remaining = copy(arguments)
    while !isempty(remaining)
        argument = popfirst!(remaining)
        if argument in ("-h", "--help")
            print("Usage: julia ", PROGRAM_FILE, " --work DIR [options]\n\n", USAGE)
            exit(0)
        end
        parts = match(r"^--(\w+)(?:=(.*))?$"s, argument)
        (parts === nothing || !haskey(values, parts[1])) && fail("unknown option $argument\n$USAGE")
        parts[2] === nothing && isempty(remaining) && fail("the option $argument needs a value")
        values[parts[1]] = parts[2] === nothing ? popfirst!(remaining) : parts[2]
    end
    isempty(values["work"]) && fail("the option --work DIR is required\n$USAGE")
    isdir(values["work"]) || fail("there is no folder $(values["work"]); let LangBench write the work folder first")
    return Options(
        values["work"],
        positive("epochs", values["epochs"]),
        values["threads"] == "default" ? nothing : positive("threads", values["threads"]),
        values["images"] == "all" ? nothing : positive("images", values["images"]),
    )
end

function positive(name, text)
    number = tryparse(Int, text)
    (number === nothing || number < 1) && fail("--$name $text: a whole number from 1 on is needed")
    return number
end

"What is in a work folder. An image is a (width, height) array: column-major, it lies in memory as in the file."
struct Work
    train_images::Array{UInt8,3}
    train_labels::Vector{UInt8}
    test_images::Array{UInt8,3}
    test_labels::Vector{UInt8}
    batch_size::Int
    order::Matrix{Int}  # column e: the indices of the training images in the order in which epoch e visits them
end

function Work(options::Options)
    file(name) = joinpath(options.work, name)
    train_images = read_idx(file("train-images-idx3-ubyte"), Val(3))
    train_labels = read_idx(file("train-labels-idx1-ubyte"), Val(1))
    count = options.images === nothing ? length(train_labels) : min(options.images, length(train_labels))
    return Work(
        train_images[:, :, 1:count],
        train_labels[1:count],
        read_idx(file("t10k-images-idx3-ubyte"), Val(3)),
        read_idx(file("t10k-labels-idx1-ubyte"), Val(1)),
        batch_size(file("work.json")),
        batch_order(file("batches.u32"), count, options.epochs),
    )
end

"Return an IDX file's array of bytes, its dimensions reversed: rows in the file are columns in Julia."
function read_idx(path, ::Val{N}) where {N}
    bytes = read_file(path)
    header = 4 + 4N
    (length(bytes) >= header && bytes[1:4] == UInt8[0, 0, 8, N]) ||
        fail("$path is not an IDX file of bytes with $N dimensions; let LangBench write the work folder again")
    sizes = Int.(ntoh.(reinterpret(UInt32, bytes[5:header])))
    length(bytes) == header + prod(sizes) ||
        fail("$path holds $(length(bytes) - header) bytes of data, but its header says $(join(sizes, " × "))")
    return reshape(bytes[header+1:end], reverse(sizes)...)::Array{UInt8,N}
end

read_file(path) = isfile(path) ? read(path) : fail("there is no file $path; let LangBench write the work folder again")

function batch_size(path)
    found = match(r"\"batchSize\"\s*:\s*(\d+)", String(read_file(path)))
    found === nothing && fail("$path does not tell the batchSize; let LangBench write the work folder again")
    return parse(Int, found[1])
end

function batch_order(path, images, epochs)
    order = ltoh.(reinterpret(UInt32, read_file(path)))
    length(order) >= images * epochs ||
        fail("$path holds the order of $(length(order)) images, but $epochs epochs of $images images were asked for")
    all(<(images), view(order, 1:images*epochs)) ||
        fail("$path names images past the first $images; let LangBench write the work folder again")
    return reshape(order[1:images*epochs] .+ 1, images, epochs)
end

"""
    initial_weights(options)

Return the initial weights as pairs of a kernel or matrix and its bias. Kernels are (kernel width, kernel height, in,
out), for cross-correlation; the matrix is (out, in) with its columns ordered width, height, channel, the width fastest.
"""
function initial_weights(options::Options)
    path = joinpath(options.work, "weights.f32")
    flat = ltoh.(reinterpret(Float32, read_file(path)))
    length(flat) == sum(prod, WEIGHT_SIZES) ||
        fail("$path holds $(length(flat)) numbers, but the network has $(sum(prod, WEIGHT_SIZES)) weights")
    stops = cumsum(collect(map(prod, WEIGHT_SIZES)))
    tensor(i) = reshape(flat[stops[i]-prod(WEIGHT_SIZES[i])+1:stops[i]], WEIGHT_SIZES[i])
    return ((tensor(1), tensor(2)), (tensor(3), tensor(4)), (tensor(5), tensor(6)), (tensor(7), tensor(8)))
end

# The file's tensors in its order: what is row-major there has its dimensions reversed here.
const WEIGHT_SIZES = ((3, 3, 1, 16), (16,), (3, 3, 16, 32), (32,), (3, 3, 32, 32), (32,), (10, 288), (10,))

"The batches of an epoch, each as the indices of its images; the last may be shorter than the others."
batches(work::Work, epoch) = Iterators.partition(view(work.order, :, epoch), work.batch_size)

"The hash of the bytes in use: training images and labels, then test images and labels."
function data_sha256(work::Work)
    context = SHA2_256_CTX()
    for bytes in (work.train_images, work.train_labels, work.test_images, work.test_labels)
        update!(context, vec(bytes))
    end
    return bytes2hex(digest!(context))
end

end

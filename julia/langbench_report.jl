"Tells LangBench, and whoever reads along, what a program does and how long it takes."
module LangBenchReport

using Libdl: dlopen, dlsym
using LinearAlgebra: BLAS

export @stopwatch, Stopwatch, blas_threads, package_version, tell, tell_start, use_threads

const THREADS_HINT = "start Julia with `julia -t N` or with JULIA_NUM_THREADS=N"

"The monotonic clock's readings around some work."
mutable struct Stopwatch
    started_ns::UInt64
    ended_ns::UInt64
end

"""
    @stopwatch watch work

Do the work, keep the clock's readings around it in `watch`, and return the work's value. A macro, as `@time` is: with
`@time` before it Julia prints what the readings tell as well.
"""
macro stopwatch(watch, work)
    return quote
        start!($(esc(watch)))
        # A statement is compiled before it runs, with what it is seen to call: too early for the clock.
        local value = Base.invokelatest(() -> $(esc(work)))
        stop!($(esc(watch)))
        value
    end
end

start!(watch::Stopwatch) = (watch.started_ns = time_ns(); nothing)
stop!(watch::Stopwatch) = (watch.ended_ns = time_ns(); nothing)
# Compiling them later would come between the two clocks.
precompile(start!, (Stopwatch,))
precompile(stop!, (Stopwatch,))

"""
    tell(event, facts...; t_ns)
    tell(event, watch, facts...)

Print a marker line, which LangBench reads, with `"name" => value` pairs as its facts. With a `Stopwatch` it
tells the duration too.
"""
function tell(event, @nospecialize(facts::Pair...); t_ns=time_ns())
    println(":::LANGBENCH ", json(Pair["v" => 1, "event" => event, "t_ns" => t_ns, facts...]))
    flush(stdout)
end

tell(event, watch::Stopwatch, @nospecialize(facts::Pair...)) =
    tell(event, "duration_ns" => watch.ended_ns - watch.started_ns, facts...; t_ns=watch.ended_ns)

"""
    tell_start(started_ns, facts...)

Print the first marker line: the language's version, BLAS, and the given facts. `started_ns` is the program's first
instant.
"""
function tell_start(started_ns, @nospecialize(facts::Pair...))
    language = ("language" => "julia", "language_version" => VERSION)
    tell("start", language..., "blas" => blas_name(), facts...; t_ns=started_ns)
end

json(text::AbstractString) = string('"', escape_string(text, '"'), '"')
json(version::VersionNumber) = json(string(version))
json(number::Integer) = string(number)
# A loss that is not a number any more has no form in JSON.
json(number::AbstractFloat) = isfinite(number) ? string(Float64(number)) : "null"
json(facts::Vector{<:Pair}) = string('{', join(["\"$name\":$(json(fact))" for (name, fact) in facts], ','), '}')

"""
    use_threads(requested)

Set BLAS's threads to go with Julia's, which are fixed by now, and return what was asked for and Julia's, to which a
program that uses BLAS adds `blas_threads()`. Beside several Julia threads BLAS gets one, since their numbers would
multiply. `nothing` leaves everything as it is.
"""
function use_threads(requested)
    julia = Threads.nthreads()
    if requested !== nothing
        julia == requested || @warn "Julia runs with $julia threads, but $requested were asked for: $THREADS_HINT"
        BLAS.set_num_threads(julia > 1 ? 1 : requested)
    end
    return Pair["requested" => something(requested, "default"), "julia" => julia]
end

"Return the number of threads that BLAS uses. Julia before 1.6 cannot tell it; OpenBLAS itself can."
function blas_threads()
    isdefined(BLAS, :get_num_threads) && return something(BLAS.get_num_threads(), "unknown")
    address = openblas(:openblas_get_num_threads)
    return address === nothing ? "unknown" : Int(ccall(address, Cint, ()))
end

"""
    blas_name()

Return what is known of the BLAS in use: OpenBLAS tells its version and the processor it took this one for.
"""
function blas_name()
    address = openblas(:openblas_get_config)
    return address === nothing ? basename(blas_library()) : unsafe_string(ccall(address, Cstring, ()))
end

openblas(name) = dlsym(dlopen(blas_library()), Symbol(name, "64_"); throw_error=false)

# From 1.7 on a trampoline stands before the library that does the work.
blas_library() = isdefined(BLAS, :get_config) ? first(BLAS.get_config().loaded_libs).libname : Base.libblas_name

"Return the version of a loaded package as its Project.toml has it."
function package_version(package)
    file = joinpath(dirname(dirname(pathof(package))), "Project.toml")
    return match(r"^version\s*=\s*\"(.+)\""m, read(file, String))[1]
end

end

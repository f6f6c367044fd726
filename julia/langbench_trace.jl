"""
Runs a Julia program and times chosen calls and `@time`-d statements in it, at their exact places, without touching
its file.

    julia langbench_trace.jl --events FILE --calls LINE:COLUMN,... PROGRAM [ARGUMENT ...]

A call is told by where its called name ends: the line from 1, the column in bytes from 0. Julia's syntax trees know
lines only, so the names are tagged in the text before it is parsed (`train!` becomes `train!__langbench_0__`), and
found again in the expressions, where the tags are taken off and the calls wrapped. Everything else runs as it would
without: lines, `@__FILE__`, `include`, `PROGRAM_FILE`, `ARGS`, exit codes. A call's time includes the evaluation of
its arguments, as `@time` has it too.

What happens is written to FILE, a JSON object a line: `program` (the program starts, or `untraced` tells why its calls
are not timed), `call` (a call begins) and `done` (it has ended well). `call` is the place in the list given, from 0;
`t_ns` reads the monotonic clock `time_ns`, `duration_ns` is the call's own time. A call without `done` raised an error,
or still runs. For Julia 1.5 and later.
"""
module LangBenchTrace

# --- Events

const EVENTS = Ref{IO}()
const EVENTS_LOCK = ReentrantLock()
const EXECUTIONS = Threads.Atomic{Int}(0)

function emit(event, fields)
    line = string("{\"event\":\"", event, "\",\"pid\":", getpid(), fields, "}\n")
    lock(EVENTS_LOCK) do
        write(EVENTS[], line)
        flush(EVENTS[])
    end
    return nothing
end

function begins(call::Int)
    execution = Threads.atomic_add!(EXECUTIONS, 1)
    emit("call", ",\"call\":$call,\"execution\":$execution,\"t_ns\":$(time_ns())")
    return (call = call, execution = execution, started = time_ns())
end

"Notes the end of what `begins` noted the begin of, and gives the call's value on. It keeps the value's type known."
function returns(call, value, now)
    emit("done", ",\"call\":$(call.call),\"execution\":$(call.execution),\"t_ns\":$now,\"duration_ns\":$(now - call.started)")
    return value
end

"Arguments are evaluated in order: the clock is read before `expression` and again right after it."
timed(call, expression) = Expr(:call, returns, Expr(:call, begins, call), expression, Expr(:call, time_ns))

# --- Tags

const TAG = r"__langbench_(\d+)__$"

"The text with a tag after each called name, and nothing else changed. Lines stay the same."
function tagged(text, places)
    bytes = codeunits(text)
    line_starts = [1; findall(==(UInt8('\n')), bytes) .+ 1]
    out = IOBuffer()
    written = 0
    for (index, (line, column)) in sort!(collect(enumerate(places)); by = last)
        name_end = line_starts[line] + column - 1
        write(out, view(bytes, written+1:name_end), "__langbench_$(index - 1)__")
        written = name_end
    end
    write(out, view(bytes, written+1:length(bytes)))
    return String(take!(out))
end

"Which call a name is tagged as, or nothing."
function tag(name::Symbol)
    found = match(TAG, String(name))
    return found === nothing ? nothing : parse(Int, found.captures[1])
end
tag(name::QuoteNode) = tag(name.value)
tag(name::Expr) = name.head === :. && length(name.args) == 2 ? tag(name.args[2]) : nothing
tag(::Any) = nothing

"The expression without tags and with nothing timed in it."
untagged(name::Symbol) = tag(name) === nothing ? name : Symbol(replace(String(name), TAG => ""))
untagged(quoted::QuoteNode) = QuoteNode(untagged(quoted.value))
untagged(ex::Expr) = Expr(ex.head, map(untagged, ex.args)...)
untagged(other) = other

tags(ex::Expr) = mapreduce(tags, vcat, ex.args; init = Int[])
tags(leaf) = something(tag(leaf) === nothing ? nothing : [tag(leaf)], Int[])

# --- Rewriting

"Macros that show the code of their arguments: nothing may change within."
const SHOWS_ITS_CODE = Symbol.(["@show", "@assert", "@test", "@info", "@warn", "@error", "@debug"])

rewritten(leaf) = untagged(leaf)
function rewritten(ex::Expr)
    ex.head === :quote && return untagged(ex)
    is_definition(ex) && return Expr(ex.head, untagged(ex.args[1]), map(rewritten, ex.args[2:end])...)
    ex.head === :macrocall && return rewritten_macro(ex)
    inner = Expr(ex.head, map(rewritten, ex.args)...)
    is_call = ex.head === :call || (ex.head === :. && length(ex.args) == 2 && Meta.isexpr(ex.args[2], :tuple))
    is_call && return wrapped(tag(ex.args[1]), inner)
    if ex.head === :do
        # The block belongs to the call that stands before it.
        call = ex.args[1]
        bare = Expr(call.head, map(rewritten, call.args)...)
        return wrapped(tag(call.args[1]), Expr(:do, bare, rewritten(ex.args[2])))
    end
    return inner
end

wrapped(call, expression) = call === nothing ? expression : timed(call, expression)

function rewritten_macro(ex)
    own = tag(ex.args[1])
    name = untagged(ex.args[1])
    shown = name in SHOWS_ITS_CODE
    within = tags(Expr(:block, ex.args[2:end]...))
    if shown && length(within) == 1
        return timed(first(within), untagged(ex))
    elseif shown || name === Symbol("@showtime")
        return wrapped(own, untagged(ex))
    end
    return wrapped(own, Expr(:macrocall, name, map(rewritten, ex.args[2:end])...))
end

function is_definition(ex)
    ex.head in (:function, :macro) && return true
    ex.head === :(=) || return false
    signature = ex.args[1]
    while Meta.isexpr(signature, (:where, :(::)))
        signature = signature.args[1]
    end
    return Meta.isexpr(signature, :call)
end

# --- Running

"All statements of a text with their lines, in one `:toplevel` expression."
parse_all(text, path) =
    isdefined(Meta, :parseall) ? Meta.parseall(text; filename = path) : Base.parse_input_line(text; filename = path)

"Evaluates statement by statement, as `include` does, so that each sees the macros and methods before it."
function run_statements(program, path)
    line = LineNumberNode(1, Symbol(path))
    for statement in program.args
        if statement isa LineNumberNode
            line = statement
        else
            try
                Core.eval(Main, Expr(:toplevel, line, rewritten(statement)))
            catch
                fail(error -> LoadError(path, line.line, error))
            end
        end
    end
end

"Ends the process as Julia does after an error in a program, without this file's part of the stack."
function fail(as_shown)
    stack = isdefined(Base, :current_exceptions) ? Base.current_exceptions() : Base.catch_stack()
    for (index, (error, trace)) in enumerate(Iterators.reverse(stack))
        printstyled(stderr, index == 1 ? "ERROR: " : "\ncaused by: "; bold = true, color = Base.error_color())
        showerror(stderr, index == 1 ? as_shown(error) : error, of_program(trace))
        println(stderr)
    end
    exit(1)
end

"The part of a backtrace that is the program's: up to the evaluation that this file asked for."
function of_program(trace)
    is_here(address) = any(frame -> String(frame.file) == @__FILE__, StackTraces.lookup(address))
    is_eval(address) = any(frame -> frame.func === :eval, StackTraces.lookup(address))
    stop = findfirst(is_here, trace)
    stop === nothing && return trace
    while stop > 1 && is_eval(trace[stop-1])
        stop -= 1
    end
    return trace[1:stop-1]
end

"Makes this process look as if `path` had been launched."
function become(path, arguments)
    copy!(ARGS, arguments)
    Core.eval(Base, :(PROGRAM_FILE = $path))
    task_local_storage()[:SOURCE_PATH] = path
end

json_text(text) = replace(replace(text, r"[\\\"]" => s"\\\0"), r"[[:cntrl:]]" => " ")

function main(events, calls, path, arguments)
    EVENTS[] = open(events, "a")
    places = [Tuple(parse.(Int, split(call, ':'))) for call in split(calls, ','; keepempty = false)]
    become(path, arguments)
    program = parse_all(tagged(read(path, String), places), path)
    fault = Meta.isexpr(program, :toplevel) ? findfirst(ex -> Meta.isexpr(ex, (:error, :incomplete)), program.args) : 0
    if fault === nothing
        missed = setdiff(eachindex(places) .- 1, tags(program))
        emit("program", ",\"t_ns\":$(time_ns()),\"missed\":[$(join(missed, ','))]")
        run_statements(program, path)
    else
        # What is wrong with the program is raised here, as it is without the tracer.
        emit("program", ",\"t_ns\":$(time_ns()),\"untraced\":\"$(json_text("Julia $VERSION does not parse the file"))\"")
        try
            Base.include(Main, path)
        catch
            fail(identity)
        end
    end
end

end

if length(ARGS) < 5 || ARGS[1] != "--events" || ARGS[3] != "--calls"
    println(stderr, "usage: langbench_trace.jl --events FILE --calls LINE:COLUMN,... PROGRAM [ARGUMENT ...]")
    exit(2)
end
LangBenchTrace.main(ARGS[2], ARGS[4], abspath(ARGS[5]), ARGS[6:end])

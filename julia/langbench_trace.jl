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
are not timed; `missed` are those that it does not have, `left` those where nothing may be changed), `call` (a call
begins) and `done` (it has ended well). `call` is the place in the list given, from 0;
`t_ns` reads the monotonic clock `time_ns`, `duration_ns` is the call's own time. A call without `done` raised an error,
or still runs. Other processes that run the program's code record nothing. Where FILE cannot be written any more, the
recording ends and the program goes on. For Julia 1.5 and later.
"""
module LangBenchTrace

# --- Events

import Base.Filesystem

mutable struct Recorder
    file::Filesystem.File
    identity::Tuple{UInt,UInt}
    recording::Bool
end

"Not buffered: a line is one write in append mode."
function Recorder(path)
    flags = Filesystem.JL_O_WRONLY | Filesystem.JL_O_CREAT | Filesystem.JL_O_APPEND
    file = Filesystem.open(path, flags, 0o600)
    return Recorder(file, identity_of(file), true)
end

function identity_of(file)
    status = stat(file)
    return (UInt(status.device), UInt(status.inode))
end

const RECORDER = Ref{Recorder}()
const EXECUTIONS = Threads.Atomic{Int}(0)

function write_event(recorder, event, fields)
    # A program may close files that it has not opened; the next that it opens then has the same descriptor.
    identity_of(recorder.file) == recorder.identity || error("the events' file was closed")
    write(recorder.file, string("{\"event\":\"", event, "\",\"pid\":", getpid(), fields, "}\n"))
    return nothing
end

"Writes an event while that is possible: a full disk is no error of the program."
function record(event, fields)
    recorder = RECORDER[]
    recorder.recording || return nothing
    try
        write_event(recorder, event, fields)
    catch
        recorder.recording = false
    end
    return nothing
end

function begins(call::Int)
    execution = Threads.atomic_add!(EXECUTIONS, 1)
    record("call", ",\"call\":$call,\"execution\":$execution,\"t_ns\":$(time_ns())")
    return (call = call, execution = execution, started = time_ns())
end

"Notes the end of what `begins` noted the begin of, and gives the call's value on. It keeps the value's type known."
function returns(call, value, now)
    duration = now - call.started
    record("done", ",\"call\":$(call.call),\"execution\":$(call.execution),\"t_ns\":$now,\"duration_ns\":$duration")
    return value
end

"""
`returns(begins(call), expression, time_ns())`: arguments are evaluated in order, so the clock is read right before
`expression` and right after it. The code may be sent to a worker process, which has no such module: there it is
`ifelse(true, expression, time_ns())`.
"""
function timed(call, expression)
    # `Main` itself and not its name: its type is known, and it is sent as the receiver's own.
    is_here() = Expr(:call, isdefined, Main, QuoteNode(:LangBenchTrace))
    here(name) = Expr(:., Expr(:., Main, QuoteNode(:LangBenchTrace)), QuoteNode(name))
    begun = Expr(:if, is_here(), Expr(:call, here(:begins), call), true)
    return Expr(:call, Expr(:if, is_here(), here(:returns), ifelse), begun, expression, Expr(:call, time_ns))
end

# --- Tags

const TAG = r"__langbench_(\d+)__$"

"The text with a tag after each called name, and nothing else changed. Lines stay the same."
function tagged(text, places)
    bytes = Vector{UInt8}(text)
    # A byte order mark is no part of the first line.
    first_line = startswith(text, '\ufeff') ? 4 : 1
    line_starts = [first_line; findall(==(UInt8('\n')), bytes) .+ 1]
    out = IOBuffer()
    written = 0
    for (index, (line, column)) in sort!(collect(enumerate(places)); by = last)
        line <= length(line_starts) || continue
        name_end = min(line_starts[line] + column - 1, length(bytes))
        write(out, bytes[written+1:name_end], "__langbench_$(index - 1)__")
        written = name_end
    end
    write(out, bytes[written+1:end])
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
# Not `map`, which Julia compiles anew for every mixture of types.
untagged(ex::Expr) = Expr(ex.head, Any[untagged(arg) for arg in ex.args]...)
# A command's text, which only its macro parses.
untagged(text::String) = replace(text, r"__langbench_\d+__" => "")
untagged(other) = other

tags(ex::Expr) = mapreduce(tags, vcat, ex.args; init = Int[])
tags(leaf) = something(tag(leaf) === nothing ? nothing : [tag(leaf)], Int[])

# --- Rewriting

"""
Macros that run the code that they are given, as it is, or document it. Any other may show, compile or send away what it
is given.
"""
const RUNS_ITS_CODE = Symbol.([
    "@doc", "@time", "@timev", "@timed", "@elapsed", "@timeit", "@profile", "@sync", "@async", "@spawn",
    "@inbounds", "@views", "@inline", "@noinline", "@withprogress", "@epochs",
])

"Macros that run a loop, and look at its head."
const RUNS_A_LOOP = Symbol.(["@threads", "@progress", "@showprogress"])

"Macros that show the code of their arguments: they can be timed as a whole, if they have one call."
const SHOWS_ITS_CODE = Symbol.(["@show", "@showtime", "@assert", "@test", "@info", "@warn", "@error"])

"The program's expression with its calls timed. The calls that this is done for are added to `done`."
rewritten(leaf, done) = untagged(leaf)
function rewritten(ex::Expr, done)
    within(args) = Any[rewritten(arg, done) for arg in args]
    ex.head === :quote && return untagged(ex)
    is_definition(ex) && return Expr(ex.head, untagged(ex.args[1]), within(ex.args[2:end])...)
    ex.head === :macrocall && return rewritten_macro(ex, done)
    is_call = ex.head === :call || (ex.head === :. && length(ex.args) == 2 && Meta.isexpr(ex.args[2], :tuple))
    is_call && return wrapped(tag(called(ex)), Expr(ex.head, within(ex.args)...), done)
    if ex.head === :do
        # The block belongs to the call that stands before it.
        call = ex.args[1]
        Meta.isexpr(call, :call) || return Expr(:do, untagged(call), rewritten(ex.args[2], done))
        bare = Expr(:call, within(call.args)...)
        return wrapped(tag(call.args[1]), Expr(:do, bare, rewritten(ex.args[2], done)), done)
    end
    return Expr(ex.head, within(ex.args)...)
end

"What a call calls: in `x |> train!` it is the last argument."
called(ex) = length(ex.args) == 3 && ex.args[1] in (:|>, Symbol(".|>")) ? ex.args[3] : ex.args[1]

function wrapped(call, expression, done)
    call === nothing && return expression
    push!(done, call)
    return timed(call, expression)
end

function rewritten_macro(ex, done)
    own = tag(ex.args[1])
    name = macro_name(untagged(ex.args[1]))
    given = ex.args[3:end]
    runs_loop = name in RUNS_A_LOOP && any(arg -> Meta.isexpr(arg, :for), given)
    if runs_loop || name in RUNS_ITS_CODE
        inner = Any[rewritten(arg, done) for arg in given]
        return wrapped(own, Expr(:macrocall, untagged(ex.args[1]), ex.args[2], inner...), done)
    end
    shown = name in SHOWS_ITS_CODE ? tags(Expr(:block, given...)) : Int[]
    only = length(shown) == 1 ? first(shown) : nothing
    return wrapped(own === nothing ? only : own, untagged(ex), done)
end

"`@time` of `Base.@time`, whatever the module."
macro_name(name::Symbol) = name
macro_name(name::GlobalRef) = name.name
macro_name(name::QuoteNode) = macro_name(name.value)
macro_name(name::Expr) = name.head === :. ? macro_name(last(name.args)) : nothing
macro_name(::Any) = nothing

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

"""
Evaluates statement by statement, as `include` does, so that each sees the macros and methods before it. The program's
own code is only called from within `Core.eval` and `invokelatest`: what it defines is newer than this function.
"""
function run_statements(program, path)
    line = LineNumberNode(1, Symbol(path))
    try
        for statement in program.args
            if statement isa LineNumberNode
                line = statement
            else
                Core.eval(Main, Expr(:toplevel, line, statement))
            end
        end
    catch
        fail(error -> LoadError(path, line.line, error))
    end
end

"Ends the process as Julia does after an error in a program, without this file's part of the stack."
function fail(as_shown)
    stack = NamedTuple[]
    for (error, trace) in (isdefined(Base, :current_exceptions) ? Base.current_exceptions() : Base.catch_stack())
        push!(stack, (exception = error, backtrace = of_program(trace)))
    end
    stack[end] = (exception = as_shown(stack[end].exception), backtrace = stack[end].backtrace)
    Base.invokelatest(Base.display_error, isdefined(Base, :ExceptionStack) ? Base.ExceptionStack(stack) : stack)
    isinteractive() || exit(1)
end

"The part of a backtrace that is the program's: up to the evaluation that this file asked for."
function of_program(trace)
    is_here(address) = any(frame -> String(frame.file) == @__FILE__, StackTraces.lookup(address))
    is_evaluation(address) = all(frame -> frame.from_c || frame.func === :eval, StackTraces.lookup(address))
    stop = findfirst(is_here, trace)
    stop === nothing && return trace
    while stop > 1 && is_evaluation(trace[stop-1])
        stop -= 1
    end
    return trace[1:stop-1]
end

"Makes this process look as if `path` had been launched."
function become(path, arguments)
    copy!(ARGS, arguments)
    Core.eval(Base, :(PROGRAM_FILE = $path))
    task_local_storage()[:SOURCE_PATH] = abspath(path)
end

json_text(text) = replace(replace(text, r"[\\\"]" => s"\\\0"), r"[[:cntrl:]]" => " ")

"Tells of the program, before anything of it runs."
function tell_of_program(events, fields)
    try
        RECORDER[] = Recorder(events)
        write_event(RECORDER[], "program", ",\"t_ns\":$(time_ns()),$fields")
    catch error
        println(stderr, "langbench_trace.jl: cannot write $events: ", sprint(showerror, error))
        exit(1)
    end
end

"Why a program cannot be traced, as fields of JSON, or nothing. Tags must change nothing but the names that they are put to."
function obstacle(plain, program)
    is_fault(ex) = Meta.isexpr(ex, (:error, :incomplete))
    is_whole = Meta.isexpr(plain, :toplevel) && !any(is_fault, plain.args)
    is_whole || return "\"because\":\"unparsed\",\"version\":\"$VERSION\""
    return untagged(program) == plain ? nothing : "\"because\":\"changed\""
end

function main(events, calls, given_path, arguments)
    path = abspath(given_path)
    places = [(parse(Int, place[1]), parse(Int, place[2])) for place in eachmatch(r"(\d+):(\d+)", calls)]
    become(given_path, arguments)
    text = read(path, String)
    plain = parse_all(text, path)
    program = parse_all(tagged(text, places), path)
    reason = obstacle(plain, program)
    if reason === nothing
        done = Set{Int}()
        found = Set(tags(program))
        program = rewritten(program, done)
        missed = setdiff(eachindex(places) .- 1, found)
        left = setdiff(sort!(collect(found)), done)
        tell_of_program(events, "\"missed\":[$(join(missed, ','))],\"left\":[$(join(left, ','))]")
        run_statements(program, path)
    else
        # What is wrong with the program is raised here, as it is without the tracer.
        tell_of_program(events, "\"untraced\":{$reason}")
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
LangBenchTrace.main(ARGS[2], ARGS[4], ARGS[5], ARGS[6:end])

"""Runs a Python program and times chosen calls in it, at their exact places, without touching its file.

    python langbench_trace.py --events FILE --calls LINE:COLUMN,... PROGRAM [ARGUMENT ...]

A call is told by where its called name ends: the line from 1, the column in UTF-8 bytes from 0, as `ast` counts them.
The calls are rewritten in the parsed program, so everything else runs as it would without: `__main__`, `sys.argv`,
tracebacks, pickling, exit codes. The clock starts when the arguments are evaluated and the call begins; it stops when
the call returns or, under `await`, when the awaiting ends.

What happens is written to FILE, a JSON object a line: `program` (the program starts, or `untraced` tells why its calls
are not timed; `missed` are those that its tree does not have, `left` those where nothing may be changed), `call` (one
begins) and `done` (it has ended well). `call` is the place in the list given, from 0;
`t_ns` reads the monotonic clock `time.perf_counter_ns`, `duration_ns` is the call's own time. A call without `done`
raised an error, or still runs. `pid` tells the calls of forked children. Other processes that run the program's code
record nothing. Where FILE cannot be written any more, the recording ends and the program goes on. What looks beneath the
program's outermost frame finds this file's there: a debugger's `where`, a warning with too high a `stacklevel`.
Needs Python 3.8, whose trees tell where an expression ends.
"""

import ast
import itertools
import json
import os
import sys
import time
from importlib.machinery import SourceFileLoader
from types import ModuleType

BEGINS = "__langbench_call_begins__"
RETURNS = "__langbench_call_returns__"

# Filled in, these take a tenth of the time that `json.dumps` takes.
CALL = b'{"event": "call", "t_ns": %d, "call": %d, "execution": %d, "pid": %d}\n'
DONE = b'{"event": "done", "t_ns": %d, "call": %d, "execution": %d, "pid": %d, "duration_ns": %d}\n'


class Recorder:
    """Writes the events. A line is one write in append mode, so threads and forked children may share the file.

    Nothing waits to be written: a program may be killed, and a call that is short in one turn takes hours in the next.
    """

    def __init__(self, path):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._identity = identity(self._file)
        self._recording = True
        # By frame and call: one frame can be inside a call only once, whatever threads, tasks and recursion do.
        self._executions = {}
        self._numbers = itertools.count()
        self._note_pid()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._note_pid)

    def _note_pid(self):
        self._pid = os.getpid()

    def program(self, **details):
        """Tells of the program, before anything of it runs. Raises `OSError` when the file cannot be written."""
        event = {"event": "program", "t_ns": time.perf_counter_ns(), **details}
        self._write(json.dumps(event).encode() + b"\n")

    def begins(self, call, value):
        """The last thing evaluated before a call: passes `value` through."""
        execution = next(self._numbers)
        self._record(CALL % (time.perf_counter_ns(), call, execution, self._pid))
        self._executions[id(sys._getframe(1)), call] = execution, time.perf_counter_ns()
        return value

    def returns(self, call, value):
        """The first thing evaluated after a call: passes its `value` through."""
        now = time.perf_counter_ns()
        # A debugger's jump may have skipped the beginning.
        execution, started = self._executions.pop((id(sys._getframe(1)), call), (None, None))
        if execution is not None:
            self._record(DONE % (now, call, execution, self._pid, now - started))
        return value

    def _record(self, line):
        """Writes an event while that is possible: a full disk is no error of the program."""
        if self._recording:
            try:
                self._write(line)
            except OSError:
                self._recording = False

    def _write(self, line):
        # A program may close files that it has not opened; the next that it opens then has the same descriptor.
        if identity(self._file) != self._identity:
            raise OSError("the events' file was closed")
        if os.write(self._file, line) < len(line):
            raise OSError("no room for a whole line")


def identity(file):
    status = os.fstat(file)
    return status.st_dev, status.st_ino


class Rewriter(ast.NodeTransformer):
    """Puts a call's beginning and end into the tree: `f(a, b)` becomes `returns(i, f(a, begins(i, b)))`."""

    def __init__(self, places, compiled):
        self._calls = {place: index for index, place in enumerate(places)}
        self._compiled = compiled
        self._untimed = set(self._calls.values())

    def visit_Call(self, node):
        call = self._calls.get((node.func.end_lineno, node.func.end_col_offset))
        self.generic_visit(node)
        if call is None:
            return node
        self._untimed.discard(call)
        self._begin(call, node)
        return helper_call(RETURNS, call, node)

    def visit_Await(self, node):
        self.generic_visit(node)
        inner = node.value
        if not is_helper_call(inner, RETURNS):
            return node
        call, awaited = inner.args
        node.value = awaited
        return helper_call(RETURNS, call.value, node)

    def visit_FunctionDef(self, node):
        if node in self._compiled or any(map(compiles, node.decorator_list)):
            return node
        annotation, node.returns = node.returns, None
        self.generic_visit(node)
        node.returns = annotation
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_AnnAssign(self, node):
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Lambda(self, node):
        return node if node in self._compiled else self.generic_visit(node)

    def _leave(self, node):
        """Annotations may be turned back into text, and what is put in would show in it."""
        return node

    visit_arg = visit_TypeAlias = visit_TypeVar = visit_ParamSpec = visit_TypeVarTuple = _leave

    def untimed(self, tree):
        """The calls that the tree does not have, and those that stand where nothing may be changed."""
        called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        there = {self._calls.get((name.end_lineno, name.end_col_offset)) for name in called}
        return sorted(self._untimed - there), sorted(self._untimed & there)

    def _begin(self, call, node):
        """The clock starts after the arguments: with the last of them or, when there is none, with what is called."""
        if node.keywords:
            holder, field = node.keywords[-1], "value"
        elif node.args and isinstance(node.args[-1], ast.Starred):
            holder, field = node.args[-1], "value"
        elif node.args:
            node.args[-1] = helper_call(BEGINS, call, node.args[-1])
            return
        elif isinstance(node.func, ast.Attribute):
            # Around the object and not around its method: a call of a method stays one, with its line.
            holder, field = node.func, "value"
        else:
            holder, field = node, "func"
        setattr(holder, field, helper_call(BEGINS, call, getattr(holder, field)))


# What Numba, JAX, TensorFlow and PyTorch compile a function with, from its bytecode or its source. What is put in would
# be an error there, run only when the function is compiled, or never.
COMPILERS = {"jit", "njit", "pmap", "filter_jit", "vectorize", "function", "compile"}


def name_of(node):
    return getattr(node, "attr", getattr(node, "id", None))


def compiles(decorator):
    """Also `@tf.function(…)` and `@partial(jax.jit, …)`."""
    return any(name_of(part) in COMPILERS for part in ast.walk(decorator))


def given_to_compilers(tree):
    """What is compiled without a decorator: `fast_train = njit(train)`, `jit(lambda x: train(x))`."""
    nodes = list(ast.walk(tree))
    calls = [node for node in nodes if isinstance(node, ast.Call) and name_of(node.func) in COMPILERS]
    given = [argument for call in calls for argument in call.args]
    names = {name_of(argument) for argument in given} - {None}
    named = {node for node in nodes if getattr(node, "name", None) in names}
    assignments = (node for node in nodes if isinstance(node, ast.Assign))
    assigned = {node.value for node in assignments if names & set(map(name_of, node.targets))}
    return {*given, *named, *assigned}


def helper_call(name, call, value):
    """`__import__("sys").__dict__.get(name, {}.get)(call, value)`, at the place of `value`, so that tracebacks point where
    they would without it. Of names it needs but `__import__`: a program may have its own `getattr`.

    The code may be run by another process, to which it came pickled or by import: there `sys` has no helper, and
    `{}.get(call, value)` is `value`.
    """
    system = ast.Call(func=ast.Name(id="__import__", ctx=ast.Load()), args=[ast.Constant(value="sys")], keywords=[])
    passing = ast.Attribute(value=ast.Dict(keys=[], values=[]), attr="get", ctx=ast.Load())
    known = ast.Attribute(value=system, attr="__dict__", ctx=ast.Load())
    helper = ast.Call(
        func=ast.Attribute(value=known, attr="get", ctx=ast.Load()),
        args=[ast.Constant(value=name), passing],
        keywords=[],
    )
    number = ast.Constant(value=call)
    made = ast.Call(func=helper, args=[number, value], keywords=[])
    for part in (made, number):
        ast.copy_location(part, value)
    for part in ast.walk(helper):
        ast.copy_location(part, value)
    made.helper = name
    return made


def is_helper_call(node, name):
    return getattr(node, "helper", None) == name


def rewritten(source, path, places):
    """The program's code with its calls timed; the calls that it does not have; those that are left as they are."""
    tree = ast.parse(source, path)
    rewriter = Rewriter(places, given_to_compilers(tree))
    rewriter.visit(tree)
    missed, left = rewriter.untimed(tree)
    return compile(tree, path, "exec", dont_inherit=True), missed, left


def traced_code(source, path, places, recorder):
    """The code to run: rewritten where that can be done, else as it is, with the reason recorded."""
    try:
        code, missed, left = rewritten(source, path, places)
    except (SyntaxError, ValueError, RecursionError) as error:
        recorder.program(untraced={"because": "error", "error": "{}: {}".format(type(error).__name__, error)})
    else:
        recorder.program(missed=missed, left=left)
        return code
    # What is wrong with the program is raised here, as it is without the tracer.
    return compile(source, path, "exec", dont_inherit=True)


def become(path, arguments):
    """Makes this process look as if `arguments`, with `path` first, had been launched, and returns its `__main__`."""
    sys.argv = arguments
    if hasattr(sys, "orig_argv"):
        launched = len(sys.orig_argv) - sys.orig_argv.index(__file__) if __file__ in sys.orig_argv else 0
        sys.orig_argv[len(sys.orig_argv) - launched :] = sys.argv
    if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
        sys.path[0] = os.path.dirname(os.path.realpath(path))
    main = ModuleType("__main__")
    for name in ("__annotations__", "__builtins__", "__file__", "__cached__"):
        if name in globals():
            setattr(main, name, {} if name == "__annotations__" else globals()[name])
    main.__file__ = path
    main.__loader__ = SourceFileLoader("__main__", path)
    sys.modules["__main__"] = main
    return main


def hide_launcher():
    """Lets the error that ends the program be shown without this file's frames, by whatever hook is in force."""
    hook = sys.excepthook

    def show(kind, error, trace):
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        sys.excepthook = hook
        hook(kind, error.with_traceback(trace), trace)

    sys.excepthook = show


def prepare(events, calls, path):
    """The program's code. Raises `OSError` when the program cannot be read or the events cannot be written."""
    recorder = Recorder(events)
    places = [tuple(int(number) for number in call.split(":")) for call in calls.split(",") if call]
    with open(path, "rb") as file:
        source = file.read()
    setattr(sys, BEGINS, recorder.begins)
    setattr(sys, RETURNS, recorder.returns)
    return traced_code(source, path, places, recorder)


def main(events, calls, path, *arguments):
    # As Python names a script's file.
    file = os.path.abspath(path) if sys.version_info >= (3, 9) else path
    try:
        try:
            code = prepare(events, calls, file)
        except OSError as error:
            sys.exit("langbench_trace.py: {}".format(error))
        exec(code, become(file, [path, *arguments]).__dict__)
    except SystemExit:
        raise
    except BaseException:
        hide_launcher()
        raise


if __name__ == "__main__":
    if sys.version_info < (3, 8):
        needs = "langbench_trace.py: Python {}.{} does not tell where an expression ends; 3.8 does"
        sys.exit(needs.format(*sys.version_info))
    if len(sys.argv) < 6 or sys.argv[1] != "--events" or sys.argv[3] != "--calls":
        sys.exit("usage: langbench_trace.py --events FILE --calls LINE:COLUMN,... PROGRAM [ARGUMENT ...]")
    main(sys.argv[2], sys.argv[4], *sys.argv[5:])

"""Tells LangBench, and whoever reads along, what a program does and how long it takes."""

import json
import math
import platform
import time


class Reporter:
    """Prints the article's `The time elapsed: ` lines and, beside each, a marker line that LangBench reads."""

    def __init__(self, started_ns):
        """Take the program's first reading of `time.perf_counter_ns()`."""
        self.started_ns = started_ns

    def start(self, framework, version, threads, libraries, **facts):
        """Tell versions and threads found in force; `threads` maps pools to their size."""
        _mark(
            "start",
            self.started_ns,
            language="python",
            language_version=platform.python_version(),
            framework=framework,
            framework_version=version,
            libraries=libraries,
            threads=threads,
            **facts,
        )

    def phase(self, event, started_ns, ended_ns, title=None, **facts):
        """Tell that a stretch of work has ended; with a title, also in words."""
        if title is not None:
            print(title)
            print("The time elapsed: ", (ended_ns - started_ns) / 1e9)
        _mark(event, ended_ns, duration_ns=ended_ns - started_ns, **facts)

    def end(self, last_loss, data_sha256):
        """Tell that all is done."""
        _mark("end", time.perf_counter_ns(), last_loss=_finite(last_loss), data_sha256=data_sha256)


def _finite(number):
    """Return a float that JSON can hold, or None for a loss that is not a number any more."""
    return float(number) if math.isfinite(number) else None


def _mark(event, t_ns, **facts):
    if "loss" in facts:
        facts["loss"] = _finite(facts["loss"])
    print(":::LANGBENCH", json.dumps({"v": 1, "event": event, "t_ns": t_ns, **facts}), flush=True)

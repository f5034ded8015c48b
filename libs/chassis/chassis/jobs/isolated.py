"""Runs a function in a process of its own: PDF and the like hold the CPU and would stop all green threads."""

import ctypes
import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

TIMEOUT = 60
_PR_SET_PDEATHSIG = 1
"""The option of prctl(2) that says which signal comes when the parent is gone."""


class IsolatedFailure(RuntimeError):
    """The function's process failed; the text is its error's class and place, without the input."""


def isolated(target: str) -> Callable[..., Any]:
    """Return a function that runs `module:function` in a fresh process and returns its result.

    Arguments and result are pickled; both ends are our own code. Works on green threads and on real ones.
    """

    def call(*arguments: Any) -> Any:  # noqa: ANN401 - the target's own types
        done = subprocess.run(
            [sys.executable, "-m", "chassis.jobs.isolated", target, str(os.getpid())],
            input=pickle.dumps(arguments),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        if done.returncode:
            raise IsolatedFailure(f"{target}: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
        return pickle.loads(done.stdout)  # noqa: S301 - written by the line below

    return call


def _end_with(parent: int) -> None:
    """Be killed with the process that waits for the result: nobody else would read it, and the CPU is wanted."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("whoever asked is gone")


def _main() -> None:
    _end_with(int(sys.argv[2]))
    module, _, name = sys.argv[1].partition(":")
    arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by `call` above
    result = getattr(importlib.import_module(module), name)(*arguments)
    sys.stdout.buffer.write(pickle.dumps(result))


if __name__ == "__main__":
    _main()

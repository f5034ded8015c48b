"""Runs a function in a process of its own: PDF and the like hold the CPU and would stop all green threads."""

import importlib
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

TIMEOUT = 60


class IsolatedFailure(RuntimeError):
    """The function's process failed; the text is its error's class and place, without the input."""


def isolated(target: str) -> Callable[..., Any]:
    """Return a function that runs `module:function` in a fresh process and returns its result.

    Arguments and result are pickled; both ends are our own code. Works on green threads and on real ones.
    """

    def call(*arguments: Any) -> Any:  # noqa: ANN401 - the target's own types
        done = subprocess.run(
            [sys.executable, "-m", "chassis.jobs.isolated", target],
            input=pickle.dumps(arguments),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        if done.returncode:
            raise IsolatedFailure(f"{target}: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
        return pickle.loads(done.stdout)  # noqa: S301 - written by the line below

    return call


def _main() -> None:
    module, _, name = sys.argv[1].partition(":")
    arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by `call` above
    result = getattr(importlib.import_module(module), name)(*arguments)
    sys.stdout.buffer.write(pickle.dumps(result))


if __name__ == "__main__":
    _main()

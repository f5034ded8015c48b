"""A process of a service that dies at its fail points and is started anew: `python -m tests.resilience.mortal …`.

What is imported stays imported: each life is a fork, so that a death costs a moment instead of seconds. SIGTERM ends
the life that runs, as fast as the others ended.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

FOLDER, ALONE = "FAIL_POINTS", "FAIL_ALONE"
"""Where deaths are noted; the one place to die at: all of them if unset, none but noted if empty."""


def main(service: str, command: str) -> int:
    """Live until told to end, or until a life ends by itself."""
    if command == "worker":
        # Patches the standard library: nothing may be imported before it.
        importlib.import_module("chassis.worker")
    from tests.resilience.fail_points import weave

    for module in ("chassis.commands", f"{service}.bootstrap"):
        importlib.import_module(module)
    weave(f"{service} {command}", Path(os.environ[FOLDER]), os.environ.get(ALONE))
    while True:
        life = os.fork()
        if life == 0:
            from chassis.cli import main as live

            live(service, [command])
            return 0
        ended = _wait_for(life)
        if ended != -signal.SIGKILL:
            return ended


def _wait_for(life: int) -> int:
    told = []

    def end(_signal: int, _frame: FrameType | None) -> None:
        told.append(True)
        os.kill(life, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)
    _, status = _waitpid()(life, 0)
    ended = os.waitstatus_to_exitcode(status)
    return 0 if told else ended


def _waitpid() -> Callable[[int, int], tuple[int, int]]:
    """Return waitpid as it was: the green one would start a hub, which a fork must not inherit."""
    if "eventlet" not in sys.modules:
        return os.waitpid
    from eventlet.patcher import original

    usual: Callable[[int, int], tuple[int, int]] = original("os").waitpid
    return usual


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Keeps programs running: starts them together, restarts what crashes, stops all in order."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from local.process import NotReady, Program
from local.progress import Progress

_FIRST_PAUSE, _LONGEST_PAUSE, _STABLE_AFTER = 1.0, 30.0, 60.0
_LOOK_EVERY = 0.5


@dataclass
class _Watched:
    """A supervised program, and when it may be started again."""

    program: Program
    started: float
    pause: float = _FIRST_PAUSE
    again_at: float | None = None


class Supervisor:
    """Watches programs in the order in which they were started."""

    def __init__(self, progress: Progress, stopping: threading.Event) -> None:
        self._progress = progress
        self._stopping = stopping
        self._watched: list[_Watched] = []

    def start(self, programs: Sequence[Program], *, required: bool = True) -> list[Program]:
        """Start programs at once and wait until all are ready; return those that are not.

        Raises:
            NotReady: of the first `required` program that fails.
            Stopped: if the system is to stop meanwhile.
        """
        for program in programs:
            self._watched.append(_Watched(program, time.monotonic()))
            program.start()
        with ThreadPoolExecutor(max_workers=max(1, len(programs))) as waiting:
            errors = list(waiting.map(self._wait, programs))
        failed = [program for program, error in zip(programs, errors, strict=True) if error is not None]
        if required and failed:
            raise next(error for error in errors if error is not None)
        return failed

    def adopt(self, program: Program) -> None:
        """Watch a program that is started already."""
        self._watched.append(_Watched(program, time.monotonic()))

    def watch(self) -> None:
        """Restart what ends, until told to stop."""
        while not self._stopping.wait(_LOOK_EVERY):
            for one in self._watched:
                self._look_after(one)

    def stop(self) -> None:
        """Stop everything: last started first, what was started together at once."""
        remaining = [one.program for one in reversed(self._watched)]
        self._watched.clear()
        for group in _stages(remaining):
            with ThreadPoolExecutor(max_workers=len(group)) as stopping:
                list(stopping.map(lambda program: program.stop(), group))

    def _wait(self, program: Program) -> NotReady | None:
        begin = time.monotonic()
        try:
            program.wait(stopping=self._stopping)
        except NotReady as error:
            self._progress.failed(program.name, error)
            return error
        self._progress.done(program.name, time.monotonic() - begin)
        return None

    def _look_after(self, one: _Watched) -> None:
        now = time.monotonic()
        code = one.program.exit_code()
        if code is None:
            return
        if one.again_at is None:
            if now - one.started > _STABLE_AFTER:
                one.pause = _FIRST_PAUSE
            one.again_at = now + one.pause
            self._progress.say(f"{one.program.name} ended ({_reason(code)}); starts again in {one.pause:.0f} s")
            one.pause = min(one.pause * 2, _LONGEST_PAUSE)
        elif now >= one.again_at:
            one.again_at, one.started = None, now
            try:
                one.program.start()
            except (NotReady, OSError) as error:
                self._progress.failed(one.program.name, error)
                one.again_at = now + one.pause


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"


def _stages(programs: Sequence[Program]) -> list[list[Program]]:
    """Group neighbours of the same stage, keeping the order."""
    groups: list[list[Program]] = []
    for program in programs:
        if groups and groups[-1][0].stage == program.stage:
            groups[-1].append(program)
        else:
            groups.append([program])
    return groups

"""Runs functions in processes that stay warm: the imports of a renderer take longer than its work.

A process is given up after some jobs or beyond some memory, so that nothing piles up in it, and killed when it hangs.
Caller and process talk over a socket, which waits on green threads as on real ones; a process whose caller is gone
finds the socket closed, and ends.
"""

import contextlib
import importlib
import pickle
import re
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chassis.jobs.isolated import IsolatedFailure

_LENGTH = struct.Struct("!Q")


@dataclass
class _Process:
    """One process with its end of the socket."""

    process: "subprocess.Popen[bytes]"
    end: socket.socket
    jobs: int = 0
    megabytes: int = 0

    def do(self, target: str, arguments: tuple[Any, ...], seconds: float) -> Any:  # noqa: ANN401 - the target's own
        """Have a function called there; raises `OSError` if the process hangs or dies."""
        self.end.settimeout(seconds)
        _send(self.end, (target, arguments))
        answer = _receive(self.end)
        if answer is None:
            raise ConnectionError("the process has died")
        self.jobs += 1
        result, failure, self.megabytes = answer
        if failure:
            raise IsolatedFailure(f"{target}: {failure}")
        return result

    def end_it(self) -> None:
        """Kill it, and leave nothing behind."""
        self.end.close()
        self.process.kill()
        self.process.wait()


@dataclass
class WarmProcesses:
    """At most `most` processes; a job waits for a free one and may take `seconds`."""

    most: int = 2
    jobs: int = 200
    megabytes: int = 400
    seconds: float = 240
    """Generous: on a busy machine the imports of a new process alone may take a minute, and killing it loses them."""
    _idle: list[_Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._free = threading.Semaphore(self.most)

    def function(self, target: str) -> Callable[..., Any]:
        """Return a function that calls `module:function` in one of the processes and returns its result.

        Raises:
            IsolatedFailure: if the function fails, hangs or its process dies; the text is without the input.
        """

        def call(*arguments: Any) -> Any:  # noqa: ANN401 - the target's own types
            with self._free:
                process = self._take()
                try:
                    result = process.do(target, arguments, self.seconds)
                except IsolatedFailure:
                    self._give_back(process)
                    raise
                except OSError as error:
                    process.end_it()
                    raise IsolatedFailure(f"{target}: {type(error).__name__}") from None
                except BaseException:
                    process.end_it()
                    raise
                self._give_back(process)
                return result

        return call

    def close(self) -> None:
        """End all that are idle."""
        while self._idle:
            self._idle.pop().end_it()

    def _take(self) -> _Process:
        while self._idle:
            process = self._idle.pop()
            if process.process.poll() is None:
                return process
            process.end_it()
        return _start()

    def _give_back(self, process: _Process) -> None:
        if process.jobs >= self.jobs or process.megabytes > self.megabytes:
            process.end_it()
        else:
            self._idle.append(process)


def _start() -> _Process:
    ours, theirs = socket.socketpair()
    with theirs:
        handle = str(theirs.fileno())
        command = [sys.executable, "-m", "chassis.jobs.warm", handle]
        process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)
    return _Process(process, ours)


def _send(end: socket.socket, told: object) -> None:
    content = pickle.dumps(told)
    end.sendall(_LENGTH.pack(len(content)))
    end.sendall(content)


def _receive(end: socket.socket) -> Any:  # noqa: ANN401 - what was sent
    head = _exactly(end, _LENGTH.size)
    content = _exactly(end, _LENGTH.unpack(head)[0]) if head else b""
    return pickle.loads(content) if content else None  # noqa: S301 - both ends are our own code


def _exactly(end: socket.socket, size: int) -> bytes:
    """Return so many bytes, or none if the other end is gone."""
    parts = bytearray()
    while len(parts) < size:
        part = end.recv(min(size - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def resident_megabytes() -> int:
    """Return how much memory this process holds."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) // 1024 if found else 0


def _main() -> None:
    with socket.socket(fileno=int(sys.argv[1])) as end:
        end.settimeout(None)  # green threads have made it one that does not wait
        while (told := _receive(end)) is not None:
            target, arguments = told
            module, _, name = target.partition(":")
            result, failure = None, ""
            try:
                result = getattr(importlib.import_module(module), name)(*arguments)
            except Exception as error:  # noqa: BLE001 - told to the caller, without the input
                failure = type(error).__name__
            with contextlib.suppress(BrokenPipeError):
                _send(end, (result, failure, resident_megabytes()))


if __name__ == "__main__":
    _main()

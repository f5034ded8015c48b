"""One supervisor per home: a lock that the kernel releases even if its holder is killed."""

import fcntl
import os
from pathlib import Path

from local.home import Home


class AlreadyRunning(RuntimeError):
    """Another supervisor holds this home."""


class SupervisorLock:
    """The lock of a home, with the holder's process id in it."""

    def __init__(self, home: Home) -> None:
        self._file = home.path("supervisor.lock")
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            AlreadyRunning: if another supervisor holds it.
        """
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise AlreadyRunning(f"process {holder(self._file)} already runs this home") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def owner(self) -> int | None:
        """Return the process id of the supervisor that runs, if one does."""
        if not self._file.exists():
            return None
        descriptor = os.open(self._file, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return holder(self._file)
        finally:
            os.close(descriptor)
        return None


def holder(file: Path) -> int | None:
    """Return the process id that a lock file names."""
    text = file.read_text().strip()
    return int(text) if text.isdigit() else None

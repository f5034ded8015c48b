"""CPU time from the kernel's accounting: of this process, and of any other by its id."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NANOSECONDS_OF_MILLISECOND = 1_000_000


def of_process(pid: int) -> int:
    """Return the nanoseconds that a process with all its threads has been on a CPU (/proc, `schedstat`)."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir())


def per_call(call: Callable[[], Any], backend: int, count: int) -> tuple[float, float]:
    """Return the milliseconds of CPU of one call: in this process, and in the database's process."""
    call()
    own, other = time.process_time_ns(), of_process(backend)
    for _ in range(count):
        call()
    spent = (time.process_time_ns() - own, of_process(backend) - other)
    return spent[0] / count / NANOSECONDS_OF_MILLISECOND, spent[1] / count / NANOSECONDS_OF_MILLISECOND

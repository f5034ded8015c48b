"""Warm processes: the same one again, a new one in time, and none that hangs or is left behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.jobs.isolated import IsolatedFailure
from chassis.jobs.warm import WarmProcesses


@pytest.fixture
def pool() -> Iterator[WarmProcesses]:
    made = WarmProcesses(most=1, jobs=3)
    yield made
    made.close()


def test_one_process_does_some_jobs_and_then_a_new_one_does(pool: WarmProcesses) -> None:
    who = pool.function("os:getpid")
    seen = [who() for _ in range(7)]
    assert [seen.count(one) for one in dict.fromkeys(seen)] == [3, 3, 1]
    assert os.getpid() not in seen


def test_what_uses_too_much_memory_is_given_up(pool: WarmProcesses) -> None:
    pool.megabytes = 1
    who = pool.function("os:getpid")
    assert who() != who()


def test_what_hangs_is_killed_and_the_next_job_is_done(pool: WarmProcesses) -> None:
    who = pool.function("os:getpid")
    first = who()
    pool.seconds = 0.2
    with pytest.raises(IsolatedFailure, match="TimeoutError"):
        pool.function("time:sleep")(60)
    assert not Path(f"/proc/{first}").exists()
    pool.seconds = 60
    assert who() != first


def test_an_error_is_told_without_the_input_and_the_process_goes_on(pool: WarmProcesses) -> None:
    who = pool.function("os:getpid")
    first = who()
    with pytest.raises(IsolatedFailure, match=r"^json:loads: JSONDecodeError$"):
        pool.function("json:loads")("Erika Mustermann")
    assert who() == first


@pytest.mark.parametrize("when", ["idle", "busy"])
def test_a_process_that_was_killed_is_replaced(pool: WarmProcesses, when: str) -> None:
    who = pool.function("os:getpid")
    first = who()
    if when == "idle":
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    else:
        with pytest.raises(IsolatedFailure):
            pool.function("os:kill")(first, signal.SIGKILL)
    assert who() != first


def test_no_more_processes_than_allowed_work_at_once() -> None:
    pool = WarmProcesses(most=2)
    who, seen = pool.function("os:getpid"), []
    threads = [threading.Thread(target=lambda: seen.append(who())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert len(seen) == 8
    assert len(set(seen)) <= 2


def test_large_answers_arrive_whole(pool: WarmProcesses) -> None:
    assert pool.function("operator:mul")(b"x", 5_000_000) == b"x" * 5_000_000


GREEN = """
import eventlet
eventlet.monkey_patch()
from chassis.jobs.warm import WarmProcesses
pool, ticks = WarmProcesses(most=2), []
def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0.01)
eventlet.spawn(tick)
for one in [eventlet.spawn(pool.function("time:sleep"), 0.3) for _ in range(4)]:
    one.wait()
pool.close()
print("others went on" if len(ticks) > 10 else "others stood still")
"""


def test_green_threads_go_on_while_one_waits() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", GREEN], capture_output=True, text=True, check=True)
    assert done.stdout == "others went on\n"

"""Due work: done when it is time, once, by whoever is free, and again after a crash."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from chassis.jobs.due_work import DueWork
from chassis.jobs.runner import BACK_OFF, JobRunner

LEFT = "SELECT count(*) FROM due_work"


def runner(probe: Any, function: Callable[..., None]) -> JobRunner:
    return JobRunner(probe.work, probe.tenants, DueWork({"poke": function}), None)


def schedule(probe: Any, *items: UUID, town: str = "ostfildern", **late: float) -> None:
    with probe.work(probe.tenants.by_key(town)) as unit:
        for item in items:
            unit.schedule("poke", item, unit.clock() + timedelta(**late))


def test_what_is_not_due_waits(probe: Any, ask: Callable[[str], Any]) -> None:
    done: list[UUID] = []
    schedule(probe, uuid4(), hours=1)
    assert runner(probe, lambda _work, _ports, item: done.append(item)).run_all() == 0
    assert done == []
    assert ask(LEFT) == 1


def test_each_item_is_done_once_as_its_own_town(probe: Any, ask: Callable[[str], Any]) -> None:
    done: list[tuple[str, UUID]] = []
    here, there = uuid4(), uuid4()
    schedule(probe, here)
    schedule(probe, there, town="musterstadt")

    def note(work: Any, _ports: object, item: UUID) -> None:
        with work() as unit:
            done.append((unit.connection.execute(sa.text("SELECT current_setting('app.tenant')")).scalar(), item))

    assert runner(probe, note).run_all() == 2
    assert sorted(done) == [("musterstadt", there), ("ostfildern", here)]
    assert ask(LEFT) == 0


def test_many_hands_share_the_work_and_none_is_done_twice(probe: Any, ask: Callable[[str], Any]) -> None:
    done: list[UUID] = []
    items = [uuid4() for _ in range(60)]
    schedule(probe, *items)
    works = runner(probe, lambda _work, _ports, item: done.append(item))
    with ThreadPoolExecutor(6) as hands:
        list(hands.map(lambda _: works.run_all(), range(6)))
    assert sorted(done) == sorted(items)
    assert ask(LEFT) == 0


def test_a_job_that_fails_is_put_off_and_kept(probe: Any, ask: Callable[[str], Any]) -> None:
    schedule(probe, uuid4())

    def fail(_work: object, _ports: object, _item: UUID) -> None:
        raise RuntimeError("somebody@example.org")

    assert runner(probe, fail).run_all() == 1
    assert ask("SELECT attempts FROM due_work") == 1
    assert ask("SELECT failure FROM due_work") == "RuntimeError", "the class alone: the text may be personal"
    wait = ask("SELECT extract(epoch FROM due - now()) FROM due_work")
    assert wait <= BACK_OFF[0]


def test_a_job_may_schedule_itself_again(probe: Any, ask: Callable[[str], Any]) -> None:
    schedule(probe, uuid4())

    def again(work: Any, _ports: object, item: UUID) -> None:
        with work() as unit:
            unit.schedule("poke", item, unit.clock() + timedelta(hours=1))

    assert runner(probe, again).run_all() == 1
    assert ask(LEFT) == 1
    assert ask("SELECT due > now() + interval '50 min' FROM due_work")


def test_an_unknown_kind_is_kept_for_a_newer_release(probe: Any, ask: Callable[[str], Any]) -> None:
    schedule(probe, uuid4())
    works = JobRunner(probe.work, probe.tenants, DueWork(), None)
    assert works.run_all() == 1
    assert ask("SELECT failure FROM due_work") == "KeyError"


def test_a_worker_does_what_is_due_and_an_event_comes_of_it(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    from chassis.testing.waiting import until

    process("worker")
    process("relay")
    schedule(probe, uuid4())
    # The job leaves a mark of its own, with the item as both of its ids; what the event did has two different ones.
    of_the_event = "SELECT count(*) FROM effects WHERE id <> event_id"
    assert until(lambda: ask(of_the_event) == 1, "the job's event had its effect")


CONTAINER = """
from chassis.worker import DueWorkLoop, _method, eventlet
from nameko.containers import ServiceContainer
from nameko.extensions import register_entrypoint


class Runner:
    def __init__(self):
        self.begun = False

    def run_one(self):
        if self.begun:
            return False
        self.begun = True
        eventlet.sleep(1)
        print("finished")
        return True

    def schedule_nightly(self):
        pass


method = _method(lambda: None)
runner = Runner()
register_entrypoint(method, DueWorkLoop(runner, 1))
container = ServiceContainer(type("probe", (), {"name": "probe", "due": method}), {})
container.start()
while not runner.begun:
    eventlet.sleep(0.01)
container.stop()
print("stopped")
"""


def test_a_job_that_runs_when_its_worker_is_told_to_stop_is_finished_first() -> None:
    told = subprocess.run([sys.executable, "-c", CONTAINER], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == ["finished", "stopped"]

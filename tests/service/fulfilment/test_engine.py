"""The case engine on a real database: timers that fire once, and a history that nobody can rewrite."""

import signal
from collections.abc import Callable
from typing import Any
from uuid import uuid5

import pytest
import sqlalchemy as sa

from chassis.persistence.engine import create_engine
from chassis.service import Running
from fulfilment.use_cases.start_timers import TIMER
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story
from tests.service.fulfilment.timers import Fired, fire_with_a_death, fired, make_due


def test_a_timer_opens_its_task_on_the_database_too(work: Open, do_due_work: Callable[[], int]) -> None:
    story = Story()
    with work() as unit:
        settled = story.settle(unit)
        unit.unschedule("issue-certificate", story.case_id)
        unit.schedule(TIMER, uuid5(story.case_id, "not_issued"), unit.clock())
    do_due_work()
    with work() as unit:
        (task,) = unit.tasks.open_of(story.case_id)
        assert (task.kind, task.role) == ("follow_up", "clerk")
        assert unit.tasks.waiting(("clerk",), 10) == ((task, settled),)
        assert unit.timers.find(uuid5(story.case_id, "not_issued")) is None
        taken = task.taken("staff:c-1", "Carla Clerk")
        unit.tasks.save(taken)
        assert unit.tasks.lock(task.id) == taken
        unit.tasks.drop_of(story.case_id, unit.clock())
        assert unit.tasks.open_of(story.case_id) == ()


def test_the_day_by_which_the_town_must_act_is_kept_with_the_case(work: Open) -> None:
    paid, unpaid = Story(), Story()
    with work() as unit:
        paid.settle(unit)
        unpaid.submit(unit)
    with work() as unit:
        assert unit.cases.get(paid.case_id).due_on is not None
        assert unit.cases.get(unpaid.case_id).due_on is None


def test_the_history_can_be_rewritten_by_nobody(work: Open, fulfilment: Running[Any]) -> None:
    with work() as unit:
        Story().submit(unit)
    for change in ("UPDATE step SET state = 'completed'", "DELETE FROM step"):
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), work() as unit:
            unit.connection.execute(sa.text(change))
    owner = create_engine(fulfilment.settings.migration_database_url.get_secret_value(), pool_size=1)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), owner.begin() as connection:
        connection.execute(sa.text("UPDATE step SET state = 'completed'"))
    owner.dispose()


def test_two_workers_share_what_is_due_and_one_that_is_killed_costs_and_repeats_nothing(
    work: Open, fulfilment: Running[Any]
) -> None:
    meant = make_due(work, 200)
    assert fire_with_a_death(fulfilment, work, 200) == (-signal.SIGKILL, 0)
    assert fired(work) == Fired(dict.fromkeys(meant, 1), dict.fromkeys(meant, 1), left=0)

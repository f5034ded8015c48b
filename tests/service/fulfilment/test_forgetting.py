"""What fulfilment forgets by itself: text and person of what has ended, never of what still runs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chassis.service import Running
from fulfilment.adapters.holdings import HOLDINGS
from fulfilment.adapters.tables import appointment, cases
from fulfilment.use_cases.withdraw_case import withdraw_case
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story


@pytest.fixture
def purge(fulfilment: Running[Any], work: Open) -> Callable[[Story], None]:
    """Return a function that lets all periods pass for what is there, and forgets what is over."""

    def later(story: Story) -> None:
        with work() as unit:
            long_ago = unit.clock() - max(one.keeps for one in HOLDINGS) - timedelta(days=1)
            unit.connection.execute(cases.update().values(changed_at=long_ago))
            unit.connection.execute(appointment.update().values(begins_at=long_ago))
        tenant = fulfilment.tenants.by_key("ostfildern")
        fulfilment.due_work.jobs["purge-holdings"](fulfilment.work.of(tenant), None, story.case_id)

    return later


def test_text_and_person_of_an_ended_case_are_forgotten_and_its_number_stays(
    work: Open, purge: Callable[[Story], None]
) -> None:
    story = Story()
    with work() as unit:
        number = story.submit(unit).number
        withdraw_case(unit, story.case_id)
    purge(story)
    with work() as unit:
        case, known = unit.cases.get(story.case_id), unit.appointments.find(story.appointment_id)
        assert (case.number, case.state, case.statement, case.answers) == (number, "withdrawn", None, {})
        assert known is not None
        assert (known.person, known.contact.email, known.names) == (None, None, ("", "gelöscht"))


def test_what_still_runs_is_kept_however_old_it_is(work: Open, purge: Callable[[Story], None]) -> None:
    story = Story()
    with work() as unit:
        before = story.submit(unit)
    purge(story)
    with work() as unit:
        known = unit.appointments.find(story.appointment_id)
        assert unit.cases.get(story.case_id).statement == before.statement
        assert known is not None
        assert (known.person is None, known.contact.email) == (False, "erika@example.org")

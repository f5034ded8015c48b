"""What fulfilment forgets by itself: text and person of what has ended, never of what still runs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.persistence.engine import create_engine
from chassis.service import Running
from fulfilment.adapters.holdings import HOLDINGS
from fulfilment.adapters.tables import appointment, cases, certificate
from fulfilment.use_cases.withdraw_case import withdraw_case
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story


def backdate(fulfilment: Running[Any], moment: datetime) -> None:
    """Have all certificates issued then, as the owner, since nobody else can."""
    owner = create_engine(fulfilment.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as connection:
        connection.execute(sa.text("ALTER TABLE certificate DISABLE TRIGGER only_emptied"))
        connection.execute(sa.text("UPDATE certificate SET issued_at = :at"), {"at": moment})
        connection.execute(sa.text("ALTER TABLE certificate ENABLE TRIGGER only_emptied"))
    owner.dispose()


@pytest.fixture
def purge(fulfilment: Running[Any], work: Open) -> Callable[[Story], None]:
    """Return a function that lets all periods pass for what is there, and forgets what is over."""

    def later(story: Story) -> None:
        with work() as unit:
            long_ago = unit.clock() - max(one.keeps for one in HOLDINGS) - timedelta(days=1)
            unit.connection.execute(cases.update().values(changed_at=long_ago))
            unit.connection.execute(appointment.update().values(begins_at=long_ago))
            backdate(fulfilment, long_ago)
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


def test_a_certificate_whose_time_is_over_is_forgotten_and_its_code_says_so_kindly(
    work: Open,
    do_due_work: Callable[[], int],
    purge: Callable[[Story], None],
    citizen_of: Callable[..., Browser],
) -> None:
    story = Story()
    with work() as unit:
        story.settle(unit)
    do_due_work()
    purge(story)
    with work() as unit:
        (made,) = unit.certificates.of(story.appointment_id)
        assert (made.is_kept, unit.certificates.content(made.id)) == (False, b"")
    citizen = citizen_of(story, "case")
    checked = citizen.get(f"/pruefen/{made.code}")
    assert checked.status_code == 410
    assert "Dieses Dokument ist abgelaufen" in checked.text
    assert "gültig" not in checked.text
    assert citizen.get(f"/vorgang/dokument/{made.id}").status_code == 410
    assert "bewahren es nicht mehr auf" in citizen.get(f"/vorgang/{story.appointment_id}").text


def test_a_certificate_can_be_forgotten_and_never_replaced(work: Open, do_due_work: Callable[[], int]) -> None:
    with work() as unit:
        Story().settle(unit)
    do_due_work()
    for change, why in (({"content": b"forged"}, "never replaced"), ({"title": "x"}, "permission denied")):
        with pytest.raises(sa.exc.DBAPIError, match=why), work() as unit:
            unit.connection.execute(certificate.update().values(**change))

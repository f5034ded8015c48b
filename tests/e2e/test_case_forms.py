"""Every procedure's form in real browsers: filled in at the desk, read and confirmed on a phone, and carried out.

Fulfilment runs alone here; what the other services say comes as their events. The whole way is in `test_journey.py`.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, expect

from chassis.testing.waiting import until
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.settle_case import settle_case
from tests.e2e.forms import FORMS, fill
from tests.e2e.place import Place, place
from tests.service.conftest import application, wipe
from tests.service.fulfilment.conftest import Open, app, do_due_work, fulfilment, register, spool, work
from tests.service.fulfilment.story import CLERK, Story

__all__ = ["app", "application", "do_due_work", "fulfilment", "place", "register", "spool", "wipe", "work"]
LATE = 180


def test_what_is_prepared_after_the_call_is_confirmed_on_the_tracker(
    place: Place, work: Open, window: Callable[[int, int], BrowserContext]
) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    phone = window(360, 740)
    place.let_citizen_in(phone, story)
    tracker = phone.new_page()
    tracker.goto(f"{place.address}/vorgang/{story.appointment_id}")
    with work() as unit:
        prepare_case(unit, story.case_id, story.typed, CLERK)
    tracker.get_by_text("Etwas stimmt nicht").click()
    tracker.get_by_label("Was sollen wir ändern?").fill("Die Hausnummer")
    with work() as unit:
        known = unit.appointments.lock(story.appointment_id)
        assert known is not None
        unit.appointments.save(replace(known, number="T-4712"))
    expect(tracker.get_by_text("T-4712")).to_be_visible()
    expect(tracker.get_by_label("Was sollen wir ändern?")).to_have_value("Die Hausnummer")
    tracker.get_by_role("button", name="Stimmt so, ich beantrage das").click()
    expect(tracker.get_by_text("Wir prüfen noch Ihren Ausweis").first).to_be_visible()
    expect(tracker.locator(f"#reading-{story.case_id}")).to_have_count(0)
    assert tracker.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("procedure", FORMS)
def test_a_form_is_filled_in_together_and_carried_out(
    place: Place,
    work: Open,
    do_due_work: Callable[[], int],
    window: Callable[[int, int], BrowserContext],
    procedure: str,
) -> None:
    story = Story(procedure)
    with work() as unit:
        story.open(unit)
        accept_identity(unit, story.verified())
    desk, phone = window(1280, 900), window(360, 740)
    place.let_staff_in(desk, "clerk", "Karla Klein")
    place.let_citizen_in(phone, story)
    page = place.panel(desk, f"/vorgang/arbeitsplatz/{story.appointment_id}")
    fill(page.locator("article form.case__form"), FORMS[procedure])
    page.get_by_role("button", name="Dem Bürger zeigen").click()
    expect(page.get_by_text("Der Bürger sieht jetzt diesen Text")).to_be_visible()
    read = place.panel(phone, f"/vorgang/mitlesen/{story.appointment_id}")
    assert read.evaluate("document.documentElement.scrollWidth") <= 360
    read.get_by_role("button", name="Stimmt so, ich beantrage das").click()
    expect(read.get_by_text("Sobald die Gebühr geregelt ist")).to_be_visible()
    with work() as unit:
        settle_case(unit, story.settled())

    def is_carried_out() -> bool:
        """Do what is due, again if a slow machine has put it off."""
        do_due_work()
        with work() as unit:
            return unit.cases.get(story.case_id).state in ("transmitted", "completed")

    until(is_carried_out, "the case is carried out", LATE)
    expect(read.get_by_text(re.compile("fertig|Erledigt|liegt beim")).first).to_be_visible()
    tracker = phone.new_page()
    tracker.goto(f"{place.address}/vorgang/{story.appointment_id}")
    timeline = tracker.locator(".timeline")
    expect(timeline).to_contain_text(re.compile("Zum Herunterladen bereit|Per Post verschickt|übermittelt"))

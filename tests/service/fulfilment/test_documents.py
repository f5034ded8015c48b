"""Documents for a case: sent by the citizen, judged by content, seen by the clerk, forgotten in time."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import audit
from chassis.service import Running
from fulfilment.adapters.holdings import HOLDINGS
from fulfilment.adapters.tables import document
from fulfilment.domain.document import Document
from fulfilment.use_cases.accept_identity import accept_identity
from tests.service.fulfilment.browser import HTMX, Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def story(work: Open) -> Story:
    """A move that was booked."""
    told = Story("ummeldung")
    with work() as unit:
        told.open(unit)
    return told


def send(browser: Browser, story: Story, content: bytes, name: str = "bestätigung.png") -> Any:
    with_number = "ost-2026-000001-landlord_confirmation-file"
    address = f"/vorgang/{story.appointment_id}/{story.case_id}/unterlagen/landlord_confirmation"
    return browser.post(address, {with_number: (io.BytesIO(content), name)})


def kept(work: Open, story: Story) -> tuple[Document, ...]:
    with work() as unit:
        return unit.documents.of(story.appointment_id)


def test_a_document_is_sent_once_and_the_clerk_sees_it(
    work: Open, story: Story, citizen_of: Callable[..., Browser], staff_of: Callable[[str], Browser]
) -> None:
    citizen, clerk = citizen_of(story, "case"), staff_of("clerk")
    assert "Wohnungsgeberbestätigung" in citizen.get(f"/vorgang/{story.appointment_id}").text
    for _ in range(2):
        assert send(citizen, story, PNG).status_code == 303
    (sent,) = kept(work, story)
    assert (sent.name, sent.media_type, sent.size) == ("bestätigung.png", "image/png", len(PNG))
    assert "bestätigung.png" in clerk.get(f"/vorgang/arbeitsplatz/{story.appointment_id}").text
    shown = clerk.get(f"/vorgang/arbeitsplatz/{story.appointment_id}/unterlage/{sent.id}")
    assert (shown.data, shown.content_type) == (PNG, "image/png")
    with work() as unit:
        seen = unit.connection.execute(sa.select(audit.c.subject).where(audit.c.action == "document.viewed"))
        assert list(seen.scalars()) == [sent.id]


def test_what_comes_in_while_the_clerk_types_is_shown_and_nothing_typed_is_lost(
    work: Open, story: Story, citizen_of: Callable[..., Browser], staff_of: Callable[[str], Browser]
) -> None:
    clerk, desk = staff_of("clerk"), f"/vorgang/arbeitsplatz/{story.appointment_id}/{story.case_id}"
    poll = re.search(r'hx-get="([^"]+/bekannt[^"]*)"', clerk.get(desk, **HTMX).text)
    assert poll is not None
    assert clerk.get(poll[1], **HTMX).status_code == 204
    send(citizen_of(story, "case"), story, PNG)
    with work() as unit:
        accept_identity(unit, story.verified())
    shown = clerk.get(poll[1], **HTMX).text
    assert ("bestätigung.png" in shown, "aus der Identitätsprüfung" in shown, "<form" in shown) == (True, True, False)
    citizen_of(story, "case").post(f"/vorgang/{story.appointment_id}/{story.case_id}/zuruecknehmen")
    whole = clerk.get(poll[1], **HTMX)
    assert whole.headers["HX-Retarget"] == f"#case-{story.case_id}"
    assert "Der Vorgang ist zurückgenommen." in whole.text


def test_what_is_not_accepted_is_said_beside_the_field_and_not_kept(
    work: Open, story: Story, citizen_of: Callable[..., Browser]
) -> None:
    citizen = citizen_of(story, "case")
    wrong = send(citizen, story, b"MZ program", "bestätigung.pdf")
    assert wrong.status_code == 422
    assert "Diese Art von Datei können wir nicht annehmen" in wrong.text
    assert send(citizen, story, b"", "").status_code == 422
    assert kept(work, story) == ()


def test_a_document_is_opened_and_removed_by_its_own_citizen_only(
    work: Open, story: Story, citizen_of: Callable[..., Browser]
) -> None:
    send(citizen_of(story, "case"), story, PNG)
    (sent,) = kept(work, story)
    other = Story()
    with work() as unit:
        other.open(unit)
    stranger = citizen_of(other, "case")
    assert stranger.get(f"/vorgang/{story.appointment_id}/unterlage/{sent.id}").status_code in (401, 403, 404)
    assert stranger.post(f"/vorgang/{other.appointment_id}/unterlage/{sent.id}/entfernen").status_code == 404
    assert citizen_of(story, "case").get(f"/vorgang/{story.appointment_id}/unterlage/{sent.id}").data == PNG
    citizen_of(story, "case").post(f"/vorgang/{story.appointment_id}/unterlage/{sent.id}/entfernen")
    assert kept(work, story) == ()


def test_a_kind_that_the_procedure_does_not_ask_for_is_unknown(
    story: Story, citizen_of: Callable[..., Browser]
) -> None:
    address = f"/vorgang/{story.appointment_id}/{story.case_id}/unterlagen/anything"
    assert citizen_of(story, "case").post(address, {}).status_code == 404


def test_documents_are_forgotten_when_their_time_is_over(
    work: Open, story: Story, citizen_of: Callable[..., Browser], fulfilment: Running[Any]
) -> None:
    send(citizen_of(story, "case"), story, PNG)
    tenant = fulfilment.tenants.by_key("ostfildern")
    purge = fulfilment.due_work.jobs["purge-holdings"]
    purge(fulfilment.work.of(tenant), None, story.case_id)
    assert len(kept(work, story)) == 1
    with work() as unit:
        long_ago = unit.clock() - HOLDINGS[0].keeps - timedelta(days=1)
        unit.connection.execute(document.update().values(sent_at=long_ago))
    purge(fulfilment.work.of(tenant), None, story.case_id)
    assert kept(work, story) == ()

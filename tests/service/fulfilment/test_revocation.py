"""A supervisor takes a certificate back, and everyone who verifies it learns so at once."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from chassis.persistence.tables import audit
from fulfilment.adapters.tables import revocation
from fulfilment.domain.certificate import Certificate, certificate_id, new_code
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story

PAGES = "/verwaltung/fulfilment/bescheinigungen"
REASON = "Die Anschrift war im Register falsch erfasst."


@pytest.fixture
def story() -> Story:
    """One appointment for a certificate."""
    return Story()


@pytest.fixture
def issued(work: Open, story: Story) -> Certificate:
    """A certificate whose file does not matter here."""
    with work() as unit:
        case = story.settle(unit)
        made = Certificate(
            id=certificate_id(case.id),
            case_id=case.id,
            appointment_id=case.appointment_id,
            title="Meldebescheinigung",
            code=new_code(),
            sha256="ab" * 32,
            issued_at=unit.clock(),
        )
        unit.certificates.add(made, b"%PDF-")
    return made


def revoke(browser: Browser, certificate: Certificate, reason: str = REASON) -> Any:
    """Send the form."""
    return browser.post(f"{PAGES}/{certificate.id}/widerrufen", {"reason": reason})


def agree(browser: Browser, certificate: Certificate) -> Any:
    """Agree to what was proposed."""
    return browser.post(f"{PAGES}/{certificate.id}/bestaetigen")


def test_a_revocation_needs_two_people(issued: Certificate, staff_of: Callable[..., Browser]) -> None:
    first, second = staff_of("supervisor"), staff_of("supervisor", 2)
    revoke(first, issued)
    assert "gültig" in first.get(f"/pruefen/{issued.code}").text
    assert "Endgültig widerrufen" not in first.get(f"{PAGES}/{issued.id}").text
    refused = agree(first, issued)
    assert refused.status_code == 409
    assert "zweite Person" in refused.text
    assert re.search(rf'{issued.id}">{issued.title} OST-\d{{4}}-\d{{6}}</a>, Vorschlag vom', second.get(PAGES).text)
    assert REASON in second.get(f"{PAGES}/{issued.id}").text
    agree(second, issued)
    assert "ist widerrufen" in first.get(f"/pruefen/{issued.code}").text
    assert str(issued.id) not in second.get(PAGES).text


def test_a_proposal_that_is_dropped_leaves_the_certificate_as_it_is(
    issued: Certificate, staff_of: Callable[..., Browser]
) -> None:
    first, second = staff_of("supervisor"), staff_of("supervisor", 2)
    revoke(first, issued)
    second.post(f"{PAGES}/{issued.id}/verwerfen")
    agree(second, issued)
    assert "gültig" in first.get(f"/pruefen/{issued.code}").text
    assert "Widerruf vorschlagen" in first.get(f"{PAGES}/{issued.id}").text


def test_who_comes_too_late_is_told_how_it_stands(issued: Certificate, staff_of: Callable[..., Browser]) -> None:
    first, second, third = (staff_of("supervisor", number) for number in (1, 2, 3))

    def told(browser: Browser) -> str:
        return browser.get(f"{PAGES}/{issued.id}").text

    revoke(first, issued)
    second.post(f"{PAGES}/{issued.id}/verwerfen")
    assert "Der Vorschlag ist verworfen" in told(second)
    agree(third, issued)
    assert "Jemand hat ihn verworfen. Die Bescheinigung gilt weiter." in told(third)
    revoke(first, issued)
    agree(second, issued)
    assert "Die Prüfseite zeigt das ab sofort" in told(second)
    for step in ("bestaetigen", "verwerfen"):
        assert third.post(f"{PAGES}/{issued.id}/{step}").status_code == 303
        assert "schon widerrufen. Es war nichts mehr zu tun." in told(third)
    assert third.post(f"{PAGES}/{uuid4()}/verwerfen").status_code == 404


def test_a_revoked_certificate_verifies_as_revoked_and_never_shows_the_reason(
    issued: Certificate, staff_of: Callable[..., Browser], work: Open
) -> None:
    supervisor = staff_of("supervisor")
    assert "gültig" in supervisor.get(f"/pruefen/{issued.code}").text
    assert revoke(supervisor, issued).status_code == 303
    assert agree(staff_of("supervisor", 2), issued).status_code == 303
    verified = supervisor.get(f"/pruefen/{issued.code}")
    assert "ist widerrufen" in verified.text
    assert "gültig" not in verified.text
    assert REASON not in verified.text
    assert verified.headers["Cache-Control"] == "no-store"
    with work() as unit:
        told = unit.connection.execute(sa.select(revocation.c.reason, revocation.c.actor)).all()
        actions = unit.connection.execute(sa.select(audit.c.action)).scalars().all()
    assert [tuple(row) for row in told] == [(REASON, "staff:supervisor-2")]
    assert "certificate.revoked" in actions


def test_a_supervisor_finds_a_certificate_by_its_code(issued: Certificate, staff_of: Callable[..., Browser]) -> None:
    supervisor = staff_of("supervisor")
    assert "Bescheinigung widerrufen" in supervisor.get("/verwaltung/fulfilment").text
    found = supervisor.get(f"{PAGES}?code={issued.code[:8].lower()}-{issued.code[8:]}")
    assert found.headers["Location"].endswith(f"{PAGES}/{issued.id}")
    assert "Widerruf vorschlagen" in supervisor.get(f"{PAGES}/{issued.id}").text
    unknown = supervisor.get(f"{PAGES}?code=0000-1111")
    assert unknown.status_code == 404
    assert 'value="0000-1111"' in unknown.text
    assert supervisor.get(f"{PAGES}/{uuid4()}").status_code == 404


def test_a_clerk_revokes_nothing(issued: Certificate, staff_of: Callable[..., Browser]) -> None:
    clerk = staff_of("clerk")
    assert revoke(clerk, issued).status_code == 403
    assert "Bescheinigung widerrufen" not in clerk.get("/verwaltung/fulfilment").text
    assert "gültig" in clerk.get(f"/pruefen/{issued.code}").text


def test_a_revocation_needs_a_reason_and_keeps_what_was_typed(
    issued: Certificate, staff_of: Callable[..., Browser]
) -> None:
    supervisor = staff_of("supervisor")
    answer = revoke(supervisor, issued, "zu kurz")
    assert answer.status_code == 422
    assert "zu kurz</textarea>" in answer.text
    assert "gültig" in supervisor.get(f"/pruefen/{issued.code}").text


def test_a_revocation_happens_once_and_the_first_word_counts(
    issued: Certificate, staff_of: Callable[..., Browser], work: Open
) -> None:
    supervisor = staff_of("supervisor")
    assert revoke(supervisor, issued).status_code == 303
    again = revoke(staff_of("supervisor", 3), issued, "Ein ganz anderer Grund als zuvor.")
    assert again.status_code == 409
    assert "Ihr Vorschlag ist nicht gespeichert" in again.text
    for reason in (REASON, "Ein ganz anderer Grund als zuvor."):
        assert reason in again.text
    agree(staff_of("supervisor", 2), issued)
    revoke(supervisor, issued, "Noch ein Grund, viel zu spät.")
    assert "schon widerrufen. Es war nichts mehr zu tun." in supervisor.get(f"{PAGES}/{issued.id}").text
    with work() as unit:
        unit.certificates.revoke(issued.id, unit.clock(), "Zur gleichen Zeit.", "staff:2")
        assert unit.connection.execute(sa.select(revocation.c.reason)).scalars().all() == [REASON]


def test_the_database_takes_no_revocation_back(issued: Certificate, work: Open) -> None:
    with work() as unit:
        unit.certificates.revoke(issued.id, unit.clock(), REASON, "staff:1")
    with pytest.raises(ProgrammingError, match="permission denied"), work() as unit:
        unit.connection.execute(sa.delete(revocation))


def test_the_citizen_is_not_given_a_revoked_document(
    issued: Certificate,
    story: Story,
    staff_of: Callable[..., Browser],
    citizen_of: Callable[..., Browser],
) -> None:
    citizen = citizen_of(story)
    assert citizen.get(f"/vorgang/dokument/{issued.id}").status_code == 200
    revoke(staff_of("supervisor"), issued)
    agree(staff_of("supervisor", 2), issued)
    assert citizen.get(f"/vorgang/dokument/{issued.id}").status_code == 410

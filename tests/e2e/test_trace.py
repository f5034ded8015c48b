"""The spans of a journey show every edge between services that the catalogue promises for it."""

from typing import Any

from chassis.testing.waiting import until
from contracts.booking import AppointmentCancelled, AppointmentConfirmed
from contracts.catalogue import Catalogue
from contracts.event import type_of
from contracts.fulfilment import CaseOpened, CaseWithdrawn
from tests.e2e.inside import Inside
from tests.e2e.people import LATE, Citizen

SAID = (AppointmentConfirmed, AppointmentCancelled, CaseOpened, CaseWithdrawn)


def edges(spans: list[dict[str, Any]], correlation: str) -> set[tuple[str, str, str]]:
    """Return (who said, what, who heard) for the events of one appointment whose two spans share a trace."""
    by_id = {span["span_id"]: span for span in spans}
    found = set()
    for span in spans:
        said_by = by_id.get(span["parent_id"])
        if (
            span["kind"] == "consumer"
            and said_by
            and span["attributes"].get("buergerbuero.correlation_id") == correlation
        ):
            assert said_by["trace_id"] == span["trace_id"]
            found.add((said_by["service"], span["name"].removesuffix(" process"), span["service"]))
    return found


def test_every_edge_of_booking_and_cancelling_is_in_the_trace(citizen: Citizen, system: dict[str, Any]) -> None:
    appointment = citizen.book_ahead("Meldebescheinigung")
    inside = Inside(system)
    until(
        lambda: inside.ask("fulfilment", "SELECT 1 FROM cases WHERE appointment_id = %s", appointment), "a case", LATE
    )
    citizen.page.goto(f"{citizen.town}/termin/verwalten/{appointment}/absagen")
    citizen.page.get_by_role("button", name="Ja, Termin absagen").click()

    catalogue = Catalogue()
    expected = {
        (type_of(event).service, type_of(event).name, subscriber)
        for event in SAID
        for subscriber in catalogue.entry(event).subscribers
    }
    until(lambda: expected <= edges(inside.spans(), appointment), "all edges are in the trace", LATE)

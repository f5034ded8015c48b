"""What a person tells us stands in no log line, no span and no figure."""

import re
from typing import Any
from uuid import uuid4

import requests

from chassis.testing.waiting import until
from tests.e2e.inside import Inside, found
from tests.e2e.people import LATE, Mailbox

API = "/api/booking/v1"


def book(system: dict[str, Any], details: dict[str, Any]) -> str:
    """Book through the API as a program does, behind the gateway; return the appointment's id."""
    town = system["towns"]["ostfildern"]

    def ask(method: str, path: str, body: object = None) -> Any:
        answer = requests.request(
            method, system["gateway"] + API + path, json=body, headers={"Host": town["host"]}, timeout=30
        )
        answer.raise_for_status()
        return answer.json()

    days = ask("GET", "/times?procedure=meldebescheinigung")["days"]
    wish = {"procedures": ["meldebescheinigung"], "begins_at": days[-1]["times"][0]["begins_at"]}
    held = ask("POST", "/holds", wish | {"idempotency_key": str(uuid4())})
    return str(ask("POST", f"/holds/{held['hold_id']}/confirmation", details)["appointment_id"])


def test_no_log_line_span_or_figure_holds_what_a_citizen_told(system: dict[str, Any]) -> None:
    mark = uuid4().hex[:8]
    names = {"given_names": f"Vorname{mark}", "family_name": f"Nachname{mark}", "email": f"mail.{mark}@example.org"}
    phone = "+49 151 " + str(uuid4().int)[:7]
    appointment = book(system, {**names, "phone": phone, "consent": True})
    inside = Inside(system)
    query = "SELECT 1 FROM cases WHERE appointment_id = %s"
    until(lambda: inside.ask("fulfilment", query, appointment), "fulfilment has a case", LATE)
    mail = Mailbox(system["mail"]["api"]).newest(names["email"], "Termin")
    link = next(link for link in mail["links"] if "/termin/zugang" in link)
    token = re.split(r"[/#?=]", link)[-1]
    town = system["towns"]["ostfildern"]
    # A mail scanner follows the link, and a curious person asks for a page that is not there.
    for path in (f"/termin/zugang/{token}", f"/gibt-es-nicht/{token}", f"/termin?name={names['family_name']}"):
        requests.get(
            system["gateway"] + path, headers={"Host": town["host"], "User-Agent": f"Browser{mark}"}, timeout=30
        )
    until(lambda: appointment in str(inside.spans()), "the spans have arrived", LATE)

    marks = [*names.values(), phone, phone.replace(" ", ""), token, f"Browser{mark}"]
    seen = inside.told()
    assert found(marks, seen) == []
    assert len(seen) == 2 * len(system["processes"]) + 1
    assert any('"request answered"' in text for text in seen.values())

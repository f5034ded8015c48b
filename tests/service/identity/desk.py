"""The clerk's panel as tests go through it: its address, its forms, all steps up to one, and what was said of it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.tables import mail, outbox
from identity.domain.check import Check, Step
from tests.service.identity.conftest import Browser, Open
from tests.unit.identity import zones

Appointment = Callable[..., UUID]
CheckOf = Callable[[UUID], Check]


def panel(appointment_id: UUID) -> str:
    """Return the panel's address."""
    return f"/identitaet/arbeitsplatz/{appointment_id}"


def features(check: Check, **other: str) -> dict[str, str]:
    """Return the form in which every drawn feature is recognised."""
    return {f"merkmal-{feature.key}": "ja" for feature in check.results.features} | other


def lead(clerk: Browser, appointment_id: UUID, check_of: CheckOf, to: Step, typed: str = "") -> Any:
    """Do all steps before `to` and return the panel that shows it."""
    at = panel(appointment_id)
    shown = clerk.get(at)
    forms: dict[Step, Callable[[], tuple[str, dict[str, str]]]] = {
        Step.CONSENT: lambda: ("einverstaendnis", {}),
        Step.CONNECTION: lambda: ("verbindung", {"verbindung": "ja"}),
        Step.DOCUMENT: lambda: ("ausweis", {"kind": "id_card", "state": "D"}),
        Step.FEATURES: lambda: ("merkmale", features(check_of(appointment_id))),
        Step.ZONE: lambda: ("zeilen", {"zone": typed or zones.td1()}),
        Step.NAMES: lambda: ("name", {"given_names": "Erika", "family_name": "Mustermann"}),
        Step.FACE: lambda: ("gesicht", {"gesicht": "ja"}),
    }
    for step, form in forms.items():
        if step is to:
            return shown
        path, data = form()
        shown = clerk.post(f"{at}/{path}", shown, **data)
        assert shown.status_code == 200, shown.text
    while to is Step.DECISION and check_of(appointment_id).step is Step.QUESTIONS:
        shown = clerk.post(f"{at}/frage", shown, antwort="right")
    if to is Step.DECISION and check_of(appointment_id).step is Step.CODE:
        shown = clerk.post(f"{at}/code/senden", shown, weg="mail")
        shown = clerk.post(f"{at}/code", shown, code=newest_code(clerk))
    return shown


def newest_code(clerk: Browser) -> str:
    """Return the code of the newest mail, as the citizen reads it out."""
    with clerk.work() as unit:
        text = unit.connection.execute(sa.select(mail.c.text).order_by(mail.c.created_at.desc()).limit(1)).scalar_one()
    found = re.search(r"^\d{3} \d{3}$", text, re.MULTILINE)
    assert found is not None
    return found.group()


def said(work: Open) -> list[dict[str, Any]]:
    """Return what is in the outbox."""
    with work() as unit:
        return [body["data"] for body in unit.connection.execute(sa.select(outbox.c.body)).scalars()]

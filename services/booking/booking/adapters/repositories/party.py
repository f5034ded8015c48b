"""How the persons of an appointment lie in its row, and back."""

from dataclasses import asdict
from typing import Any

from booking.domain.appointment import Citizen
from booking.domain.party import Person


def party_values(citizen: Citizen) -> dict[str, Any]:
    """Return what is stored; nothing for whoever comes alone and for themselves."""
    told: dict[str, Any] = {}
    if citizen.companions:
        told["companions"] = [asdict(person) for person in citizen.companions]
    if citizen.represents and citizen.represented:
        told |= {"represents": citizen.represents, "represented": asdict(citizen.represented)}
    return told


def read_party(told: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a `Citizen` that say who comes along and who is represented."""
    represented = told.get("represented")
    return {
        "companions": tuple(Person(**person) for person in told.get("companions", ())),
        "represents": told.get("represents"),
        "represented": Person(**represented) if represented else None,
    }

"""Kinds of documents, how their zones name them, and whose are accepted."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What the person holds into the camera; the words are those of the event `check.verified`."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"


GERMANY = "D"
EEA = frozenset(
    [
        "AUT",
        "BEL",
        "BGR",
        "CYP",
        "CZE",
        "D",
        "DNK",
        "ESP",
        "EST",
        "FIN",
        "FRA",
        "GRC",
        "HRV",
        "HUN",
        "IRL",
        "ISL",
        "ITA",
        "LIE",
        "LTU",
        "LUX",
        "LVA",
        "MLT",
        "NLD",
        "NOR",
        "POL",
        "PRT",
        "ROU",
        "SVK",
        "SVN",
        "SWE",
        "CHE",
    ]
)
"""The European Economic Area and Switzerland, whose cards allow to travel (Freizügigkeitsgesetz/EU)."""


@dataclass(frozen=True)
class Document:
    """A kind and the state that issued it, in the zone's letters (`D` for Germany)."""

    kind: DocumentKind
    state: str


def kind_of(code: str, layout: str) -> DocumentKind | None:
    """Return the kind that a zone's code means, or None for what no town accepts (visa, crew card)."""
    if layout == "TD3":
        return DocumentKind.PASSPORT if code.startswith("P") else None
    if code.startswith("I") and code != "IV":
        return DocumentKind.ID_CARD
    if code in {"AR", "AS", "A", "C", "CR"}:
        return DocumentKind.RESIDENCE_PERMIT
    return None

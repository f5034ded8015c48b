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


class Series(StrEnum):
    """Which issue of a German document it is; those of other states are not told apart."""

    CURRENT = "current"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class Document:
    """A kind and the state that issued it, in the zone's letters (`D` for Germany)."""

    kind: DocumentKind
    state: str
    series: Series = Series.CURRENT

    def named_like(self, other: "Document") -> bool:
        """Say whether a zone names both alike; it does not know the series."""
        return (self.kind, self.state) == (other.kind, other.state)


class DocumentType(StrEnum):
    """What has security features of its own, by kind, issuer and series."""

    GERMAN_CARD = "german-card"
    GERMAN_CARD_2010 = "german-card-2010"
    GERMAN_PASSPORT = "german-passport"
    GERMAN_PASSPORT_2007 = "german-passport-2007"
    GERMAN_PERMIT = "german-permit"
    GERMAN_PERMIT_2011 = "german-permit-2011"
    EU_CARD = "eu-card"
    EU_PASSPORT = "eu-passport"
    OTHER_CARD = "other-card"
    OTHER_PASSPORT = "other-passport"


def type_of(document: Document) -> DocumentType:
    """Return the type of a document."""
    if document.state == GERMANY:
        return _GERMAN[document.kind][document.series is Series.PREVIOUS]
    booklet = document.kind is DocumentKind.PASSPORT
    if document.state in EEA:
        return DocumentType.EU_PASSPORT if booklet else DocumentType.EU_CARD
    return DocumentType.OTHER_PASSPORT if booklet else DocumentType.OTHER_CARD


_GERMAN = {
    DocumentKind.ID_CARD: (DocumentType.GERMAN_CARD, DocumentType.GERMAN_CARD_2010),
    DocumentKind.PASSPORT: (DocumentType.GERMAN_PASSPORT, DocumentType.GERMAN_PASSPORT_2007),
    DocumentKind.RESIDENCE_PERMIT: (DocumentType.GERMAN_PERMIT, DocumentType.GERMAN_PERMIT_2011),
}


_CARDS_MARKED_OTHERWISE = frozenset({("C", "ITA")})
"""Codes that mean an identity card in this state and something else elsewhere."""


def kind_of(code: str, state: str, layout: str) -> DocumentKind | None:
    """Return the kind that a zone's code means in its state, or None for what no town accepts (visa, crew card)."""
    if layout == "TD3":
        return DocumentKind.PASSPORT if code.startswith("P") else None
    if (code.startswith("I") and code != "IV") or (code, state) in _CARDS_MARKED_OTHERWISE:
        return DocumentKind.ID_CARD
    if code in {"AR", "AS", "A", "C", "CR"}:
        return DocumentKind.RESIDENCE_PERMIT
    return None

"""Security features of identity documents that can be seen through a camera, and the draw of some of them.

Only what is published is named here, each with where it stands; what serves experts alone is on no page of ours.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from identity.domain.documents import Document, DocumentType, type_of

Category = Literal["optically-variable", "print", "layout", "handling"]


@dataclass(frozen=True)
class Feature:
    """One feature: its key, its category, on which types of documents it is, and where that is published."""

    key: str
    category: Category
    types: frozenset[DocumentType]
    source: str


PRADO = "Rat der Europäischen Union: PRADO, Öffentliches Online-Register echter Identitäts- und Reisedokumente"
PORTAL = "Bundesministerium des Innern: Personalausweisportal, Sicherheitsmerkmale"
ICAO = "ICAO Doc 9303, Teil 2: Sicherheit von Gestaltung, Herstellung und Ausgabe, Anhang A"
CARDS = "Verordnung (EU) 2025/1208, Artikel 3 (vorher Verordnung (EU) 2019/1157)"
PASSPORTS = "Verordnung (EG) Nr. 2252/2004, Anhang I"
PERMITS = "Verordnung (EG) Nr. 1030/2002 in der Fassung der Verordnung (EU) 2017/1954, Anhang"

_T = DocumentType
_GERMAN_CARDS = frozenset({_T.GERMAN_CARD, _T.GERMAN_CARD_2010})
_GERMAN_PASSES = frozenset({_T.GERMAN_PASSPORT, _T.GERMAN_PASSPORT_2007})
_PERMITS = frozenset({_T.GERMAN_PERMIT, _T.GERMAN_PERMIT_2011})
_ELSEWHERE = frozenset({_T.EU_CARD, _T.EU_PASSPORT, _T.OTHER_CARD, _T.OTHER_PASSPORT})
_ALL = frozenset(_T)
_STIFF = _ALL - {_T.GERMAN_PASSPORT_2007, _T.EU_PASSPORT, _T.OTHER_PASSPORT}

FEATURES: tuple[Feature, ...] = (
    Feature("hologram-portrait", "optically-variable", _GERMAN_CARDS | _GERMAN_PASSES, PORTAL),
    Feature("kinematic-eagle", "optically-variable", _GERMAN_CARDS | _GERMAN_PASSES, PORTAL),
    Feature("tilt-image", "optically-variable", _GERMAN_CARDS, PORTAL),
    Feature("permit-hologram", "optically-variable", _PERMITS, PERMITS),
    Feature("colour-shift", "optically-variable", _PERMITS, PERMITS),
    Feature("any-hologram", "optically-variable", _ELSEWHERE, ICAO),
    Feature("guilloche-lines", "print", _GERMAN_CARDS | _GERMAN_PASSES | _PERMITS, PRADO),
    Feature("rainbow-print", "print", _GERMAN_CARDS | _GERMAN_PASSES | _PERMITS, PRADO),
    Feature("microprint-line", "print", _GERMAN_CARDS | _GERMAN_PASSES, PORTAL),
    Feature("any-fine-lines", "print", _ELSEWHERE, ICAO),
    Feature("eu-flag", "layout", frozenset({_T.GERMAN_CARD, _T.EU_CARD}), CARDS),
    Feature("no-eu-flag", "layout", frozenset({_T.GERMAN_CARD_2010}), PRADO),
    Feature("passport-chip", "layout", _GERMAN_PASSES | {_T.EU_PASSPORT}, PASSPORTS),
    Feature("see-through-window", "layout", _GERMAN_CARDS | _PERMITS, PRADO),
    Feature("photo-edge", "layout", _ALL, ICAO),
    Feature("raised-number", "handling", _GERMAN_CARDS | _PERMITS, PRADO),
    Feature("stiff-card-page", "handling", _STIFF, PRADO),
    Feature("finger-across-photo", "handling", _ALL, ICAO),
    Feature("tilt-both-ways", "handling", _ALL, ICAO),
)
KEYS = frozenset(feature.key for feature in FEATURES)


def fitting(document: Document, switched_off: Collection[str] = ()) -> tuple[Feature, ...]:
    """Return the features to draw from for exactly this type of document."""
    kind = type_of(document)
    return tuple(one for one in FEATURES if kind in one.types and one.key not in switched_off)


def draw_features(
    document: Document, count: int, chance: Random, switched_off: Collection[str] = ()
) -> tuple[str, ...]:
    """Draw `count` features, of as many categories as there are before one repeats."""
    left = list(fitting(document, switched_off))
    chance.shuffle(left)
    drawn: list[Feature] = []
    while left and len(drawn) < count:
        used = [feature.category for feature in drawn]
        best = min(left, key=lambda feature: used.count(feature.category))
        left.remove(best)
        drawn.append(best)
    return keys(drawn)


def keys(features: Iterable[Feature]) -> tuple[str, ...]:
    """Return the keys of features."""
    return tuple(feature.key for feature in features)

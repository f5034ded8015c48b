"""Security features of identity documents that can be seen through a camera, and the draw of some of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from identity.domain.documents import GERMANY, Document, DocumentKind

Category = Literal["optically-variable", "print", "layout", "tactile"]


@dataclass(frozen=True)
class Feature:
    """One feature: its key, its category, and on which documents it is."""

    key: str
    category: Category
    kinds: frozenset[DocumentKind]
    german_only: bool = True

    def fits(self, document: Document) -> bool:
        """Say whether this document has it."""
        return document.kind in self.kinds and (document.state == GERMANY or not self.german_only)


_CARD, _PASS, _PERMIT = DocumentKind.ID_CARD, DocumentKind.PASSPORT, DocumentKind.RESIDENCE_PERMIT
_ALL = frozenset(DocumentKind)
FEATURES: tuple[Feature, ...] = (
    Feature("hologram-portrait", "optically-variable", frozenset({_CARD, _PASS})),
    Feature("kinematic-eagle", "optically-variable", frozenset({_CARD, _PASS})),
    Feature("tilt-image", "optically-variable", frozenset({_CARD, _PERMIT})),
    Feature("colour-shift", "optically-variable", frozenset({_PERMIT})),
    Feature("guilloche-lines", "print", _ALL),
    Feature("rainbow-print", "print", _ALL),
    Feature("microprint-line", "print", frozenset({_CARD, _PASS})),
    Feature("see-through-window", "layout", frozenset({_CARD, _PERMIT})),
    Feature("photo-edge", "layout", _ALL, german_only=False),
    Feature("finger-across-photo", "layout", _ALL, german_only=False),
    Feature("raised-number", "tactile", frozenset({_CARD, _PERMIT})),
    Feature("stiff-card-page", "tactile", frozenset({_PASS}), german_only=False),
    Feature("any-hologram", "optically-variable", _ALL, german_only=False),
    Feature("any-fine-lines", "print", _ALL, german_only=False),
)
KEYS = frozenset(feature.key for feature in FEATURES)


def fitting(document: Document, switched_off: Collection[str] = ()) -> tuple[Feature, ...]:
    """Return the features to draw from for this document: the German ones where it is German."""
    possible = tuple(f for f in FEATURES if f.fits(document) and f.key not in switched_off)
    known = {f.category for f in possible if f.german_only}
    return tuple(f for f in possible if f.german_only or f.category not in known or f.category == "layout")


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

"""Names in a machine-readable zone, and how they compare with names as people write them (ICAO 9303 part 3, 6.A)."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_SPELLED_OUT = str.maketrans(
    {
        "Ä": "AE", "Ö": "OE", "Ü": "UE", "ẞ": "SS", "Å": "AA", "Æ": "AE", "Ø": "OE", "Œ": "OE", "Þ": "TH",
        "Ð": "D", "Đ": "D", "Ł": "L", "Ħ": "H", "Ŧ": "T", "ı": "I",
        "Ŋ": "N", "ĸ": "Q", "Ə": "E", "Ǥ": "G", "Ʒ": "Z", "ʹ": "", "ʺ": "", "'": "", "’": "", "ʼ": "", "`": "", "´": "",
    }
)  # fmt: skip
_TITLES = frozenset({"DR", "PROF", "DRMED", "DRPHIL", "DIPL", "ING", "MAG"})


class BadNames(ValueError):
    """The name field breaks the rules of fillers."""


@dataclass(frozen=True)
class ZoneNames:
    """Names as the zone has them: capital letters, words apart, perhaps cut off at the end of the field."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    cut_off: bool = False


@dataclass(frozen=True)
class Names:
    """Names as people write them."""

    given_names: str
    family_name: str


class Kind(StrEnum):
    """How booking and document differ."""

    FAMILY_DIFFERS = "family-differs"
    GIVEN_DIFFER = "given-differ"
    GIVEN_MISSING = "given-missing"
    SWAPPED = "swapped"


@dataclass(frozen=True)
class Difference:
    """One difference between booking and document."""

    kind: Kind
    booked: str
    on_document: str

    @property
    def needs_reason(self) -> bool:
        """Whether the clerk says why it may stand; leaving out further given names is usual."""
        return self.kind is not Kind.GIVEN_MISSING


def read_names(field: str) -> ZoneNames:
    """Read a name field: family name, two fillers, given names; one filler parts words.

    Raises:
        BadNames: if it begins with a filler or goes on after its end.
    """
    inner = field.rstrip("<")
    family, _, given = inner.partition("<<")
    if not family or field.startswith("<") or "<<" in given or given.startswith("<"):
        raise BadNames
    return ZoneNames(tuple(family.split("<")), tuple(given.split("<")) if given else (), field == inner)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name as a zone would write them: `Müller-Groß` is `MUELLER`, `GROSS`."""
    composed = unicodedata.normalize("NFC", name).replace("ß", "ẞ").upper()
    spelled = unicodedata.normalize("NFKD", composed.translate(_SPELLED_OUT))
    letters = "".join(sign for sign in spelled if not unicodedata.combining(sign))
    parted = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in letters.replace(".", ""))
    return tuple(parted.split())


def matches(names: Names, zone: ZoneNames) -> bool:
    """Say whether names as they stand on the front are those of the zone."""
    family, given = words(names.family_name), words(names.given_names)
    if not zone.cut_off:
        return (family, given) == (zone.family, zone.given)
    return "<".join((*family, "", *given)).startswith("<".join((*zone.family, "", *zone.given)).rstrip("<"))


def family_matches(names: Names, zone: ZoneNames) -> bool:
    """Say whether at least the family name is that of the zone."""
    family = words(names.family_name)
    return family == zone.family or (zone.cut_off and not zone.given)


def compare(booked: Names, zone: ZoneNames) -> tuple[Difference, ...]:
    """List the differences between the booking and the document; academic titles do not count."""
    family, given = _without_titles(words(booked.family_name)), _without_titles(words(booked.given_names))
    if family != given and (family, given) == (zone.given, zone.family):
        return (Difference(Kind.SWAPPED, f"{booked.given_names} {booked.family_name}", _plain(zone)),)
    found = []
    if not _same(family, zone.family, cut_off=zone.cut_off and not zone.given):
        found.append(Difference(Kind.FAMILY_DIFFERS, booked.family_name, _title(zone.family)))
    if not _same(given, zone.given, cut_off=zone.cut_off):
        fewer = bool(given) and set(given) < set(zone.given)
        kind = Kind.GIVEN_MISSING if fewer else Kind.GIVEN_DIFFER
        found.append(Difference(kind, booked.given_names, _title(zone.given)))
    return tuple(found)


def spell(zone: ZoneNames, booked: Names) -> Names:
    """Propose how the front writes the zone's names: words that were booked keep their umlauts and hyphens."""
    return Names(
        given_names=_spelled(zone.given, booked.given_names), family_name=_spelled(zone.family, booked.family_name)
    )


def _spelled(zone: tuple[str, ...], booked: str) -> str:
    if words(booked) == zone:
        return " ".join(booked.split())
    known = {words(part): part for part in booked.split() if len(words(part)) == 1}
    return " ".join(known.get((word,), word.capitalize()) for word in zone)


def _same(booked: tuple[str, ...], zone: tuple[str, ...], *, cut_off: bool) -> bool:
    if not cut_off:
        return booked == _without_titles(zone)
    return bool(zone) and "<".join(booked).startswith("<".join(zone))


def _without_titles(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if part not in _TITLES) or parts


def _title(parts: tuple[str, ...]) -> str:
    return " ".join(part.capitalize() for part in parts)


def _plain(zone: ZoneNames) -> str:
    return f"{_title(zone.given)} {_title(zone.family)}".strip()

"""Blind answers: what a person says against what the register knows, compared where no browser can look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from identity.domain.names import words

Kind = Literal["name", "street", "month", "day", "year"]
KINDS: dict[str, Kind] = {
    "moved-in": "month",
    "previous-address": "street",
    "previous-town": "name",
    "landlord": "name",
    "previous-document-year": "year",
    "household": "day",
    "marriage": "day",
    "second-home": "name",
}
_ONE_OFF_FROM = 5
"""Names of fewer letters have to be exact: one letter off would be another name."""
_MONTHS = (
    "jan(uar)?|jänner",
    "feb(r?uar)?|feber",
    "märz?|maerz?|mrz",
    "apr(il)?",
    "mai",
    "juni?",
    "juli?",
    "aug(ust)?",
    "sept?(ember)?",
    "okt(ober)?",
    "nov(ember)?",
    "dez(ember)?",
)
"""A month is a whole word: `Mainz` and `Augsburg` are none."""
_LEFT_OUT = re.compile(r"\b(strasse|straße|str\.?|herr|frau|familie|firma)\b|(?<=\w)(strasse|straße|str\.?)(?=\s|$)")
_HOUSE = re.compile(r"(?<=[^\d\s])[\s,]*\d{1,4}\s*[a-z]?(\s*[-–/+]\s*\d{1,4}\s*[a-z]?)?\s*$", re.IGNORECASE)
_NUMBERED = frozenset({"WEG", "PLATZ", "ALLEE", "RING", "GASSE"})
_SQUARE = 2
"""A number after one of these words, or after so few letters (`Straße 101`, `Q 7`), is the name itself."""
_CENTURY, _YEAR_DIGITS = 100, 4


@dataclass(frozen=True)
class RegisterFacts:
    """What a register knows of a person, by topic; it is shown nowhere, also not in errors and logs."""

    answers: Mapping[str, str] = field(repr=False)

    @property
    def topics(self) -> frozenset[str]:
        """The topics that can be asked."""
        return frozenset(topic for topic, told in self.answers.items() if topic in KINDS and told.strip())

    def agrees(self, topic: str, said: str) -> bool:
        """Say whether what was said is the answer."""
        return agrees(KINDS[topic], self.answers[topic], said)


def agrees(kind: Kind, true: str, said: str) -> bool:
    """Compare: names folded and at most one letter off, everything with digits exact, years perhaps without century."""
    if kind == "name":
        return _same_name(true, said)
    if kind == "street":
        return _same_name(_without_house(true), _without_house(said))
    expected, told = _numbers(kind, true), _numbers(kind, said)
    if not expected or not told or kind == "day":
        return bool(expected) and expected == told
    return _same_year(expected[0], told[0]) and expected[1:] == told[1:]


def _same_name(true: str, said: str) -> bool:
    expected, told = _folded(true), _folded(said)
    if not expected or not told:
        return False
    near = min(len(expected), len(told)) >= _ONE_OFF_FROM and _digits(expected) == _digits(told)
    return expected == told or (near and _one_off(expected, told))


def _without_house(street: str) -> str:
    """Return a street without the number of the house."""
    name = _HOUSE.sub("", street)
    folded = _folded(name)
    return street if len(folded) <= _SQUARE or folded in _NUMBERED else name


def _folded(name: str) -> str:
    return "".join(words(_LEFT_OUT.sub(" ", name.lower())))


def _digits(name: str) -> str:
    return "".join(sign for sign in name if sign.isdecimal())


def _one_off(one: str, other: str) -> bool:
    """Say whether one letter was changed, left out, put in, or exchanged with its neighbour."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, told = one[start:], other[start:]
    swapped = rest[:2] == told[1::-1] and rest[2:] == told[2:] and len(rest) > 1
    return rest[1:] == told[1:] or rest[1:] == told or rest == told[1:] or swapped


def _numbers(kind: Kind, text: str) -> tuple[int, ...]:
    """Return year and month, month and day, or year; empty where that cannot be read."""
    folded = text.casefold()
    for number, month in enumerate(_MONTHS, start=1):
        folded = re.sub(rf"(?<![^\W\d_])({month})(?![^\W\d_])", f" {number} ", folded)
    found = re.findall(r"\d+", folded)
    if found and len(found[0]) == _YEAR_DIGITS:
        found = found[::-1]
    parts = [int(part) for part in found]
    if kind == "year":
        return (parts[-1],) if len(parts) == 1 else ()
    if kind == "month":
        return (parts[-1], parts[-2]) if len(parts) in {2, 3} else ()
    return (parts[1], parts[0]) if len(parts) in {2, 3} else ()


def _same_year(one: int, other: int) -> bool:
    """Say whether two years are the same where one may be told without its century."""
    short, full = sorted((one, other))
    return short == full or (short < _CENTURY and len(str(full)) == _YEAR_DIGITS and short == full % _CENTURY)

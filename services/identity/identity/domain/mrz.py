"""The reader of machine-readable zones after ICAO 9303: TD1 (cards), TD2 (provisional cards) and TD3 (passports)."""

from dataclasses import dataclass, field

from identity.domain.check_digit import agrees
from identity.domain.mrz_layout import Characters, Layout
from identity.domain.mrz_text import lines_of

CHECKED = ("number", "birth", "expiry", "optional", "composite")


@dataclass(frozen=True)
class Misplaced:
    """A character that cannot stand where it stands; line and place count from 1."""

    line: int
    place: int
    expected: Characters
    found: str = field(repr=False)


@dataclass(frozen=True)
class Shape:
    """How far the lines have the shape of their layout: lengths first, then characters."""

    layout: Layout
    lengths: tuple[int, ...]
    misplaced: tuple[Misplaced, ...] = ()

    @property
    def complete(self) -> bool:
        """Every line is there and has its length."""
        return self.lengths == (self.layout.width,) * self.layout.rows


@dataclass(frozen=True)
class Zone:
    """A zone of the right shape, read but not judged. It lives for one request and is kept nowhere."""

    layout: Layout
    lines: tuple[str, ...] = field(repr=False)

    @property
    def code(self) -> str:
        """The document's code, such as `ID`, `P` or `AR`."""
        return self._field("code").rstrip("<")

    @property
    def state(self) -> str:
        """The issuing state; Germany is `D`."""
        return self._field("state").rstrip("<")

    @property
    def birth(self) -> str:
        """Six digits; unknown parts are fillers."""
        return self._field("birth")

    @property
    def expiry(self) -> str:
        """Six digits."""
        return self._field("expiry")

    @property
    def names(self) -> str:
        """The name field with its fillers."""
        return self._field("names")

    def digit_agrees(self, name: str) -> bool | None:
        """Judge one check digit of `CHECKED`; None where this document has none."""
        if name == "composite":
            return agrees(self.layout.covered(self.lines), self._field("composite_check"))
        if name == "number":
            return agrees(*self._number())
        if name == "optional":
            return self._optional_agrees()
        return agrees(self._field(name), self._field(f"{name}_check"))

    def _field(self, name: str) -> str:
        return self.layout.read(name, self.lines)

    def _number(self) -> tuple[str, str]:
        """Return number and check digit; a filler in the digit's place says that the number goes on behind it."""
        number, digit = self._field("number"), self._field("number_check")
        if digit != "<":
            return (number, digit) if number.strip("<") else (number, "")
        rest = self._field("optional").split("<", 1)[0]
        return number + rest[:-1], rest[-1:]

    def _optional_agrees(self) -> bool | None:
        if "optional_check" not in self.layout.fields:
            return None
        optional, digit = self._field("optional"), self._field("optional_check")
        if not optional.strip("<") and digit == "<":
            return True
        return agrees(optional, digit)


def shape_of(typed: str) -> tuple[Shape, Zone | None]:
    """Return the shape of what was typed, and the zone when every character stands where it may."""
    layout, lines = lines_of(typed)
    misplaced = tuple(_misplaced(layout, lines))
    shape = Shape(layout, tuple(len(line) for line in lines), misplaced)
    return shape, Zone(layout, lines) if shape.complete and not misplaced else None


def _misplaced(layout: Layout, lines: tuple[str, ...]) -> list[Misplaced]:
    """List the first wrong character of each line, as far as it was typed."""
    first: dict[int, Misplaced] = {}
    for place in layout.fields.values():
        if place.line >= len(lines):
            continue
        for offset, character in enumerate(place.of(lines)):
            position = place.begin + offset + 1
            known = first.get(place.line)
            if not place.characters.allow(character) and (known is None or position < known.place):
                first[place.line] = Misplaced(place.line + 1, position, place.characters, character)
    return [first[line] for line in sorted(first)]

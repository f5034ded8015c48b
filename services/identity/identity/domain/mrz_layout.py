"""Where each field of a machine-readable zone stands, and which characters it may hold (ICAO 9303 parts 4 to 6)."""

from dataclasses import dataclass
from enum import StrEnum


class Characters(StrEnum):
    """What may stand in a field."""

    DIGITS = "digits"
    DIGITS_OR_FILLER = "digits-or-filler"
    LETTERS = "letters"
    ALL = "all"
    SEX = "sex"

    def allow(self, character: str) -> bool:
        """Say whether `character` may stand here."""
        return character in _ALLOWED[self]


DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALLOWED = {
    Characters.DIGITS: DIGITS,
    Characters.DIGITS_OR_FILLER: DIGITS + "<",
    Characters.LETTERS: LETTERS + "<",
    Characters.ALL: DIGITS + LETTERS + "<",
    Characters.SEX: "MF<",
}


@dataclass(frozen=True)
class Field:
    """Some characters of one line; `begin` and `end` count from 0, `end` is not part of it."""

    line: int
    begin: int
    end: int
    characters: Characters

    def of(self, lines: tuple[str, ...]) -> str:
        """Return what stands there."""
        return lines[self.line][self.begin : self.end]


@dataclass(frozen=True)
class Layout:
    """One format of ICAO 9303. `composite` lists the parts that the last check digit covers."""

    name: str
    rows: int
    width: int
    fields: dict[str, Field]
    composite: tuple[tuple[int, int, int], ...]

    def read(self, name: str, lines: tuple[str, ...]) -> str:
        """Return the characters of a field."""
        return self.fields[name].of(lines)

    def covered(self, lines: tuple[str, ...]) -> str:
        """Return what the composite check digit is computed over."""
        return "".join(lines[line][begin:end] for line, begin, end in self.composite)


TD1 = Layout(
    "TD1",
    rows=3,
    width=30,
    fields={
        "code": Field(0, 0, 2, Characters.LETTERS),
        "state": Field(0, 2, 5, Characters.LETTERS),
        "number": Field(0, 5, 14, Characters.ALL),
        "number_check": Field(0, 14, 15, Characters.DIGITS_OR_FILLER),
        "optional": Field(0, 15, 30, Characters.ALL),
        "birth": Field(1, 0, 6, Characters.DIGITS_OR_FILLER),
        "birth_check": Field(1, 6, 7, Characters.DIGITS),
        "sex": Field(1, 7, 8, Characters.SEX),
        "expiry": Field(1, 8, 14, Characters.DIGITS),
        "expiry_check": Field(1, 14, 15, Characters.DIGITS),
        "nationality": Field(1, 15, 18, Characters.LETTERS),
        "more": Field(1, 18, 29, Characters.ALL),
        "composite_check": Field(1, 29, 30, Characters.DIGITS),
        "names": Field(2, 0, 30, Characters.LETTERS),
    },
    composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
)


def _booklet(name: str, width: int, optional_end: int) -> dict[str, Field]:
    fields = {
        "code": Field(0, 0, 2, Characters.LETTERS),
        "state": Field(0, 2, 5, Characters.LETTERS),
        "names": Field(0, 5, width, Characters.LETTERS),
        "number": Field(1, 0, 9, Characters.ALL),
        "number_check": Field(1, 9, 10, Characters.DIGITS_OR_FILLER),
        "nationality": Field(1, 10, 13, Characters.LETTERS),
        "birth": Field(1, 13, 19, Characters.DIGITS_OR_FILLER),
        "birth_check": Field(1, 19, 20, Characters.DIGITS),
        "sex": Field(1, 20, 21, Characters.SEX),
        "expiry": Field(1, 21, 27, Characters.DIGITS),
        "expiry_check": Field(1, 27, 28, Characters.DIGITS),
        "optional": Field(1, 28, optional_end, Characters.ALL),
        "composite_check": Field(1, width - 1, width, Characters.DIGITS),
    }
    if name == "TD3":
        fields["number_check"] = Field(1, 9, 10, Characters.DIGITS)
        fields["optional_check"] = Field(1, 42, 43, Characters.DIGITS_OR_FILLER)
    return fields


TD2 = Layout("TD2", 2, 36, _booklet("TD2", 36, 35), ((1, 0, 10), (1, 13, 20), (1, 21, 35)))
TD3 = Layout("TD3", 2, 44, _booklet("TD3", 44, 42), ((1, 0, 10), (1, 13, 20), (1, 21, 43)))

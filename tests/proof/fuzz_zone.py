"""Lets atheris look for a zone that the reader accepts against ICAO 9303, refuses though it is right, or breaks at.

`python tests/proof/fuzz_zone.py -runs=100000`; a finding is written to a file of the current folder.
"""

import sys
from contextlib import suppress
from typing import NamedTuple

import atheris

with atheris.instrument_imports(include=["identity"]):
    from identity.domain import mrz_dates
    from identity.domain.mrz import CHECKED, shape_of
    from identity.domain.names import BadNames, read_names
    from tests.unit.identity.zones import TODAY

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
Part = tuple[int, int, int]


class Form(NamedTuple):
    """A form of zone, as line, begin and end: parts with a check digit of their own behind them, and the whole."""

    rows: int
    width: int
    single: tuple[Part, ...]
    whole: tuple[Part, ...]
    letters: tuple[Part, ...]
    fixed: tuple[tuple[int, int, str], ...]


CARD = Form(
    rows=3,
    width=30,
    single=((0, 5, 14), (1, 0, 6), (1, 8, 14)),
    whole=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    letters=((2, 0, 30),),
    fixed=((0, 0, "I<UTO"), (1, 7, "F"), (1, 15, "UTO")),
)
PASSPORT = Form(
    rows=2,
    width=44,
    single=((1, 0, 9), (1, 13, 19), (1, 21, 27), (1, 28, 42)),
    whole=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
    letters=((0, 5, 44),),
    fixed=((0, 0, "P<UTO"), (1, 10, "UTO"), (1, 20, "F")),
)
OPTIONAL = (1, 28, 42)


def digit(text: str) -> str:
    """Compute a check digit as ICAO 9303 part 3, section 4.9 words it, without the service's code."""
    total = 0
    for place, character in enumerate(text):
        value = 0 if character == "<" else ord(character) - (48 if character.isdigit() else 55)
        total += value * (7, 3, 1)[place % 3]
    return str(total % 10)


def right(lines: list[str], form: Form) -> bool:
    """Say whether all check digits are those of the standard."""
    for line, begin, end in form.single:
        text, told = lines[line][begin:end], lines[line][end]
        may_be_empty = (line, begin, end) == OPTIONAL and form is PASSPORT
        if told != digit(text) and not (may_be_empty and told == "<" and not text.strip("<")):
            return False
    return lines[1][-1] == digit("".join(lines[line][begin:end] for line, begin, end in form.whole))


def put(lines: list[str], line: int, place: int, text: str) -> None:
    """Write over a part of a line."""
    lines[line] = lines[line][:place] + text + lines[line][place + len(text) :]


def zone_of(source: atheris.FuzzedDataProvider, form: Form) -> list[str]:
    """Return a zone with right check digits: else nearly every one would fail by its shape."""
    free = source.ConsumeBytes(form.rows * form.width).ljust(form.rows * form.width, b"\x24")
    text = "".join(ALPHABET[one % len(ALPHABET)] for one in free)
    lines = [text[row * form.width : (row + 1) * form.width] for row in range(form.rows)]
    for line, begin, end in form.letters:
        put(lines, line, begin, "".join("<" if one.isdigit() else one for one in lines[line][begin:end]))
    for line, begin, end in form.single[1:3]:
        put(lines, line, begin, "".join(str(ord(one) % 10) for one in lines[line][begin:end]))
    for line, place, told in form.fixed:
        put(lines, line, place, told)
    for line, begin, end in form.single:
        put(lines, line, end, digit(lines[line][begin:end]))
    put(lines, 1, form.width - 1, digit("".join(lines[line][begin:end] for line, begin, end in form.whole)))
    return lines


def try_one(data: bytes) -> None:
    """Read what atheris thought of: any text, or a right zone in which one character may be another."""
    source = atheris.FuzzedDataProvider(data)
    form = source.PickValueInList([CARD, PASSPORT])
    if source.ConsumeIntInRange(0, 3) == 0:
        shape_of(source.ConsumeUnicode(200))
        return
    changed = source.ConsumeBool()
    line, place = source.ConsumeIntInRange(0, form.rows - 1), source.ConsumeIntInRange(5, form.width - 1)
    other = source.PickValueInList(list(ALPHABET))
    lines = zone_of(source, form)
    if changed:
        put(lines, line, place, other)
    _, zone = shape_of("\n".join(lines))
    if zone is None:
        if not changed:
            raise AssertionError(f"a right zone was not understood: {lines}")
        return
    accepted = all(zone.digit_agrees(name) is not False for name in CHECKED)
    at, begin, end = form.single[0]
    number, told = lines[at][begin:end], lines[at][end]
    # A filler behind the number says that it goes on elsewhere, and a number of fillers is none: rules of their own.
    if told != "<" and number.strip("<") and accepted != right(lines, form):
        raise AssertionError(f"accepted is {accepted} against the standard: {lines}")
    with suppress(BadNames):
        read_names(zone.names)
    with suppress(mrz_dates.NoDate):
        mrz_dates.birth_date(zone.birth, TODAY)
    with suppress(mrz_dates.NoDate):
        mrz_dates.expiry_date(zone.expiry, TODAY)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()

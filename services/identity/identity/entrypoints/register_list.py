"""Reads a register's list: a CSV file with one person a line, as office programs write it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from identity.domain.answers import KINDS, RegisterFacts, agrees
from identity.domain.names import Names
from identity.domain.register import Wanted

PERSON = ("Familienname", "Vornamen", "Geburtsdatum")
TOPIC_OF = {
    "Einzug": "moved-in",
    "Vorige Straße": "previous-address",
    "Voriger Ort": "previous-town",
    "Wohnungsgeber": "landlord",
    "Jahr des vorigen Ausweises": "previous-document-year",
    "Geburtstag im Haushalt": "household",
    "Tag der Eheschließung": "marriage",
    "Ort der Nebenwohnung": "second-home",
}
_MOST_FAULTS = 20


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be used: its number and the column, never what stands there."""

    line: int
    column: str


class BadList(ValueError):
    """The file cannot be used; says which columns or lines are wrong."""

    def __init__(self, *, columns: tuple[str, ...] = (), lines: tuple[BadLine, ...] = ()) -> None:
        super().__init__(f"{len(columns)} columns are missing, {len(lines)} lines are wrong")
        self.columns = columns
        self.lines = lines


def read_list(content: bytes) -> list[tuple[Wanted, RegisterFacts]]:
    """Read the persons of a file in UTF-8 or Windows-1252, parted by semicolons or commas.

    Raises:
        BadList: if a column of `PERSON` or all topics are missing, or lines cannot be read.
    """
    text = _text(content)
    comma = "," if text.splitlines() and text.splitlines()[0].count(",") > text.splitlines()[0].count(";") else ";"
    rows = csv.DictReader(io.StringIO(text), delimiter=comma)
    columns = tuple(rows.fieldnames or ())
    if missing := tuple(name for name in PERSON if name not in columns):
        raise BadList(columns=missing)
    if not set(columns) & set(TOPIC_OF):
        raise BadList(columns=tuple(TOPIC_OF))
    faults: list[BadLine] = []
    found = [person for number, row in enumerate(rows, start=2) for person in _person(number, row, faults)]
    if faults:
        raise BadList(lines=tuple(faults[:_MOST_FAULTS]))
    return found


def _person(line: int, row: dict[str, str | None], faults: list[BadLine]) -> Iterator[tuple[Wanted, RegisterFacts]]:
    told = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    wrong = len(faults)
    born = _day(told["Geburtsdatum"])
    faults.extend(BadLine(line, name) for name in ("Familienname",) if not told[name])
    if born is None:
        faults.append(BadLine(line, "Geburtsdatum"))
    answers = {topic: told[name] for name, topic in TOPIC_OF.items() if told.get(name)}
    for name, topic in TOPIC_OF.items():
        if topic in answers and not agrees(KINDS[topic], answers[topic], answers[topic]):
            faults.append(BadLine(line, name))
    if born is not None and len(faults) == wrong:
        yield Wanted(Names(told["Vornamen"], told["Familienname"]), born), RegisterFacts(answers)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _day(text: str) -> date | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date of birth has no time zone
        except ValueError:
            continue
    return None

"""The final text of a request, exactly as the citizen sees and confirms it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fulfilment.domain.appointment import Appointment
from fulfilment.domain.form import FormField, asked
from fulfilment.domain.section import DELIVERY, Procedure

DAY = "%d.%m.%Y"


@dataclass(frozen=True)
class Line:
    """One datum with its label."""

    label: str
    value: str


@dataclass(frozen=True)
class Statement:
    """What is requested, with which data, how it is delivered, and what the citizen declares."""

    number: str
    title: str
    request: str
    given_names: str
    family_name: str
    lines: tuple[Line, ...]
    delivery: str
    fee_hint: str
    declaration: str

    @property
    def text(self) -> str:
        """The text as one piece; what the digest is taken of."""
        head = (f"Vorgang {self.number}", self.title, self.request)
        data = (f"{line.label}: {line.value}" for line in self.lines)
        tail = (self.delivery, self.fee_hint, self.declaration)
        return "\n".join(part for part in (*head, *data, *tail) if part)

    @property
    def digest(self) -> str:
        """The SHA-256 of the text: what the citizen's confirmation refers to."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def names_differ(self, appointment: Appointment) -> bool:
        """Say whether the text calls the person otherwise than the appointment does now."""
        return [_plain(n) for n in (self.given_names, self.family_name)] != [_plain(n) for n in appointment.names]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def make_statement(number: str, procedure: Procedure, appointment: Appointment, answers: dict[str, str]) -> Statement:
    """Write the text for these answers."""
    given, family = appointment.names
    person = [Line("Familienname", family), Line("Vornamen", given)]
    if appointment.person is not None:
        person.append(Line("Geburtsdatum", appointment.person.birth_date.strftime(DAY)))
    if appointment.corrected_because:
        person.append(Line("Angaben zur Person berichtigt", appointment.corrected_because))
    return Statement(
        number=number,
        title=procedure.name,
        request=procedure.request,
        given_names=given,
        family_name=family,
        lines=(*person, *_lines(procedure, answers)),
        delivery=procedure.delivery_label(procedure.delivery_of(answers)),
        fee_hint=procedure.fee_hint,
        declaration=procedure.declaration,
    )


def _lines(procedure: Procedure, answers: dict[str, str]) -> Iterator[Line]:
    for field in asked(procedure.form, answers):
        if field.key == DELIVERY:
            continue
        value = written(field, answers)
        if value:
            yield Line(field.label, value)


def written(field: FormField, answers: dict[str, str]) -> str:
    """Return an answer in the words that a person reads."""
    if field.kind == "address":
        street, postal_code, city = (answers.get(name, "") for name in field.inputs)
        return f"{street}, {postal_code} {city}" if street else ""
    value = answers.get(field.key, "")
    if field.kind in ("choice", "choices"):
        return field.label_of(value)
    if field.kind == "date" and value:
        return date.fromisoformat(value).strftime(DAY)
    if field.kind == "tick":
        return "ja" if value else ""
    return value

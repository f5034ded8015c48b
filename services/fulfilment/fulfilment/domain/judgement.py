"""Whether what was typed can stand: every problem at once, each at its input."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fulfilment.domain.form import Answers, FormField, asked

ProblemKind = Literal[
    "missing", "not_a_date", "not_an_option", "not_an_email", "not_a_postal_code", "not_people", "too_long", "text"
]
LONGEST = 500
_POSTAL_CODE = re.compile(r"\d{5}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PERSON = re.compile(r"(\D*[^\d,\s]),? (\d{1,2})\.(\d{1,2})\.(\d{4})")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one input; `text` carries the town's own words where it has some."""

    input: str
    kind: ProblemKind
    text: str = ""


@dataclass(frozen=True)
class Judgement:
    """The answers that are asked for, what is wrong with them, and what the clerk should know."""

    answers: dict[str, str]
    problems: tuple[Problem, ...]
    hints: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether the citizen can be asked to confirm it."""
        return not self.problems


def judge(fields: tuple[FormField, ...], typed: Answers, today: date) -> Judgement:
    """Judge everything that is asked for; what is not asked is dropped (data minimisation, Art. 5 GDPR)."""
    answers: dict[str, str] = {}
    problems: list[Problem] = []
    hints: list[str] = []
    for field in asked(fields, typed):
        required = field.required or _is_begun(field, typed)
        for name in field.inputs:
            value = _tidy(field, typed.get(name, ""))
            if value:
                answers[name] = value
            problem = _problem(field, name, value, today) if value else _missing(field, name, required=required)
            if problem is not None:
                problems.append(problem)
            elif value and field.window and field.window.is_late(date.fromisoformat(value), today):
                hints.append(field.window.late)
    return Judgement(answers, tuple(problems), tuple(hints))


def _is_begun(field: FormField, typed: Answers) -> bool:
    """Say whether part of an address is there, which then is asked for whole."""
    return field.kind == "address" and any(typed.get(name, "").strip() for name in field.inputs)


def _tidy(field: FormField, value: str) -> str:
    """Strip blanks, and read a day as it is typed in German, and people one a line."""
    if field.kind == "people":
        return "\n".join(_person(" ".join(line.split())) for line in value.splitlines() if line.strip())
    value = value.strip() if field.kind == "long_text" else " ".join(value.split())
    if field.kind == "date" and (found := _GERMAN_DAY.fullmatch(value)):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return value


def _person(line: str) -> str:
    """Return a line as it stands on papers: "Kim Mustermann, 01.02.2015"."""
    if found := _PERSON.fullmatch(line):
        name, day, month, year = found.groups()
        return f"{name}, {int(day):02}.{int(month):02}.{year}"
    return line


def _problem(field: FormField, name: str, value: str, today: date) -> Problem | None:
    if len(value) > LONGEST:
        return Problem(name, "too_long")
    if field.kind == "date":
        return _problem_of_date(field, name, value, today)
    if field.kind in ("choice", "choices") and not set(value.split(",")) <= {one.value for one in field.options}:
        return Problem(name, "not_an_option")
    if field.kind == "people" and not all(_is_person(line, today) for line in value.splitlines()):
        return Problem(name, "not_people")
    return _problem_of_shape(field, name, value)


def _missing(field: FormField, name: str, *, required: bool) -> Problem | None:
    if not required:
        return None
    return Problem(name, "text", field.missing) if field.missing else Problem(name, "missing")


def _problem_of_shape(field: FormField, name: str, value: str) -> Problem | None:
    if field.kind == "email" and not _EMAIL.fullmatch(value):
        return Problem(name, "not_an_email")
    if name.endswith(".postal_code") and field.domestic and not _POSTAL_CODE.fullmatch(value):
        return Problem(name, "not_a_postal_code")
    return None


def _is_person(line: str, today: date) -> bool:
    """Say whether a line is names and a day of birth, and nothing else."""
    found = _PERSON.fullmatch(line)
    try:
        return found is not None and date(int(found[4]), int(found[3]), int(found[2])) <= today
    except ValueError:
        return False


def _problem_of_date(field: FormField, name: str, value: str, today: date) -> Problem | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return Problem(name, "not_a_date")
    if field.window and field.window.refuses(day, today):
        return Problem(name, "text", field.window.too_early)
    return None

"""The case's form as inputs: made from the catalogue, filled with what was typed, judged by the domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.fields import EmailField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from chassis.web.forms import Checkboxes, Form
from chassis.web.words import gettext as _
from fulfilment.domain.form import FormField, asked
from fulfilment.domain.judgement import Problem
from fulfilment.entrypoints.words import PROBLEMS
from fulfilment.use_cases.queries import CaseView

INPUTS: dict[str, type[Field]] = {
    "choice": RadioField,
    "choices": Checkboxes,
    "tick": BooleanField,
    "long_text": TextAreaField,
    "people": TextAreaField,
    "email": EmailField,
}
"""What each kind of question is asked with; all others are a line of text."""


@dataclass(frozen=True)
class Question:
    """One question with its inputs."""

    field: FormField
    inputs: tuple[Field, ...]


def typed_answers(fields: Sequence[FormField]) -> dict[str, str]:
    """Return what was sent for these fields; several ticks are joined by commas."""
    names = [(field, name) for field in fields for name in field.inputs]
    return {name: ",".join(request.form.getlist(name)) for field, name in names if request.form.getlist(name)}


def case_form(view: CaseView, typed: Mapping[str, str], problems: Sequence[Problem] = ()) -> Form:
    """Return the form with everything that was typed and what is wrong with it."""
    questions = [(field, name) for field in asked(view.procedure.form, typed) for name in field.inputs]
    made = {name: _input(view, field, name) for field, name in questions}
    # Unset fields of a class keep WTForms' order by creation, which is the catalogue's.
    form_class: type[Form] = type("CaseForm", (Form,), made)
    form = form_class(formdata=_sent(questions, typed), meta={"csrf": False})
    for problem in problems:
        if problem.input in form:
            form[problem.input].errors = [problem.text or str(PROBLEMS[problem.kind])]
    return form


def questions_of(view: CaseView, form: Form, typed: Mapping[str, str]) -> list[Question]:
    """Return the questions that are asked now, each with its inputs."""
    return [Question(one, tuple(form[name] for name in one.inputs)) for one in asked(view.procedure.form, typed)]


def asked_now(view: CaseView, typed: Mapping[str, str]) -> str:
    """Return the keys of the questions that these answers lead to, as the page sends them back."""
    return " ".join(field.key for field in asked(view.procedure.form, typed))


def _sent(questions: Sequence[tuple[FormField, str]], typed: Mapping[str, str]) -> MultiDict[str, str]:
    sent: MultiDict[str, str] = MultiDict()
    for field, name in questions:
        values = typed.get(name, "").split(",") if field.kind == "choices" else [typed.get(name, "")]
        for value in values:
            if value:
                sent.add(name, value)
    return sent


def _input(view: CaseView, field: FormField, name: str) -> Any:  # noqa: ANN401 - WTForms' unbound field
    told: dict[str, Any] = {
        "label": _label(field, name),
        "validators": [InputRequired() if field.required else Optional()],
        # Several cases share a page, so ids carry the case.
        "id": f"{view.case.number}-{name}".replace(".", "-"),
        "description": _hint(view, field),
    }
    if field.kind in ("choice", "choices"):
        told["choices"] = [SelectChoice(one.value, _option(one.label, one.help)) for one in field.options]
    if field.kind == "choice" and not field.required:
        # A radio button cannot be let go, so that taking an answer back is an answer of its own.
        told |= {"choices": [SelectChoice("", _("Keine Angabe")), *told["choices"]], "default": ""}
    if field.kind == "date":
        told["render_kw"] = {"type": "date"}
    return INPUTS.get(field.kind, StringField)(**told)


def _hint(view: CaseView, field: FormField) -> str:
    """Return the help, and where an answer comes from that nobody has typed here."""
    booked = view.appointment.booked.get(field.prefill or "")
    origin = _("Aus der Buchung übernommen.") if booked and view.case.answers.get(field.key) == booked else ""
    return " ".join(part for part in (origin, field.help) if part) if field.kind != "address" else ""


def _option(label: str, aid: str) -> str:
    return f"{label} ({aid})" if aid else label


def _label(field: FormField, name: str) -> str:
    part = name.removeprefix(f"{field.key}.")
    if field.kind != "address":
        return field.label
    labels = {"street": _("Straße und Hausnummer"), "postal_code": _("Postleitzahl"), "city": _("Ort")}
    return labels[part]

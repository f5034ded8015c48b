"""The back office's tasks: what is to do, for whom, by when; taken, handed over, done."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import Staff, current_staff, staff
from chassis.web.forms import Form
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from fulfilment.domain.flow import Role
from fulfilment.domain.task import Task
from fulfilment.entrypoints.answering import refusing_tasks
from fulfilment.entrypoints.task_forms import AnswerForm, InquiryForm, LetterForm, NoteForm, NumberForm
from fulfilment.entrypoints.task_words import HOW, TASKS
from fulfilment.use_cases.answer_refused_letter import answer_refused_letter
from fulfilment.use_cases.finish_task import finish_task
from fulfilment.use_cases.follow_transmission import WITH_THE_AUTHORITY
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.queries import CaseView, case_view
from fulfilment.use_cases.record_answer import Answer, record_answer
from fulfilment.use_cases.record_transmission import record_transmission
from fulfilment.use_cases.take_task import hand_over_task, take_task

pages = Blueprint("tasks", __name__, url_prefix="/verwaltung/fulfilment/aufgaben")
MOST = 200
ROLES: tuple[Role, ...] = ("clerk", "supervisor")
FORMS: dict[str, type[Form]] = {
    "record_in_register": NumberForm,
    "record_answer": AnswerForm,
    "no_answer": InquiryForm,
    "refused_letter": LetterForm,
}
"""What is asked at the end; every other kind asks for a note."""


@pages.get("")
@staff(*ROLES)
def listing() -> str:
    """Show what this person's roles have to do, the most urgent first."""
    person = _person()
    wanted = request.args.get("fuer", "")
    with work() as unit:
        waiting = unit.tasks.waiting([role for role in ROLES if person.has(role)], MOST)
        today = unit.clock().astimezone(unit.tenant.zone).date()
    groups = {
        "": (_("Alle"), waiting),
        "mir": (_("Bei mir"), [one for one in waiting if one[0].taken_by == person.actor]),
        "frei": (_("Noch frei"), [one for one in waiting if one[0].taken_by is None]),
        "spaet": (_("Überfällig"), [one for one in waiting if one[0].due_on < today]),
    }
    shown = groups.get(wanted, groups[""])[1]
    filters = [(value, label, len(found)) for value, (label, found) in groups.items()]
    return render_template(
        "fulfilment/tasks.html", tasks=shown, filters=filters, wanted=wanted, titles=TASKS, today=today, me=person.actor
    )


@pages.get("/<uuid:task_id>")
@staff(*ROLES)
@refusing_tasks
def show(task_id: UUID) -> AnyResponse:
    """Show one task with what it asks for."""
    with work() as unit:
        task, view = _found(unit, task_id)
        unit.audit("case.viewed", view.case.id, _person().actor)
    return make_response(_page(task, view, _form_of(task, view)(formdata=None)))


@pages.post("/<uuid:task_id>/uebernehmen")
@staff(*ROLES)
@refusing_tasks
def take(task_id: UUID) -> AnyResponse:
    """Take a task."""
    with work() as unit:
        _found(unit, task_id)
        take_task(unit, task_id, _person().actor, _person().name)
    return redirect(url_for(".show", task_id=task_id), code=303)


@pages.post("/<uuid:task_id>/abgeben")
@staff(*ROLES)
@refusing_tasks
def hand_over(task_id: UUID) -> AnyResponse:
    """Give a task back to everybody."""
    with work() as unit:
        _found(unit, task_id)
        hand_over_task(unit, task_id, _person().actor)
    flash(_("Die Aufgabe ist wieder frei für alle."), "success")
    return redirect(url_for(".listing"), code=303)


@pages.post("/<uuid:task_id>/erledigen")
@staff(*ROLES)
@refusing_tasks
def finish(task_id: UUID) -> AnyResponse:
    """End a task with what it asks for."""
    with work() as unit:
        task, view = _found(unit, task_id)
    form = _form_of(task, view)()
    if not form.validate_on_submit():
        return make_response(_page(task, view, form), 422)
    with work() as unit:
        _finish(unit, task_id, form)
    flash(_("Erledigt. Der Vorgang %(number)s ist auf dem neuen Stand.", number=view.case.number), "success")
    return redirect(url_for(".listing"), code=303)


def _form_of(task: Task, view: CaseView) -> type[Form]:
    """Return what the task asks; no authority has decided what is not with it yet."""
    if task.kind == "no_answer" and view.case.state not in WITH_THE_AUTHORITY:
        return NoteForm
    return FORMS.get(task.kind, NoteForm)


def _finish(unit: FulfilmentUnit, task_id: UUID, form: Form) -> None:
    actor = _person().actor
    if isinstance(form, NumberForm):
        record_transmission(unit, task_id, str(form.number.data), actor)
    elif isinstance(form, LetterForm):
        answer_refused_letter(unit, task_id, "posted" if form.answer.data == "posted" else "again", actor)
    elif isinstance(form, AnswerForm) and form.answer.data == "waiting":
        finish_task(unit, task_id, str(form.reason.data or "waiting"), actor)
    elif isinstance(form, AnswerForm):
        answer: Answer = "rejected" if form.answer.data == "rejected" else "issued"
        record_answer(unit, task_id, answer, str(form.reason.data or ""), actor)
    elif isinstance(form, NoteForm):
        finish_task(unit, task_id, str(form.note.data), actor)


def _found(unit: FulfilmentUnit, task_id: UUID) -> tuple[Task, CaseView]:
    """Return a task of this person's roles; another role's is as unknown as one that never was."""
    task = unit.tasks.lock(task_id)
    if not _person().has(task.role):
        raise Refusal(404, slug="task-unknown")
    return task, case_view(unit, unit.cases.get(task.case_id).appointment_id, task.case_id)


def _page(task: Task, view: CaseView, form: Form) -> str:
    told = {"titles": TASKS, "how": HOW, "me": _person().actor}
    return render_template("fulfilment/task.html", task=task, view=view, case=view.case, form=form, **told)


def _person() -> Staff:
    person = current_staff()
    if person is None:  # the routes let staff in only
        raise Refusal(403)
    return person

"""The first two steps: which procedures, and when."""

from datetime import datetime
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from booking.domain.catalogue import duration
from booking.domain.errors import NotByVideo, ProofMissing, TimeTaken, TooManyPersons, UnknownProcedure
from booking.domain.slot import Slot
from booking.domain.time_filter import spoken_languages
from booking.entrypoints.pages.choice import wanted_choice
from booking.entrypoints.pages.narrowing import View, filter_address, wanted_filter, wanted_view
from booking.entrypoints.pages.proof import add_proof_to_templates, sent_proof
from booking.entrypoints.pages.reading import (
    click,
    grouped,
    parts_of_day,
    ports,
    stamp,
    wanted_procedures,
    wanted_start,
    wanted_time,
)
from booking.entrypoints.pages.spoken import (
    documents_told,
    in_easy_words,
    items_told,
    language_mark,
    spoken_names,
    told,
)
from booking.entrypoints.time_words import LANGUAGE_NAMES, PART_NAMES, WEEKDAY_NAMES
from booking.use_cases.calendar_views import CalendarPage, month_view, week_view
from booking.use_cases.hold_with_proof import hold_with_proof
from booking.use_cases.queries import alternatives, offered_procedures
from booking.use_cases.search_times import Looked, Question, look, search_times
from chassis.web.auth import public
from chassis.web.tenant import current_tenant, work

pages = Blueprint("choosing", __name__)
Page = str | tuple[str, int]


@pages.app_template_global()
def new_click() -> str:
    """Return an idempotency key for a form of a page."""
    return str(uuid4())


pages.add_app_template_filter(stamp, "stamp")
pages.add_app_template_filter(told, "told")
pages.add_app_template_filter(language_mark, "language_mark")
pages.add_app_template_filter(in_easy_words, "in_easy_words")
pages.add_app_template_filter(spoken_names, "spoken_names")
pages.add_app_template_filter(items_told, "items_told")
pages.add_app_template_filter(documents_told, "documents_told")
pages.add_app_template_global(parts_of_day, "parts_of_day")
add_proof_to_templates(pages)


@pages.get("/termin")
@public
def procedures() -> Page:
    """Let the citizen choose one or more procedures."""
    return _procedures()


@pages.get("/termin/zeit")
@public
def times() -> Page:
    """Show free times by day, the next free one first."""
    if not wanted_procedures():
        return _procedures(_("Bitte wählen Sie mindestens ein Anliegen aus."))
    try:
        return _times()
    except UnknownProcedure as unknown:
        return _procedures(_not_offered(unknown))
    except TooManyPersons:
        return _procedures(_too_many())


@pages.post("/termin/zeit")
@public
def hold() -> Page | Response:
    """Hold the picked time; who comes second gets the nearest free ones and keeps the choice."""
    begins_at = wanted_time()
    if begins_at is None or not wanted_procedures():
        return redirect(url_for(".times", **wanted_choice().address), code=303)
    try:
        with work() as unit:
            wish = wanted_choice().wish(begins_at, click(), wanted_filter())
            held = hold_with_proof(unit, wish, sent_proof(), ports())
    except TimeTaken:
        return _times(lost=begins_at), 409
    except ProofMissing:
        return _times(unproven=True), 422
    except UnknownProcedure as unknown:
        return _procedures(_not_offered(unknown))
    except TooManyPersons:
        return _procedures(_too_many())
    return redirect(url_for("details.form", hold_id=held.id, dolmetschen=wanted_filter().interpreter), code=303)


def _procedures(complaint: str = "") -> Page:
    with work() as unit:
        offered = offered_procedures(unit)
    choice = wanted_choice()
    page = render_template(
        "booking/procedures.html",
        groups=grouped(one for one in offered if one.procedure.video.allowed),
        elsewhere=[one.procedure for one in offered if not one.procedure.video.allowed],
        chosen=choice.procedures,
        persons=choice.persons,
        most=max(one.procedure.most_persons for one in offered),
        complaint=complaint,
    )
    return (page, 422) if complaint else page


def _not_offered(unknown: UnknownProcedure) -> str:
    """Say that a procedure is not offered, or how to get it where people have to come in person."""
    if not isinstance(unknown, NotByVideo):
        return str(_("Eines der Anliegen bieten wir nicht mehr an. Bitte wählen Sie neu."))
    with work() as unit:
        (elsewhere,) = unit.catalogue.chosen(unknown.args)
    said = told(elsewhere)
    return f"{_('„%(name)s“ geht nicht per Video.', name=said.name)} {said.instead}"


def _too_many() -> str:
    """Say which of the chosen procedures takes fewer persons."""
    with work() as unit:
        chosen = unit.catalogue.chosen(wanted_procedures())
    strictest = min(chosen, key=lambda procedure: procedure.most_persons)
    if strictest.most_persons == 1:
        return str(_("„%(name)s“ geht nur für eine Person in einem Termin.", name=told(strictest).name))
    return str(
        _("„%(name)s“ geht für höchstens %(most)d Personen.", name=told(strictest).name, most=strictest.most_persons)
    )


def _times(lost: datetime | None = None, *, unproven: bool = False) -> str:
    choice, only, view = wanted_choice(), wanted_filter(), wanted_view()
    question = Question(choice.procedures, wanted_start(), choice.persons, only)
    looked, near = _after_loss(question, lost) if lost else (_searched(question), ())
    section, found = looked.section, looked.found
    chosen = section.chosen(choice.procedures)
    return render_template(
        "booking/times.html",
        choice=choice,
        chosen=chosen,
        minutes=int(duration(chosen, choice.persons).total_seconds() // 60),
        found=found,
        lost=lost,
        unproven=unproven,
        near=near,
        start=request.args.get("ab", ""),
        weeks=section.horizon_days // 7,
        waiting_list=section.waiting_list is not None,
        only=only,
        view=view,
        page=_calendar(question, view),
        carried={**choice.address, **filter_address(only)},
        offices=[(office.key, office.name) for office in section.offices],
        interpreters=[(one.name, one.name) for one in section.interpreters],
        spoken=[(key, LANGUAGE_NAMES.get(key, key)) for key in spoken_languages(section)],
        weekday_names=WEEKDAY_NAMES,
        part_names=PART_NAMES,
    )


def _searched(question: Question) -> Looked:
    return search_times(current_tenant(), work, question, ports())


def _after_loss(question: Question, lost: datetime) -> tuple[Looked, tuple[Slot, ...]]:
    """Return what is free now that a time was lost, and what is nearest to it."""
    with work() as unit:
        near = alternatives(unit, question.procedures, lost, persons=question.persons, only=question.only)
        return look(unit, question), near


def _calendar(question: Question, view: View) -> CalendarPage | None:
    """Return the month or week that is looked at, nothing for the list."""
    show = {"monat": month_view, "woche": week_view}.get(view)
    if show is None:
        return None
    with work() as unit:
        return show(unit, question.procedures, question.start, persons=question.persons, only=question.only)

"""How the desk acts: one unit of work, then the panel that follows; an overtaken page shows the current state."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from flask import Response, current_app
from flask_babel import gettext

from chassis.web.problems import Refusal, answer
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.domain.check import Check, Step
from identity.domain.errors import NoCheck, NotOpen, OutOfStep, TooLate
from identity.entrypoints import forms, panel
from identity.entrypoints.panel import Said
from identity.use_cases.do_step import Move, Place, do_step
from identity.use_cases.end_overdue_step import end_overdue_step
from identity.use_cases.ports import IdentityUnit, Outside
from identity.use_cases.view_check import view_check

Act = Callable[[IdentityUnit, Place], Check]
Answered = str | tuple[str, int]
Show = Callable[[IdentityUnit, Check], str]
STAFF = ("clerk", "supervisor")


def step(appointment_id: UUID, at: Step, move: Move) -> str:
    """Do a step that is one move of the check."""
    return act(appointment_id, at, lambda unit, place: do_step(unit, place, move))


def show_next(unit: IdentityUnit, check: Check) -> str:
    """Show what comes next."""
    return panel.render_panel(unit, check, Said(acted=True))


def act(appointment_id: UUID, at: Step, do: Act, show: Show = show_next) -> str:
    """Do something at a step and show what follows; a page that was overtaken shows where the check stands now."""
    person = require_role(STAFF)
    revision = forms.StepForm().seen_revision()
    try:
        with work() as unit:
            return show(unit, do(unit, Place(appointment_id, at, revision, person.actor)))
    except OutOfStep:
        return current(appointment_id, Said(overtaken(), acted=True))
    except TooLate:
        with work() as unit:
            end_overdue_step(unit, appointment_id)
        return current(appointment_id, Said(gettext("Die Zeit für diesen Schritt war abgelaufen."), acted=True))
    except NotOpen:
        notice = gettext("Die Prüfung ist gerade nicht offen. Ihre letzte Eingabe wurde nicht übernommen.")
        return current(appointment_id, Said(notice, acted=True))


def overtaken() -> str:
    """Return what a page is told that shows an older state."""
    return str(gettext("Dieser Schritt war schon erledigt. Sie sehen jetzt den aktuellen Stand."))


def outside() -> Outside:
    """Return what lies outside of identity's database."""
    return cast("Outside", current_app.extensions["ports"])


def refuse_unknown(error: NoCheck) -> Response:
    """Say that there is no such appointment here."""
    del error
    return answer(Refusal(404, slug="not-found"))


def known(step: str) -> Step:
    """Return the step that a page names; an unknown one is out of step wherever the check stands."""
    return Step(step) if step in tuple(Step) else Step.CONSENT


def again(appointment_id: UUID, said: Said) -> Answered:
    """Show the step again with what was typed and what is wrong."""
    return current(appointment_id, said), 422


def current(appointment_id: UUID, said: Said) -> str:
    """Show where the check stands now."""
    person = require_role(STAFF)
    with work() as unit:
        try:
            check = view_check(unit, appointment_id, person.actor)
        except NoCheck:
            return panel.render_unknown(appointment_id)
        return panel.render_panel(unit, check, said)

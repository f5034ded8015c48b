"""The operator's page of a service at one town: what must always be true, dead letters and given-up work, with replay.

Whoever runs the installation comes in by break-glass: with a reason, for an hour, seen in the town's audit trail. What
is shown are ids and reasons of programs, never what a citizen has told.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from kombu.exceptions import OperationalError
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from chassis.invariants.entrance import enter, is_inside, leave
from chassis.invariants.invariant import Invariant, look
from chassis.jobs.runner import PARKED_AFTER
from chassis.messaging.dead_letters import DeadLetter, DeadLetters
from chassis.persistence.tables import due_work
from chassis.web.auth import current_staff, operator
from chassis.web.forms import Form
from chassis.web.house import house
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant
from chassis.web.words import _, gettext

EXTENSION = "operation"
_AWAY = (OperationalError, OSError)


@dataclass(frozen=True)
class Operation:
    """What the pages need of a service."""

    invariants: Sequence[Invariant]
    dead_letters: DeadLetters


class EntranceForm(Form):
    """Why somebody who does not belong to the town looks into it."""

    reason = StringField(
        _("Warum sehen Sie bei dieser Kommune nach?"),
        [InputRequired(), Length(min=5, max=200)],
        description=_(
            "Der Grund steht im Protokoll der Kommune, zum Beispiel: Störung 4711, Bescheide kommen nicht an."
        ),
    )


pages = Blueprint("operating", __name__)
"""Registered below `/betrieb/<service>` of each service."""


@pages.get("")
@operator
def start() -> AnyResponse:
    """Lead to the one page there is."""
    return redirect(url_for(".show"), 303)


@pages.get("/invarianten")
@operator
def show() -> str:
    """Show how every promise stands, or ask for the reason to look."""
    with _open() as unit:
        if not is_inside(unit, _actor()):
            return _door(EntranceForm(formdata=None))
        findings = look(unit.connection, unit.tenant.key, _operation().invariants)
        parked = _parked(unit)
    dead = _dead_letters()
    return render_template("chassis/operating/staff_invariants.html", findings=findings, parked=parked, dead=dead)


@pages.post("/zutritt")
@operator
def come_in() -> AnyResponse | tuple[str, int]:
    """Open the town for an hour."""
    form = EntranceForm()
    if not form.validate():
        return _door(form), 422
    with _open() as unit:
        enter(unit, _actor(), form.reason.data or "")
    return redirect(url_for(".show"), 303)


@pages.post("/ende")
@operator
def go_out() -> AnyResponse:
    """Close the town again."""
    with _open() as unit:
        leave(unit, _actor())
    return redirect(url_for(".show"), 303)


@pages.post("/meldung/<uuid:event_id>/nachholen")
@operator
def replay(event_id: UUID) -> AnyResponse:
    """Send a dead letter of this town to its handler again."""
    _require_inside()
    try:
        if not any(letter.id == str(event_id) for letter in _letters_of_town()):
            abort(404)
        sent = list(_operation().dead_letters.replay(str(event_id)))
    except _AWAY:
        raise Refusal(503, slug="broker-away") from None
    if sent:
        with _open() as unit:
            unit.audit("dead-letter.replayed", event_id, _actor())
        flash(gettext("Die Meldung ist wieder unterwegs."), "success")
    return redirect(url_for(".show"), 303)


@pages.post("/arbeit/<kind>/<uuid:item>/nachholen")
@operator
def repeat(kind: str, item: UUID) -> AnyResponse:
    """Have given-up work done now."""
    _require_inside()
    with _open() as unit:
        again = due_work.update().where(_given_up(unit), due_work.c.kind == kind, due_work.c.item == item)
        if not unit.connection.execute(again.values(attempts=0, failure=None, due=unit.clock())).rowcount:
            abort(404)
        unit.audit("work.repeated", item, _actor())
    flash(gettext("Die Arbeit ist wieder fällig und wird gleich getan."), "success")
    return redirect(url_for(".show"), 303)


def _door(form: EntranceForm) -> str:
    return render_template("chassis/operating/staff_door.html", form=form)


def _require_inside() -> None:
    with _open() as unit:
        if is_inside(unit, _actor()):
            return
    title = _("Ihr Zugang ist abgelaufen")
    detail = _("Öffnen Sie die Seite noch einmal und nennen Sie den Grund.")
    raise Refusal(403, title, detail, slug="entrance-needed")


def _parked(unit: Any) -> Sequence[Any]:  # noqa: ANN401 - each service has its own unit
    return cast(
        "Sequence[Any]",
        unit.connection.execute(sa.select(due_work).where(_given_up(unit)).order_by(due_work.c.due)).all(),
    )


def _given_up(unit: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - each service has its own unit
    return sa.and_(due_work.c.tenant == unit.tenant.key, due_work.c.attempts >= PARKED_AFTER)


def _dead_letters() -> list[DeadLetter] | None:
    """Return the town's dead letters, or None while the broker is away."""
    try:
        return _letters_of_town()
    except _AWAY:
        return None


def _letters_of_town() -> list[DeadLetter]:
    return [letter for letter in _operation().dead_letters.letters() if letter.tenant == current_tenant().key]


def _actor() -> str:
    person = current_staff()
    if person is None:
        raise RuntimeError("only operators come here")
    return person.actor


def _operation() -> Operation:
    return cast("Operation", current_app.extensions[EXTENSION])


def _open() -> AbstractContextManager[Any]:
    return house().open_work(current_tenant())

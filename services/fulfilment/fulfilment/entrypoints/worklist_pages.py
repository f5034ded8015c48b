"""The staff's list of cases."""

from typing import cast, get_args

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import staff
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from fulfilment.domain.flow import ENDS, State
from fulfilment.entrypoints.words import KINDS, STATES

pages = Blueprint("worklist", __name__, url_prefix="/verwaltung/fulfilment")
MOST = 200
RUNNING: tuple[State, ...] = tuple(state for state in get_args(State) if state not in ENDS)


@pages.get("")
@staff("clerk", "supervisor")
def worklist() -> AnyResponse:
    """Show the cases in one state, or all that run; a number that is searched leads to its file."""
    number = " ".join(request.args.get("nummer", "").upper().split())[:40]
    wanted = request.args.get("stand", "")
    states = (cast("State", wanted),) if wanted in get_args(State) else RUNNING
    with work() as unit:
        found = unit.cases.find_by_number(number) if number else None
        if found is not None:
            return redirect(url_for("case_file.show", case_id=found.id), code=303)
        today = unit.clock().astimezone(unit.tenant.zone).date()
        counts = unit.cases.count_by_state()
        cases = unit.cases.listed(states, MOST)
    running = sum(counts.get(state, 0) for state in RUNNING)
    filters = [("", _("Alle laufenden"), running)]
    filters += [(state, str(STATES[state]), counts[state]) for state in get_args(State) if counts.get(state)]
    problem = (
        _("Diese Nummer gibt es hier nicht. Sie steht in jeder Mail, zum Beispiel OST-2026-000123.") if number else ""
    )
    page = render_template(
        "fulfilment/worklist.html",
        cases=cases,
        filters=filters,
        wanted=wanted,
        states=STATES,
        kinds=KINDS,
        number=number,
        problem=problem,
        today=today,
    )
    return make_response(page, 404 if problem else 200)

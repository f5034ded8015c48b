"""The staff's list of cases."""

from typing import cast, get_args

from flask import Blueprint, render_template, request

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
def worklist() -> str:
    """Show the cases in one state, or all that run."""
    wanted = request.args.get("stand", "")
    states = (cast("State", wanted),) if wanted in get_args(State) else RUNNING
    with work() as unit:
        counts = unit.cases.count_by_state()
        cases = unit.cases.listed(states, MOST)
    running = sum(counts.get(state, 0) for state in RUNNING)
    filters = [("", _("Alle laufenden"), running)]
    filters += [(state, str(STATES[state]), counts[state]) for state in get_args(State) if counts.get(state)]
    return render_template(
        "fulfilment/worklist.html", cases=cases, filters=filters, wanted=wanted, states=STATES, kinds=KINDS
    )

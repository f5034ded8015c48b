"""The tables of procedures as drawings, with the same as a table beside them: each version that cases rely on."""

from flask import Blueprint, render_template

from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from fulfilment.entrypoints.flow_drawing import HEIGHT, WIDTH, drawing_of
from fulfilment.entrypoints.task_words import ACTORS, EFFECTS, EVENTS, GUARDS, TASKS
from fulfilment.entrypoints.words import STATES

pages = Blueprint("flows", __name__, url_prefix="/verwaltung/fulfilment/ablauf")


@pages.get("")
@staff("clerk", "supervisor", "administrator")
def listing() -> str:
    """List the procedures of today's catalogue, and the older versions that cases still follow."""
    with work() as unit:
        current = [unit.catalogue.procedure(key) for key in unit.catalogue.procedures]
        running = unit.procedures.running()
    older = [one for one in running if one[:2] not in {(new.key, new.version) for new in current}]
    return render_template("fulfilment/flows.html", current=current, older=older)


@pages.get("/<procedure>/<version>")
@staff("clerk", "supervisor", "administrator")
def show(procedure: str, version: str) -> str:
    """Show the table of one version."""
    with work() as unit:
        today = unit.catalogue.procedure(procedure) if procedure in unit.catalogue.procedures else None
        found = today if today and today.version == version else unit.procedures.find(procedure, version)
    if found is None:
        raise Refusal(404, slug="not-found")
    return render_template(
        "fulfilment/flow.html",
        procedure=found,
        version=version,
        drawing=drawing_of(found.flow),
        box=(WIDTH, HEIGHT),
        states=STATES,
        events=EVENTS,
        actors=ACTORS,
        guards=GUARDS,
        effects=EFFECTS,
        tasks=TASKS,
    )

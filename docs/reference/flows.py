"""The ways that a case can take, drawn from the demo towns' own tables."""

from collections.abc import Iterator

import yaml

from fulfilment.domain.flow import ENDS, FIRST, Flow
from fulfilment.domain.section import FulfilmentSection
from local.home import ROOT

TOWN = "ostfildern"


def section() -> FulfilmentSection:
    """Return what the demo town says of its procedures."""
    text = (ROOT / "local" / "catalogues" / f"{TOWN}.yaml").read_text(encoding="utf-8")
    return FulfilmentSection.model_validate(yaml.safe_load(text)["fulfilment"])


def drawing(flow: Flow) -> str:
    """Return a mermaid state diagram with every step of the table."""
    lines = ["stateDiagram-v2", f"    [*] --> {FIRST}"]
    lines += [f"    {at} --> {to}: {event}" for at, event, to in flow.edges()]
    lines += [f"    {end} --> [*]" for end in sorted({to for _, _, to in flow.edges()} & ENDS)]
    return "\n".join(lines)


def page() -> str:
    """Return the page of all flows, written anew at each build."""
    return "\n".join(
        [
            "# Flows of cases",
            "",
            (
                f"Drawn from the section `fulfilment` of `local/catalogues/{TOWN}.yaml`. A flow is data of the "
                f"town: an "
                "administrator changes it on the page *Einstellungen: Vorgänge und Formulare*, where it is "
                "checked before "
                "it counts: no state without a way to an end, no withdrawal after something has left the house, no "
                "submission of somebody who is not identified."
            ),
            "",
            *(line for name in section().flows for line in _chapter(name)),
        ]
    )


def _chapter(name: str) -> Iterator[str]:
    told = section()
    flow = told.flows[name]
    users = ", ".join(f"{one.name} (`{key}`)" for key, one in told.procedures.items() if one.flow == name)
    yield f"## {name}"
    yield ""
    yield f"Used by: {users or 'no procedure'}."
    yield ""
    yield f"```mermaid\n{drawing(flow)}\n```"
    yield ""
    yield "| at | step | taken by | leads to | if | then |"
    yield "|---|---|---|---|---|---|"
    for row in flow.transitions:
        guards = {guard for state in row.at for guard in flow.guards_of(state, row.event)}
        effects = {effect for state in row.at for effect in flow.effects_of(state, row.event)}
        cells = (", ".join(row.at), row.event, ", ".join(row.by), row.to, ", ".join(sorted(guards)))
        yield f"| {' | '.join(cells)} | {', '.join(sorted(effects))} |"
    yield ""
    for timer in flow.timers:
        wait = f"{timer.working_days} working days" if timer.working_days else f"{timer.days} days"
        since = ", counted from the appointment" if timer.counts_from_appointment else ""
        then = timer.event or f"a task for the office ({timer.task})"
        yield f"- After {wait} at {', '.join(timer.at)}{since}: {then}."
    yield ""

"""Shows the final text of a request to the citizen, once every answer can stand."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from fulfilment.domain.case import Case
from fulfilment.domain.judgement import Judgement, Problem, judge
from fulfilment.domain.section import Procedure
from fulfilment.domain.statement import make_statement
from fulfilment.use_cases.advance_case import advance, applicant_of, procedure_of
from fulfilment.use_cases.ports import FulfilmentUnit


def prepare_case(unit: FulfilmentUnit, case_id: UUID, typed: dict[str, str], actor: str) -> Judgement:
    """Judge what the clerk typed; if it stands, write the text and lay it before the citizen."""
    case = unit.cases.lock(case_id)
    procedure = procedure_of(unit, case)
    judgement = judge(procedure.form, typed, unit.clock().astimezone(unit.tenant.zone).date())
    judgement = replace(judgement, problems=(*judgement.problems, *_missing(unit, case, procedure, judgement)))
    if not judgement.stands:
        return judgement
    statement = make_statement(case.number, procedure, applicant_of(unit, case), judgement.answers)
    changed = replace(case, answers=judgement.answers, statement=statement, confirmation=None, note="")
    advance(unit, changed, "prepare", "clerk")
    unit.audit("case.prepared", case.id, actor)
    return judgement


def _missing(unit: FulfilmentUnit, case: Case, procedure: Procedure, judgement: Judgement) -> Iterator[Problem]:
    """Yield which documents the answers need and nobody has sent, and an address that a letter needs."""
    sent = {one.plan for one in unit.documents.of(case.appointment_id) if one.case_id == case.id}
    for plan in procedure.documents:
        if plan.required and plan.when and plan.when.holds(judgement.answers) and plan.key not in sent:
            yield Problem(plan.when.field, "text", plan.required)
    named = {problem.input for problem in judgement.problems}
    if procedure.delivery_of(judgement.answers) == "post" and "address.street" not in named | {*judgement.answers}:
        yield Problem("address.street", "missing")

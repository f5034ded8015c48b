"""Read the machine-readable zone that the clerk typed: judge it, and keep names and date of birth if all is good."""

from identity.domain import steps
from identity.domain.check import Check
from identity.domain.errors import OutOfStep
from identity.domain.judgement import Expected, Judgement, judge
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit


def judge_zone(unit: IdentityUnit, check: Check, typed: str, *, century_earlier: bool = False) -> Judgement:
    """Judge what was typed on the town's today; nothing of it is kept."""
    document = check.results.document
    if document is None:
        raise OutOfStep("no document has been chosen")
    today = unit.clock().astimezone(unit.tenant.zone).date()
    return judge(typed, Expected(document, unit.catalogue, today, century_earlier))


def read_zone(unit: IdentityUnit, place: Place, typed: str, *, century_earlier: bool = False) -> Check:
    """Do the step: refused unless every finding is good."""
    check = check_at(unit, place)
    judgement = judge_zone(unit, check, typed, century_earlier=century_earlier)
    read = keep(unit, check, steps.read_zone(check, judgement))
    unit.note(f"check.{place.step}", check.id, place.actor, **facts(read))
    return read

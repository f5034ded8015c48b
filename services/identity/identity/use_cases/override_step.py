"""Let a second person decide whether a check goes on at a step that failed."""

from collections.abc import Mapping

from identity.domain import four_eyes
from identity.domain.check import Check, Override, Status
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected


def ask_second_person(unit: IdentityUnit, place: Place, why: str, seen: Mapping[str, bool]) -> Check:
    """Ask for it with a reason; the clerk may go on trying meanwhile."""
    check = check_at(unit, place)
    asked = Override(place.step, place.actor, why, unit.clock())
    kept = keep(unit, check, four_eyes.ask(check, seen, asked, unit.catalogue))
    unit.note("check.override-asked", check.id, place.actor, why=why, **facts(kept))
    return kept


def withdraw_question(unit: IdentityUnit, place: Place) -> Check:
    """Take the question back, so that the step can be done after all."""
    check = check_at(unit, place)
    kept = keep(unit, check, four_eyes.withdraw(check, place.actor))
    unit.note("check.override-withdrawn", check.id, place.actor, **facts(kept))
    return kept


def decide_override(unit: IdentityUnit, place: Place, why: str, *, granted: bool) -> Check:
    """Decide as the second person; refused to who asked."""
    check = check_at(unit, place)
    kept = keep(unit, check, four_eyes.decide(check, place.actor, why, unit.clock(), granted=granted))
    if kept.status is Status.REJECTED:
        say_rejected(unit, kept)
    action = "check.override-granted" if granted else "check.override-refused"
    unit.note(action, check.id, place.actor, why=why, **facts(kept))
    return kept


def waiting_for(unit: IdentityUnit, actor: str) -> list[Check]:
    """Return the checks that wait for a second person other than this one."""
    waiting = ((check, check.waits_for_second) for check in unit.checks.open_checks())
    return [check for check, asked in waiting if asked is not None and asked.asked_by != actor]

"""Keep a changed check: its step gets a time-out while it is open, and the versions of the rules are noted."""

from dataclasses import replace
from datetime import datetime

from identity.domain.check import Check, Status
from identity.use_cases.ports import IdentityUnit

OVERDUE = "end-overdue-step"
_DECIDED = (Status.VERIFIED, Status.REJECTED, Status.REVOKED)


def keep(unit: IdentityUnit, before: Check, after: Check) -> Check:
    """Save it with the moment until which its step is to be done, and return it so."""
    due = _due(unit, before, after)
    if due is None:
        unit.unschedule(OVERDUE, after.appointment_id)
    elif due != before.results.due:
        unit.schedule(OVERDUE, after.appointment_id, due)
    policies = after.results.policies
    version = unit.catalogue.version
    if version not in policies:
        policies = (*policies, version)
    kept = replace(after, results=replace(after.results, due=due, policies=policies))
    unit.checks.save(kept)
    if kept.status in _DECIDED:
        unit.contacts.forget(kept.appointment_id)
        unit.register.drop_facts(kept.id)
    return kept


def facts(check: Check) -> dict[str, object]:
    """Return what the audit chain tells of a check beside who, what and when: codes only, nobody's name."""
    results = check.results
    told: dict[str, object] = {"status": check.status, "step": check.step, "policy": list(results.policies)}
    if results.document is not None:
        told |= {"document": results.document.kind, "state": results.document.state}
    if results.features:
        told["features"] = {feature.key: feature.seen for feature in results.features}
    if results.questions:
        told["questions"] = {question.topic: question.answer for question in results.questions}
    if results.handoff is not None:
        told["bundid"] = {"level": results.handoff.level, "refused": results.handoff.refused}
    if check.decision is not None:
        told |= {"level": check.decision.level, "reason": check.decision.reason, "method": check.decision.method}
    return told


def _due(unit: IdentityUnit, before: Check, after: Check) -> datetime | None:
    if after.status is not Status.OPEN:
        return None
    if after.results.offered is not None:
        return after.results.offered.until
    same_call = before.status is Status.OPEN and before.results.connected_at == after.results.connected_at
    if same_call and before.step is after.step and before.results.due is not None:
        return before.results.due
    return unit.clock() + unit.catalogue.time_for(after.step)

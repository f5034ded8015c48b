"""Four eyes: a second person may let a check go on at a step that failed for a reason in the thing, not the person.

A card can be worn and a mailbox out of reach; a face that differs, wrong answers or a bad zone nobody overrides.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from identity.domain import outcome
from identity.domain.check import Check, Override, Step
from identity.domain.errors import NoOverride, ReasonMissing, SamePerson
from identity.domain.policy import Policy
from identity.domain.reasons import Reason

POSSIBLE = {Step.FEATURES: Reason.FEATURES_NOT_SEEN, Step.CODE: Reason.CODE_NOT_CONFIRMED}
_NEXT = {Step.FEATURES: Step.ZONE, Step.CODE: Step.DECISION}


def possible(check: Check, policy: Policy) -> bool:
    """Say whether a second person may be asked at this step."""
    return policy.four_eyes and check.step in POSSIBLE and check.waits_for_second is None


def ask(check: Check, seen: Mapping[str, bool], override: Override, policy: Policy) -> Check:
    """Ask a second person to let the check go on; what was seen of the features is kept for them to read."""
    if not possible(check, policy) or override.step is not check.step:
        raise NoOverride(check.step)
    if not override.why.strip():
        raise ReasonMissing
    features = check.results.features
    if check.step is Step.FEATURES:
        features = tuple(replace(one, seen=seen.get(one.key, False)) for one in features)
    return check.found(check.step, features=features, overrides=(*check.results.overrides, override))


def withdraw(check: Check, actor: str) -> Check:
    """Take the request back; the step stands as before."""
    asked = check.waits_for_second
    if asked is None or asked.asked_by != actor:
        raise NoOverride(check.step)
    said = replace(asked, decided_by=actor, granted=False)
    return check.found(check.step, overrides=(*check.results.overrides[:-1], said))


def decide(check: Check, actor: str, why: str, now: datetime, *, granted: bool) -> Check:
    """Let it go on or end it; never by the person who asked, never without a reason."""
    asked = check.waits_for_second
    if asked is None:
        raise NoOverride(check.step)
    if asked.asked_by == actor:
        raise SamePerson(actor)
    if not why.strip():
        raise ReasonMissing
    said = replace(asked, decided_by=actor, decided_why=why, granted=granted)
    decided = check.found(check.step, overrides=(*check.results.overrides[:-1], said))
    if not granted:
        return outcome.reject(decided, POSSIBLE[check.step], actor, now)
    return replace(decided, step=_NEXT[check.step])

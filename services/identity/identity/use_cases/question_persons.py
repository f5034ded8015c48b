"""Whom questions are about: looked up before, asked about within limits, and not about the same things again soon."""

import json
from dataclasses import replace
from datetime import timedelta

from chassis.unit import Work
from identity.domain.answers import RegisterFacts
from identity.domain.check import Check, Step
from identity.domain.guesses import limits
from identity.domain.lock import LockedBy
from identity.domain.policy import LEAST_TOPICS
from identity.domain.register import Wanted
from identity.domain.steps import Around
from identity.use_cases.do_step import Place, around
from identity.use_cases.ports import IdentityUnit, Outside


def look_up(work: Work[IdentityUnit], outside: Outside, place: Place) -> RegisterFacts | None:
    """Return what the town's register knows of the person; the network is asked while no transaction is open."""
    with work() as unit:
        check, source, tenant = (
            unit.checks.of_appointment(place.appointment_id),
            unit.catalogue.register_source,
            unit.tenant.key,
        )
        if check is None or check.step is not Step.FACE or check.results.person is None or source.kind == "none":
            return None
        wanted = wanted_of(check)
        if source.kind == "list":
            person = outside.keys.pseudonym(tenant, wanted.text)
            sealed = unit.register.entry(person, unit.clock() - timedelta(days=source.list_days))
            return None if sealed is None else opened(outside, person, sealed)
    return outside.register.look_up(tenant, source.url, wanted)


def wanted_of(check: Check) -> Wanted:
    """Return the person of a check as a register is asked for."""
    person = check.results.identified
    return Wanted(person.names, person.birth_date)


def pseudonym_of(unit: IdentityUnit, outside: Outside, check: Check) -> str:
    """Return under which name this person's questions are counted."""
    return outside.keys.pseudonym(unit.tenant.key, wanted_of(check).text)


def surroundings(unit: IdentityUnit, outside: Outside, check: Check, facts: RegisterFacts | None) -> Around:
    """Return what a question is drawn from: what the register knows, without what was asked lately."""
    policy, plain = unit.catalogue, around(unit)
    since = plain.now - timedelta(days=policy.question_rest_days)
    rested = unit.register.topics_since(pseudonym_of(unit, outside, check), since)
    mine = {question.topic for question in check.results.questions}
    known = facts.topics if facts is not None else frozenset(policy.question_topics)
    return replace(plain, topics=known - (rested - mine))


def enough(facts: RegisterFacts | None) -> RegisterFacts | None:
    """Return the facts if they are enough to draw from; with fewer the clerk compares."""
    return facts if facts is not None and len(facts.topics) >= LEAST_TOPICS else None


def count_guess(unit: IdentityUnit, outside: Outside, check: Check, actor: str) -> tuple[LockedBy, ...]:
    """Count an answer before it is compared, and return the limits that it passes: with none it may be compared."""
    values = {
        "appointment": str(check.id),
        "person": pseudonym_of(unit, outside, check),
        "clerk": actor,
        "town": unit.tenant.key,
    }
    counted = [(name, unit.limits.allows(limit, values[name])) for name, limit in limits(unit.catalogue.guesses)]
    return tuple(LockedBy(name) for name, allowed in counted if not allowed)


def kept_facts(unit: IdentityUnit, outside: Outside, check: Check) -> RegisterFacts | None:
    """Return what this check compares with."""
    sealed = unit.register.facts(check.id)
    return None if sealed is None else opened(outside, str(check.id), sealed)


def sealed(outside: Outside, about: str, facts: RegisterFacts) -> bytes:
    """Return the facts as they are stored."""
    return outside.keys.seal(about, json.dumps(dict(facts.answers), ensure_ascii=False))


def opened(outside: Outside, about: str, text: bytes) -> RegisterFacts:
    """Return facts that were stored."""
    return RegisterFacts(json.loads(outside.keys.open(about, text)))

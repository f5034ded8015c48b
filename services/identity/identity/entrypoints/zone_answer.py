"""What the clerk reads about typed lines: the judgement while typing, and what follows from it on submission."""

from flask import render_template

from identity.domain.check import Check
from identity.domain.errors import OutOfStep
from identity.domain.judgement import Judgement, Topic
from identity.domain.reasons import Reason
from identity.entrypoints.forms import LONGEST_ZONE, ZoneForm
from identity.entrypoints.panel import Said
from identity.entrypoints.texts import finding_texts
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.read_zone import judge_zone

_WAY_OUT = {
    (Topic.VALIDITY, "expired"): Reason.DOCUMENT_EXPIRED,
    (Topic.AGE, "under-age"): Reason.UNDER_AGE,
    (Topic.AGE, "child-or-hundred"): Reason.UNDER_AGE,
    (Topic.DOCUMENT, "not-accepted"): Reason.DOCUMENT_NOT_ACCEPTED,
    (Topic.DOCUMENT, "kind-not-accepted"): Reason.DOCUMENT_NOT_ACCEPTED,
}


def judged(unit: IdentityUnit, check: Check, form: ZoneForm) -> str:
    """Return the findings as a fragment."""
    try:
        judgement = _judgement(unit, check, form)
    except OutOfStep:
        return ""
    return render_template(
        "identity/findings.html",
        findings=finding_texts.lines(judgement),
        hundred=_is_hundred(judgement, form),
        form=form,
        check=check,
    )


def proposal(unit: IdentityUnit, check: Check, form: ZoneForm) -> Said:
    """Return the step's form with its findings, and the way out if only that is left."""
    try:
        judgement = _judgement(unit, check, form)
    except OutOfStep:
        return Said(form=form)
    digits_good = all(finding.good for finding in judgement.findings if finding.topic not in _JUDGED_BY_RULES)
    ways = (_WAY_OUT.get((finding.topic, finding.code)) for finding in judgement.findings)
    way_out = next((way for way in ways if way), None) if digits_good else None
    return Said(
        form=form, findings=finding_texts.lines(judgement), hundred=_is_hundred(judgement, form), reject=way_out
    )


def _is_hundred(judgement: Judgement, form: ZoneForm) -> bool:
    """Say whether the two digits of the year leave a century open, or left it open before the clerk chose."""
    age = judgement.of(Topic.AGE)
    return bool(form.century_earlier.data) or (age is not None and age.code == "child-or-hundred")


_JUDGED_BY_RULES = (Topic.VALIDITY, Topic.AGE, Topic.DOCUMENT)


def _judgement(unit: IdentityUnit, check: Check, form: ZoneForm) -> Judgement:
    typed = str(form.zone.data or "")[:LONGEST_ZONE]
    return judge_zone(unit, check, typed, century_earlier=bool(form.century_earlier.data))

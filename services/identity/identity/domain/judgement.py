"""The judgement of a typed machine-readable zone: one finding for each thing a clerk would check by hand."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from identity.domain import mrz_dates
from identity.domain.documents import Document, kind_of
from identity.domain.mrz import CHECKED, Shape, Zone, shape_of
from identity.domain.names import BadNames, ZoneNames, read_names
from identity.domain.policy import Policy

OLDEST = 120
OLDEST_LIKELY = 112


class Topic(StrEnum):
    """What a finding is about, in the order of the page."""

    SHAPE = "shape"
    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    COMPOSITE = "composite"
    DOCUMENT = "document"
    NAMES = "names"
    VALIDITY = "validity"
    AGE = "age"


@dataclass(frozen=True)
class Finding:
    """One thing that was judged; `good` is None while too little has been typed."""

    topic: Topic
    good: bool | None
    code: str
    details: dict[str, str | int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Holder:
    """What a check needs of a zone: names and birth date, and nothing else."""

    names: ZoneNames
    birth_date: date


@dataclass(frozen=True)
class Expected:
    """Against what a zone is judged."""

    document: Document
    policy: Policy
    today: date
    century_earlier: bool = False


@dataclass(frozen=True)
class Judgement:
    """All findings; `holder` only if every one of them is good."""

    findings: tuple[Finding, ...]
    holder: Holder | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was typed."""
        return any(finding.good is not None for finding in self.findings)

    def of(self, topic: Topic) -> Finding | None:
        """Return the finding about a topic."""
        return next((finding for finding in self.findings if finding.topic is topic), None)


def judge(typed: str, expected: Expected) -> Judgement:
    """Judge what was typed, as far as it goes."""
    shape, zone = shape_of(typed)
    findings = [_shape(shape)]
    if zone is None:
        return Judgement(tuple(findings))
    findings += _digits(zone)
    findings.append(_document(zone, expected))
    names, about_names = _names(zone)
    born, about_birth = _birth(zone, expected)
    findings += [about_names, *_validity(zone, expected.today), *about_birth]
    if names is None or born is None or not all(finding.good for finding in findings):
        return Judgement(tuple(findings))
    return Judgement(tuple(findings), Holder(names, born))


def _shape(shape: Shape) -> Finding:
    layout = shape.layout
    if shape.misplaced:
        wrong = shape.misplaced[0]
        details: dict[str, str | int] = {"line": wrong.line, "place": wrong.place, "found": wrong.found}
        return Finding(Topic.SHAPE, good=False, code=f"character-{wrong.expected}", details=details)
    for index, length in enumerate(shape.lengths[: layout.rows]):
        if length != layout.width:
            details = {"line": index + 1, "length": length, "width": layout.width}
            if length > layout.width:
                return Finding(Topic.SHAPE, good=False, code="too-long", details=details)
            return Finding(Topic.SHAPE, good=None, code="too-short", details=details)
    if len(shape.lengths) > layout.rows:
        return Finding(Topic.SHAPE, good=False, code="too-many-lines", details={"rows": layout.rows})
    if not shape.complete:
        missing = layout.rows - len(shape.lengths)
        return Finding(Topic.SHAPE, good=None, code="lines-missing", details={"missing": missing, "rows": layout.rows})
    return Finding(Topic.SHAPE, good=True, code="complete", details={"layout": layout.name})


def _digits(zone: Zone) -> list[Finding]:
    judged = ((name, zone.digit_agrees(name)) for name in CHECKED)
    return [
        Finding(Topic(name), good, "digit-agrees" if good else "digit-differs")
        for name, good in judged
        if good is not None
    ]


def _document(zone: Zone, expected: Expected) -> Finding:
    kind = kind_of(zone.code, zone.state, zone.layout.name)
    if kind is None:
        return Finding(Topic.DOCUMENT, good=False, code="kind-not-accepted")
    found = Document(kind, zone.state)
    details: dict[str, str | int] = {"kind": kind, "state": zone.state}
    if not found.named_like(expected.document):
        return Finding(Topic.DOCUMENT, good=False, code="not-as-on-front", details=details)
    accepted = expected.policy.accepts(found)
    return Finding(Topic.DOCUMENT, accepted, "accepted" if accepted else "not-accepted", details)


def _names(zone: Zone) -> tuple[ZoneNames | None, Finding]:
    try:
        names = read_names(zone.names)
    except BadNames:
        return None, Finding(Topic.NAMES, good=False, code="fillers")
    code = "cut-off" if names.cut_off else "read"
    details: dict[str, str | int] = {"family": " ".join(names.family), "given": " ".join(names.given)}
    return names, Finding(Topic.NAMES, good=True, code=code, details=details)


def _validity(zone: Zone, today: date) -> list[Finding]:
    try:
        until = mrz_dates.expiry_date(zone.expiry, today)
    except mrz_dates.NoDate:
        return [Finding(Topic.VALIDITY, good=False, code="no-date")]
    valid = today <= until
    return [Finding(Topic.VALIDITY, valid, "valid" if valid else "expired", {"date": until.isoformat()})]


def _birth(zone: Zone, expected: Expected) -> tuple[date | None, list[Finding]]:
    try:
        born = mrz_dates.birth_date(zone.birth, expected.today, century_earlier=expected.century_earlier)
    except mrz_dates.NoDate:
        return None, [Finding(Topic.AGE, good=False, code="incomplete" if "<" in zone.birth else "no-date")]
    years = mrz_dates.age(born, expected.today)
    details: dict[str, str | int] = {"date": born.isoformat(), "age": years, "minimum": expected.policy.minimum_age}
    if years > OLDEST:
        return None, [Finding(Topic.AGE, good=False, code="implausible", details=details)]
    if years < expected.policy.minimum_age:
        return None, [Finding(Topic.AGE, good=False, code=_young(years), details=details)]
    return born, [Finding(Topic.AGE, good=True, code="old-enough", details=details)]


def _young(years: int) -> str:
    """Tell a child from a person of a hundred years or more, whose year of birth has the same two digits."""
    return "child-or-hundred" if years + mrz_dates.CENTURY <= OLDEST_LIKELY else "under-age"

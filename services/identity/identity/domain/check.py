"""An identity check of one appointment: what was found at each step, and nothing of the document beyond that."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from identity.domain.documents import Document
from identity.domain.errors import NotOpen, OutOfStep
from identity.domain.handoff import Handoff
from identity.domain.judgement import Holder
from identity.domain.levels import Level, Method
from identity.domain.names import Names
from identity.domain.questions import Question


class Step(StrEnum):
    """The steps, in their order."""

    CONSENT = "consent"
    CONNECTION = "connection"
    DOCUMENT = "document"
    FEATURES = "features"
    ZONE = "zone"
    NAMES = "names"
    FACE = "face"
    QUESTIONS = "questions"
    CODE = "code"
    DECISION = "decision"


STEPS = tuple(Step)


class Status(StrEnum):
    """Where the check as a whole stands."""

    NOT_NEEDED = "not-needed"
    WAITING = "waiting"
    OPEN = "open"
    VERIFIED = "verified"
    REJECTED = "rejected"
    CLOSED = "closed"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Consent:
    """The person was told the purpose and agreed, under this version of the town's rules."""

    policy: str
    at: datetime


@dataclass(frozen=True)
class FeatureSeen:
    """A security feature that was drawn, and whether the clerk recognised it."""

    key: str
    seen: bool | None = None


@dataclass(frozen=True)
class Person:
    """Who the person is: names as on the front of the document."""

    names: Names
    birth_date: date
    reason: str = ""


@dataclass(frozen=True)
class Override:
    """One clerk asks to go on although a step failed; only somebody else may allow it, and both say why."""

    step: Step
    asked_by: str
    why: str
    asked_at: datetime
    decided_by: str = ""
    decided_why: str = ""
    granted: bool | None = None


@dataclass(frozen=True)
class Results:
    """What each step found; later steps are empty until they are done.

    `due` is the moment until which the current step is to be done; `policies` are the versions of the town's rules that
    the check went by, more than one if they changed meanwhile; `connected_at` is since when this clerk is in the call.
    """

    due: datetime | None = None
    connected_at: datetime | None = None
    policies: tuple[str, ...] = ()
    consent: Consent | None = None
    signs_compared: bool = False
    document: Document | None = None
    features: tuple[FeatureSeen, ...] = ()
    holder: Holder | None = None
    person: Person | None = None
    prompts: tuple[str, ...] = ()
    face_matched: bool = False
    questions: tuple[Question, ...] = ()
    blind: bool = False
    code_sent_by: str = ""
    code_confirmed: bool = False
    overrides: tuple[Override, ...] = ()
    handoff: Handoff | None = None

    @property
    def identified(self) -> Person:
        """Who the person is, once that is known."""
        if self.person is None:
            raise OutOfStep("nobody has been identified")
        return self.person

    @property
    def elsewhere(self) -> Handoff | None:
        """The answer of BundID, once there is one."""
        return self.handoff if self.handoff is not None and self.handoff.answered else None

    @property
    def offered(self) -> Handoff | None:
        """The offer to go to BundID that nobody has answered yet."""
        return self.handoff if self.handoff is not None and not self.handoff.answered else None

    def of_another(self) -> "Results":
        """Return what may be kept when the document is somebody else's: nothing that a face or a voice has shown."""
        return replace(
            self,
            person=None,
            prompts=(),
            face_matched=False,
            questions=(),
            blind=False,
            code_sent_by="",
            code_confirmed=False,
        )

    def without_person(self) -> "Results":
        """Return what may be kept when nobody was identified: no name, no date of birth, no typed reason."""
        overrides = tuple(replace(one, why="", decided_why="") for one in self.overrides)
        return replace(self, holder=None, person=None, overrides=overrides)


@dataclass(frozen=True)
class Decision:
    """How the check ended."""

    at: datetime
    actor: str
    level: Level = "none"
    reason: str = ""
    method: Method = "video"


@dataclass(frozen=True)
class Check:
    """The check; every change raises `revision`, so that a page that was overtaken is recognised."""

    id: UUID
    appointment_id: UUID
    booked: Names
    required: Level
    begins_at: datetime
    status: Status = Status.WAITING
    step: Step = Step.CONSENT
    revision: int = 1
    consultation_id: UUID | None = None
    clerk: str | None = None
    results: Results = Results()
    decision: Decision | None = None

    @property
    def done(self) -> bool:
        """No clerk works on it any more."""
        return self.status not in (Status.WAITING, Status.OPEN)

    @property
    def decided(self) -> Decision:
        """The decision, once there is one."""
        if self.decision is None:
            raise NotOpen(self.status)
        return self.decision

    @property
    def waits_for_second(self) -> Override | None:
        """The request of this step that a second person has not decided yet."""
        last = self.results.overrides[-1] if self.results.overrides else None
        if last is None or last.granted is not None or last.step is not self.step or self.status is not Status.OPEN:
            return None
        return last

    def require_open(self) -> None:
        """Refuse unless the person is in the call and nothing is decided yet."""
        if self.status is not Status.OPEN:
            raise NotOpen(self.status)

    def require(self, step: Step, revision: int) -> None:
        """Refuse unless the check is open, at this step, and as the page showed it."""
        self.require_open()
        if self.step is not step or self.revision != revision:
            raise OutOfStep(f"{step} was asked for, {self.step} is next")

    def changed(self, **fields: object) -> "Check":
        """Return a changed check with the next revision."""
        return replace(self, revision=self.revision + 1, **fields)  # type: ignore[arg-type]

    def found(self, next_step: Step, **results: object) -> "Check":
        """Return the check with what a step found, at the step that comes next."""
        return self.changed(step=next_step, results=replace(self.results, **results))  # type: ignore[arg-type]

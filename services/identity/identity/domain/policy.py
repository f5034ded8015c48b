"""What a town decides about identity checks: the section `identity` of its catalogue."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from chassis.town.wording import Wording, examine_wording
from identity.domain.documents import EEA, Document, DocumentKind
from identity.domain.features import KEYS
from identity.domain.levels import Level
from identity.domain.questions import BITS, TOPICS
from identity.domain.wording import LETTERS

LEAST_TOPICS = 6


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scope(_Frozen):
    """How much a check of one level asks for."""

    features: int = Field(ge=1, le=4)
    questions: int = Field(ge=0, le=3)
    code: bool = False
    bits: int = Field(default=0, ge=0, le=30)


class Scopes(_Frozen):
    """The levels that a video call reaches."""

    normal: Scope = Scope(features=2, questions=2)
    substantial: Scope = Scope(features=3, questions=3, code=True, bits=20)


class StepMinutes(_Frozen):
    """How many minutes each step may take before the check ends (a question has its own, shorter time)."""

    consent: int = Field(default=15, ge=1, le=60)
    connection: int = Field(default=10, ge=1, le=60)
    document: int = Field(default=10, ge=1, le=60)
    features: int = Field(default=10, ge=1, le=60)
    zone: int = Field(default=10, ge=1, le=60)
    names: int = Field(default=10, ge=1, le=60)
    face: int = Field(default=10, ge=1, le=60)
    questions: int = Field(default=15, ge=1, le=60)
    code: int = Field(default=15, ge=1, le=60)
    decision: int = Field(default=15, ge=1, le=60)


class Guesses(_Frozen):
    """How many answers are compared within the rest period, before questions are locked."""

    appointment: int = Field(default=5, ge=1, le=20)
    person: int = Field(default=8, ge=1, le=10_000)
    clerk: int = Field(default=3_000, ge=1, le=100_000)
    town: int = Field(default=20_000, ge=1, le=1_000_000)


class Alarm(_Frozen):
    """From which share of "not visible" on, out of at least so many checks, the supervisor is alarmed."""

    percent: int = Field(default=30, ge=1, le=100)
    least: int = Field(default=5, ge=1, le=1000)


class RegisterSource(_Frozen):
    """Where true answers come from: an imported list, an address that is asked, or nowhere (the clerk compares)."""

    kind: Literal["none", "list", "http"] = "none"
    url: str = ""
    list_days: int = Field(default=31, ge=1, le=366)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.kind == "http") != bool(self.url):
            raise ValueError("an address belongs to the kind http, and only to it")
        return self


class Accepted(_Frozen):
    """A kind of document, and the states whose documents of this kind are accepted."""

    kind: DocumentKind
    states: Literal["all", "eea"] | tuple[str, ...]

    def covers(self, state: str) -> bool:
        """Say whether documents of `state` are accepted."""
        if self.states == "all":
            return True
        return state in (EEA if self.states == "eea" else self.states)


class Policy(_Frozen):
    """The town's section; `version` is kept with each check, so that it can be told later by which rules it went."""

    version: str
    minimum_age: int = Field(default=16, ge=0, le=21)
    levels: Scopes = Scopes()
    documents: tuple[Accepted, ...] = (
        Accepted(kind=DocumentKind.ID_CARD, states="eea"),
        Accepted(kind=DocumentKind.PASSPORT, states="all"),
        Accepted(kind=DocumentKind.RESIDENCE_PERMIT, states=("D",)),
    )
    features_off: tuple[str, ...] = ()
    mrz_reading: bool = False
    code_by_sms: bool = False
    """Whether a one-time code may go as a text message, which costs the town money; the provider needs a gateway."""
    bundid: bool = False
    """Whether a clerk may send people to BundID in the middle of the call; the provider has to be registered there."""
    four_eyes: bool = True
    step_minutes: StepMinutes = StepMinutes()
    question_minutes: int = Field(default=2, ge=1, le=10)
    question_rest_days: int = Field(default=90, ge=0, le=366)
    guesses: Guesses = Guesses()
    alarm: Alarm = Alarm()
    register_source: RegisterSource = RegisterSource()
    retention: dict[str, Annotated[int, Field(ge=1, le=3650)]] = {}
    question_topics: tuple[str, ...] = TOPICS
    wording: Wording

    @field_validator("wording")
    @classmethod
    def _can_be_sent(cls, wording: Wording) -> Wording:
        return examine_wording(wording, LETTERS)

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = (set(self.features_off) - KEYS) | (set(self.question_topics) - set(TOPICS))
        if unknown:
            raise ValueError(f"unknown features or topics: {', '.join(sorted(unknown))}")
        if len(set(self.question_topics)) < LEAST_TOPICS:
            raise ValueError(f"at least {LEAST_TOPICS} question topics are needed to draw from")
        best = sorted((BITS[topic] for topic in self.question_topics), reverse=True)
        for scope in (self.levels.normal, self.levels.substantial):
            if sum(best[: scope.questions]) < scope.bits:
                raise ValueError(f"{scope.questions} of these questions cannot be worth {scope.bits} bits")
        return self

    def accepts(self, document: Document) -> bool:
        """Say whether the town accepts this kind of document from this state."""
        return any(one.kind is document.kind and one.covers(document.state) for one in self.documents)

    def time_for(self, step: str) -> timedelta:
        """Return how long a step may take."""
        return timedelta(minutes=getattr(self.step_minutes, step))

    def scope(self, level: Level) -> Scope:
        """Return what a check of this level asks for; above `substantial` nothing can be asked by video."""
        return self.levels.normal if level in ("none", "normal") else self.levels.substantial

"""What a procedure leads to: its certificate, its authority, its fee, and what people do afterwards."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.parts import VerifiedPerson
from fulfilment.domain.flow import Role
from fulfilment.domain.form import Answers, Condition

Way = Literal["http", "manual", "file"]
"""How a request reaches its authority: an interface, a person at the Fachverfahren, or a file for it."""


class Frozen(BaseModel):
    """A part of the catalogue: nothing unknown in it, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CertificateLine(Frozen):
    """One datum of a certificate: `person.family_name`, `answer.<input>`, `submitted_on`."""

    label: str
    source: str = Field(pattern=r"^(person\.(family_name|given_names|birth_date)|answer\.[a-z0-9_.]+|submitted_on)$")
    optional: bool = False


class CertificatePlan(Frozen):
    """What the town's certificate says and on which paragraph it stands."""

    title: str
    legal_basis: str
    sentence: str
    lines: tuple[CertificateLine, ...]
    closing: str = ""
    limit: int | None = None
    also: CertificateLine | None = None
    """Who is on the same form, by name and date of birth, as in a family's Anmeldung: of each the same data."""
    encloses: str = ""
    """The document that is enclosed page by page, as in the form of a pension fund."""
    stamp: str = ""
    """What is confirmed on each enclosed page."""

    @property
    def all_lines(self) -> tuple[CertificateLine, ...]:
        """The data of the certificate, and who else is on it."""
        return self.lines if self.also is None else (*self.lines, self.also)

    @model_validator(mode="after")
    def _stamps_what_it_encloses(self) -> "CertificatePlan":
        if bool(self.encloses) != bool(self.stamp):
            raise ValueError(f"{self.title}: `encloses` and `stamp` belong together")
        return self

    @model_validator(mode="after")
    def _keeps_to_the_limit(self) -> "CertificatePlan":
        """Refuse more data than the law allows (§ 24 (2) BMG: eight in a Meldebestätigung)."""
        if self.limit is not None and len(self.lines) > self.limit:
            raise ValueError(f"{self.title} may hold only {self.limit} data items ({self.legal_basis})")
        return self


class RequestKind(Frozen):
    """What the authority calls a request that meets every condition, as in Belegart OE."""

    key: str
    when: tuple[Condition, ...] = ()


class Subject(Frozen):
    """Which answers say whom a request is about, where that is not the person who makes it (§ 30 (1) BZRG)."""

    when: Condition
    given_names: str
    family_name: str
    birth_date: str


class RegisterPlan(Frozen):
    """The authority that decides, and how long it usually takes."""

    authority: str
    authority_dative: str
    product: str
    usual_time: str
    way: Way = "http"
    kinds: tuple[RequestKind, ...] = ()
    """The first one whose conditions all hold is the kind of a request."""
    subject: Subject | None = None

    def kind_for(self, answers: Answers) -> str:
        """Return the kind of a request with these answers, empty where the authority knows no kinds."""
        fits = (kind.key for kind in self.kinds if all(one.holds(answers) for one in kind.when))
        return next(fits, "")

    def person_for(self, applicant: VerifiedPerson, answers: Answers) -> VerifiedPerson:
        """Return whom the request is about: who makes it, or whom that person represents by law."""
        told = self.subject
        if told is None or not told.when.holds(answers):
            return applicant
        return VerifiedPerson(
            given_names=answers[told.given_names],
            family_name=answers[told.family_name],
            birth_date=date.fromisoformat(answers[told.birth_date]),
        )


class FeePurpose(Frozen):
    """What a request is for, as the tariff sees it, when these answers were given (§ 30b BZRG costs more than § 30)."""

    purpose: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    when: Condition


class FollowUp(Frozen):
    """What people still do once a case has reached its aim, as in the sticker for the identity card (§ 28 PAuswV)."""

    label: str
    role: Role = "clerk"
    when: Condition | None = None
    letter: str = ""
    """What is written to the person where something goes by post, as in the sticker for the card."""
    told: str = ""
    """What the person reads about it on the tracker and in the mail, where it concerns them."""

    def is_due(self, answers: Answers) -> bool:
        """Say whether it follows from these answers."""
        return self.when is None or self.when.holds(answers)


class Appearance(Frozen):
    """Whether a procedure that wants the person to appear may be done by video: the town decides, and says why."""

    by_video: bool
    basis: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> "Appearance":
        if self.by_video and not self.basis:
            raise ValueError("a procedure that wants the person to appear needs a basis to be done by video")
        return self

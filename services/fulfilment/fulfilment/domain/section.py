"""Fulfilment's part of a town's catalogue: procedures, their forms, their flows, their certificates."""

import hashlib
import json
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fulfilment.domain.document import DocumentPlan
from fulfilment.domain.errors import UnknownProcedure
from fulfilment.domain.flow import Flow, Role
from fulfilment.domain.form import Condition, FormField, Option
from fulfilment.domain.signature import PLAIN, SigningPlan

Level = Literal["none", "normal", "substantial", "high"]
Way = Literal["http", "manual", "file"]
"""How a request reaches its authority: an interface, a person at the Fachverfahren, or a file for it."""
LEVELS: tuple[Level, ...] = ("none", "normal", "substantial", "high")
DELIVERY = "delivery"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CertificateLine(_Frozen):
    """One datum of a certificate: `person.family_name`, `answer.<input>`, `submitted_on`."""

    label: str
    source: str = Field(pattern=r"^(person\.(family_name|given_names|birth_date)|answer\.[a-z0-9_.]+|submitted_on)$")
    optional: bool = False


class CertificatePlan(_Frozen):
    """What the town's certificate says and on which paragraph it stands."""

    title: str
    legal_basis: str
    sentence: str
    lines: tuple[CertificateLine, ...]
    closing: str = ""
    limit: int | None = None

    @model_validator(mode="after")
    def _keeps_to_the_limit(self) -> "CertificatePlan":
        """Refuse more data than the law allows (§ 24 (2) BMG: eight in a Meldebestätigung)."""
        if self.limit is not None and len(self.lines) > self.limit:
            raise ValueError(f"{self.title} may hold only {self.limit} data items ({self.legal_basis})")
        return self


class RegisterPlan(_Frozen):
    """The authority that decides, and how long it usually takes."""

    authority: str
    authority_dative: str
    product: str
    usual_time: str
    way: Way = "http"


class FollowUp(_Frozen):
    """What people still do once a case has reached its aim, as in the sticker for the identity card (§ 28 PAuswV)."""

    label: str
    role: Role = "clerk"
    when: Condition | None = None


class Appearance(_Frozen):
    """Whether a procedure that wants the person to appear may be done by video: the town decides, and says why."""

    by_video: bool
    basis: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> "Appearance":
        if self.by_video and not self.basis:
            raise ValueError("a procedure that wants the person to appear needs a basis to be done by video")
        return self


class Procedure(_Frozen):
    """One procedure in one version: running cases keep the version that they began with."""

    key: str
    name: str
    flow: Flow
    identity_level: Level
    request: str
    legal_basis: str
    fee_hint: str = ""
    minimum_age: int | None = None
    deliveries: tuple[Option, ...] = ()
    fields: tuple[FormField, ...] = ()
    declaration: str = ""
    signing: SigningPlan = PLAIN
    documents: tuple[DocumentPlan, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    appearance: Appearance | None = None
    certificate: CertificatePlan | None = None
    register_plan: RegisterPlan | None = None

    @cached_property
    def version(self) -> str:
        """A digest of everything that a case relies on, so that a change is a new version by itself."""
        told = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def form(self) -> tuple[FormField, ...]:
        """All questions, the way of delivery first, where there is a choice."""
        if len(self.deliveries) > 1:
            question = "Wie möchten Sie es erhalten?"
            choice = FormField(key=DELIVERY, label=question, kind="choice", options=self.deliveries)
            return (choice, *self.fields)
        return self.fields

    def delivery_of(self, answers: dict[str, str]) -> str:
        """Return the chosen way of delivery, or the only one."""
        only = self.deliveries[0].value if self.deliveries else "none"
        return answers.get(DELIVERY, only)

    def delivery_label(self, delivery: str) -> str:
        """Return the German words for a way of delivery."""
        return next((option.label for option in self.deliveries if option.value == delivery), "")

    @model_validator(mode="after")
    def _fits_its_flow(self) -> "Procedure":
        """Refuse a flow that leads to something that the procedure cannot make."""
        if self.flow.knows("issue") != (self.certificate is not None):
            raise ValueError("a flow that issues needs a certificate, and only such a one")
        if self.flow.knows("transmit") != (self.register_plan is not None):
            raise ValueError("a flow that transmits needs an authority, and only such a one")
        inputs = {name for field in self.form for name in field.inputs}
        wanted = {line.source.removeprefix("answer.") for line in _answer_lines(self.certificate)}
        if missing := {name for name in wanted if name not in inputs and f"{name}.street" not in inputs}:
            raise ValueError(f"the certificate names what the form does not ask: {', '.join(sorted(missing))}")
        conditions = [one.when for one in self.documents] + [one.when for one in self.follow_ups] + [self.signing.when]
        strange = {condition.field for condition in conditions if condition} - inputs
        if strange:
            raise ValueError(f"a condition names what the form does not ask: {', '.join(sorted(strange))}")
        if self.flow.knows("submit") and not any(f.key == "address" and f.kind == "address" for f in self.fields):
            raise ValueError("a procedure that is submitted asks for the field `address`")
        return self

    @model_validator(mode="after")
    def _signs_what_is_confirmed(self) -> "Procedure":
        """Refuse a signature that nobody waits for, and a confirmation that nobody gives."""
        if self.signing.signature == "none" and self.flow.knows("confirm"):
            raise ValueError("the citizen confirms the text in this flow, so `signature` is confirm or drawn")
        if self.signing.is_more_than_a_click and "signature" not in self.flow.guards_of("confirmed", "submit"):
            raise ValueError("a procedure with a drawn signature or a code needs the guard signature before submit")
        return self


def _answer_lines(plan: CertificatePlan | None) -> tuple[CertificateLine, ...]:
    return tuple(line for line in plan.lines if line.source.startswith("answer.")) if plan else ()


class ProcedureEntry(_Frozen):
    """A procedure as the town writes it down: its flow by name."""

    name: str
    flow: str
    identity_level: Level
    request: str
    legal_basis: str
    fee_hint: str = ""
    minimum_age: int | None = None
    deliveries: tuple[Option, ...] = ()
    fields: tuple[FormField, ...] = ()
    declaration: str = ""
    signing: SigningPlan = PLAIN
    documents: tuple[DocumentPlan, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    appearance: Appearance | None = None
    certificate: CertificatePlan | None = None
    register_plan: RegisterPlan | None = None


class FulfilmentSection(_Frozen):
    """Everything about cases that a municipality decides for itself."""

    number_prefix: str = Field(pattern=r"^[A-Z]{2,6}$")
    flows: dict[str, Flow]
    procedures: dict[str, ProcedureEntry]
    retention: dict[str, int] = Field(default_factory=dict)
    """Days for which something is kept, where the town decides otherwise than the house."""

    @model_validator(mode="after")
    def _every_procedure_holds_together(self) -> "FulfilmentSection":
        for key, entry in self.procedures.items():
            if entry.flow not in self.flows:
                raise ValueError(f"{key}: there is no flow {entry.flow}")
            self.procedure(key)
        return self

    def procedure(self, key: str) -> Procedure:
        """Return the procedure as it is today, or raise `UnknownProcedure`."""
        if key not in self.procedures:
            raise UnknownProcedure(f"the section fulfilment of the town's catalogue has no procedure {key}: add it")
        entry = self.procedures[key]
        told = {name: getattr(entry, name) for name in ProcedureEntry.model_fields if name != "flow"}
        return Procedure(key=key, flow=self.flows[entry.flow], **told)

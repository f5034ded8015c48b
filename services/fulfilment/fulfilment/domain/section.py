"""Fulfilment's part of a town's catalogue: procedures, their forms, their flows, their certificates."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from chassis.town.wording import Wording, examine_wording
from fulfilment.domain.document import DocumentPlan
from fulfilment.domain.errors import UnknownProcedure
from fulfilment.domain.flow import Flow
from fulfilment.domain.form import Answers, Condition, FormField, Option
from fulfilment.domain.plans import (
    Appearance,
    CertificateLine,
    CertificatePlan,
    FeePurpose,
    FollowUp,
    Frozen,
    RegisterPlan,
)
from fulfilment.domain.signature import PLAIN, SigningPlan
from fulfilment.domain.webhook import Endpoint, EndpointName
from fulfilment.domain.wording import LETTERS

Level = Literal["none", "normal", "substantial", "high"]
LEVELS: tuple[Level, ...] = ("none", "normal", "substantial", "high")
DELIVERY = "delivery"
PURPOSE = "purpose"
GENERAL = "general"


class Procedure(Frozen):
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
    fee_purposes: tuple[FeePurpose, ...] = ()

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

    def prefilled(self, booked: Answers) -> dict[str, str]:
        """Return the answers that were given when it was booked."""
        return {field.key: booked[field.prefill] for field in self.form if field.prefill and booked.get(field.prefill)}

    def delivery_of(self, answers: dict[str, str]) -> str:
        """Return the chosen way of delivery, or the only one."""
        only = self.deliveries[0].value if self.deliveries else "none"
        return answers.get(DELIVERY, only)

    def purpose_of(self, answers: Answers) -> str:
        """Return what the fee is for: as the answers say, else as the citizen says, else nothing special."""
        told = (one.purpose for one in self.fee_purposes if one.when.holds(answers))
        return next(told, answers.get(PURPOSE, GENERAL))

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
        enclosed = self.certificate.encloses if self.certificate else ""
        if enclosed and not any(one.key == enclosed and one.required for one in self.documents):
            raise ValueError(f"the certificate encloses {enclosed}, which no required document is")
        strange = {condition.field for condition in self._conditions() if condition} - inputs
        if strange:
            raise ValueError(f"a condition names what the form does not ask: {', '.join(sorted(strange))}")
        if self.flow.knows("submit") and not any(f.key == "address" and f.kind == "address" for f in self.fields):
            raise ValueError("a procedure that is submitted asks for the field `address`")
        if self.flow.knows("submit") and not any(_is_always_answered(field) for field in self.fields):
            raise ValueError("a procedure that is submitted requires the field `address`, or else `former_address`")
        return self

    @model_validator(mode="after")
    def _asks_in_order(self) -> "Procedure":
        """Refuse a question that hangs on one that comes later, or on none: it would never be asked."""
        before: set[str] = set()
        for field in self.form:
            if field.when is not None and field.when.field not in before:
                raise ValueError(f"{field.key} hangs on {field.when.field}, which is not asked before it")
            before.add(field.key)
        return self

    @model_validator(mode="after")
    def _names_people_only(self) -> "Procedure":
        """Refuse a certificate that could say more of others on it than names and days of birth (§ 24 (2) BMG)."""
        also = self.certificate.also if self.certificate else None
        if also and not any(field.kind == "people" and also.source == f"answer.{field.key}" for field in self.fields):
            raise ValueError("`also` of a certificate is the answer to a question of the kind people")
        return self

    def _conditions(self) -> Iterator[Condition | None]:
        yield self.signing.when
        yield from (document.when for document in self.documents)
        yield from (follow_up.when for follow_up in self.follow_ups)
        yield from (fee.when for fee in self.fee_purposes)
        plan = self.register_plan
        for kind in plan.kinds if plan else ():
            yield from kind.when
        yield plan.subject.when if plan and plan.subject else None

    @model_validator(mode="after")
    def _signs_what_is_confirmed(self) -> "Procedure":
        """Refuse a signature that nobody waits for, and a confirmation that nobody gives."""
        if self.signing.signature == "none" and self.flow.knows("confirm"):
            raise ValueError("the citizen confirms the text in this flow, so `signature` is confirm or drawn")
        if self.signing.is_more_than_a_click and "signature" not in self.flow.guards_of("confirmed", "submit"):
            raise ValueError("a procedure with a drawn signature or a code needs the guard signature before submit")
        return self


def _is_always_answered(field: FormField) -> bool:
    """Say whether it is an address by which every applicant is known."""
    known = field.kind == "address" and field.key in ("address", "former_address")
    return known and field.required and field.when is None


def _answer_lines(plan: CertificatePlan | None) -> tuple[CertificateLine, ...]:
    return tuple(line for line in plan.all_lines if line.source.startswith("answer.")) if plan else ()


class ProcedureEntry(Frozen):
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
    fee_purposes: tuple[FeePurpose, ...] = ()


class FulfilmentSection(Frozen):
    """Everything about cases that a municipality decides for itself."""

    number_prefix: str = Field(pattern=r"^[A-Z]{2,6}$")
    flows: dict[str, Flow]
    procedures: dict[str, ProcedureEntry]
    webhooks: dict[EndpointName, Endpoint] = Field(default_factory=dict)
    """The town's own programs that are told of cases, by a name of the town's."""
    retention: dict[str, int] = Field(default_factory=dict)
    """Days for which something is kept, where the town decides otherwise than the house."""
    wording: Wording

    @field_validator("wording")
    @classmethod
    def _can_be_sent(cls, wording: Wording) -> Wording:
        return examine_wording(wording, LETTERS)

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

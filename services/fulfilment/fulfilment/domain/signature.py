"""How a citizen stands by the final text: a plain confirmation, a signature, a code from a second channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from fulfilment.domain.form import Answers, Condition


class SigningPlan(BaseModel):
    """What a procedure asks for at the confirmation; `when` narrows it to some answers, the rest confirm plainly."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signature: Literal["none", "confirm", "drawn"] = "confirm"
    code: bool = False
    when: Condition | None = None

    @property
    def is_more_than_a_click(self) -> bool:
        """Whether anything has to be kept beside the confirmation."""
        return self.signature == "drawn" or self.code

    def for_answers(self, answers: Answers) -> "SigningPlan":
        """Return what is asked, given these answers."""
        return self if self.when is None or self.when.holds(answers) else SigningPlan()


PLAIN = SigningPlan()


@dataclass(frozen=True)
class Signing:
    """What the citizen gave beside the click: a drawing (PNG) or, by keyboard, the typed name, and the code."""

    image: bytes | None = None
    typed_name: str = ""
    code: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether there is a drawing or a name."""
        return self.image is not None or bool(self.typed_name)


@dataclass(frozen=True)
class Signature:
    """A signature under one text, by the text's SHA-256."""

    case_id: UUID
    appointment_id: UUID
    digest: str
    signed_at: datetime
    typed_name: str
    image: bytes | None
    code_checked: bool

    def satisfies(self, plan: SigningPlan) -> bool:
        """Say whether it is all that the plan asks for."""
        signed = self.image is not None or bool(self.typed_name)
        return (signed or plan.signature != "drawn") and (self.code_checked or not plan.code)

"""Documents that citizens send for a case: which ones a procedure asks for, and what is known of one that came."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fulfilment.domain.flow import State
from fulfilment.domain.form import Answers, Condition

TAKEN_AT: frozenset[State] = frozenset({"open", "prepared", "confirmed", "submitted", "other_way"})
"""Where a case still takes documents: until it is carried out."""
BEFORE_THE_TEXT: frozenset[State] = frozenset({"open", "other_way"})
"""Where a case takes what becomes a part of its result: until the citizen is shown the text."""
MOST = 5
"""How many files of one kind a case takes; several pages may be several photos."""


class DocumentPlan(BaseModel):
    """One kind of document, as in Wohnungsgeberbestätigung (§ 19 BMG)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    help: str = ""
    megabytes: int = Field(default=5, ge=1, le=10)
    when: Condition | None = None
    required: str = ""
    """What is said when the text cannot be shown without it; such a document stays as it is from then on."""

    @model_validator(mode="after")
    def _is_missed_somewhere(self) -> "DocumentPlan":
        if self.required and self.when is None:
            raise ValueError(f"the document {self.key} is required, so `when` names the answer that asks for it")
        return self

    @property
    def taken_at(self) -> frozenset[State]:
        """Where a case still takes it."""
        return BEFORE_THE_TEXT if self.required else TAKEN_AT

    def is_asked(self, answers: Answers) -> bool:
        """Say whether the document is of use, given what was chosen so far; before that it may be sent too."""
        return self.when is None or self.when.field not in answers or self.when.holds(answers)


@dataclass(frozen=True)
class Document:
    """A file that came."""

    id: UUID
    case_id: UUID
    appointment_id: UUID
    plan: str
    name: str
    media_type: str
    sha256: str
    size: int
    sent_at: datetime

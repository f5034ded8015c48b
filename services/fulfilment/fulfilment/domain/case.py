"""A case: one procedure for one citizen, and every step that it took."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from fulfilment.domain.appointment import Correction
from fulfilment.domain.errors import NotAllowed, PastThePivot
from fulfilment.domain.flow import BEHIND_THE_PIVOT, ENDS, FIRST, Actor, Event, Flow, State
from fulfilment.domain.statement import Statement


@dataclass(frozen=True)
class Confirmation:
    """The citizen's word: which text, by its SHA-256, and when."""

    digest: str
    at: datetime


@dataclass(frozen=True)
class Case:
    """One procedure for one citizen."""

    id: UUID
    appointment_id: UUID
    number: str
    procedure: str
    version: str
    procedure_name: str
    opened_at: datetime
    changed_at: datetime
    state: State = FIRST
    answers: dict[str, str] = field(default_factory=dict)
    statement: Statement | None = None
    confirmation: Confirmation | None = None
    note: str = ""
    settlement: str | None = None
    reference: str | None = None
    reason: str | None = None
    due_on: date | None = None
    sending_since: datetime | None = None
    correction: Correction | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing will happen any more."""
        return self.state in ENDS

    @property
    def behind_the_pivot(self) -> bool:
        """Whether it has left the house, so that there is no way back."""
        return self.state in BEHIND_THE_PIVOT or self.sending_since is not None

    def target(self, flow: Flow, event: Event, actor: Actor) -> State | None:
        """Return where the event leads, or None; what may have reached the authority is not called back."""
        if self.sending_since is not None and event in ("withdraw", "fail"):
            return None
        return flow.target(self.state, event, actor)

    def taking(self, flow: Flow, event: Event, actor: Actor, now: datetime) -> "Case":
        """Return the case one step further.

        Raises:
            PastThePivot: when it cannot be withdrawn any more.
            NotAllowed: when the flow has no such step here for this person.
        """
        target = self.target(flow, event, actor)
        if target is None:
            refused = PastThePivot if event == "withdraw" and self.behind_the_pivot else NotAllowed
            raise refused(self.state, event, actor)
        return replace(self, state=target, changed_at=now)


@dataclass(frozen=True)
class Step:
    """One entry of a case's history, which is only ever appended to."""

    case_id: UUID
    at: datetime
    event: Event
    state: State
    actor: Actor
    detail: str = ""

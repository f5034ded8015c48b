"""What people have to do about a case when no program can go on."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fulfilment.domain.errors import TaskDone, TaskTaken
from fulfilment.domain.flow import Role, TaskKind


@dataclass(frozen=True)
class Task:
    """One thing to do, for one role, by a day."""

    id: UUID
    case_id: UUID
    kind: TaskKind
    label: str
    role: Role
    opened_at: datetime
    due_on: date
    taken_by: str | None = None
    taken_name: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    outcome: str = ""

    def taken(self, actor: str, name: str) -> "Task":
        """Return the task in this person's hands.

        Raises:
            TaskDone: when nothing is left to do.
            TaskTaken: when somebody else has it; it has to be handed over first.
        """
        self.require_open()
        if self.taken_by not in (None, actor):
            raise TaskTaken(self.taken_name or "")
        return replace(self, taken_by=actor, taken_name=name)

    def handed_over(self, actor: str) -> "Task":
        """Return the task free for everybody; only its holder gives it away."""
        self.require_open()
        if self.taken_by != actor:
            raise TaskTaken(self.taken_name or "")
        return replace(self, taken_by=None, taken_name=None)

    def done(self, actor: str, outcome: str, now: datetime) -> "Task":
        """Return the task as it was ended; somebody else's stays somebody else's."""
        self.require_open()
        if self.taken_by not in (None, actor):
            raise TaskTaken(self.taken_name or "")
        return replace(self, done_at=now, done_by=actor, outcome=outcome)

    def require_open(self) -> None:
        """Refuse what is done already."""
        if self.done_at is not None:
            raise TaskDone(str(self.id))

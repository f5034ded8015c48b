"""How a procedure moves: a table of transitions from the town's catalogue, checked before anyone relies on it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

State = Literal[
    "open",
    "prepared",
    "confirmed",
    "submitted",
    "settled",
    "issued",
    "transmitted",
    "acknowledged",
    "dispatched",
    "completed",
    "other_way",
    "withdrawn",
    "failed",
]
Event = Literal[
    "begin",
    "prepare",
    "revise",
    "object",
    "confirm",
    "reidentify",
    "submit",
    "settle",
    "issue",
    "transmit",
    "acknowledge",
    "dispatch",
    "complete",
    "advise",
    "reject_identity",
    "accept_identity",
    "withdraw",
    "fail",
    "expire",
    "look_after",
    "correct",
    "post",
]
Actor = Literal["clerk", "citizen", "system", "authority"]

Guard = Literal["identity", "level", "age", "signature"]
"""What a step can ask for: who the person is, how surely we know it, the age, what the procedure has signed."""
Effect = Literal[
    "issue-certificate",
    "transmit-case",
    "tell-submitted",
    "tell-sent",
    "tell-ready",
    "tell-failed",
    "tell-withdrawn",
]
"""Due work that a step starts; the names are those of the jobs."""
TaskKind = Literal[
    "record_in_register", "record_answer", "no_answer", "rejected", "returned_mail", "refused_letter", "follow_up"
]
"""What people have to do when no program can go on."""
Role = Literal["clerk", "supervisor"]

FIRST: State = "open"
ENDS: frozenset[State] = frozenset({"completed", "withdrawn", "failed"})
BEHIND_THE_PIVOT: frozenset[State] = frozenset({"issued", "transmitted", "acknowledged", "dispatched", "completed"})
"""What has left the house cannot be called back (saga pattern): before it compensate, after it only forward."""


class Transition(BaseModel):
    """One row of the table: at this state, this event by one of these takes the case to that state."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: tuple[State, ...]
    event: Event
    by: tuple[Actor, ...]
    to: State
    guards: tuple[Guard, ...] | None = None
    effects: tuple[Effect, ...] | None = None


class Timer(BaseModel):
    """What happens by itself when a case stands in these states for too long.

    One that runs from the beginning counts from the appointment, since nobody is late before it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    at: tuple[State, ...]
    working_days: int | None = Field(default=None, ge=1, le=500)
    days: int | None = Field(default=None, ge=1, le=1000)
    event: Event | None = None
    task: TaskKind | None = None

    @property
    def counts_from_appointment(self) -> bool:
        """Whether it waits for the appointment before it counts."""
        return FIRST in self.at

    @model_validator(mode="after")
    def _says_when_and_what(self) -> "Timer":
        if (self.working_days is None) == (self.days is None):
            raise ValueError(f"the timer {self.name} needs either working_days or days")
        if (self.event is None) == (self.task is None):
            raise ValueError(f"the timer {self.name} needs either an event or a task")
        return self


class ServiceClock(BaseModel):
    """How many working days the town gives itself, and in which states they pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    working_days: int = Field(ge=1, le=500)
    runs_at: tuple[State, ...]


class Flow(BaseModel):
    """The whole table of one procedure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    transitions: tuple[Transition, ...]
    timers: tuple[Timer, ...] = ()
    clock: ServiceClock | None = None

    def row(self, state: State, event: Event) -> Transition | None:
        """Return the row for this event in this state, whoever may take it."""
        return next((row for row in self.transitions if state in row.at and row.event == event), None)

    def guards_of(self, state: State, event: Event) -> tuple[Guard, ...]:
        """Return what the step asks for; a table that does not say so asks for what every submission needs."""
        row = self.row(state, event)
        if row is not None and row.guards is not None:
            return row.guards
        return ALWAYS_GUARDED.get(event, ())

    def effects_of(self, state: State, event: Event) -> tuple[Effect, ...]:
        """Return the due work that the step starts; a table that does not say so starts the usual."""
        row = self.row(state, event)
        if row is not None and row.effects is not None:
            return row.effects
        return tuple(_usual_effects(self, state, event))

    def target(self, state: State, event: Event, actor: Actor) -> State | None:
        """Return where the event leads, or None if it does not apply here or not to this person."""
        for row in self.transitions:
            if state in row.at and row.event == event and actor in row.by:
                return row.to
        return None

    def knows(self, event: Event) -> bool:
        """Say whether cases of this flow ever take this step."""
        return any(row.event == event for row in self.transitions)

    def edges(self) -> Iterator[tuple[State, Event, State]]:
        """Yield every single step of the table."""
        for row in self.transitions:
            for state in row.at:
                yield state, row.event, row.to

    @model_validator(mode="after")
    def _holds_together(self) -> "Flow":
        """Refuse a table in which a case could be torn, stuck, lost or called back too late."""
        edges = list(self.edges())
        if len({(state, event) for state, event, _ in edges}) != len(edges):
            raise ValueError("a state has two rows for the same event")
        if any(state in ENDS for state, _, _ in edges):
            raise ValueError(f"nothing may follow the final states {', '.join(sorted(ENDS))}")
        if any(event == "withdraw" and state in BEHIND_THE_PIVOT for state, event, _ in edges):
            raise ValueError("a case cannot be withdrawn once it was issued or transmitted")
        reached = _closure({FIRST}, {(state, to) for state, _, to in edges})
        named = {state for state, _, _ in edges} | {to for _, _, to in edges}
        if named - reached:
            raise ValueError(f"no way leads from open to {', '.join(sorted(named - reached))}")
        ending = _closure(set(ENDS), {(to, state) for state, _, to in edges})
        if reached - ending:
            raise ValueError(f"no way leads from {', '.join(sorted(reached - ending))} to an end")
        return self

    @model_validator(mode="after")
    def _submits_nobody_unknown(self) -> "Flow":
        """Refuse a table that gives up what the law asks of every submission."""
        for row in self.transitions:
            if missing := set(ALWAYS_GUARDED.get(row.event, ())) - set(row.guards or ALWAYS_GUARDED.get(row.event, ())):
                raise ValueError(f"{row.event} also needs the guards {', '.join(sorted(missing))}")
        return self

    @model_validator(mode="after")
    def _keeps_time(self) -> "Flow":
        """Refuse timers and clocks that name what the table does not have."""
        states = {FIRST} | {state for state, _, _ in self.edges()} | {to for _, _, to in self.edges()}
        for timer in self.timers:
            if strange := set(timer.at) - states:
                raise ValueError(f"the timer {timer.name} waits at {', '.join(sorted(strange))}, where no case comes")
            if timer.event is not None:
                deaf = [state for state in timer.at if self.target(state, timer.event, "system") is None]
                if deaf:
                    raise ValueError(f"the timer {timer.name} says {timer.event}, which {deaf[0]} does not take")
        if len({timer.name for timer in self.timers}) != len(self.timers):
            raise ValueError("two timers of the same name")
        if self.clock is not None and (strange := set(self.clock.runs_at) - states):
            raise ValueError(f"the clock runs at {', '.join(sorted(strange))}, where no case comes")
        return self


ALWAYS_GUARDED: dict[Event, tuple[Guard, ...]] = {"submit": ("identity", "level", "age")}
"""What no town can do without."""


def _usual_effects(flow: Flow, state: State, event: Event) -> Iterator[Effect]:
    """Yield what a step starts in every town that does not say otherwise."""
    if event == "submit":
        yield "tell-submitted"
    elif event == "settle":
        yield "transmit-case" if flow.knows("transmit") else "issue-certificate"
    elif event == "transmit":
        yield "tell-sent"
    elif event == "complete" and flow.knows("issue"):
        yield "tell-ready"
    elif event == "fail":
        yield "tell-failed"
    elif event == "withdraw" and state != FIRST:
        # For a plain cancellation booking writes already; a second mail would only repeat it.
        yield "tell-withdrawn"


def _closure(start: set[State], steps: set[tuple[State, State]]) -> set[State]:
    """Return every state that the steps lead to from `start`."""
    found = set(start)
    while fresh := {to for state, to in steps if state in found} - found:
        found |= fresh
    return found

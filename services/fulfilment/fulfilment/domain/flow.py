"""How a procedure moves: a table of transitions from the town's catalogue, checked before anyone relies on it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

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
]
Actor = Literal["clerk", "citizen", "system", "authority"]

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


class Flow(BaseModel):
    """The whole table of one procedure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    transitions: tuple[Transition, ...]

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


def _closure(start: set[State], steps: set[tuple[State, State]]) -> set[State]:
    """Return every state that the steps lead to from `start`."""
    found = set(start)
    while fresh := {to for state, to in steps if state in found} - found:
        found |= fresh
    return found

"""What every part of billing's section of the catalogue has in common: unknown fields are errors, nothing changes."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A part of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(Protocol):
    """A rule that holds from a day on, until a later one begins."""

    @property
    def valid_from(self) -> date: ...


Rule = TypeVar("Rule", bound=Dated)


def in_force(rules: Iterable[Rule], day: date) -> Rule | None:
    """Return the rule that holds on a day: the latest one that has begun."""
    begun = [rule for rule in rules if rule.valid_from <= day]
    return max(begun, key=lambda rule: rule.valid_from, default=None)

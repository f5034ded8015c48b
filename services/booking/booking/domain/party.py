"""Who comes: several persons in one appointment, and acting for somebody else where a procedure allows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

Right = Literal["guardian", "power-of-attorney"]
"""By which right somebody acts for another: as a legal representative (BGB § 1629, § 1823) or authorised (§ 167)."""
Representation = Literal["none", "guardian", "power-of-attorney"]
"""What a procedure allows; where a power of attorney is enough, a legal representative may come too."""
_ALLOWED: dict[Representation, tuple[Right, ...]] = {
    "none": (),
    "guardian": ("guardian",),
    "power-of-attorney": ("guardian", "power-of-attorney"),
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who comes along or is represented; whoever has one name only has it as family name."""

    given_names: str
    family_name: str
    minor: bool = False

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given_names} {self.family_name}".strip()


class _Rules(Protocol):
    @property
    def representation(self) -> Representation: ...
    @property
    def most_persons(self) -> int: ...


def rights_for(procedures: Iterable[_Rules]) -> tuple[Right, ...]:
    """Return by which rights somebody may act for another in all these procedures together."""
    allowed = [_ALLOWED[procedure.representation] for procedure in procedures]
    return tuple(right for right in _ALLOWED["power-of-attorney"] if all(right in one for one in allowed))


def most_persons(procedures: Iterable[_Rules]) -> int:
    """Return how many persons may come for all these procedures together."""
    return min((procedure.most_persons for procedure in procedures), default=1)

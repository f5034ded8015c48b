"""Who is looked up in a register, and how an imported list stands."""

from dataclasses import dataclass
from datetime import date, datetime

from identity.domain.names import Names, words


@dataclass(frozen=True)
class Wanted:
    """A person as a register is asked for: names and date of birth."""

    names: Names
    birth_date: date

    @property
    def text(self) -> str:
        """The same text for every spelling of these names: `Müller` and `MUELLER` are one person."""
        family, given = ("<".join(words(name)) for name in (self.names.family_name, self.names.given_names))
        return f"{family}<<{given}|{self.birth_date.isoformat()}"


@dataclass(frozen=True)
class ListStanding:
    """How many persons an imported list has, and from when it is."""

    persons: int
    imported_at: datetime | None

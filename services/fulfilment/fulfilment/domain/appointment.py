"""What fulfilment remembers of an appointment: whom it is about and whether we know who they are."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from contracts.parts import Contact, Level, VerifiedPerson
from fulfilment.domain.section import LEVELS

Check = Literal["pending", "verified", "rejected"]


@dataclass(frozen=True)
class Correction:
    """What a clerk has put right about the person of a case, why, and which data it stands in place of."""

    given_names: str
    family_name: str
    reason: str
    replaces: str
    birth_date: date | None = None


@dataclass(frozen=True)
class Appointment:
    """The appointment that the cases belong to."""

    id: UUID
    number: str
    begins_at: datetime
    contact: Contact
    check: Check = "pending"
    person: VerifiedPerson | None = None
    level: Level = "none"
    check_reason: str | None = None
    checked_at: datetime | None = None
    """When the newest known outcome of a check was."""
    closed_at: datetime | None = None
    booked: dict[str, str] = field(default_factory=dict)
    """What was said when it was booked and forms ask again, by the names of `form.Prefill`; also by which right
    somebody is represented."""
    corrected_because: str = ""

    def hears_late(self, outcome_at: datetime) -> bool:
        """Say whether a newer outcome of a check is known already: messages overtake each other."""
        return self.checked_at is not None and outcome_at < self.checked_at

    def verified(self, person: VerifiedPerson, level: Level, at: datetime) -> "Appointment":
        """Remember who the person is."""
        return replace(self, check="verified", person=person, level=level, check_reason=None, checked_at=at)

    def unverified(self, reason: str, at: datetime) -> "Appointment":
        """Forget the person: the check failed or does not stand any more."""
        return replace(self, check="rejected", person=None, level="none", check_reason=reason, checked_at=at)

    def reaches(self, level: Level) -> bool:
        """Say whether the identity is known at least at this level (BSI TR-03147)."""
        if level == "none":
            return True
        return self.check == "verified" and LEVELS.index(self.level) >= LEVELS.index(level)

    @property
    def known(self) -> str:
        """What is known of the person, as one text: a correction holds as long as this has not changed."""
        return "|".join((*self.names, self.person.birth_date.isoformat() if self.person else ""))

    def corrected(self, correction: Correction | None) -> "Appointment":
        """Return it as one case sees it: with what the clerk has put right, unless something else is known by now."""
        if correction is None or correction.replaces != self.known:
            return self
        names = {"given_names": correction.given_names, "family_name": correction.family_name}
        person = self.person and replace(
            self.person, **names, birth_date=correction.birth_date or self.person.birth_date
        )
        contact = replace(self.contact, **names)
        return replace(self, person=person, contact=contact, corrected_because=correction.reason)

    @property
    def represented(self) -> str:
        """The name of whom the citizen acts for, as it was booked; empty for everyone who comes for themselves."""
        parts = (self.booked.get(f"represented.{part}", "") for part in ("given_names", "family_name"))
        return " ".join(part for part in parts if part)

    @property
    def names(self) -> tuple[str, str]:
        """Given names and family name: from the document if it was checked, else as they were typed."""
        known = self.person or self.contact
        return known.given_names, known.family_name

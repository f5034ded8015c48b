"""Fakes that are real little implementations, so that use cases are tested in microseconds."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.access import Grant
from chassis.clock import Clock
from chassis.mail.message import Mail
from chassis.tenancy import Address, SignIn, Tenant


def tenant(key: str = "ostfildern", **fields: Any) -> Tenant:  # noqa: ANN401 - any field of a tenant
    """Return a tenant as tests need it."""
    told: dict[str, Any] = {
        "key": key,
        "name": key.capitalize(),
        "authority": f"Stadt {key.capitalize()}, Bürgerbüro",
        "hosts": (f"{key}.localhost",),
        "base_url": f"https://{key}.localhost",
        "land": "BW",
        "address": Address(street="Klosterhof 10", postal_code="73760", city="Ostfildern"),
        "phone": "+49 711 3404-0",
        "mail_from": f"buergerbuero@{key}.example",
        "sign_in": SignIn(issuer="http://127.0.0.1:1", client_id=key),
    }
    return Tenant(**(told | fields))


@dataclass
class FakeClock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Move forward, in the words of `timedelta`."""
        self.now += timedelta(**by)


@dataclass
class FakeAccess:
    """Keeps grants in a dictionary."""

    kept: dict[str, tuple[Grant, datetime]] = field(default_factory=dict)
    revoked: list[UUID] = field(default_factory=list)

    def keep(self, digest: str, grant: Grant, valid_until: datetime) -> None:
        """Remember a grant, forgetting older ones of the same purpose."""
        self.kept = {
            key: (other, until)
            for key, (other, until) in self.kept.items()
            if (other.appointment_id, other.purpose) != (grant.appointment_id, grant.purpose)
        }
        self.kept[digest] = (grant, valid_until)

    def revoke(self, appointment_id: UUID) -> None:
        """Remember that the appointment's doors are closed."""
        self.revoked.append(appointment_id)


@dataclass
class FakeUnit:
    """A unit of work that keeps what a use case said; services derive theirs and add fake repositories."""

    tenant: Tenant = field(default_factory=tenant)
    clock: Clock = field(default_factory=FakeClock)
    access: FakeAccess = field(default_factory=FakeAccess)
    catalogue: Any = None
    events: list[Any] = field(default_factory=list)
    mails: dict[str, Mail] = field(default_factory=dict)
    due: dict[tuple[str, UUID], datetime] = field(default_factory=dict)
    audited: list[tuple[str, UUID, str]] = field(default_factory=list)

    def record(self, event: object) -> None:
        """Keep the event."""
        self.events.append(event)

    def send(self, mail: Mail) -> None:
        """Keep the mail, one for each key."""
        self.mails.setdefault(mail.key, mail)

    def schedule(self, kind: str, item: UUID, due: datetime) -> None:
        """Keep the due time."""
        self.due[kind, item] = due

    def unschedule(self, kind: str, item: UUID) -> None:
        """Forget the due time."""
        self.due.pop((kind, item), None)

    def audit(self, action: str, subject: UUID, actor: str) -> None:
        """Keep the audit row."""
        self.audited.append((action, subject, actor))

    def work(self) -> AbstractContextManager["FakeUnit"]:
        """Stand in for the factory of units where a use case wants one."""
        return nullcontext(self)

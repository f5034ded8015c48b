"""Fakes that are real little implementations, so that use cases are tested in microseconds."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from chassis.access import Grant
from chassis.limits import Limit
from chassis.mail.message import Mail
from chassis.one_time_code import ISSUES, TRIES, Answer, TooManyCodes, as_typed
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

    def grant(self, appointment_id: UUID, purpose: str) -> Grant | None:
        """Return the grant of a purpose that still opens."""
        wanted = (appointment_id, purpose)
        found = (grant for grant, _ in self.kept.values() if (grant.appointment_id, grant.purpose) == wanted)
        return None if appointment_id in self.revoked else next(found, None)

    def revoke(self, appointment_id: UUID) -> None:
        """Remember that the appointment's doors are closed."""
        self.revoked.append(appointment_id)


@dataclass
class FakeLimits:
    """Counts in a dictionary; time does not pass for it."""

    counted: dict[tuple[str, str], int] = field(default_factory=dict)

    def allows(self, limit: Limit, value: str) -> bool:
        """Count one request."""
        self.counted[limit.kind, value] = self.counted.get((limit.kind, value), 0) + 1
        return self.counted[limit.kind, value] <= limit.most


@dataclass
class FakeCodes:
    """Gives out 100001, 100002 … so that a test knows them."""

    issued: dict[tuple[str, UUID], list[str]] = field(default_factory=dict)
    wrong: dict[tuple[str, UUID], int] = field(default_factory=dict)
    used: set[tuple[str, UUID]] = field(default_factory=set)

    def issue(self, purpose: str, subject: UUID) -> str:
        """Return the next code."""
        sent = self.issued.setdefault((purpose, subject), [])
        if len(sent) == ISSUES:
            raise TooManyCodes(purpose)
        sent.append(f"{100001 + len(sent)}")
        self.wrong[purpose, subject] = 0
        self.used.discard((purpose, subject))
        return sent[-1]

    def check(self, purpose: str, subject: UUID, typed: str) -> Answer:
        """Compare with the newest."""
        key = (purpose, subject)
        if key not in self.issued or key in self.used:
            return Answer.EXPIRED
        if self.wrong[key] >= TRIES:
            return Answer.SPENT
        if as_typed(typed) == self.issued[key][-1]:
            self.used.add(key)
            return Answer.RIGHT
        self.wrong[key] += 1
        return Answer.SPENT if self.wrong[key] >= TRIES else Answer.WRONG


@dataclass
class FakeUnit:
    """A unit of work that keeps what a use case said; services derive theirs and add fake repositories."""

    tenant: Tenant = field(default_factory=tenant)
    clock: FakeClock = field(default_factory=FakeClock)
    access: FakeAccess = field(default_factory=FakeAccess)
    limits: FakeLimits = field(default_factory=FakeLimits)
    codes: FakeCodes = field(default_factory=FakeCodes)
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

    def work(self) -> AbstractContextManager[Self]:
        """Stand in for the factory of units where a use case wants one."""
        return nullcontext(self)

"""What a use case may ask of its unit of work, free of any database, so that rules can be tested without one."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from chassis.access import Grant
from chassis.clock import Clock
from chassis.limits import Limits
from chassis.mail.message import Mail
from chassis.one_time_code import Codes
from chassis.tenancy import Tenant

UnitT_co = TypeVar("UnitT_co", covariant=True)


class TooEarly(Exception):
    """An event came before what it needs; it waits on the retry ladder, up to a deadline."""


class AccessBook(Protocol):
    """The tokens that open something at this service."""

    def keep(self, digest: str, grant: Grant, valid_until: datetime) -> None:
        """Remember a token by its digest; raising the epoch of a purpose revokes the older ones."""

    def grant(self, appointment_id: UUID, purpose: str) -> Grant | None:
        """Return the newest grant of a purpose that still opens."""

    def revoke(self, appointment_id: UUID) -> None:
        """Close every door of this appointment at this service."""


class Unit(Protocol):
    """One transaction of one tenant: commits when its block is left, rolls back on an exception."""

    @property
    def tenant(self) -> Tenant: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def access(self) -> AccessBook: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def codes(self) -> Codes: ...

    def record(self, event: object) -> None:
        """Put an event of the catalogue into the outbox."""

    def send(self, mail: Mail) -> None:
        """Put a mail into the mail outbox; one of the same key is sent once."""

    def schedule(self, kind: str, item: UUID, due: datetime) -> None:
        """Have the job `kind` done for `item` at `due`; scheduling it again moves it."""

    def unschedule(self, kind: str, item: UUID) -> None:
        """Drop a job that is not needed any more."""

    def audit(self, action: str, subject: UUID, actor: str) -> None:
        """Append who did what to whom: ids only, never a name or a value."""


class Work(Protocol[UnitT_co]):
    """Opens units of work for one tenant."""

    def __call__(self) -> AbstractContextManager[UnitT_co]: ...

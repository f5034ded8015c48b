"""What the API takes and answers. Moments are in UTC, amounts in cents of euros."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    RootModel,
    StringConstraints,
)

from booking.domain.appointment import Appointment, Citizen
from booking.domain.slot import Slot
from booking.domain.time_filter import TimeFilter
from booking.use_cases.hold_time import Wish
from booking.use_cases.queries import FreeTimes, OfferedProcedure
from booking.use_cases.search_times import Question
from chassis.web.openapi import Query
from chassis.web.problems import Problem

Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"\S")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,41}$")]
Keys = Annotated[list[Key], Field(min_length=1, max_length=20)]
Answer = tuple[dict[str, object], int, dict[str, str]]
Persons = Field(default=1, ge=1, le=12, description="How many come together")


class Price(BaseModel):
    """The least and the most that a procedure costs, over all forms of delivery."""

    least: int
    most: int


class Procedure(BaseModel):
    """One procedure."""

    key: str
    name: str
    summary: str
    minutes: int
    documents: tuple[str, ...]
    price: Price | None
    proof_of_work: bool

    @classmethod
    def of(cls, offered: OfferedProcedure) -> Self:
        """Return it as the API tells it."""
        told, price = offered.procedure, offered.price
        return cls(
            key=told.key,
            name=told.name,
            summary=told.summary,
            minutes=told.minutes,
            documents=told.documents,
            proof_of_work=told.proof_of_work,
            price=Price(least=price.least, most=price.most) if price else None,
        )


class Procedures(BaseModel):
    """All procedures of the town."""

    procedures: list[Procedure]


class TimesQuery(Query):
    """Which procedures together, and from which day on."""

    procedure: Keys
    start: date | None = Field(default=None, description="First day; today if it is left out")
    persons: int = Persons
    office: Key | None = None
    language: Key | None = Field(default=None, description="Spoken at the desk, as `de` or `en`")
    interpreter: Name | None = Field(default=None, description="One of the town's interpreters")

    def question(self) -> Question:
        """Return what is asked."""
        only = TimeFilter(office=self.office, language=self.language, interpreter=self.interpreter)
        return Question(tuple(self.procedure), self.start, self.persons, only)


class Time(BaseModel):
    """One free time."""

    begins_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """Return it as the API tells it."""
        return cls(begins_at=slot.time.begins_at, ends_at=slot.time.ends_at)


class Day(BaseModel):
    """A day with its free times."""

    day: date
    times: list[Time]


class Times(BaseModel):
    """Some free days and the day with which the next ones begin."""

    days: list[Day]
    later: date | None

    @classmethod
    def of(cls, found: FreeTimes) -> Self:
        """Return them as the API tells them."""
        days = [Day(day=one.day, times=[Time.of(slot) for slot in one.slots]) for one in found.days]
        return cls(days=days, later=found.later)


class ProofTask(BaseModel):
    """A task in Altcha's form: find the number up to `maxnumber` that gives `challenge` when hashed after `salt`."""

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str


class HoldWish(BaseModel):
    """A time to hold."""

    procedures: Keys
    begins_at: Moment
    persons: int = Persons
    office: Key | None = None
    language: Key | None = None
    interpreter: Name | None = None
    idempotency_key: UUID
    proof: str = Field(default="", max_length=2_000, description="The solved task as Altcha's widget sends it")

    def wish(self) -> Wish:
        """Return the wish."""
        return Wish(
            tuple(self.procedures),
            self.begins_at,
            self.idempotency_key,
            self.persons,
            self.office,
            self.language,
            self.interpreter,
        )


class HoldPath(BaseModel):
    """Which hold."""

    hold_id: UUID


class Hold(BaseModel):
    """A held time."""

    hold_id: UUID
    begins_at: datetime
    ends_at: datetime
    held_until: datetime

    @classmethod
    def of(cls, held: Appointment) -> Self:
        """Return it as the API tells it; what is confirmed already ends with its own end."""
        return cls(
            hold_id=held.id,
            begins_at=held.begins_at,
            ends_at=held.ends_at,
            held_until=held.held_until or held.ends_at,
        )


class TimeIsTaken(BaseModel):
    """Problem details (RFC 9457) with the nearest free times."""

    type: Literal["urn:problem-type:time-taken"] = "urn:problem-type:time-taken"
    title: str = "Diese Zeit ist leider schon vergeben"
    status: Literal[409] = 409
    alternatives: list[Time]

    @classmethod
    def near(cls, slots: Iterable[Slot]) -> Answer:
        """Return the answer."""
        told = cls(alternatives=[Time.of(slot) for slot in slots]).model_dump(mode="json")
        return told, 409, {"Content-Type": "application/problem+json"}


class Details(BaseModel):
    """Who comes; `consent` says that the citizen agrees to be written to by mail."""

    model_config = ConfigDict(extra="forbid")

    given_names: Name
    family_name: Name
    email: EmailStr
    phone: Annotated[str, StringConstraints(pattern=r"^[+0-9][0-9 ()/\-]{4,29}$")] | None = None
    language: Literal["de", "en"] = Field(default="de", description="Spoken in the call")
    mail_language: Key = Field(default="de", description="Of mails and letters (BCP 47), as `de` or `de-simple`")
    interpreter: Name | None = None
    consent: Literal[True]

    def citizen(self) -> Citizen:
        """Return the citizen."""
        return Citizen(**self.model_dump(exclude={"consent"}))


class AppointmentPath(BaseModel):
    """Which appointment."""

    appointment_id: UUID


class Booked(BaseModel):
    """An appointment as its citizen sees it."""

    appointment_id: UUID
    number: str
    state: Literal["confirmed", "cancelled", "done", "missed"]
    procedures: tuple[str, ...]
    persons: int
    begins_at: datetime
    ends_at: datetime
    may_change: bool = Field(description="Whether it can still be moved or called off: until it begins")

    @classmethod
    def of(cls, found: Appointment, now: datetime) -> Self:
        """Return it as the API tells it."""
        return cls(
            appointment_id=found.id,
            number=found.number,
            state=found.state,  # type: ignore[arg-type]  # a hold has no link yet
            procedures=tuple(item.procedure for item in found.items),
            persons=found.persons,
            begins_at=found.begins_at,
            ends_at=found.ends_at,
            may_change=found.may_change(now),
        )


class NotMoved(RootModel[TimeIsTaken | Problem]):
    """Somebody was quicker and these times are near, or the appointment cannot be moved any more."""


class NewTime(BaseModel):
    """Where an appointment is moved to."""

    model_config = ConfigDict(extra="forbid")

    begins_at: Moment


class Confirmed(BaseModel):
    """A firm appointment."""

    appointment_id: UUID
    number: str
    begins_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, booked: Appointment) -> Self:
        """Return it as the API tells it."""
        return cls(appointment_id=booked.id, number=booked.number, begins_at=booked.begins_at, ends_at=booked.ends_at)

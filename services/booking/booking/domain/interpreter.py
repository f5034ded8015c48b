"""Interpreters of a town: into which language, and when somebody can be there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import Field, model_validator

from booking.domain.catalogue_types import Frozen
from booking.domain.hours import Hours
from booking.domain.slot import Interval
from booking.domain.town import Town


class Interpreter(Frozen):
    """One language; without hours somebody can come whenever a desk is open. A name alone may be written too."""

    name: str = Field(min_length=1, max_length=100)
    hours: tuple[Hours, ...] = ()
    lead_hours: int = Field(default=0, ge=0, le=24 * 28)
    """So long before the appointment an interpreter has to be asked."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, written: Any) -> Any:  # noqa: ANN401 - whatever the document says
        return {"name": written} if isinstance(written, str) else written

    def on(self, day: date, town: Town) -> Iterator[Interval]:
        """Yield when somebody can be there on that day, public holidays as the desks keep them."""
        for hours in self.hours:
            if hours.apply_on(day):
                yield Interval(town.at(day, hours.opens), town.at(day, hours.closes))

    def can_come(self, day: date, time: Interval, town: Town) -> bool:
        """Tell whether somebody is there for the whole of an appointment on that day."""
        return not self.hours or any(
            span.begins_at <= time.begins_at and time.ends_at <= span.ends_at for span in self.on(day, town)
        )

"""Video's section of a town's catalogue."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field

from video.domain.room_hours import RoomHours


class VideoSection(BaseModel):
    """When the waiting room is open, and how long the line of a call is remembered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opens_minutes_before: int = Field(default=15, ge=5, le=60)
    closes_minutes_after: int = Field(default=120, ge=15, le=240)
    purge_hours: int = Field(default=24, ge=1, le=72)

    usual_call_minutes: int = Field(default=15, ge=1, le=120)

    @property
    def usual_call(self) -> timedelta:
        """How long a call takes, before today's calls tell it better."""
        return timedelta(minutes=self.usual_call_minutes)

    @property
    def hours(self) -> RoomHours:
        """The opening rule of the waiting room."""
        return RoomHours(timedelta(minutes=self.opens_minutes_before), timedelta(minutes=self.closes_minutes_after))

"""What a town chooses for its citizens beside procedures and hours, as part of its catalogue."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class MostBookings(BaseModel):
    """How many appointments a day may be booked with one address, with one telephone, and from one network.

    A network is a household or an office (/24 of IPv4, /64 of IPv6); mobile providers put many people behind one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of_address: int = Field(default=5, ge=1, le=1000)
    of_phone: int = Field(default=5, ge=1, le=1000)
    of_network: int = Field(default=40, ge=1, le=100_000)


class WaitingList(BaseModel):
    """How times that become free again are offered to those who wait, before they are shown to everybody.

    All numbers are minutes: how long an offer is good, and after how long a time that nobody on the list wants is
    shown again, drawn between the two, so that programs that poll for cancelled times gain nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    offer_minutes: int = Field(default=120, ge=15, le=2880)
    returns_after_minutes: tuple[int, int] = (0, 0)

    @model_validator(mode="after")
    def _least_comes_first(self) -> Self:
        least, most = self.returns_after_minutes
        if not 0 <= least <= most <= 24 * 60:
            raise ValueError("returns_after_minutes are two numbers from 0 to 1440, the smaller one first")
        return self

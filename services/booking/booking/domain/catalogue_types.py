"""The small types of booking's catalogue: keys, lengths and what all its parts have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

GRID = 5
"""Every duration and raster is a multiple of five minutes, so that days can be kept as bitmaps."""

Minutes = Annotated[int, Field(ge=GRID, multiple_of=GRID, le=480)]
Buffer = Annotated[int, Field(ge=0, multiple_of=GRID, le=120)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]


class Frozen(BaseModel):
    """A part of the catalogue: unknown entries are refused, and nothing changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

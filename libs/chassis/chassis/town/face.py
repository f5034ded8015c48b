"""The part `town` of a catalogue: colours, coat of arms, words, and what the law asks to be said."""

import base64
import binascii
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chassis.town.contrast import SHAPE, TEXT, ratio

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Line = Annotated[str, Field(max_length=200)]
Paragraph = Annotated[str, Field(max_length=2000)]
LARGEST_ARMS = 40_000
"""Characters of a coat of arms in base64, which is 30,000 bytes; one of 192 pixels needs some 10,000."""
_PNG = b"\x89PNG\r\n\x1a\n"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colours(_Part):
    """The town's colour and the text on it."""

    primary: Colour
    on_primary: Colour = "#ffffff"

    @model_validator(mode="after")
    def _can_be_read(self) -> "Colours":
        """Refuse what many could not read, and say how far away it is (WCAG 2.2, 1.4.3 and 1.4.11)."""
        if (found := ratio(self.primary, self.on_primary)) < TEXT:
            raise ValueError(f"contrast of text on the town's colour is {found:.1f}:1, at least {TEXT}:1 is needed")
        if (found := ratio(self.primary, "#ffffff")) < SHAPE:
            raise ValueError(f"contrast of the town's colour on white is {found:.1f}:1, at least {SHAPE}:1 is needed")
        return self


class Contact(_Part):
    """Somebody who can be asked."""

    name: Line
    address: Line = ""
    phone: Line = ""
    email: Line = ""
    url: Annotated[str, Field(pattern=r"^(https://[^\s\"<>]+)?$", max_length=300)] = ""


class Imprint(_Part):
    """What § 5 DDG and § 18 MStV ask for beside name and address."""

    represented_by: Line = ""
    vat_id: Line = ""
    supervision: Line = ""
    responsible_for_content: Line = ""
    further: Paragraph = ""


class Privacy(_Part):
    """What Art. 13 DSGVO asks for beside what the services declare themselves."""

    officer: Contact | None = None
    authority: Contact | None = None
    further: Paragraph = ""


class Barrier(_Part):
    """Something that keeps somebody out, why, and what helps instead."""

    what: Annotated[str, Field(min_length=1, max_length=300)]
    why: Line = ""
    instead: Line = ""


class Accessibility(_Part):
    """The town's own judgement (§ 7 BITV 2.0, implementing decision (EU) 2018/1523)."""

    state: Literal["full", "partial", "none"] = "partial"
    barriers: tuple[Barrier, ...] = ()
    assessed_on: date | None = None
    assessed_by: Line = ""
    enforcement: Contact | None = None


class TownFace(_Part):
    """How a town looks and what it says of itself, in all services alike."""

    colours: Colours | None = None
    coat_of_arms: Annotated[str, Field(max_length=LARGEST_ARMS)] = ""
    welcome: dict[str, Line] = Field(default_factory=dict)
    imprint: Imprint = Imprint()
    privacy: Privacy = Privacy()
    accessibility: Accessibility = Accessibility()

    @model_validator(mode="after")
    def _shows_a_picture(self) -> "TownFace":
        if self.coat_of_arms and self.arms() is None:
            raise ValueError("coat_of_arms is no PNG in base64; the page Erscheinungsbild takes a file")
        return self

    def arms(self) -> bytes | None:
        """Return the coat of arms as PNG, or None."""
        try:
            picture = base64.b64decode(self.coat_of_arms, validate=True)
        except binascii.Error:
            return None
        return picture if picture.startswith(_PNG) else None

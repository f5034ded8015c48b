"""How a town's documents look and speak from a day on: whose they are, coat of arms, sender, and its own words."""

import base64
import binascii
from datetime import date

from pydantic import Field, field_validator

from billing.domain.catalogue_part import Frozen

_KINDS = {"data:image/png;base64,": b"\x89PNG\r\n\x1a\n", "data:image/jpeg;base64,": b"\xff\xd8\xff"}
LARGEST_ARMS = 200_000
"""Characters of the coat of arms as a data URI: about 150 kB, in every document and every copy kept of it."""


class Letterhead(Frozen):
    """The template of notices and letters; what is empty is as the town's entry and its terms of notices say it.

    `salutation` knows `{name}`; `arms` is a PNG or JPEG as a data URI, since a document fetches nothing.
    """

    valid_from: date
    authority: str = Field(default="", max_length=80)
    sender: str = Field(default="", max_length=90)
    colour: str = Field(default="", pattern=r"^(#[0-9a-f]{6})?$")
    arms: str = Field(default="", max_length=LARGEST_ARMS)
    salutation: str = Field(default="Guten Tag {name},", max_length=120)
    ruling: str = ""
    default: str = ""
    remedy: str = ""
    closing: str = ""
    reminder: str = (
        "die folgende Gebühr ist fällig, und wir haben noch keine oder nicht die ganze Zahlung erhalten. Bitte zahlen "
        "Sie bis zum genannten Tag. Haben Sie inzwischen gezahlt, ist nichts zu tun."
    )
    cancellation: str = (
        "Ihr Vorgang wird nicht weitergeführt. Wir heben den unten genannten Gebührenbescheid auf. Sie müssen dafür "
        "nichts mehr zahlen."
    )
    exemption: str = (
        "wir haben Ihren Nachweis anerkannt: Sie sind von der Gebühr befreit. Wir heben den unten genannten "
        "Gebührenbescheid auf. Sie müssen dafür nichts mehr zahlen."
    )
    """Stands on the cancellation where a proof was handed in after the notice."""

    @field_validator("arms")
    @classmethod
    def _arms_are_a_picture(cls, value: str) -> str:
        if not value:
            return value
        start = next((start for start in _KINDS if value.startswith(start)), None)
        if start is None:
            raise ValueError("arms must be a PNG or JPEG as a data URI: data:image/png;base64,…")
        try:
            content = base64.b64decode(value.removeprefix(start), validate=True)
        except binascii.Error:
            raise ValueError("arms are not valid base64") from None
        if not content.startswith(_KINDS[start]):
            raise ValueError("arms are not the kind of picture that they are said to be")
        return value

    @field_validator("salutation")
    @classmethod
    def _salutation_can_be_filled(cls, value: str) -> str:
        try:
            value.format(name="")
        except (KeyError, IndexError, ValueError):
            raise ValueError("salutation may hold {name} and nothing else in braces") from None
        return value

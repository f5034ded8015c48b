"""A procedure of the catalogue: what a citizen can come for, in the town's languages, by video or not."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from booking.domain.catalogue_types import GRID, Buffer, Frozen, Key, Minutes
from booking.domain.party import Representation

GERMAN = "de"
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{4,8})?$")]
LeikaKey = Annotated[str, Field(pattern=r"^(99\d{12})?$")]
"""14 digits beginning with 99, as FITKO's Leistungskatalog of the public administration gives them; or nothing yet."""


class Translation(Frozen):
    """What is said of a procedure in another language: all of it, so that no page mixes two languages."""

    name: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    group: str = Field(min_length=1)
    documents: tuple[str, ...] = ()
    note: str = ""
    instead: str = ""


class Video(Frozen):
    """Whether a procedure may be done by video, by which law, and how to get it where it may not."""

    allowed: bool = True
    legal_basis: str = ""
    instead: str = ""

    @model_validator(mode="after")
    def _names_another_way(self) -> Self:
        if not self.allowed and not self.instead:
            raise ValueError("a procedure that is not done by video says under `instead` how to get it")
        return self


class Procedure(Frozen):
    """What a citizen can come for."""

    key: Key
    name: str
    summary: str
    group: str
    minutes: Minutes
    buffer_minutes: Buffer = 0
    at_home: bool = True
    identity_level: Literal["none", "normal", "substantial", "high"]
    documents: tuple[str, ...] = ()
    note: str = ""
    most_persons: int = Field(default=1, ge=1, le=12)
    minutes_per_further_person: int = Field(default=0, ge=0, multiple_of=GRID, le=120)
    representation: Representation = "none"
    # So many appointments a day with this procedure, over all offices.
    most_per_day: int | None = Field(default=None, ge=1)
    # The browser works a little before it may take a time, so that programs cannot take all of them.
    proof_of_work: bool = False
    leika: LeikaKey = ""
    video: Video = Video()
    valid_from: date | None = None
    valid_until: date | None = None
    translations: Mapping[LanguageTag, Translation] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("a procedure ends to be valid after it has begun to")
        for language, said in self.translations.items():
            self._says_all(language, said)
        return self

    def _says_all(self, language: str, said: Translation) -> None:
        if language == GERMAN:
            raise ValueError("the German text is the procedure's own, not a translation")
        if len(said.documents) != len(self.documents):
            raise ValueError(f"the translation {language} names another number of documents than the German text")
        if bool(said.note) != bool(self.note):
            raise ValueError(f"the translation {language} has a note exactly if the German text has one")
        if bool(said.instead) != bool(self.video.instead):
            raise ValueError(f"the translation {language} says `instead` exactly if the German text does")

    def is_valid_within(self, first: date, last: date) -> bool:
        """Tell whether the procedure is offered on some day between two."""
        return (self.valid_from is None or self.valid_from <= last) and (
            self.valid_until is None or first <= self.valid_until
        )

    def spoken(self, language: str) -> str:
        """Return in which language the procedure can be told: the wished one, or else German."""
        return language if language in self.translations else GERMAN

    def words(self, language: str) -> Translation:
        """Return its texts in a language, in German where nobody has translated them."""
        return self.translations.get(language) or Translation(
            name=self.name,
            summary=self.summary or self.name,
            group=self.group or self.name,
            documents=self.documents,
            note=self.note,
            instead=self.video.instead,
        )

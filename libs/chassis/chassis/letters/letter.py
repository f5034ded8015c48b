"""A letter to be printed and posted, and what is known of one that was handed over."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A finished PDF for one addressee; `reference` names it for ever, at the town and at the letter service.

    `kind` is what the print shop sorts by, as in `notice` or `certificate`; `recipient` are the lines of the window
    (DIN 5008).
    """

    tenant: str
    reference: str
    kind: str
    recipient: tuple[str, ...]
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The PDF's digest in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class Progress(StrEnum):
    """How far a letter has come."""

    ACCEPTED = "accepted"
    PRINTED = "printed"
    POSTED = "posted"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    """The service knows no such letter: it was lost there, and may be handed over again."""


@dataclass(frozen=True)
class Posting:
    """What is known of a letter now; periods count from the day it was posted, never from its rendering."""

    progress: Progress
    posted_on: date | None = None


class LettersUnavailable(Exception):
    """Nobody said clearly whether the letter was taken: try again with the same reference."""


class LetterRefused(Exception):
    """The letter will not be taken as it is; the text is the service's own reason."""


@dataclass(frozen=True)
class WaitingLetter:
    """A letter that lies ready to be printed."""

    reference: str
    recipient: tuple[str, ...]


class PrintShop(Protocol):
    """The town's own printing of what lies ready, where no letter service does it."""

    def waiting(self, tenant: str, kind: str) -> tuple[WaitingLetter, ...]:
        """Return what nobody has posted yet, by reference."""

    def content(self, tenant: str, kind: str, reference: str) -> bytes:
        """Return the PDF of a letter that waits."""

    def mark_posted(self, tenant: str, kind: str, references: Collection[str], day: date) -> tuple[str, ...]:
        """Take these letters out as posted on that day, and return which of them were still there."""


class LetterBox(Protocol):
    """Takes letters; the same reference with the same PDF is posted once, however often it is handed over."""

    def hand_over(self, letter: Letter) -> None:
        """Hand a letter over.

        Raises:
            LettersUnavailable: no clear answer; hand it over again.
            LetterRefused: it is not taken, or another PDF was handed over under this reference.
        """

    def follow(self, tenant: str, reference: str) -> Posting:
        """Say how far a letter has come, or raise `LettersUnavailable`."""

"""The part `wording` of a catalogue: a town's own words in its mails and letters, beside what law and procedure fix.

A template leaves room for three passages: the opening takes the place of the salutation, the advice is added before
the end, the closing takes the place of the usual one. A passage is plain text with placeholders in braces, as
`{termin}`. What a town has not written in a language is the house's own text in that language.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Annotated, Generic, Literal, Protocol, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from chassis.languages.catalogues import NAMES
from chassis.mail.message import Mail
from chassis.tenancy import Tenant

Part = Literal["opening", "advice", "closing"]
PARTS: dict[Part, int] = {"opening": 600, "advice": 1500, "closing": 600}
"""The passages in the order of a letter, each with the most characters that it may have."""
HOUSE = ("stadt", "behoerde", "telefon")
"""Placeholders that every letter knows; the others are the letter's own."""
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_BREAKS = re.compile(r"\r\n?")
_UNSEEN = re.compile(r"[\u2028\u2029\u202a-\u202e]")
"""Separators that are no line break in a mail, and marks that turn what follows around (CWE-1007)."""


class UnusableWords(ValueError):
    """A passage that nobody can send; `what` is the placeholder or the number of characters, `instead` what is near."""

    def __init__(self, why: Literal["long", "sign", "brace", "unknown"], what: str, instead: str = "") -> None:
        super().__init__(f"{why}: {what}" + (f", did you mean {instead}?" if instead else ""))
        self.why = why
        self.what = what
        self.instead = instead


def tidy(text: object) -> object:
    """Return a text with one kind of line break and nothing around it, as a form and a file write it differently."""
    return _BREAKS.sub("\n", text).strip() if isinstance(text, str) else text


class Passages(BaseModel):
    """A town's own words in one letter and one language; an empty one is the house's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    opening: Annotated[str, BeforeValidator(tidy)] = ""
    advice: Annotated[str, BeforeValidator(tidy)] = ""
    closing: Annotated[str, BeforeValidator(tidy)] = ""

    def __bool__(self) -> bool:
        return bool(self.opening or self.advice or self.closing)


Wording: TypeAlias = Annotated[
    dict[str, dict[str, Passages]], Field(default_factory=dict, exclude_if=lambda told: not told)
]
"""Passages by letter and language (BCP 47). A town without any leaves no trace in a stored section, so that a process
of the version before can still read it."""
_NONE = Passages()


class Worded(Protocol):
    """A section of a catalogue that has words."""

    @property
    def wording(self) -> Wording: ...


class Voice(Protocol):
    """In whose name a letter is written; a unit of work is one."""

    @property
    def tenant(self) -> Tenant: ...
    @property
    def catalogue(self) -> Worded: ...


SectionT = TypeVar("SectionT", bound=Worded)


@dataclass(frozen=True)
class Speaker(Generic[SectionT]):
    """A voice that says what is not stored yet."""

    tenant: Tenant
    catalogue: SectionT


@dataclass(frozen=True)
class Sample:
    """A letter as somebody would get it, told about Erika Mustermann; `occasion` says when this one is sent."""

    mail: Mail
    occasion: str = ""


@dataclass(frozen=True)
class Letter:
    """A kind of mail or letter: its key, what staff call it, and its own placeholders."""

    key: str
    title: str
    placeholders: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All placeholders that its passages may have."""
        return (*self.placeholders, *HOUSE)

    def examine(self, part: Part, text: str) -> None:
        """Refuse a passage that could not be sent as it stands.

        Raises:
            UnusableWords: too long, with a sign that nobody sees, a stray brace, or an unknown placeholder.
        """
        if len(text) > PARTS[part]:
            raise UnusableWords("long", str(len(text)))
        for sign in text:
            if (unicodedata.category(sign) == "Cc" and sign != "\n") or _UNSEEN.match(sign):
                raise UnusableWords("sign", f"U+{ord(sign):04X}")
        for name in _PLACEHOLDER.findall(text):
            if name not in self.known:
                near = get_close_matches(name.strip().lower(), self.known, 1)
                raise UnusableWords("unknown", f"{{{name}}}", f"{{{near[0]}}}" if near else "")
        if stray := re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
            raise UnusableWords("brace", stray[0])


@dataclass(frozen=True)
class OwnWords:
    """Puts a town's passages where a template leaves room: `{% call own("closing") %}the usual one{% endcall %}`."""

    passages: Passages = _NONE
    values: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, part: Part, caller: Callable[[], str]) -> str:
        """Return the passage with its placeholders filled, or what the template says."""
        text: str = getattr(self.passages, part)
        return f"{filled(text, self.values)}\n" if text else caller()

    @property
    def advice(self) -> str:
        """What the town adds before the end, empty where it adds nothing."""
        return filled(self.passages.advice, self.values)


def own_words(voice: Voice, letter: str, language: str, **values: str) -> OwnWords:
    """Return a town's words for a letter in a language, with the values of its placeholders."""
    house = {"stadt": voice.tenant.name, "behoerde": voice.tenant.authority, "telefon": voice.tenant.phone}
    passages = voice.catalogue.wording.get(letter, {}).get(language, _NONE)
    return OwnWords(passages, house | values)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled, once: what a value holds is text and nothing else."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def examine_wording(wording: Wording, letters: Iterable[Letter]) -> Wording:
    """Return a wording that can be used, or raise `ValueError` with the place of what cannot."""
    known = {letter.key: letter for letter in letters}
    for key, by_language in wording.items():
        if key not in known:
            raise ValueError(f"wording.{key}: there is no such letter; there are {', '.join(known)}")
        for language, passages in by_language.items():
            if language not in NAMES:
                raise ValueError(f"wording.{key}.{language}: there is no such language; there are {', '.join(NAMES)}")
            for part in PARTS:
                try:
                    known[key].examine(part, getattr(passages, part))
                except UnusableWords as error:
                    raise ValueError(f"wording.{key}.{language}.{part}: {error}") from None
    return wording


def with_passages(wording: Wording, letter: str, language: str, passages: Passages) -> Wording:
    """Return a wording in which a letter has these words in a language; without any, no trace is left."""
    others = {told: kept for told, kept in wording.get(letter, {}).items() if told != language}
    mine = others | ({language: passages} if passages else {})
    rest = {key: kept for key, kept in wording.items() if key != letter}
    return rest | ({letter: mine} if mine else {})

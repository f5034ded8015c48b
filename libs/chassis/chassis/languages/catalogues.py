"""The texts of each language: gettext catalogues, the German text being the msgid.

Leichte Sprache is the language `de-simple` (BCP 47) with a catalogue `de_simple`. Catalogues are read as
`<folder>/<language>/LC_MESSAGES/messages.po` at start.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

GERMAN = "de"
SIMPLE = "de-simple"
NAMES = {
    GERMAN: "Deutsch",
    SIMPLE: "Leichte Sprache",
    "en": "English",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
}
"""Each language in itself, as its speakers look for it."""
_FROM_THE_RIGHT = frozenset({"ar"})


def direction(language: str) -> str:
    """Return how a language is written, as HTML's attribute `dir` wants it: `ltr` or `rtl`."""
    return "rtl" if language in _FROM_THE_RIGHT else "ltr"


def in_language(language: str) -> str:
    """Return what a link of a mail carries so that its page speaks the mail's language; German needs nothing."""
    return "" if language == GERMAN else f"?sprache={language}"


class Catalogues:
    """The texts of several folders; of a text that two of them hold, the later folder's counts."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._by_language: dict[str, Translations] = {}
        self.languages: frozenset[str] = frozenset()
        for folder in folders:
            files = {_tag(file): file for file in sorted(folder.glob("*/LC_MESSAGES/messages.po"))}
            for language, file in files.items():
                self._add(language, file)
            # The service's folder comes last: it decides what is offered.
            self.languages = frozenset(files)

    def _add(self, language: str, file: Path) -> None:
        compiled = BytesIO()
        with file.open("rb") as source:
            write_mo(compiled, read_po(source))
        compiled.seek(0)
        texts = Translations(compiled)
        if language in self._by_language:
            self._by_language[language].merge(texts)
        else:
            self._by_language[language] = texts

    def of(self, language: str) -> NullTranslations:
        """Return the texts of a language; where one is missing, the German msgid stands."""
        return self._by_language.get(language) or NullTranslations()


@lru_cache(maxsize=16)
def catalogues_of(*folders: Path) -> Catalogues:
    """Return the texts of some folders, read once for the life of a process."""
    return Catalogues(folders)


def _tag(file: Path) -> str:
    return file.parent.parent.name.replace("_", "-")

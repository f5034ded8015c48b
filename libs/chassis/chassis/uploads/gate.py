"""The gate for files: what a file is says its content; its name is kept for people alone (OWASP File Upload)."""

import hashlib
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from chassis.uploads.faults import Fault, FileRefused
from chassis.uploads.pdf import judge_pdf

MEGABYTE = 1024 * 1024
_LONGEST_NAME = 100


class Kind(StrEnum):
    """What is accepted somewhere, by media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    XML = "application/xml"
    ZIP = "application/zip"


_BEGINNINGS = {
    Kind.PDF: (b"%PDF-",),
    Kind.JPEG: (b"\xff\xd8\xff",),
    Kind.PNG: (b"\x89PNG\r\n\x1a\n",),
    Kind.XML: (b"<?xml", b"\xef\xbb\xbf<?xml"),
    Kind.ZIP: (b"PK\x03\x04",),
}


@dataclass(frozen=True)
class File:
    """An accepted file."""

    name: str
    kind: Kind
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The content's digest in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def accept(name: str, content: bytes, kinds: Collection[Kind], largest: int) -> File:
    """Return the file, its kind told by its content and its name made harmless.

    Raises:
        FileRefused: it is empty, larger than `largest` bytes, of another kind, or a PDF that is broken, locked, blown
            up or acts by itself.
    """
    if not content:
        raise FileRefused(Fault.EMPTY)
    if len(content) > largest:
        raise FileRefused(Fault.TOO_LARGE)
    kind = next((one for one in kinds if content.startswith(_BEGINNINGS[one])), None)
    if kind is None:
        raise FileRefused(Fault.WRONG_KIND)
    if kind is Kind.PDF:
        judge_pdf(content)
    return File(harmless_name(name), kind, content)


def harmless_name(name: str) -> str:
    """Return a name without folders and invisible signs, as people may see it again."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", bare) if unicodedata.category(sign)[0] != "C")
    return seen.strip(" .")[-_LONGEST_NAME:] or "Datei"

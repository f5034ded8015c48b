"""Renders notices in a process of its own, since layout holds the CPU for a second and would stop green threads."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from billing.use_cases.document_content import LetterContent, NoticeContent
from chassis.documents.seal import SealKey
from chassis.jobs.isolated import isolated
from chassis.settings import Secrets

_elsewhere: Callable[..., bytes] = isolated("billing.adapters.pdf:render")
_letter_elsewhere: Callable[..., bytes] = isolated("billing.adapters.pdf:render_letter")


@dataclass(frozen=True)
class IsolatedRenderer:
    """Calls `billing.adapters.pdf:render` elsewhere."""

    fonts: Path
    secrets: Secrets

    def __call__(self, content: NoticeContent) -> bytes:
        """Return the PDF of a notice."""
        return _elsewhere(content, self.fonts, SealKey.of_region(self.secrets))

    def letter(self, content: LetterContent) -> bytes:
        """Return the PDF of a reminder or a cancellation."""
        return _letter_elsewhere(content, self.fonts, SealKey.of_region(self.secrets))

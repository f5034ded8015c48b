"""Renders in processes of their own that stay warm: layout holds the CPU and would stop green threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from billing.use_cases.document_content import LetterContent, NoticeContent
from chassis.documents.seal import SealKey
from chassis.jobs.warm import WarmProcesses
from chassis.letters.print_runs import SpooledLetter
from chassis.settings import Secrets
from chassis.tenancy import Tenant

_warm = WarmProcesses()
_elsewhere: Callable[..., bytes] = _warm.function("billing.adapters.pdf:render")
_letter_elsewhere: Callable[..., bytes] = _warm.function("billing.adapters.pdf:render_letter")
_print_elsewhere: Callable[..., Any] = _warm.function("billing.adapters.print_file:print_file")
_join_elsewhere: Callable[..., bytes] = _warm.function("chassis.letters.print_run:joined")


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

    def print_file(
        self, town: Tenant, name: str, letters: Sequence[SpooledLetter]
    ) -> tuple[bytes, list[dict[str, Any]]]:
        """Return the print file of a run and its manifest."""
        made: tuple[bytes, list[dict[str, Any]]] = _print_elsewhere(town, name, letters, self.fonts)
        return made

    def join(self, parts: Sequence[bytes]) -> bytes:
        """Return PDFs as one."""
        return _join_elsewhere(parts)

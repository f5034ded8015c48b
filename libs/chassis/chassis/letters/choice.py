"""Which way letters take: a hybrid-mail service where the operator named one, else the folder of the print shop."""

from pathlib import Path

from chassis.letters.hybrid_mail import HybridMail
from chassis.letters.letter import LetterBox
from chassis.letters.spool import LetterSpool


def letter_box(spool: Path, url: str | None) -> LetterBox:
    """Return the box at `url`, or the spool."""
    return HybridMail(url) if url else LetterSpool(spool)

"""Hand a finished document to whoever prints and posts letters."""

from chassis.letters.letter import Letter, LetterBox


def hand_over(  # noqa: PLR0913 - what a letter is
    letters: LetterBox, tenant: str, *, number: str, kind: str, recipient: tuple[str, ...], document: bytes | None
) -> None:
    """Hand over the letter of that number; a repetition with the same document is the same letter."""
    if document is None:
        raise LookupError(f"{number} has no document")
    lines = tuple(line for line in recipient if line)
    letters.hand_over(Letter(tenant=tenant, reference=number, kind=kind, recipient=lines, content=document))

"""Hand a finished document to whoever prints and posts letters."""

from chassis.letters.letter import Letter, LetterBox, LetterRefused


def hand_over(  # noqa: PLR0913 - what a letter is
    letters: LetterBox, tenant: str, *, number: str, kind: str, recipient: tuple[str, ...], document: bytes | None
) -> str:
    """Hand over the letter of that number; a repetition with the same document is the same letter.

    Returns why the service will not take it as it is, which is for a person to solve; nothing if it is taken.
    """
    if document is None:
        raise LookupError(f"{number} has no document")
    lines = tuple(line for line in recipient if line)
    try:
        letters.hand_over(Letter(tenant=tenant, reference=number, kind=kind, recipient=lines, content=document))
    except LetterRefused as refused:
        return str(refused) or "refused"
    return ""

"""Whether a PDF that somebody sent is only a document: no scripts, no programs, no files inside.

It is parsed in a process of its own whose memory and time are bounded, since a few kilobytes can unpack to gigabytes.
Services that accept PDFs have pikepdf; the others never come here.
"""

import io
import resource

from chassis.jobs.isolated import IsolatedFailure, isolated
from chassis.uploads.faults import Fault, FileRefused

MEMORY = 1024**3
"""Bytes of address space that the parser gets, its own code included."""
SECONDS = 20
_KEYS = ("/JS", "/EF", "/XFA", "/RichMediaContent")
_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")
_parse = isolated("chassis.uploads.pdf:fault_within_bounds")


def judge_pdf(content: bytes) -> None:
    """Return if the document is harmless.

    Raises:
        FileRefused: it cannot be read, is locked by a password, unpacks beyond measure, or acts by itself.
    """
    try:
        fault: Fault | None = _parse(content)
    except IsolatedFailure:
        fault = Fault.WRONG_KIND
    if fault is not None:
        raise FileRefused(fault)


def fault_within_bounds(content: bytes) -> Fault | None:
    """Return what is wrong with a PDF, in a process that may use so much and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    return fault_of(content)


def fault_of(content: bytes) -> Fault | None:
    """Return what is wrong with a PDF, None if nothing is."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                return Fault.WRONG_KIND
            return Fault.ACTIVE if any(_acts(part) for part in pdf.objects) else None
    except (pikepdf.PdfError, MemoryError, RecursionError):
        return Fault.WRONG_KIND


def _acts(part: object) -> bool:
    """Say whether an object does something by itself, or one that is written inside it."""
    import pikepdf

    if isinstance(part, pikepdf.Array):
        inside = list(part)
    elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        if any(key in part for key in _KEYS) or part.get("/S") in _ACTIONS:
            return True
        inside = [part[key] for key in part.keys()]  # noqa: SIM118 - a stream does not iterate over its keys
    else:
        return False
    return any(_acts(one) for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect)

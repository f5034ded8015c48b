"""Tells procedures in the language of the page; what nobody has translated stands in German and says so.

A screen reader reads German words by German rules only where they are marked (WCAG 2.2, 3.1.2).
"""

from collections.abc import Iterable, Mapping

from flask import g
from markupsafe import Markup

from booking.domain.appointment import Appointment
from booking.domain.procedure import GERMAN, Procedure, Translation
from chassis.web.language import current_language
from chassis.web.tenant import work

EASY = "de-simple"
"""Leichte Sprache, as BCP 47 names it."""


def told(procedure: Procedure) -> Translation:
    """Return the procedure's texts in the language of the page."""
    return procedure.words(current_language())


def language_mark(procedure: Procedure) -> Markup:
    """Return the attribute that says that the texts are German, where the page is not."""
    page, spoken = current_language(), procedure.spoken(current_language())
    return Markup("") if spoken == page else Markup(' lang="{}"').format(spoken)


def in_easy_words(procedure: Procedure) -> Translation | None:
    """Return the texts in Leichte Sprache for readers of a German page, if the town has written them."""
    return procedure.translations.get(EASY) if current_language() == GERMAN else None


def spoken_names(procedures: Iterable[Procedure]) -> str:
    """Return the names of procedures in one line."""
    return ", ".join(told(procedure).name for procedure in procedures)


def items_told(appointment: Appointment) -> str:
    """Return for what an appointment was booked, in one line."""
    known = _translated()
    return ", ".join(
        told(known[item.procedure]).name if item.procedure in known else item.name for item in appointment.items
    )


def documents_told(appointment: Appointment) -> tuple[str, ...]:
    """Return what to have ready: as it was booked, or translated as the catalogue says today."""
    known = _translated()
    told_ = (
        told(known[item.procedure]).documents if item.procedure in known else item.documents
        for item in appointment.items
    )
    return tuple(dict.fromkeys(document for documents in told_ for document in documents))


def _translated() -> Mapping[str, Procedure]:
    """Return the procedures with texts in the language of the page, read once for each page."""
    language = current_language()
    if language == GERMAN:
        return {}
    if "procedures_told" not in g:
        with work() as unit:
            g.procedures_told = {one.key: one for one in unit.catalogue.procedures if language in one.translations}
    found: Mapping[str, Procedure] = g.procedures_told
    return found

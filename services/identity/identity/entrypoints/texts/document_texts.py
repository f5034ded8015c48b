"""Kinds of documents and the states that issue them, by name."""

from functools import cache

from babel import Locale
from babel.core import get_global
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from identity.domain.documents import GERMANY, DocumentKind, Series

_KINDS: dict[DocumentKind, LazyString] = {
    DocumentKind.ID_CARD: _("Personalausweis"),
    DocumentKind.PASSPORT: _("Reisepass"),
    DocumentKind.RESIDENCE_PERMIT: _("Aufenthaltstitel"),
}
SERIES = {
    Series.CURRENT: _("aktuelle (Ausweis seit 8/2021, Pass seit 3/2017, Aufenthaltstitel seit 9/2019)"),
    Series.PREVIOUS: _("vorige"),
}
_ALPHA_3 = 3
_NOT_STATES = frozenset({"001", "EU", "EZ", "UN", "XA", "XB", "ZZ"})
_NOT_IN_ZONES = frozenset({"DEU", "DDR", "FXX", "YMD", "ZAR", "XKK", "BUR", "TMP"})
"""Codes that CLDR knows for states of which documents bear another one today."""


def kind_name(kind: DocumentKind) -> str:
    """Return what people call this kind of document."""
    return str(_KINDS[kind])


def state_name(code: str) -> str:
    """Return the German name of an issuing state; an unknown code as it is."""
    return dict(states()).get(code, code)


@cache
def states() -> tuple[tuple[str, str], ...]:
    """Return (code as in a zone, German name) of every state, Germany first, from CLDR's territories."""
    names = Locale("de").territories
    aliases = get_global("territory_aliases")
    found = {
        code: names[targets[0]]
        for code, targets in aliases.items()
        if len(code) == _ALPHA_3
        and code.isalpha()
        and code not in _NOT_IN_ZONES
        and len(targets) == 1
        and targets[0] not in _NOT_STATES
        and targets[0] in names
    }
    found["RKS"] = "Kosovo"
    others = sorted(found.items(), key=lambda item: item[1].replace("Ä", "A").replace("Ö", "O").replace("Ü", "U"))
    return ((GERMANY, "Deutschland"), *others)

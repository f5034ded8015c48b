"""gettext for everything that people read: the German text is the msgid.

`_` is lazy and fits anywhere, also in a module's constants; `gettext` and `ngettext` answer at once.
"""

from typing import cast

import flask_babel

__all__ = ["_", "gettext", "ngettext"]


def _(text: str, **values: object) -> str:
    """Return the text in the language of whoever reads it later (a lazy string that behaves like one)."""
    return cast("str", flask_babel.lazy_gettext(text, **values))


def gettext(text: str, **values: object) -> str:
    """Return the text in the language of this request."""
    return str(flask_babel.gettext(text, **values))


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """Return the text for a number, which stands in it as `%(num)d`."""
    return str(flask_babel.ngettext(singular, plural, number, **values))

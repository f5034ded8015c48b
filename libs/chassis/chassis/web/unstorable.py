"""Characters that no text holds and no database stores: the null character, and halves of a surrogate pair.

No keyboard types them; they come from broken files and from attacks (CWE-158, CWE-626). PostgreSQL refuses both, so
they are refused at the door, before a view has done anything.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import request

from chassis.web.problems import Refusal
from chassis.web.words import _

_SURROGATES = ("\ud800", "\udfff")


def refuse_unstorable_texts() -> None:
    """Refuse a request with such a character in its path, its query, its form, a file's name, or its JSON."""
    if _is_unstorable():
        raise Refusal(
            400,
            _("Ihre Eingabe enthält ein unlesbares Zeichen"),
            _(
                "Es ist unsichtbar und kommt meist aus einer Datei, aus der etwas kopiert wurde. Bitte gehen Sie "
                "zurück und tippen Sie den kopierten Text neu ein."
            ),
            slug="unreadable-character",
        )


def _is_unstorable() -> bool:
    try:
        return not all(map(is_storable, _texts()))
    except RecursionError:
        return True  # JSON nested so deeply that Python gives up


def is_storable(text: str) -> bool:
    """Tell whether a database can store a text."""
    return "\0" not in text and (text.isascii() or not any(_is_surrogate(character) for character in text))


def _is_surrogate(character: str) -> bool:
    return _SURROGATES[0] <= character <= _SURROGATES[1]


def _texts() -> Iterator[str]:
    yield from (value for value in (request.view_args or {}).values() if isinstance(value, str))
    for given in (request.args, request.form):
        for name, values in given.lists():
            yield name
            yield from values
    yield from (file.filename or "" for _name, file in request.files.items(multi=True))
    if request.is_json:
        yield from _within([request.get_json(silent=True)])


def _within(parts: Iterable[Any]) -> Iterator[str]:
    """Walk through JSON without recursion, so that depth costs nothing."""
    left = list(parts)
    while left:
        part = left.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            left += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            left += part

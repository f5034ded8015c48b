"""What is wrong with a catalogue, in the words of whoever edits it."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.web.words import _, gettext

_WORDS = {
    "missing": _("Diese Angabe fehlt."),
    "extra_forbidden": _("Diesen Namen gibt es hier nicht. Vielleicht ein Schreibfehler?"),
    "string_type": _("Hier gehört ein Text hin."),
    "int_type": _("Hier gehört eine ganze Zahl hin."),
    "int_parsing": _("Hier gehört eine ganze Zahl hin."),
    "bool_type": _("Hier gehört true (ja) oder false (nein) hin."),
    "bool_parsing": _("Hier gehört true (ja) oder false (nein) hin."),
    "date_from_datetime_parsing": _("Hier gehört ein Datum in der Form 2027-01-31 hin."),
    "date_type": _("Hier gehört ein Datum in der Form 2027-01-31 hin."),
    "list_type": _("Hier gehört eine Liste hin."),
    "tuple_type": _("Hier gehört eine Liste hin."),
    "model_type": _("Hier gehören benannte Angaben hin."),
    "dict_type": _("Hier gehören benannte Angaben hin."),
    "greater_than": _("Der Wert muss größer als %(gt)s sein."),
    "greater_than_equal": _("Der Wert muss mindestens %(ge)s sein."),
    "less_than": _("Der Wert muss kleiner als %(lt)s sein."),
    "less_than_equal": _("Der Wert darf höchstens %(le)s sein."),
    "string_too_short": _("Dieser Text ist zu kurz."),
    "string_too_long": _("Dieser Text ist zu lang."),
    "string_pattern_mismatch": _("Dieser Text hat nicht die erwartete Form."),
    "too_short": _("Diese Liste braucht mehr Einträge."),
    "too_long": _("Diese Liste hat zu viele Einträge."),
    "literal_error": _("Möglich sind: %(expected)s."),
    "enum": _("Möglich sind: %(expected)s."),
}


def fault_texts(faults: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return (place, what is wrong there) of each fault; rules of a service speak for themselves."""
    return [(_place(fault["loc"]), _words(fault)) for fault in faults]


def _place(path: Sequence[str | int]) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _words(fault: Mapping[str, Any]) -> str:
    ours = _WORDS.get(fault["type"])
    if ours is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    return gettext(str(ours)) % (fault.get("ctx") or {})

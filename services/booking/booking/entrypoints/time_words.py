"""How weekdays, parts of the day and languages are called."""

from booking.domain.catalogue import Weekday
from booking.domain.part_of_day import PartOfDay
from chassis.web.words import _

WEEKDAY_NAMES: dict[Weekday, str] = {
    "mo": _("Montag"),
    "di": _("Dienstag"),
    "mi": _("Mittwoch"),
    "do": _("Donnerstag"),
    "fr": _("Freitag"),
    "sa": _("Samstag"),
    "so": _("Sonntag"),
}
PART_NAMES: dict[PartOfDay, str] = {
    "morning": _("Vormittag"),
    "afternoon": _("Nachmittag"),
    "evening": _("Abend"),
}
LANGUAGE_NAMES: dict[str, str] = {
    "de": "Deutsch",
    "en": "English",
    "fr": "Français",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
    "pl": "Polski",
    "ru": "Русский",
    "it": "Italiano",
    "es": "Español",
}
"""Each in itself, so that whoever speaks it finds it."""

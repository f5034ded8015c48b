"""The texts of a service's mails: Jinja templates in plain text, told in the language that the citizen reads.

What nobody has translated stands in German, as everywhere.
"""

from datetime import date, datetime
from functools import partial
from pathlib import Path

from babel.support import NullTranslations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.languages import formats
from chassis.languages.catalogues import GERMAN, catalogues_of
from chassis.tenancy import Tenant


class Words:
    """One language of one service, as whoever writes a mail needs it."""

    def __init__(self, language: str, texts: NullTranslations, templates: Path) -> None:
        self.language = language
        self._texts = texts
        self._templates = _environment(language, texts, templates)

    def text(self, text: str, **values: object) -> str:
        """Return a text of the catalogue with its values."""
        return str(self._texts.ugettext(text)) % values if values else str(self._texts.ugettext(text))

    def texts(self, singular: str, plural: str, number: int) -> str:
        """Return the text for a number."""
        return str(self._texts.ungettext(singular, plural, number))

    def moment(self, tenant: Tenant, when: datetime) -> str:
        """Return day and time in the town's clock, with weekday and year."""
        return formats.moment(self.language, when.astimezone(tenant.zone))

    def short_moment(self, tenant: Tenant, when: datetime) -> str:
        """Return day and time as a subject line has room for."""
        return formats.short_moment(self.language, when.astimezone(tenant.zone))

    def render(self, template: str, **told: object) -> str:
        """Return a template's text."""
        return self._templates.get_template(template).render(**told)


class MailTemplates:
    """The templates of a folder in every language that `translations` holds."""

    def __init__(self, templates: Path, translations: Path) -> None:
        self._templates = templates
        self._catalogues = catalogues_of(translations)
        self._words: dict[str, Words] = {}

    def into(self, language: str) -> Words:
        """Return the words of a language (BCP 47), German where there is no catalogue for it."""
        known = language if language in self._catalogues.languages else GERMAN
        if known not in self._words:
            self._words[known] = Words(known, self._catalogues.of(known), self._templates)
        return self._words[known]


def _environment(language: str, texts: NullTranslations, templates: Path) -> Environment:
    # Plain text: nothing is escaped, since nothing is interpreted.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(templates),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.install_gettext_callables(texts.ugettext, texts.ungettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["language"] = language
    environment.filters["euro"] = partial(formats.euro, language)
    environment.filters["day"] = partial(_day, language)
    return environment


def _day(language: str, when: date) -> str:
    return formats.day(language, when)

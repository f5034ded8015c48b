"""In which language a page speaks: by `?sprache=`, then the cookie, then the browser, within what the town offers.

German texts are the msgids. Leichte Sprache is the language `de-simple` (BCP 47) with a catalogue `de_simple`, German
for dates and numbers. Catalogues are read as `translations/<language>/LC_MESSAGES/messages.po` at start; a language
that the service has no catalogue for is not offered, since a page whose frame alone is English would call itself
English to a screen reader (WCAG 2.2, 3.1.1).
"""

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, Domain

from chassis.web.tenant import tenant_if_known

COOKIE = "sprache"
NAMES = {"de": "Deutsch", "en": "English", "de-simple": "Leichte Sprache"}
_YEAR = 365 * 24 * 3600


def current_language() -> str:
    """Return the language of this page, as a BCP 47 tag."""
    if "language" not in g:
        g.language = _choose()
    return str(g.language)


def offered_languages() -> tuple[str, ...]:
    """Return what the town offers and a catalogue exists for, German always; staff work in German alone."""
    if _is_for_staff_alone():
        return ("de",)
    tenant = tenant_if_known()
    known = current_app.extensions["chassis.catalogues"].languages
    return tuple(tag for tag in (tenant.languages if tenant else ()) if tag == "de" or tag in known) or ("de",)


def _is_for_staff_alone() -> bool:
    """Tell whether only staff may come to this view, whose texts no catalogue holds."""
    # The guards of a view know how to refuse, for which they need texts in the language chosen here.
    from chassis.web.auth import access_of

    view = current_app.view_functions.get(request.endpoint or "")
    return {access.who for access in access_of(view)} == {"staff"}


def _choose() -> str:
    offered = offered_languages()
    for asked in (request.args.get(COOKIE), request.cookies.get(COOKIE)):
        if asked in offered:
            return str(asked)
    spoken = [tag for tag in offered if tag != "de-simple"]
    return request.accept_languages.best_match(spoken) or offered[0]


def _tag(file: Path) -> str:
    return file.parent.parent.name.replace("_", "-")


class _Catalogues(Domain):
    """The texts of each language, by its tag, since Babel knows no locale for Leichte Sprache."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__()
        self._by_language: dict[str, Translations] = {}
        self.languages: frozenset[str] = frozenset()
        for folder in folders:
            files = {_tag(file): file for file in sorted(folder.glob("*/LC_MESSAGES/messages.po"))}
            for language, file in files.items():
                self._add(language, file)
            # The service's folder comes last: it decides what is offered.
            self.languages = frozenset(files)

    def _add(self, language: str, file: Path) -> None:
        compiled = BytesIO()
        with file.open("rb") as source:
            write_mo(compiled, read_po(source))
        compiled.seek(0)
        texts = Translations(compiled)
        if language in self._by_language:
            self._by_language[language].merge(texts)
        else:
            self._by_language[language] = texts

    def get_translations(self) -> NullTranslations:
        """Return the texts of the current language; where one is missing, the German msgid stands."""
        language = current_language() if request else "de"
        return self._by_language.get(language) or NullTranslations()


def set_up_languages(app: Flask, folders: list[Path]) -> None:
    """Give the app gettext over the catalogues of the chassis and the service."""
    babel = Babel()
    babel.init_app(
        app,
        default_locale="de",
        locale_selector=lambda: current_language().partition("-")[0],
        timezone_selector=lambda: (tenant := tenant_if_known()) and tenant.time_zone,
    )
    catalogues = _Catalogues(folders)
    app.extensions["chassis.catalogues"] = catalogues
    babel.domain_instance = catalogues

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get(COOKIE)
        if asked in NAMES and asked == g.get("language"):
            response.set_cookie(
                COOKIE, asked, max_age=_YEAR, secure=request.is_secure, httponly=True, samesite="Lax", path="/"
            )
        return response

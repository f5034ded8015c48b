"""In which language a page speaks: by `?sprache=`, then the cookie, then the browser, within what the town offers.

German texts are the msgids. Leichte Sprache is the language `de-simple` (BCP 47) with a catalogue `de_simple`, German
for dates and numbers.
"""

from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, request
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


def _offered() -> tuple[str, ...]:
    tenant = tenant_if_known()
    return tenant.languages if tenant else ("de", "en")


def _choose() -> str:
    offered = _offered()
    for asked in (request.args.get(COOKIE), request.cookies.get(COOKIE)):
        if asked in offered:
            return str(asked)
    spoken = [tag for tag in offered if tag != "de-simple"]
    return request.accept_languages.best_match(spoken) or offered[0]


class _Catalogues(Domain):  # type: ignore[misc]
    """Finds the catalogue of a language by its tag, since Babel knows no locale for Leichte Sprache."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__()
        self._folders = folders
        self._known: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """Return the texts of the current language; where one is missing, the German msgid stands."""
        language = current_language() if request else "de"
        if language not in self._known:
            found = Translations()
            for folder in self._folders:
                catalogue = Translations.load(str(folder), [language.replace("-", "_")])
                if isinstance(catalogue, Translations):
                    found.merge(catalogue)
                    found.plural = getattr(catalogue, "plural", found.plural)  # type: ignore[attr-defined]
            self._known[language] = found
        return self._known[language]


def set_up_languages(app: Flask, folders: list[Path]) -> None:
    """Give the app gettext over the catalogues of the chassis and the service."""
    babel = Babel()
    babel.init_app(
        app,
        default_locale="de",
        locale_selector=lambda: current_language().partition("-")[0],
        timezone_selector=lambda: (tenant := tenant_if_known()) and tenant.time_zone,
    )
    babel.domain_instance = _Catalogues(folders)

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get(COOKIE)
        if asked in NAMES and asked == g.get("language"):
            response.set_cookie(
                COOKIE, asked, max_age=_YEAR, secure=request.is_secure, httponly=True, samesite="Lax", path="/"
            )
        return response

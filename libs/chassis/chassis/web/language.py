"""In which language a page speaks: by `?sprache=`, then the cookie, then the browser, within what the town offers.

A language that the service has no catalogue for is not offered, since a page whose frame alone is English would call
itself English to a screen reader (WCAG 2.2, 3.1.1).
"""

from pathlib import Path

from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, Domain

from chassis.languages.catalogues import GERMAN, NAMES, SIMPLE, Catalogues
from chassis.languages.formats import locale_of
from chassis.tenancy import Tenant
from chassis.web.tenant import tenant_if_known

COOKIE = "sprache"
_YEAR = 365 * 24 * 3600


def current_language() -> str:
    """Return the language of this page, as a BCP 47 tag."""
    if "language" not in g:
        g.language = _choose()
    return str(g.language)


def offered_languages() -> tuple[str, ...]:
    """Return what the town offers and a catalogue exists for, German always; staff work in German alone."""
    if _is_for_staff_alone():
        return (GERMAN,)
    tenant = tenant_if_known()
    return languages_of(current_app, tenant) if tenant else (GERMAN,)


def languages_of(app: Flask, tenant: Tenant) -> tuple[str, ...]:
    """Return what a town offers to citizens and a catalogue exists for, German always."""
    known = app.extensions["chassis.catalogues"].languages
    return tuple(tag for tag in tenant.languages if tag == GERMAN or tag in known) or (GERMAN,)


def spoken_languages(app: Flask, tenant: Tenant) -> tuple[str, ...]:
    """Return those of them that a browser can ask for by itself."""
    return tuple(tag for tag in languages_of(app, tenant) if tag != SIMPLE)


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
    spoken = [tag for tag in offered if tag != SIMPLE]
    return request.accept_languages.best_match(spoken) or offered[0]


class _Pages(Domain):
    """The texts for the page that is asked for; Babel alone knows no locale for Leichte Sprache."""

    def __init__(self, catalogues: Catalogues) -> None:
        super().__init__()
        self._catalogues = catalogues

    def get_translations(self) -> NullTranslations:
        """Return the texts of the current language; where one is missing, the German msgid stands."""
        return self._catalogues.of(current_language() if request else GERMAN)


def set_up_languages(app: Flask, folders: list[Path]) -> None:
    """Give the app gettext over the catalogues of the chassis and the service."""
    babel = Babel()
    babel.init_app(
        app,
        default_locale=GERMAN,
        locale_selector=lambda: locale_of(current_language()),
        timezone_selector=lambda: (tenant := tenant_if_known()) and tenant.time_zone,
    )
    catalogues = Catalogues(folders)
    app.extensions["chassis.catalogues"] = catalogues
    babel.domain_instance = _Pages(catalogues)

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get(COOKIE)
        if asked in NAMES and asked == g.get("language"):
            response.set_cookie(
                COOKIE, asked, max_age=_YEAR, secure=request.is_secure, httponly=True, samesite="Lax", path="/"
            )
        return response

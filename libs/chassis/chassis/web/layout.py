"""What every template may use: the town, the signed-in person, addresses of files, the language switch."""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from chassis.languages.catalogues import NAMES, direction
from chassis.web.assets import Assets
from chassis.web.brand import brand_version
from chassis.web.house import house
from chassis.web.language import current_language, offered_languages
from chassis.web.staff_access import ROLES, current_staff
from chassis.web.staff_areas import areas_of, way_back
from chassis.web.tenant import tenant_if_known

HTMX = {
    # Neither inline styles nor eval: the policy forbids both.
    "includeIndicatorStyles": False,
    # Without "style": what a script has set on an element would be copied onto its successor as an attribute.
    "attributesToSettle": ["class", "width", "height"],
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    # Pages with personal data are not kept in the browser's storage.
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "timeout": 20000,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "...", "swap": False, "error": True},
    ],
}


def add_layout(app: Flask, assets: Assets) -> None:
    """Give the templates what the layout needs."""
    app.jinja_env.globals.update(asset_url=assets.url, htmx_configuration=HTMX, role_names=ROLES)
    app.context_processor(_of_this_request)


def _of_this_request() -> dict[str, Any]:
    tenant = tenant_if_known()
    person = current_staff() if tenant else None
    return {
        "tenant": tenant,
        "brand_url": url_for("brand.sheet", v=brand_version(tenant)) if tenant else "",
        "service": house().service,
        "person": person,
        "areas": areas_of(person) if person else [],
        "way_back": way_back(person, request.path) if person else None,
        "language": current_language(),
        "direction": direction(current_language()),
        "languages": _switch(offered_languages()) if tenant else [],
    }


def _switch(offered: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return (tag, name, address) of every language; only a page that a GET shows can be switched."""
    path = request.path if request.method == "GET" else "/"
    args = [(key, value) for key, value in request.args.items(multi=True) if key != "sprache"]
    found = []
    for tag in offered:
        query = urlencode([*args, ("sprache", tag)])
        found.append((tag, NAMES.get(tag, tag), f"{quote(path)}?{query}"))
    return found

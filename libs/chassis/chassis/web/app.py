"""The app of a service: what all pages, fragments and APIs share, put together once."""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast
from wsgiref.types import WSGIApplication

from flask import Blueprint, Flask
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from chassis.retention.holding import Holding
from chassis.settings import Settings
from chassis.tenancy import TenantDirectory
from chassis.web import catalogue_pages, staff_operating, wording_pages
from chassis.web.admission import admit_by_town
from chassis.web.assets import Assets, chassis_tree, service_tree
from chassis.web.auth import enforce, require_every_view_guarded
from chassis.web.brand import brand_pages
from chassis.web.cross_site import protect_from_other_sites, refuse_other_sites
from chassis.web.formats import add_formats
from chassis.web.health import health_pages
from chassis.web.house import House, OpenWork
from chassis.web.language import set_up_languages
from chassis.web.layout import add_layout
from chassis.web.measure import bind_tenant, measure_requests
from chassis.web.openapi import publish_openapi
from chassis.web.privacy_pages import privacy_pages
from chassis.web.problems import Problem, RefusalOf, invalid_request, register_problems
from chassis.web.resting import close_while_resting
from chassis.web.security import secure_responses
from chassis.web.signing import SharedSession, signing_keys
from chassis.web.tenant import find_tenant
from chassis.web.unstorable import refuse_unstorable_texts
from chassis.web.uploads import allow_files

HERE = Path(__file__).parent
LARGEST_BODY = 1024 * 1024
"""Bytes of a request, unless a view takes more by `@takes_files`."""

LINK_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "The token at the end of the personal link in a citizen's mail",
}


class _App(OpenAPI):
    """Flask with OpenAPI, whose key is read at use so that a rotation needs no restart."""

    session_interface = SharedSession()

    @property
    def secret_key(self) -> str:  # type: ignore[override]
        """The newest of the region's keys."""
        return signing_keys(cast("House", self.extensions["chassis"]).settings.secrets)[-1]


def create_app(  # noqa: PLR0913 - the parts of a service, each by its name
    *,
    service: str,
    package: str,
    settings: Settings,
    tenants: TenantDirectory,
    open_work: OpenWork,
    ready: Callable[[], None],
    blueprints: Sequence[Blueprint] = (),
    apis: Sequence[APIBlueprint] = (),
    extensions: Mapping[str, object] | None = None,
    refusals: Mapping[type[Exception], RefusalOf] | None = None,
    largest_body: int = LARGEST_BODY,
    administration: catalogue_pages.CatalogueAdministration | None = None,
    wording: wording_pages.WordingAdministration | None = None,
    rationed: Sequence[str] = (),
    operation: staff_operating.Operation | None = None,
    holdings: Sequence[Holding] = (),
    beginnings: Sequence[str] = (),
) -> OpenAPI:
    """Return the app of `service`, or refuse to start if a view does not say who may come.

    `extensions` are the service's own ports, found under their names in `current_app.extensions`; `refusals` says how
    errors of use cases are answered; `rationed` names the views that admit people town by town, `beginnings` those
    that are closed while a town rests.
    """
    folder = Path(str(import_module(package).__file__)).parent
    app = _App(
        package,
        info=Info(title=service, version="1"),
        security_schemes={"link": LINK_TOKEN},
        doc_ui=False,
        static_folder=None,
        validation_error_callback=invalid_request,
        validation_error_model=Problem,
    )
    version = os.environ.get("VERSION", "development")
    app.extensions["chassis"] = House(service, settings, tenants, open_work, version)
    app.extensions.update(extensions or {})
    signing_keys(settings.secrets)

    measure_requests(app, service)
    for step in (find_tenant, bind_tenant, enforce, allow_files, refuse_other_sites, refuse_unstorable_texts):
        app.before_request(step)
    app.config.update(
        MAX_CONTENT_LENGTH=largest_body,
        SESSION_COOKIE_NAME="__Host-session",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    protect_from_other_sites(app)
    register_problems(app, refusals or {})
    secure_responses(app)

    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(folder / "entrypoints" / "templates"), FileSystemLoader(HERE / "templates")]
    )
    set_up_languages(app, [HERE / "translations", folder / "translations"])
    add_formats(app)

    for blueprint in (health_pages(ready), brand_pages(service), privacy_pages(service, holdings), *blueprints):
        app.register_blueprint(blueprint)
    if administration is not None:
        app.extensions[catalogue_pages.EXTENSION] = administration
        app.register_blueprint(catalogue_pages.pages, url_prefix=f"/verwaltung/{service}/katalog")
    if wording is not None:
        app.extensions[wording_pages.EXTENSION] = wording
        app.register_blueprint(wording_pages.pages, url_prefix=f"/verwaltung/{service}/schreiben")
    if operation is not None:
        app.extensions[staff_operating.EXTENSION] = operation
        app.register_blueprint(staff_operating.pages, url_prefix=f"/betrieb/{service}")
    for api in apis:
        app.register_api(api)
    publish_openapi(app, service)
    require_every_view_guarded(app)
    close_while_resting(app, beginnings)
    if rationed:
        admit_by_town(app, settings, service, tenants, rationed)

    assets = Assets(_behind_proxies(app, settings.trusted_proxies), _trees(service, folder, settings))
    app.wsgi_app = assets  # type: ignore[method-assign]
    add_layout(app, assets)
    return app


def _behind_proxies(app: Flask, count: int) -> WSGIApplication:
    """Believe X-Forwarded-* of as many proxies as stand in front, and of no more."""
    return ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_port=0, x_prefix=0)


def _trees(service: str, folder: Path, settings: Settings) -> dict[str, dict[str, Path]]:
    return {"chassis": chassis_tree(settings.assets_dir), service: service_tree(folder, settings.assets_dir)}

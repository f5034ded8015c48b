"""Requests that another site makes a browser send: a token (OWASP: synchroniser token) and the fetch metadata.

The token lives in the session that all five services of a host share, so a form of one may be sent to another.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from chassis.web.problems import Refusal
from chassis.web.signing import HOUR
from chassis.web.words import _

View = TypeVar("View", bound=Callable[..., object])
_MARK = "_chassis_without_csrf"
_SAFE = ("GET", "HEAD", "OPTIONS")
_COOKIES_WITH_POWER = ("__Host-staff", "__Host-citizen")
_protection = CSRFProtect()


def without_csrf(view: View) -> View:
    """Exempt a view whose caller is a program that proves itself otherwise, as by a signed webhook."""
    setattr(view, _MARK, True)
    return view


def protect_from_other_sites(app: Flask) -> None:
    """Set up the token; `refuse_other_sites` checks it."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=12 * HOUR, WTF_CSRF_SSL_STRICT=False)
    _protection.init_app(app)


def refuse_other_sites() -> None:
    """Refuse what another site made the browser send; runs before every view."""
    if request.endpoint is None:
        return
    is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
    if request.method in _SAFE and not is_socket:
        return
    if getattr(current_app.view_functions[request.endpoint], _MARK, False):
        return
    if _comes_from_elsewhere():
        raise _refusal()
    # A program that sends no cookie of ours has no power that another site could borrow.
    is_program = request.path.startswith("/api/") and not any(name in request.cookies for name in _COOKIES_WITH_POWER)
    if is_socket or is_program:
        return
    try:
        _protection.protect()
    except CSRFError:
        raise _refusal() from None


def _comes_from_elsewhere() -> bool:
    """Tell by Sec-Fetch-Site, which no script can forge, and by Origin where the browser sends none."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # `null` is what a page without referrer sends; then the token alone decides.
    return origin not in (None, "null") and urlsplit(origin or "").netloc != request.host


def _refusal() -> Refusal:
    return Refusal(
        400,
        _("Bitte senden Sie das Formular noch einmal ab"),
        _(
            "Aus Sicherheitsgründen konnten wir es nicht annehmen: Die Seite war zu lange geöffnet, oder Ihr Browser "
            "nimmt keine Cookies an."
        ),
        slug="form-expired",
    )

"""Sign-in and sign-out of staff; one service mounts these pages for all."""

from typing import cast

import structlog
from flask import Blueprint, current_app, make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import public
from chassis.web.guessing import FAILED_SIGN_INS, count_failure
from chassis.web.house import house
from chassis.web.problems import Refusal
from chassis.web.sign_in import CALLBACK, Providers, SignInFailed
from chassis.web.staff_access import SIGN_IN, Staff, forget_staff, remember_staff, safe_return_path
from chassis.web.staff_areas import first_area
from chassis.web.tenant import current_tenant
from chassis.web.words import _, gettext

SIGN_OUT = "/abmeldung-konto"

login_pages = Blueprint("login", __name__)
log = structlog.get_logger(__name__)


def _providers() -> Providers:
    known = current_app.extensions.get("chassis.providers")
    if known is None:
        known = Providers(house().tenants, house().settings.secrets)
        current_app.extensions["chassis.providers"] = known
    return cast("Providers", known)


@login_pages.get(SIGN_IN)
@public
def sign_in() -> AnyResponse:
    """Lead to the provider of the town."""
    try:
        return _providers().start(current_tenant(), safe_return_path(request.args.get("weiter")))
    except SignInFailed as error:
        raise _refused(error, 503) from error


@login_pages.get(CALLBACK)
@public
def come_back() -> AnyResponse:
    """Take the provider's answer, issue the staff cookie and lead on."""
    try:
        person = _providers().finish(current_tenant())
    except SignInFailed as error:
        count_failure(FAILED_SIGN_INS)
        raise _refused(error, 401) from error
    if current_tenant().key not in person.roles:
        # Leading on would come back here for ever: the provider vouches for the same account again.
        raise Refusal(
            403,
            _("Ihr Konto gilt hier nicht"),
            gettext(
                "Sie sind angemeldet als %(name)s, aber nicht bei dieser Kommune. "
                "Um das Konto zu wechseln, melden Sie sich unter %(address)s ab.",
                name=person.name,
                address=current_tenant().url(SIGN_OUT),
            ),
            slug="other-town",
        )
    wanted = safe_return_path(session.get("after_sign_in"))
    here = Staff(person.subject, person.name, frozenset(person.roles[current_tenant().key]))
    target = first_area(here) if wanted == "/" else wanted
    # Nothing that was in the session before may live on in the signed-in one.
    session.clear()
    response = make_response(redirect(target, code=303))
    remember_staff(response, person.subject, person.name, person.roles)
    log.info("staff signed in", actor=f"staff:{person.subject}", tenants=sorted(person.roles))
    return response


@login_pages.get(SIGN_OUT)
@public
def signed_out() -> str:
    """Say that one is signed out, and where to end the session at the provider too."""
    return render_template("chassis/signed_out.html", provider=_providers().sign_out_address(current_tenant()))


@login_pages.post(SIGN_OUT)
@public
def sign_out() -> AnyResponse:
    """Forget who is signed in."""
    session.clear()
    response = make_response(redirect(SIGN_OUT, code=303))
    forget_staff(response)
    return response


def _refused(error: SignInFailed, status: int) -> Refusal:
    log.warning("sign-in failed", reason=str(error))
    return Refusal(
        status,
        _("Die Anmeldung hat nicht geklappt"),
        _("Ihre Anmeldestelle ist nicht erreichbar, oder die Anmeldung dauerte zu lange. Bitte beginnen Sie neu."),
        slug="sign-in-failed",
        headers={"X-Sign-In": SIGN_IN},
    )

"""The public page on which anyone verifies a certificate; it shows nothing personal."""

from ipaddress import ip_network

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.limits import Limit
from chassis.web.auth import public
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from fulfilment.domain.certificate import CODE_LENGTH, normal, readable

pages = Blueprint("verification", __name__, url_prefix="/pruefen")
VERIFICATIONS = Limit("verifications", 120)
"""So often an hour a network may ask: enough for an office that verifies all day, too few to try codes."""


@pages.get("")
@public
def ask() -> AnyResponse:
    """Ask for the code; a typed one leads to its own address, as the QR code does."""
    typed = request.args.get("code", "")
    if not typed.strip():
        return make_response(render_template("fulfilment/verification_form.html", typed="", problem=""))
    code = normal(typed)
    if len(code) != CODE_LENGTH:
        problem = _("Ein Prüfcode hat 16 Zeichen, zum Beispiel 7K3M-Q2ZT-9XWB-4HNC.")
        page = render_template("fulfilment/verification_form.html", typed=typed[:40], problem=problem)
        return make_response(page, 422)
    return redirect(url_for(".verify", code=code), code=303)


@pages.get("/<code>")
@public
def verify(code: str) -> Response:
    """Say whether the code belongs to a certificate of this town."""
    plain = normal(code)[:64]
    with work() as unit:
        if not unit.limits.allows(VERIFICATIONS, _network(request.remote_addr or "")):
            raise Refusal(
                429,
                _("Von Ihrem Anschluss kamen sehr viele Anfragen"),
                _("Bitte versuchen Sie es in einer Stunde noch einmal. Eilig? Rufen Sie uns an."),
                slug="too-many-verifications",
            )
        certificate = unit.certificates.find_by_code(plain)
    page = render_template("fulfilment/verification.html", certificate=certificate, code=readable(plain[:CODE_LENGTH]))
    status = 404 if certificate is None else 200 if certificate.is_kept else 410
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex"
    # A revocation shows at once, whatever a browser has seen before.
    response.headers["Cache-Control"] = "no-store"
    return response


def _network(address: str) -> str:
    """Return the network of an address: one household or office has one /24 (IPv4) or /64 (IPv6, RFC 6177)."""
    try:
        return str(ip_network((address, 64 if ":" in address else 24), strict=False))
    except ValueError:
        return "unknown"

"""The public page on which anyone verifies a certificate; it shows nothing personal."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import public
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from fulfilment.domain.certificate import CODE_LENGTH, normal, readable

pages = Blueprint("verification", __name__, url_prefix="/pruefen")


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
        certificate = unit.certificates.find_by_code(plain)
    page = render_template("fulfilment/verification.html", certificate=certificate, code=readable(plain[:CODE_LENGTH]))
    response = make_response(page, 200 if certificate else 404)
    response.headers["X-Robots-Tag"] = "noindex"
    # A revocation shows at once, whatever a browser has seen before.
    response.headers["Cache-Control"] = "no-store"
    return response

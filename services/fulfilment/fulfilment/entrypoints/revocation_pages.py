"""The supervisor's pages to find a certificate by its code and to revoke it."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from chassis.web.auth import current_staff, staff
from chassis.web.forms import Form
from chassis.web.problems import Refusal, refuse
from chassis.web.tenant import work
from chassis.web.words import _, gettext
from fulfilment.domain.certificate import normal, readable
from fulfilment.domain.errors import CertificateUnknown, OwnProposal
from fulfilment.use_cases.propose_revocation import (
    Outcome,
    Standing,
    agree_to_revocation,
    drop_proposal,
    propose_revocation,
)
from fulfilment.use_cases.queries import waiting_revocations

pages = Blueprint("revocation", __name__, url_prefix="/verwaltung/fulfilment/bescheinigungen")
refuse(pages, {CertificateUnknown: Refusal(404, slug="not-found")})
NOTHING_DONE: dict[Standing, str] = {
    "valid": _("Es gibt keinen Vorschlag mehr: Jemand hat ihn verworfen. Die Bescheinigung gilt weiter."),
    "proposed": _("Der Widerruf ist noch nicht bestätigt. Die Bescheinigung gilt weiter."),
    "revoked": _("Die Bescheinigung ist schon widerrufen. Es war nichts mehr zu tun."),
}
"""What is said where nothing was done, by how the certificate stands."""


class RevocationForm(Form):
    """Why a certificate is revoked."""

    reason = TextAreaField(
        _("Grund des Widerrufs"),
        description=_("Ein Satz für die Akte, ohne Namen. Auf der öffentlichen Prüfseite steht er nicht."),
        validators=[InputRequired(), Length(min=10, max=500)],
    )


@pages.get("")
@staff("supervisor")
def find() -> AnyResponse:
    """Ask for a code; a known one leads to its certificate."""
    typed = request.args.get("code", "").strip()[:40]
    if not typed:
        with work() as unit:
            waiting = waiting_revocations(unit)
        return make_response(
            render_template("fulfilment/revocation_search.html", typed="", problem="", waiting=waiting)
        )
    with work() as unit:
        certificate = unit.certificates.find_by_code(normal(typed))
    if certificate is None:
        problem = gettext(
            "Zu diesem Prüfcode gibt es bei uns keine Bescheinigung. Bitte vergleichen Sie jedes Zeichen."
        )
        return make_response(render_template("fulfilment/revocation_search.html", typed=typed, problem=problem), 404)
    return redirect(url_for(".show", certificate_id=certificate.id), code=303)


@pages.get("/<uuid:certificate_id>")
@staff("supervisor")
def show(certificate_id: UUID) -> str:
    """Show a certificate and, unless that is done, the form to revoke it."""
    return _page(certificate_id, RevocationForm(formdata=None))


@pages.post("/<uuid:certificate_id>/widerrufen")
@staff("supervisor")
def revoke(certificate_id: UUID) -> AnyResponse:
    """Propose to revoke; it counts when a second supervisor agrees."""
    form = RevocationForm()
    if not form.validate_on_submit():
        return make_response(_page(certificate_id, form), 422)
    with work() as unit:
        outcome = propose_revocation(unit, certificate_id, str(form.reason.data), _actor())
    if not outcome.done and outcome.now == "proposed":
        return make_response(_page(certificate_id, form), 409)
    return _told(
        certificate_id,
        outcome,
        gettext("Der Widerruf ist vorgeschlagen. Eine zweite Person aus der Leitung muss ihn bestätigen."),
    )


@pages.post("/<uuid:certificate_id>/bestaetigen")
@staff("supervisor")
def agree(certificate_id: UUID) -> AnyResponse:
    """Revoke for good what somebody else has proposed."""
    with work() as unit:
        try:
            outcome = agree_to_revocation(unit, certificate_id, _actor())
        except OwnProposal:
            raise Refusal(
                409,
                gettext("Das muss eine zweite Person bestätigen"),
                gettext("Sie haben den Widerruf selbst vorgeschlagen. Er gilt, sobald jemand anderes ihn bestätigt."),
                slug="four-eyes",
            ) from None
    return _told(
        certificate_id, outcome, gettext("Die Bescheinigung ist widerrufen. Die Prüfseite zeigt das ab sofort.")
    )


@pages.post("/<uuid:certificate_id>/verwerfen")
@staff("supervisor")
def drop(certificate_id: UUID) -> AnyResponse:
    """Let the certificate hold."""
    with work() as unit:
        outcome = drop_proposal(unit, certificate_id, _actor())
    return _told(certificate_id, outcome, gettext("Der Vorschlag ist verworfen. Die Bescheinigung gilt weiter."))


def _told(certificate_id: UUID, outcome: Outcome, done: str) -> AnyResponse:
    """Say what was done, or how it stands where somebody else was faster."""
    words, kind = (done, "success") if outcome.done else (gettext(NOTHING_DONE[outcome.now]), "warning")
    flash(words, kind)
    return redirect(url_for(".show", certificate_id=certificate_id), code=303)


def _page(certificate_id: UUID, form: RevocationForm) -> str:
    with work() as unit:
        certificate = unit.certificates.find(certificate_id)
        if certificate is None:
            raise Refusal(404, slug="not-found")
        proposal = unit.certificates.proposal(certificate_id)
        number = unit.cases.get(certificate.case_id).number
        unit.audit("certificate.viewed", certificate_id, _actor())
    return render_template(
        "fulfilment/revocation.html",
        certificate=certificate,
        number=number,
        code=readable(certificate.code),
        form=form,
        proposal=proposal,
        me=_actor(),
    )


def _actor() -> str:
    person = current_staff()
    return person.actor if person else ""  # the route lets supervisors in only

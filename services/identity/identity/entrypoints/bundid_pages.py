"""The way to BundID and back; on this device or another one, so without any cookie of ours."""

from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, render_template, request

from chassis.web.auth import public
from chassis.web.cross_site import without_csrf
from chassis.web.problems import Refusal as NotShown
from chassis.web.security import allow
from chassis.web.tenant import work
from identity.domain.errors import NoCheck
from identity.domain.handoff import AnswerRefused, Refusal
from identity.entrypoints.texts.bundid_texts import REFUSED
from identity.use_cases import go_elsewhere
from identity.use_cases.ports import BundId, Outside

bundid_pages = Blueprint("bundid_pages", __name__, url_prefix="/identitaet/bundid")
LONGEST = 200_000
"""Characters of an answer; real ones have some ten thousand."""


@bundid_pages.get("/<uuid:appointment_id>/<request_key>")
@public
def leave(appointment_id: UUID, request_key: str) -> str | tuple[str, int]:
    """Show the button that posts a signed request to BundID; nothing changes here by looking."""
    try:
        with work() as unit:
            leaving = go_elsewhere.leave_for_bundid(unit, _bundid(), appointment_id, request_key)
    except NoCheck:
        return _refused(Refusal.UNSOLICITED), 410
    except AnswerRefused as error:
        return _refused(error.why), 410
    address = urlsplit(leaving.address)
    allow("form-action", f"{address.scheme}://{address.netloc}")
    return render_template("identity/bundid_leave.html", leaving=leaving)


@bundid_pages.post("/antwort")
@public
@without_csrf
def answer() -> str | tuple[str, int]:
    """Take BundID's answer out of the browser's hands; it proves itself by its signature."""
    try:
        told = request.form.get("SAMLResponse", "")
        if not told or len(told) > LONGEST:
            return _refused(Refusal.NO_ANSWER), 400
        go_elsewhere.hear_bundid(work, _bundid(), told)
    except AnswerRefused as error:
        return _refused(error.why), 403
    return render_template("identity/bundid_back.html", refused="")


def _refused(why: Refusal) -> str:
    return render_template("identity/bundid_back.html", refused=REFUSED[why])


def _bundid() -> BundId:
    port = cast("Outside", current_app.extensions["ports"]).bundid
    if port is None:
        raise NotShown(404, slug="not-found")
    return port

"""The post of the day: one PDF to print, with a list, and what was posted is marked as such."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.letters.letter import PrintShop
from chassis.letters.print_run import Printed, PrintRun
from chassis.web.auth import current_staff, staff
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import gettext as _
from chassis.web.words import ngettext
from fulfilment.domain.flow import Role
from fulfilment.domain.sticker import StickerLetter
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.post_in_bulk import (
    CERTIFICATE,
    MOST,
    certificates_posted,
    sticker_letters,
    stickers_posted,
)

pages = Blueprint("prints", __name__, url_prefix="/verwaltung/fulfilment/druck")
ROLES: tuple[Role, ...] = ("clerk", "supervisor")


@pages.get("")
@staff(*ROLES)
def listing() -> str:
    """Show what lies ready."""
    shop = _outside().print_shop
    waiting = shop.waiting(current_tenant().key, CERTIFICATE)[:MOST] if shop else ()
    return render_template("fulfilment/prints.html", shop=shop, certificates=waiting, stickers=_stickers())


@pages.get("/bescheinigungen.pdf")
@staff(*ROLES)
def certificates() -> Response:
    """Return the certificates of the day as one PDF."""
    shop, town = _shop(), current_tenant().key
    letters = tuple(
        Printed(one.reference, one.recipient, shop.content(town, CERTIFICATE, one.reference))
        for one in shop.waiting(town, CERTIFICATE)[:MOST]
    )
    return _printed(_("Bescheinigungen"), letters)


@pages.get("/aufkleber.pdf")
@staff(*ROLES)
def stickers() -> Response:
    """Return the letters that stickers go with as one PDF."""
    found, today = _stickers(), _today()
    contents = _outside().stickers(found, current_tenant(), today)
    letters = tuple(
        Printed(letter.number, letter.recipient, content, letter.what)
        for letter, content in zip(found, contents, strict=True)
    )
    return _printed(_("Aufkleber"), letters)


@pages.post("/bescheinigungen/verschickt")
@staff(*ROLES)
def mark_certificates() -> AnyResponse:
    """Mark what was printed as posted, and nothing that came meanwhile."""
    shop, today = _shop(), _today()
    posted = shop.mark_posted(current_tenant().key, CERTIFICATE, request.form.getlist("letter"), today)
    with work() as unit:
        certificates_posted(unit, posted, today, _actor())
    return _marked(len(posted))


@pages.post("/aufkleber/verschickt")
@staff(*ROLES)
def mark_stickers() -> AnyResponse:
    """End the tasks of the stickers that were printed."""
    outcome = _("Mit der Sammelpost vom %(day)s verschickt", day=_today().strftime("%d.%m.%Y"))
    with work() as unit:
        ended = stickers_posted(unit, set(_task_ids()), outcome, _roles(), _actor())
    return _marked(ended)


def _printed(title: str, letters: tuple[Printed, ...]) -> Response:
    if not letters:
        raise Refusal(404, _("Hier liegt gerade nichts zum Drucken"), slug="nothing-to-print")
    run = PrintRun(title, _today(), letters)
    response = make_response(_outside().printer(run, current_tenant()))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{title}-{run.day}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _marked(count: int) -> AnyResponse:
    flash(ngettext("Ein Brief ist als verschickt vermerkt.", "%(num)s Briefe sind als verschickt vermerkt.", count))
    return redirect(url_for(".listing"), code=303)


def _stickers() -> tuple[StickerLetter, ...]:
    with work() as unit:
        return sticker_letters(unit, _roles(), _actor())


def _task_ids() -> Iterator[UUID]:
    """Yield the tasks whose letters the page had shown; what is no id is none of them."""
    for told in request.form.getlist("letter"):
        with suppress(ValueError):
            yield UUID(told)


def _roles() -> list[Role]:
    person = current_staff()
    return [role for role in ROLES if person and person.has(role)]


def _shop() -> PrintShop:
    shop = _outside().print_shop
    if shop is None:  # a letter service prints
        raise Refusal(404, slug="not-found")
    return shop


def _today() -> date:
    with work() as unit:
        today: date = unit.clock().astimezone(unit.tenant.zone).date()
    return today


def _outside() -> Outside:
    outside: Outside = current_app.extensions["ports"]
    return outside


def _actor() -> str:
    person = current_staff()
    return person.actor if person else ""  # the routes let staff in only

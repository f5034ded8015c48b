"""The town's documents as its administrators will see them go out: each template, by the day from which it holds."""

from datetime import date

from flask import Blueprint, Response, render_template, request

from billing.entrypoints.answering import ports, work
from billing.entrypoints.citizen_pages import pdf
from billing.use_cases.document_content import NoticeContent
from billing.use_cases.sample_documents import sample_documents
from chassis.web.auth import staff
from chassis.web.problems import Refusal

pages = Blueprint("templates", __name__, url_prefix="/verwaltung/billing/vorlagen")


@pages.get("")
@staff("administrator")
def show() -> str:
    """Show from which days which template holds, with a preview of each document."""
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
        section = unit.catalogue
        days = sorted({today, *(look.valid_from for look in section.letterheads if look.valid_from > today)})
        kinds = {day: tuple(sample_documents(unit.tenant, section, day)) for day in days}
    return render_template("billing/templates.html", kinds=kinds, today=today)


@pages.get("/<kind>.pdf")
@staff("administrator")
def preview(kind: str) -> Response:
    """Return a document with sample data, as the real one of that day will look."""
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
        content = sample_documents(unit.tenant, unit.catalogue, _day(today)).get(kind)
    if content is None:
        raise Refusal(404, slug="not-found")
    renderer = ports()
    made = renderer.render(content) if isinstance(content, NoticeContent) else renderer.render_letter(content)
    return pdf(made, f"Muster-{kind}.pdf")


def _day(today: date) -> date:
    try:
        return date.fromisoformat(request.args.get("tag", "") or today.isoformat())
    except ValueError:
        raise Refusal(400, slug="no-day") from None

"""The administrator looks at the town's documents before they go out."""

from typing import Any

from tests.service.billing.browsing import staff
from tests.service.billing.conftest import Open

PAGE = "/verwaltung/billing/vorlagen"


def test_an_administrator_sees_each_document_with_sample_data(work: Open, app: Any) -> None:
    browser = staff(app, "administrator")
    page = browser.get(PAGE).text
    assert "Gebührenbescheid ansehen" in page
    assert "Mahnung ansehen" in page
    with work() as unit:
        day = unit.clock().date()
    made = browser.get(f"{PAGE}/cancellation.pdf?tag={day}")
    assert made.content_type == "application/pdf"
    assert made.data.startswith(b"%PDF-")


def test_nobody_else_does_and_a_wrong_day_is_refused(work: Open, app: Any) -> None:
    with work() as unit:
        assert unit.notices.latest(1) == []
    assert staff(app, "cashier").get(PAGE).status_code == 403
    assert staff(app, "administrator").get(f"{PAGE}/notice.pdf?tag=morgen").status_code == 400
    assert staff(app, "administrator").get(f"{PAGE}/notice.pdf?tag=1990-01-01").status_code == 404

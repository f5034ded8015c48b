"""The cashier finds a claim by what lies on the desk."""

from typing import Any
from urllib.parse import quote

from tests.service.billing.browsing import staff
from tests.service.billing.claims import claim
from tests.service.billing.conftest import Open


def test_a_claim_is_found_by_name_case_notice_and_kassenzeichen(app: Any, work: Open) -> None:
    mine = claim(work, family_name="Müller", number="OF-2026-00777")
    claim(work, family_name="Meier")
    cashier = staff(app, "cashier")
    assert "Familienname, Vorgang" in cashier.get("/kasse").text
    for sought in ("müll", "OF-2026-00777", mine.notice.number, mine.notice.kassenzeichen, mine.notice.rf):
        page = cashier.get(f"/kasse/suche?q={quote(sought)}")
        assert str(mine.charge_id) in page.text, sought
        assert "Meier" not in page.text, sought


def test_what_is_not_there_is_said_and_wildcards_are_no_wildcards(app: Any, work: Open) -> None:
    claim(work)
    cashier = staff(app, "cashier")
    assert "Zu „%“ gibt es keine Forderung." in cashier.get("/kasse/suche?q=%25").text

"""The Federation's share: remitted for what was collected, once for each run; and the export of a month."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from billing.domain import ledger
from billing.domain.remittance import latest_run, next_run
from billing.use_cases.remit_federation_share import federation_share, remit_federation_share
from tests.service.billing.browsing import staff
from tests.service.billing.claims import Claim, balances, claim
from tests.service.billing.conftest import Open


def paid(work: Open, mine: Claim) -> None:
    with work() as unit:
        unit.ledger.book(ledger.transferred(mine.notice, 1300, unit.clock()))


def after(work: Open, run: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything booked so far lie before a run that has just been due."""
    from billing.use_cases import remit_federation_share as module

    del work
    monkeypatch.setattr(module, "latest_run", lambda _today: run)


@pytest.mark.parametrize(
    ("today", "latest", "following"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 6, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1), date(2027, 6, 1)),
        (date(2027, 1, 5), date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_runs_are_on_the_first_of_june_and_december(today: date, latest: date, following: date) -> None:
    assert (latest_run(today), next_run(today)) == (latest, following)


def test_a_run_remits_what_was_collected_and_only_once(work: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    collected, waiting = claim(work), claim(work)
    paid(work, collected)
    after(work, date(2999, 6, 1), monkeypatch)
    with work() as unit:
        assert federation_share(unit).owed == 1560
        assert federation_share(unit).due_amount == 780, "what nobody has paid yet is not remitted"
    for expected in (780, 0):
        with work() as unit:
            assert remit_federation_share(unit, "staff:1") == expected
    assert balances(work)["federation_share"] == -780
    paid(work, waiting)
    after(work, date(2999, 12, 1), monkeypatch)
    with work() as unit:
        assert remit_federation_share(unit, "staff:1") == 780
    assert "federation_share" not in balances(work)


def test_what_was_collected_after_the_day_waits_for_the_next_run(work: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    paid(work, claim(work))
    after(work, date(2000, 6, 1), monkeypatch)
    with work() as unit:
        assert remit_federation_share(unit, "staff:1") == 0


def test_the_export_of_a_month_has_every_line_and_comes_to_nothing(app: Any, work: Open) -> None:
    mine = claim(work)
    paid(work, mine)
    cashier = staff(app, "cashier")
    assert "Anteil des Bundes" in cashier.get("/kasse/buecher").text
    with work() as unit:
        month = f"{datetime.now(unit.tenant.zone):%Y-%m}"
        count = unit.connection.execute(sa.text("SELECT count(*) FROM ledger_lines")).scalar()
    answer = cashier.get(f"/kasse/buecher/buchungen.csv?monat={month}")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == count == 5

    def cents(text: str) -> int:
        return int(text.replace(",", "") or "0")

    assert sum(cents(row["Soll"]) - cents(row["Haben"]) for row in rows) == 0
    assert {row["Kassenzeichen"] for row in rows} == {mine.notice.kassenzeichen}
    assert cashier.get("/kasse/buecher/buchungen.csv?monat=x").status_code == 400

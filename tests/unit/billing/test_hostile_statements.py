"""Amounts and days that no bank writes, but that Python would take: the file is refused and says why."""

import pytest

from billing.adapters.statement_files import read_file
from billing.domain.errors import StatementRefused
from tests.service.billing.statements import Day, Told, camt

GOOD = camt(Day(told=(Told(amount=1300),)))


def test_the_file_is_good_as_it_is() -> None:
    assert len(list(read_file(GOOD))) == 2


@pytest.mark.parametrize("amount", [b"NaN", b"Infinity", b"1E+99999", b"13.005", b"1" * 40, "١٣".encode(), b""])
def test_an_amount_that_is_none_is_refused(amount: bytes) -> None:
    assert GOOD.count(b">13.00<") > 0
    with pytest.raises(StatementRefused, match="format"):
        list(read_file(GOOD.replace(b">13.00<", b">" + amount + b"<")))


@pytest.mark.parametrize("day", [b"2026-13-45", b"2026-1", b"gestern"])
def test_a_day_that_is_none_is_refused(day: bytes) -> None:
    with pytest.raises(StatementRefused, match="format"):
        list(read_file(GOOD.replace(b"<Dt>2026-11-24</Dt>", b"<Dt>" + day + b"</Dt>")))

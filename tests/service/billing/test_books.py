"""The books in PostgreSQL: balanced and unchangeable, whoever writes."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from billing.adapters.tables import ledger_entries, ledger_lines
from billing.domain.charge import charge_id
from billing.use_cases.assess_charge import assess_charge
from chassis.persistence.engine import create_engine
from chassis.service import Running
from tests.service.billing.conftest import Open, submitted


def test_an_entry_that_is_not_balanced_cannot_be_committed(work: Open) -> None:
    case = submitted()
    with work() as unit:
        assess_charge(unit, case)
    entry, charge = uuid4(), charge_id("ostfildern", case.case_id)
    with pytest.raises(sa.exc.IntegrityError, match="not balanced"), work() as unit:  # noqa: PT012 - fails at commit
        told = {"tenant": "ostfildern", "id": entry, "charge_id": charge, "what": "x", "booked_at": datetime.now(UTC)}
        unit.connection.execute(ledger_entries.insert().values(told))
        for number, amount in ((1, 100), (2, -99)):
            line = {"tenant": "ostfildern", "entry_id": entry, "line": number, "account": "fees", "amount": amount}
            unit.connection.execute(ledger_lines.insert().values(line))


def test_an_entry_without_lines_cannot_be_committed(work: Open) -> None:
    case = submitted()
    with work() as unit:
        assess_charge(unit, case)
    with pytest.raises(sa.exc.IntegrityError, match="not balanced"), work() as unit:  # noqa: PT012 - fails at commit
        told = {"id": uuid4(), "charge_id": charge_id("ostfildern", case.case_id), "what": "x"}
        unit.connection.execute(
            ledger_entries.insert().values(tenant="ostfildern", booked_at=datetime.now(UTC), **told)
        )


@pytest.mark.parametrize("statement", ["UPDATE ledger_lines SET amount = 1", "DELETE FROM ledger_entries"])
def test_nobody_changes_what_is_booked(work: Open, billing: Running[Any], statement: str) -> None:
    with work() as unit:
        assess_charge(unit, submitted())
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), work() as unit:
        unit.connection.execute(sa.text(statement))
    owner = create_engine(billing.settings.migration_database_url.get_secret_value(), pool_size=1)
    with pytest.raises(sa.exc.InternalError, match="append-only"), owner.begin() as connection:
        connection.execute(sa.text(statement))
    owner.dispose()


def test_a_town_does_not_see_the_charges_of_another(work: Open) -> None:
    case = submitted()
    with work() as unit:
        assess_charge(unit, case)
    with work("musterstadt") as unit:
        count = unit.connection.execute(sa.text("SELECT count(*) FROM charges")).scalar()
    assert count == 0

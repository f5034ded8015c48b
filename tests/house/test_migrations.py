"""A migration only adds (expand); what the previous release still uses goes one release later (contract).

While an upgrade runs, and after a rollback, the previous release's code works on the new schema. `make proof` runs it
there (`tests/proof/test_previous_release.py`); this is what can be seen without running anything.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(
    [*ROOT.glob("services/*/*/migrations/*.py"), *ROOT.glob("libs/chassis/chassis/persistence/migrations/*.py")]
)
CONTRACTING = {
    "takes a table or a column away": r"DROP\s+(TABLE|COLUMN|VIEW)|\bdrop_(table|column)\(",
    "gives another name": r"\bRENAME\b|rename_table\(|new_column_name=",
    "changes a type": r"ALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b|type_=",
    "asks for what old code does not write": r"SET\s+NOT\s+NULL|nullable=False",
    "takes a right away": r"\bREVOKE\s+(ALL|SELECT|INSERT|UPDATE|DELETE|USAGE|EXECUTE)\b",
}
LOCKING_INDEX = re.compile(
    r"CREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)|create_index\(|\.create\(op\.get_bind", re.IGNORECASE
)
BEFORE_THE_FIRST_TOWN = {
    *("house_0001_chain_limits_codes", "house_0002_ready_outbox", "0002_bank_statements", "0008_joint_payments"),
    *("0002_lost_links", "0003_booking_without_mail", "0005_search_by_bits", "0010_withdrawn_refunds"),
}
"""Migrations that added an index while no table had rows; they stay as they ran."""
REQUIRED_COLUMN = re.compile(
    r"ADD\s+COLUMN(?:(?!,\s*ADD|;|\").)*?NOT\s+NULL(?:(?!,\s*ADD|;|\").)*", re.IGNORECASE | re.DOTALL
)
FILLED = re.compile(r"\bDEFAULT\b|\bGENERATED\b", re.IGNORECASE)
MARK = re.compile(r'^contracts = "([^"]+)"', re.MULTILINE)


def faults(text: str) -> list[str]:
    """Return what in a migration the previous release's code would stumble over."""
    found = [what for what, pattern in CONTRACTING.items() if re.search(pattern, text, re.IGNORECASE)]
    if any(not FILLED.search(column) for column in REQUIRED_COLUMN.findall(text)):
        found.append("adds a column that old code does not fill")
    return found


def released() -> set[str]:
    answer = subprocess.run(["/usr/bin/env", "git", "tag"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_a_migration_only_adds(file: Path) -> None:
    """`contracts = "<tag>"` names the release since which no code uses what is taken away."""
    text = file.read_text(encoding="utf-8")
    mark = MARK.search(text)
    if mark is None:
        assert faults(text) == [], f'{file.name}: expand now, contract one release later with contracts = "<tag>"'
    else:
        assert mark[1] in released()


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_nobody_waits_for_a_new_index(file: Path) -> None:
    """A plain CREATE INDEX keeps everybody from writing until all rows are read; `add_indexes` does not."""
    if file.stem not in BEFORE_THE_FIRST_TOWN:
        assert not LOCKING_INDEX.search(file.read_text(encoding="utf-8")), "use chassis.persistence.schema.add_indexes"


@pytest.mark.parametrize("sql", ["CREATE INDEX a ON b (c)", "CREATE UNIQUE INDEX a ON b (c)", "op.create_index('a')"])
def test_an_index_that_locks_is_seen(sql: str) -> None:
    assert LOCKING_INDEX.search(sql)
    assert not LOCKING_INDEX.search("DROP INDEX CONCURRENTLY a; CREATE INDEX CONCURRENTLY a ON b (c)")


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("ALTER TABLE a DROP COLUMN b", "takes a table or a column away"),
        ("op.drop_column('a', 'b')", "takes a table or a column away"),
        ("ALTER TABLE a RENAME b TO c", "gives another name"),
        ("ALTER TABLE a ALTER COLUMN b TYPE bigint", "changes a type"),
        ("ALTER TABLE a ALTER COLUMN b SET NOT NULL", "asks for what old code does not write"),
        ("ALTER TABLE a ADD COLUMN b text NOT NULL", "adds a column that old code does not fill"),
        ("REVOKE UPDATE ON a FROM b", "takes a right away"),
    ],
)
def test_each_contracting_step_is_seen(sql: str, fault: str) -> None:
    assert faults(sql) == [fault]


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE a ADD COLUMN b text NOT NULL DEFAULT ''",
        "ALTER TABLE a ADD COLUMN b tstzrange NOT NULL\n GENERATED ALWAYS AS (c) STORED",
        "ALTER TABLE a ALTER COLUMN b DROP NOT NULL",
        "CREATE TABLE a (b text NOT NULL)",
    ],
)
def test_an_expanding_step_is_not(sql: str) -> None:
    assert faults(sql) == []

"""No table of identity has a place for an image, a zone, a number of a document, or an answer in plain text."""

import re

import sqlalchemy as sa

from chassis.persistence.tables import CHASSIS_TABLES
from identity.adapters.tables import metadata

HOUSE = {table.name for table in CHASSIS_TABLES}
OURS = [table for table in metadata.sorted_tables if table.name not in HOUSE]


def test_only_salts_and_sealed_texts_are_binary() -> None:
    binary = {str(column) for table in OURS for column in table.columns if isinstance(column.type, sa.LargeBinary)}
    assert binary == {"audit_detail.salt", "register_entry.sealed", "check_facts.sealed"}


def test_no_column_and_no_index_is_about_what_must_not_be_kept() -> None:
    forbidden = re.compile(r"image|picture|photo|still|video|audio|zone|mrz|serial|number|\bcan\b|pin|answer")
    named = [str(column) for table in OURS for column in table.columns]
    named += [str(index.name) for table in OURS for index in table.indexes]
    assert len(named) > 30
    assert [name for name in named if forbidden.search(name)] == []

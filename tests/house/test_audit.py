"""Exceptions from the audit have a reason and an end, and one that is over is a finding."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import audit
from tests.audit import __main__ as command


def test_every_exception_has_its_reason_and_its_end() -> None:
    _borne, over = command.borne(date.min)
    assert audit.__doc__
    assert over == []


def test_an_exception_that_is_over_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text("- {id: A-1, why: not reached, until: 2026-01-31}\n- {id: B-2, why: the same, until: 2027-01-31}\n")
    monkeypatch.setattr(command, "EXCEPTIONS", file)
    borne, over = command.borne(date(2026, 6, 1))
    assert borne == {"B-2"}
    assert over == ["the exception A-1 ended on 2026-01-31"]


def test_a_package_that_was_passed_over_is_a_finding_and_a_borne_weakness_is_none() -> None:
    packages: list[dict[str, Any]] = [
        {"name": "old", "version": "1", "vulns": [{"id": "A-1"}, {"id": "B-2"}]},
        {"name": "new", "version": "2", "vulns": []},
        {"name": "unheard", "skip_reason": "Dependency not found on PyPI and could not be audited"},
    ]
    assert command.weaknesses("web", packages, {"B-2"}) == [
        "web: nothing is known of 1 packages: unheard …",
        "web: old 1: A-1",
    ]

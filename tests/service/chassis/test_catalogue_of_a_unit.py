"""A unit asks once which version of the catalogue counts, and sees at once what it stores itself."""

from typing import Any

import sqlalchemy as sa


def test_a_unit_asks_once_which_version_counts(probe: Any) -> None:
    asked: list[str] = []
    sa.event.listen(probe.work.engine, "before_cursor_execute", lambda _c, _cu, statement, *_: asked.append(statement))
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        greetings = [unit.catalogue.greeting for _ in range(5)]
    assert greetings == ["Guten Tag"] * 5
    assert len([statement for statement in asked if "max(version) FROM catalogue" in statement]) == 1


def test_a_unit_sees_the_version_that_it_stores(probe: Any) -> None:
    from probe.bootstrap import Section

    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        before = unit.catalogue.greeting
        unit.store_catalogue(Section(greeting="Grüß Gott"))
        assert (before, unit.catalogue.greeting) == ("Guten Tag", "Grüß Gott")

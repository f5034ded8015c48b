"""Stacks of several processes become one drawing that says what is dear."""

from xml.etree import ElementTree as ET

from benchmarks.flames.drawing import drawing
from benchmarks.flames.folded import short, tree

STACKS = (
    "web;run (chassis/web/server.py:9);search (services/booking/booking/use_cases/queries.py:3) 30",
    "web;run (chassis/web/server.py:12);search (services/booking/booking/use_cases/queries.py:7) 30",
    "relay;<module> (<string>:1);run (chassis/messaging/relay.py:5) 39",
    "relay;run (chassis/messaging/relay.py:5);rare (lib/rare.py:1) 1",
)


def test_a_frame_is_named_by_its_module_whatever_its_line_and_folder() -> None:
    assert short("search (/srv/services/booking/booking/use_cases/queries.py:3)") == "booking.use_cases.queries:search"
    assert short("execute (/lib/site-packages/sqlalchemy/engine/base.py:7)") == "engine.base:execute"


def test_stacks_of_all_processes_are_counted_together() -> None:
    root = tree(STACKS, "booking")
    assert (root.samples, {name: one.samples for name, one in root.calls.items()}) == (100, {"web": 60, "relay": 40})
    assert root.calls["web"].calls["chassis.web.server:run"].calls["booking.use_cases.queries:search"].samples == 60


def test_a_drawing_shows_shares_and_leaves_out_what_is_too_narrow_to_see() -> None:
    drawn = drawing(tree([*STACKS, "web;tiny (lib/tiny.py:1) 0"], "booking"), "booking")
    titles = [one.text for one in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}title")]  # noqa: S314 - our own
    assert "booking.use_cases.queries:search 60.0 %" in titles
    assert "lib.tiny:tiny 0.0 %" not in titles

"""What benchmarks print is what the page says."""

import json
from pathlib import Path

from benchmarks.report.page import growth, morning, write
from benchmarks.report.parts import PARTS, Said, read
from benchmarks.telling import Figure, at_least, at_most

LINES = """
something that is no figure
figure=served value=12 goal=- holds=yes
figure=share value=0.19 goal=>=0.5 holds=no
figure=first_view value=146KB requests=9 foreign=0 goal=<=150KB holds=yes
figure=frames value=600
"""


def test_every_form_of_line_is_read() -> None:
    assert read(LINES) == (
        Figure("served", "12", "-", holds=True),
        Figure("share", "0.19", ">=0.5", holds=False),
        Figure("first_view", "146KB requests=9 foreign=0", "<=150KB", holds=True),
        Figure("frames", "600", "-", holds=True),
    )


def test_what_is_told_is_read_again() -> None:
    told = (at_most("wait", 0.3, 1), at_most("wait", 2, 1), at_least("share", 0.6, 0.5), Figure("plain", "7"))
    assert read("\n".join(map(str, told))) == told
    assert [figure.holds for figure in told] == [True, False, True, True]


def test_a_missed_goal_stands_out_on_the_page() -> None:
    page = write([Said(PARTS[0], "2026-11-28", read(LINES))])
    assert "| share | 0.19 | >=0.5 | **no** |" in page
    assert "| served | 12 |  |  |" in page


def test_the_morning_is_counted_by_the_second(tmp_path: Path) -> None:
    asked = [[0.2, "release-day", "search", 200, 0.1]] * 3 + [[1.5, "release-day", "search", 429, 0.01]] * 2
    asked += [[1.6, "neighbour", "search", 200, 0.1], [1.7, "release-day", "hold", 201, 0.1]]
    file = tmp_path / "surge.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    assert morning(file) == {"offered": [3, 2], "served": [3, 0], "refused": [0, 2], "p95": [100, 0]}


def test_growth_is_told_as_a_share_of_the_smallest(tmp_path: Path) -> None:
    file = tmp_path / "growth.json"
    costs = [{"yardstick": 4, "search": 2}, {"yardstick": 8, "search": 5}]
    file.write_text(json.dumps({"steps": [[1, 10], [10, 100]], "costs": costs}))
    assert growth(file) == {"search": [1.0, 1.25]}
    assert growth(tmp_path / "none.json") is None

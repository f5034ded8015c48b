"""The dashboards say what they show, ask for figures that there are, and in a language that Prometheus understands."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from observability.boards import BOARDS
from observability.live import configuration
from observability.panels import Board
from observability.telemetry_page import FROM_OUTSIDE, metrics
from tests.observability.test_pages import NAME

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "charts" / "observability" / "files"


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.uid)
def test_every_panel_has_a_unit_and_says_what_is_good(board: Board) -> None:
    drawn = json.loads((FILES / "dashboards" / f"{board.uid.partition('-')[2]}.json").read_text(encoding="utf-8"))
    assert len(drawn["panels"]) == len(board.panels) >= 3
    for panel in drawn["panels"]:
        assert panel["fieldConfig"]["defaults"]["unit"]
        assert panel["description"].endswith(".")
        assert panel["targets"][0]["expr"]


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.uid)
def test_no_board_asks_the_same_twice(board: Board) -> None:
    titles, queries = ([getattr(panel, part) for panel in board.panels] for part in ("title", "query"))
    assert len(set(titles)) == len(titles)
    assert len(set(queries)) == len(queries)


def test_prometheus_understands_every_query(tmp_path: Path) -> None:
    rules = [
        {"record": f"panel:{number}", "expr": re.sub(r"\$\w+", "x", panel.query)}
        for number, panel in enumerate(panel for board in BOARDS for panel in board.panels)
    ]
    file = tmp_path / "panels.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}), encoding="utf-8")
    answer = subprocess.run(
        ["/usr/bin/promtool", "check", "rules", str(file)], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_panel_asks_for_figures_that_there_are() -> None:
    known = {name for name, *_ in (*metrics(), *FROM_OUTSIDE)}
    known |= {f"{name}_bucket" for name, kind, *_ in metrics() if kind == "histogram"}
    asked = {name for board in BOARDS for panel in board.panels for name in NAME.findall(panel.query)}
    assert asked - known == set()


def test_the_alerts_lead_to_dashboards_that_there_are() -> None:
    boards = {board.uid for board in BOARDS}
    told = yaml.safe_load((FILES / "rules.yaml").read_text(encoding="utf-8"))
    rules: list[Any] = [rule for group in told["groups"] for rule in group["rules"] if "alert" in rule]
    assert {rule["annotations"]["dashboard"].removeprefix("/d/").partition("?")[0] for rule in rules} <= boards


def test_prometheus_accepts_what_the_demo_gives_it(tmp_path: Path) -> None:
    endpoints = {
        "processes": {"booking-web": {"url": "http://127.0.0.1:1"}},
        "broker": {"metrics": "http://127.0.0.1:2/metrics"},
    }
    file = tmp_path / "prometheus.yml"
    file.write_text(yaml.safe_dump(configuration(endpoints, "127.0.0.1:3", "127.0.0.1:4")), encoding="utf-8")
    answer = subprocess.run(
        ["/usr/bin/promtool", "check", "config", str(file)], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr

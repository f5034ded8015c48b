"""What people read at night exists: the list of figures, a runbook for each alert, commands that can be typed."""

import re
import shlex
from pathlib import Path

import pytest

from chassis.cli import _parser
from observability.rules import alert_names, rules
from observability.telemetry_page import FROM_OUTSIDE, metrics

ROOT = Path(__file__).resolve().parents[2]
RUNBOOKS = ROOT / "docs" / "runbooks"
SECTIONS = ("**Who notices:**", "## First looks", "## What helps", "## It is over when")
SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
PROCESSES = ("web", "worker", "relay")
VERBS = {
    "kubectl": {"get", "logs", "describe", "exec", "rollout", "delete", "create", "apply", "scale"},
    "helm": {"rollback", "upgrade", "test", "status", "history", "install", "template", "list"},
    "rabbitmqctl": {"list_queues", "cluster_status", "list_connections"},
}
NAME = re.compile(r"\b[a-z][a-z_]*(?:_total|_seconds(?:_count|_bucket|_sum)?|_active|_success|_ready)\b")


def commands(page: Path) -> list[str]:
    return re.findall(r"```sh\n\s*(.+?)\n\s*```", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("alert", alert_names())
def test_an_alert_has_a_runbook_with_first_looks(alert: str) -> None:
    text = (RUNBOOKS / f"{alert}.md").read_text(encoding="utf-8")
    assert [part for part in SECTIONS if part not in text] == []
    assert len(commands(RUNBOOKS / f"{alert}.md")) >= 3


def test_no_runbook_is_left_of_an_alert_that_is_gone() -> None:
    assert sorted(page.stem for page in RUNBOOKS.glob("*.md")) == alert_names()


@pytest.mark.parametrize("page", sorted(RUNBOOKS.glob("*.md")), ids=lambda page: page.stem)
def test_the_commands_of_a_runbook_exist(page: Path) -> None:
    for command in commands(page):
        words = shlex.split(command)
        program = words[0]
        verb = next(word for word in words[1:] if not word.startswith("-") and not word.startswith("buergerbuero"))
        assert verb in VERBS[program], command
        for word in words:
            if word.startswith("deployment/") and word != "deployment/citizen":
                service, process = word.removeprefix("deployment/").split("-")
                assert (service in SERVICES, process in PROCESSES) == (True, True), command
        if "-m" in words:
            service, *arguments = words[words.index("-m") + 1 :]
            assert _parser(service).parse_args(arguments), command
        if "rabbitmqctl" in words:
            assert VERBS["rabbitmqctl"] & set(words), command


def test_every_rule_asks_for_figures_that_there_are() -> None:
    known = {name for name, *_ in (*metrics(), *FROM_OUTSIDE)} | {"up"}
    known |= {f"{name}_{part}" for name, kind, *_ in metrics() if kind == "histogram" for part in ("count", "bucket")}
    asked = {n for group in rules()["groups"] for rule in group["rules"] for n in NAME.findall(rule["expr"])}
    assert asked - known == set()
    assert len(asked) > 8


def test_no_histogram_has_a_label_for_the_town() -> None:
    assert [name for name, kind, labels, _ in metrics() if kind == "histogram" and "tenant" in labels] == []


def test_every_metric_says_whose_it_is() -> None:
    assert [name for name, _, labels, meaning in metrics() if "service" not in labels or not meaning] == []

"""Each alert fires when it should and stays quiet when it should, judged by Prometheus itself."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from observability.generated import generated
from observability.rules import alert_names, rules
from observability.slo import objectives

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "charts" / "observability" / "files" / "rules.yaml"
MINUTES = 45  # of samples, one a minute
FLOW = f"0+600x{MINUTES}"  # ten each second
NONE = f"0x{MINUTES}"
MANY = f"0+120x{MINUTES}"  # two each second: a fifth goes wrong
FEW = f"0+0.06x{MINUTES}"  # one in ten thousand

SEARCH = 'service="booking",route="/termin"'
HOLD = 'service="booking",method="POST",route="/api/booking/v1/holds"'
JOIN = 'service="video",route="/gespraech/zugang"'
NOTICE = 'service="billing",kind="issue-notice"'
STEP = 'service="fulfilment",kind="transmit-case"'
Series = dict[str, str]
CASES: dict[str, tuple[Series, Series]] = {
    "SearchTooSlowOrFailing": (
        {f"http_request_duration_seconds_count{{{SEARCH}}}": FLOW,
         f'http_request_duration_seconds_bucket{{{SEARCH},le="1.0"}}': f"0+480x{MINUTES}"},
        {f"http_request_duration_seconds_count{{{SEARCH}}}": FLOW,
         f'http_request_duration_seconds_bucket{{{SEARCH},le="1.0"}}': FLOW,
         f'http_requests_total{{{SEARCH},status="404"}}': MANY},
    ),
    "BookingFails": (
        {f'http_requests_total{{{HOLD},status="201"}}': FLOW, f'http_requests_total{{{HOLD},status="500"}}': MANY},
        {f'http_requests_total{{{HOLD},status="201"}}': FLOW, f'http_requests_total{{{HOLD},status="409"}}': MANY,
         f'http_requests_total{{{HOLD},status="500"}}': FEW},
    ),
    "JoiningFails": (
        {f'http_requests_total{{{JOIN},status="303"}}': FLOW, f'http_requests_total{{{JOIN},status="503"}}': MANY},
        {f'http_requests_total{{{JOIN},status="303"}}': FLOW, f'http_requests_total{{{JOIN},status="410"}}': MANY},
    ),
    "EventsLate": (
        {"event_delay_seconds_count": FLOW, 'event_delay_seconds_bucket{le="30.0"}': f"0+480x{MINUTES}"},
        {"event_delay_seconds_count": FLOW, 'event_delay_seconds_bucket{le="30.0"}': FLOW},
    ),
    "InvoicesLate": (
        {f"due_work_lateness_seconds_count{{{NOTICE}}}": FLOW,
         f'due_work_lateness_seconds_bucket{{{NOTICE},le="300.0"}}': FLOW,
         f'due_work_done_total{{{NOTICE},outcome="failed"}}': f"0+180x{MINUTES}"},
        {f"due_work_lateness_seconds_count{{{NOTICE}}}": FLOW,
         f'due_work_lateness_seconds_bucket{{{NOTICE},le="300.0"}}': FLOW},
    ),
    "CasesLate": (
        {f"due_work_lateness_seconds_count{{{STEP}}}": FLOW,
         f'due_work_lateness_seconds_bucket{{{STEP},le="300.0"}}': f"0+300x{MINUTES}"},
        {f"due_work_lateness_seconds_count{{{STEP}}}": FLOW,
         f'due_work_lateness_seconds_bucket{{{STEP},le="300.0"}}': FLOW},
    ),
    "ProcessDown": ({'up{job="booking-web"}': NONE}, {'up{job="booking-web"}': f"1x{MINUTES}"}),
    "BrokerDown": ({'up{job="rabbitmq"}': NONE}, {'up{job="rabbitmq"}': f"1x{MINUTES}"}),
    "NoRelayWorks": (
        {'relay_active{service="booking",pod="a"}': NONE, 'relay_active{service="booking",pod="b"}': NONE},
        {'relay_active{service="booking",pod="a"}': NONE, 'relay_active{service="booking",pod="b"}': f"1x{MINUTES}"},
    ),
    "OutboxStuck": (
        {'outbox_oldest_age_seconds{service="booking"}': f"0+60x{MINUTES}"},
        {'outbox_oldest_age_seconds{service="booking"}': f"20x{MINUTES}"},
    ),
    "EventRefused": (
        {'outbox_refused_total{service="booking"}': f"0+1x{MINUTES}"},
        {'outbox_refused_total{service="booking"}': f"3x{MINUTES}"},
    ),
    "DeadLetters": (
        {'rabbitmq_detailed_queue_messages_ready{queue="billing.dead"}': f"1x{MINUTES}"},
        {'rabbitmq_detailed_queue_messages_ready{queue="billing.dead"}': NONE,
         'rabbitmq_detailed_queue_messages_ready{queue="billing.retry.60"}': f"9x{MINUTES}"},
    ),
    "QueueGrows": (
        {'rabbitmq_detailed_queue_messages_ready{queue="video.booking.appointment.confirmed.v1"}': f"501x{MINUTES}"},
        {'rabbitmq_detailed_queue_messages_ready{queue="video.booking.appointment.confirmed.v1"}': f"20x{MINUTES}"},
    ),
    "DueWorkFails": (
        {f'due_work_done_total{{{STEP},outcome="failed"}}': f"0+1x{MINUTES}"},
        {f'due_work_done_total{{{STEP},outcome="failed"}}': f"2x{MINUTES}",
         f'due_work_done_total{{{STEP},outcome="done"}}': FLOW},
    ),
    "PagesFail": (
        {'http_requests_total{service="identity",status="200"}': FLOW,
         'http_requests_total{service="identity",status="500"}': MANY},
        {'http_requests_total{service="identity",status="200"}': FLOW,
         'http_requests_total{service="identity",status="404"}': MANY},
    ),
    "CallsDoNotConnect": (
        {'call_connections_total{service="video",side="citizen",outcome="connected"}': f"0+2x{MINUTES}",
         'call_connections_total{service="video",side="citizen",outcome="telephone"}': f"0+1x{MINUTES}"},
        {'call_connections_total{service="video",side="citizen",outcome="connected"}': FLOW,
         'call_connections_total{service="video",side="citizen",outcome="telephone"}': f"0+1x{MINUTES}",
         'call_lines_refused_total{service="video"}': NONE},
    ),
    "CallsReconnect": (
        {'call_connections_total{service="video",side="clerk",outcome="connected"}': f"0+1x{MINUTES}",
         'call_connections_total{service="video",side="clerk",outcome="restart"}': f"0+1x{MINUTES}"},
        {'call_connections_total{service="video",side="clerk",outcome="connected"}': FLOW,
         'call_connections_total{service="video",side="clerk",outcome="renew"}': MANY},
    ),
    "CitizenProbeFails": (
        {'probe_journey_success{tenant="ostfildern",step="hold"}': NONE,
         'probe_journey_success{tenant="ostfildern",step="search"}': f"1x{MINUTES}"},
        {'probe_journey_success{tenant="ostfildern",step="hold"}': f"1x{MINUTES}"},
    ),
}  # fmt: skip


def told(alert: str, series: Series, *, fires: bool) -> dict[str, Any]:
    """Return one of promtool's tests."""
    fired = f'count by (alertname) (ALERTS{{alertname="{alert}",alertstate="firing"}}) > bool 0'
    return {
        "name": f"{alert} {'fires' if fires else 'stays quiet'}",
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [
            {
                "expr": fired,
                "eval_time": "40m",
                "exp_samples": [{"labels": f'{{alertname="{alert}"}}', "value": 1}] if fires else [],
            }
        ],
    }


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/usr/bin/promtool", *arguments], capture_output=True, text=True, check=False)


def test_what_is_generated_is_in_step_with_objectives_and_alerts() -> None:
    stale = [file.name for file, text in generated().items() if file.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make observability`"


def test_prometheus_finds_nothing_to_criticise() -> None:
    answer = promtool("check", "rules", str(RULES))
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_alert_has_a_case_here() -> None:
    assert sorted(CASES) == alert_names()


def test_every_alert_fires_when_it_should_and_stays_quiet_when_it_should(tmp_path: Path) -> None:
    tests = [told(alert, case[0], fires=True) for alert, case in CASES.items()]
    tests += [told(alert, case[1], fires=False) for alert, case in CASES.items()]
    file = tmp_path / "alerts.yaml"
    file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "tests": tests}), encoding="utf-8")
    answer = promtool("test", "rules", str(file))
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_an_alert_that_cannot_fire_would_be_found(tmp_path: Path) -> None:
    tests = [told("ProcessDown", CASES["ProcessDown"][1], fires=True)]
    file = tmp_path / "alerts.yaml"
    file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "tests": tests}), encoding="utf-8")
    assert "FAILED" in promtool("test", "rules", str(file)).stderr


@pytest.mark.parametrize("objective", objectives(), ids=lambda one: one.name)
def test_an_objective_is_twenty_lines_and_leaves_a_budget(objective: Any) -> None:
    file = ROOT / "observability" / "slos" / f"{objective.name}.yaml"
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 20
    assert 0 < objective.budget < 0.05


def test_every_alert_names_its_runbook_and_says_how_urgent_it_is() -> None:
    for group in rules()["groups"]:
        for rule in (rule for rule in group["rules"] if "alert" in rule):
            assert rule["annotations"]["runbook"] == f"docs/runbooks/{rule['alert']}.md"
            assert rule["labels"]["severity"] in ("page", "ticket")

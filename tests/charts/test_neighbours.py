"""The charts beside the region: relay server, broker and database, rules and dashboards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHARTS = ("turn", "infrastructure", "observability")
# What each custom resource's `spec` may say, by its operator's reference: a misspelled field passes every schema.
FIELDS = {
    "RabbitmqCluster": {"replicas", "image", "persistence", "resources", "rabbitmq", "override", "tls", "affinity"},
    "Policy": {"name", "vhost", "pattern", "applyTo", "priority", "definition", "rabbitmqClusterReference"},
    "Cluster": {"instances", "imageName", "storage", "resources", "postgresql", "managed", "backup", "monitoring"},
    "Database": {"name", "owner", "cluster"},
    "ScheduledBackup": {"schedule", "backupOwnerReference", "cluster"},
    "PodMonitor": {"selector", "podMetricsEndpoints"},
    "PrometheusRule": {"groups"},
}


@pytest.fixture(params=["values.yaml", "values-all.yaml"])
def values(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def objects(helm: Callable[..., Any], chart: str, values: str, *options: str) -> list[dict[str, Any]]:
    folder = ROOT / "charts" / chart
    answer = helm("template", chart, str(folder), "-f", str(folder / values), *options)
    assert answer.returncode == 0, answer.stderr
    return [one for one in yaml.safe_load_all(answer.stdout) if one]


@pytest.mark.parametrize("chart", CHARTS)
def test_helm_finds_nothing_to_criticise_and_the_schemas_accept_it(
    helm: Callable[..., Any], validated: Callable[..., str], chart: str, values: str
) -> None:
    answer = helm("lint", "--strict", str(ROOT / "charts" / chart), "-f", str(ROOT / "charts" / chart / values))
    assert answer.returncode == 0, answer.stdout
    known = [one for one in objects(helm, chart, values) if one["kind"] not in FIELDS]
    for version in ("1.30", "1.37") if known else ():
        assert validated(known, version) == ""


@pytest.mark.parametrize("chart", CHARTS)
def test_the_full_values_set_every_option_and_a_wrong_one_is_refused(helm: Callable[..., Any], chart: str) -> None:
    folder = ROOT / "charts" / chart
    small, full = (yaml.safe_load((folder / name).read_text("utf-8")) for name in ("values.yaml", "values-all.yaml"))
    assert set(small) == set(full)
    answer = helm("template", "x", str(folder), "--set", "misspelled=1")
    assert answer.returncode != 0
    assert "misspelled" in answer.stderr


def test_no_custom_resource_says_what_its_operator_does_not_know(helm: Callable[..., Any], values: str) -> None:
    custom = [one for chart in CHARTS for one in objects(helm, chart, values) if one["kind"] in FIELDS]
    assert {one["kind"] for one in custom} >= {"RabbitmqCluster", "Policy", "Cluster", "Database", "PrometheusRule"}
    for one in custom:
        assert set(one["spec"]) <= FIELDS[one["kind"]], one["kind"]


def test_the_relay_is_not_root_and_lets_running_calls_end(helm: Callable[..., Any], values: str) -> None:
    (relay,) = (one for one in objects(helm, "turn", values) if one["kind"] == "Deployment")
    pod = relay["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["containers"][0]["securityContext"]["readOnlyRootFilesystem"] is True
    drained = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] > drained


def test_the_relay_gets_its_own_secrets_and_no_other(helm: Callable[..., Any]) -> None:
    (relay,) = objects(helm, "turn", "values.yaml")
    (mounted,) = (v for v in relay["spec"]["template"]["spec"]["volumes"] if v["name"] == "secrets")
    keys = {item["key"] for source in mounted["projected"]["sources"] for item in source["secret"]["items"]}
    assert keys == {"region.turn_secret", "region.turn_secret_next"}


def test_a_load_balancer_passes_every_port_of_the_range(helm: Callable[..., Any]) -> None:
    (service,) = (one for one in objects(helm, "turn", "values-all.yaml") if one["kind"] == "Service")
    assert {port["port"] for port in service["spec"]["ports"] if port["protocol"] == "UDP"} == {
        443,
        *range(50000, 50010),
    }


def test_every_role_that_a_service_connects_as_exists(helm: Callable[..., Any]) -> None:
    (cluster,) = (one for one in objects(helm, "infrastructure", "values.yaml") if one["kind"] == "Cluster")
    roles = {role["name"] for role in cluster["spec"]["managed"]["roles"]}
    services = ("booking", "identity", "video", "billing", "fulfilment")
    assert roles == {name for s in services for name in (s, f"{s}_owner", f"{s}_relay")}


def test_what_exists_elsewhere_is_not_made(helm: Callable[..., Any]) -> None:
    answer = objects(helm, "infrastructure", "values.yaml", "--set=broker.enabled=false,database.enabled=false")
    assert answer == []


def test_the_rules_of_the_chart_are_those_that_were_judged(helm: Callable[..., Any]) -> None:
    (rules,) = (one for one in objects(helm, "observability", "values.yaml") if one["kind"] == "PrometheusRule")
    file = ROOT / "charts" / "observability" / "files" / "rules.yaml"
    assert rules["spec"] == yaml.safe_load(file.read_text(encoding="utf-8"))

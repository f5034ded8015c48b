"""What is rendered is good Kubernetes, and every pod is built as the house builds pods."""

import importlib
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tests.charts.conftest import ROOT, SERVICES

POD_LABEL = "__meta_kubernetes_pod_label_"
CUSTOM = {
    "gateway.networking.k8s.io/v1": {"HTTPRoute"},
    "keda.sh/v1alpha1": {"ScaledObject", "TriggerAuthentication"},
    "monitoring.coreos.com/v1": {"PodMonitor"},
}


def pods(manifests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [m["spec"]["template"]["spec"] for m in manifests if m["kind"] in ("Deployment", "Job")]


@pytest.mark.parametrize("version", ["1.30", "1.37"])
def test_the_schemas_of_the_oldest_and_newest_kubernetes_accept_every_object(
    manifests: list[dict[str, Any]], validated: Any, version: str
) -> None:
    unknown = [m["kind"] for m in manifests if m["apiVersion"] in CUSTOM and m["kind"] not in CUSTOM[m["apiVersion"]]]
    assert unknown == []
    known = [m for m in manifests if m["apiVersion"] not in CUSTOM]
    assert validated(known, version) == ""


def test_an_unknown_kind_counts_as_a_failure(validated: Any) -> None:
    good = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}
    assert "Deploiment" in validated([good, {**good, "apiVersion": "apps/v1", "kind": "Deploiment"}], "1.37")


def test_no_pod_is_root_or_may_write_or_has_a_capability(manifests: list[dict[str, Any]]) -> None:
    for pod in pods(manifests):
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }


def test_every_container_has_requests_and_a_limit_of_memory(manifests: list[dict[str, Any]]) -> None:
    for pod in pods(manifests):
        for container in pod["containers"]:
            assert {"cpu", "memory"} <= set(container["resources"]["requests"])
            assert "memory" in container["resources"]["limits"]


def test_every_lasting_pod_is_probed_and_is_given_time_to_end(manifests: list[dict[str, Any]]) -> None:
    lasting = [m for m in manifests if m["kind"] == "Deployment" and m["metadata"]["name"] != "citizen"]
    assert len(lasting) == 15
    for pod in pods(lasting):
        container = pod["containers"][0]
        assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(container)
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
        told = {entry["name"]: entry.get("value") for entry in container["env"]}
        work = {"web": 30, "worker": int(told["HANDLER_TIMEOUT"]), "relay": 0}[container["name"]]
        pause = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
        assert pod["terminationGracePeriodSeconds"] > work + pause


def test_queues_are_declared_before_anything_of_a_version_starts(manifests: list[dict[str, Any]]) -> None:
    migrations = [m for m in manifests if m["kind"] == "Job" and m["metadata"]["name"].endswith("-migrate")]
    assert len(migrations) == 5
    hooks = {m["metadata"]["annotations"]["helm.sh/hook"] for m in migrations}
    assert hooks == {"pre-install,pre-upgrade"}


def test_no_secret_stands_in_a_manifest(manifests: list[dict[str, Any]]) -> None:
    assert [m for m in manifests if m["kind"] == "Secret"] == []
    for config in (m for m in manifests if m["kind"] == "ConfigMap"):
        for text in (text for name, text in config["data"].items() if name.endswith(".yaml")):
            assert not any(word in str(yaml.safe_load(text)).lower() for word in ("secret", "password", "token"))


def test_a_process_gets_the_credentials_that_it_needs_and_no_others(manifests: list[dict[str, Any]]) -> None:
    wanted = {
        "web": {"DATABASE_URL", "BROKER_URL"},
        "worker": {"DATABASE_URL", "BROKER_URL", "SMTP_URL"},
        "relay": {"RELAY_DATABASE_URL", "BROKER_URL"},
        "migrate": {"MIGRATION_DATABASE_URL", "BROKER_URL", "MIGRATION_BROKER_URL"},
        "catalogue": {"DATABASE_URL"},
        "erase": {"MIGRATION_DATABASE_URL"},
        "citizen": set(),
    }
    for pod in pods(manifests):
        container = pod["containers"][0]
        told = {entry["name"] for entry in container["env"] if "valueFrom" in entry} - {"OTEL_EXPORTER_OTLP_HEADERS"}
        assert told == wanted[container["name"]]


def test_a_migration_knows_the_roles_that_it_grants_rights_to(manifests: list[dict[str, Any]]) -> None:
    jobs = [m for m in manifests if m["kind"] == "Job" and m["metadata"]["name"].endswith("-migrate")]
    for job in jobs:
        service = job["metadata"]["labels"]["app.kubernetes.io/name"]
        told = {e["name"]: e.get("value") for e in job["spec"]["template"]["spec"]["containers"][0]["env"]}
        assert told["DATABASE_URL"] == f"postgresql://{service}@not-for-this-process/"
        assert told["RELAY_DATABASE_URL"] == f"postgresql://{service}_relay@not-for-this-process/"


# PayPal's own certificate authority is for tests; where pages' assets lie is the image's business.
NOT_FOR_PROVIDERS = {"PAYPAL_CA_FILE", "ASSETS_DIR"}


@pytest.mark.parametrize("service", ["booking", "identity", "video", "billing", "fulfilment"])
def test_a_provider_can_set_every_setting_of_a_service(render: Callable[..., str], service: str) -> None:
    wanted = {name.upper() for name in importlib.import_module(f"{service}.bootstrap").service.settings.model_fields}
    objects = [m for m in yaml.safe_load_all(render("values-all.yaml")) if m]
    names = {f"{service}-web", f"{service}-worker"}
    lasting = [m for m in objects if m["kind"] == "Deployment" and m["metadata"]["name"] in names]
    told = {entry["name"] for pod in pods(lasting) for entry in pod["containers"][0]["env"]}
    assert wanted - told - NOT_FOR_PROVIDERS == set()


def test_each_process_is_watched_under_the_name_that_the_alerts_ask_for(manifests: list[dict[str, Any]]) -> None:
    wanted = yaml.safe_load((ROOT / "observability" / "alerts.yaml").read_text(encoding="utf-8"))
    (down,) = (rule["expr"] for rule in wanted if rule["name"] == "ProcessDown")
    asked = re.compile(re.search(r'job=~"([^"]+)"', down)[1])  # type: ignore[index]
    monitors = [m for m in manifests if m["kind"] == "PodMonitor" and m["metadata"]["name"] in SERVICES]
    for monitor in monitors:
        (endpoint,) = monitor["spec"]["podMetricsEndpoints"]
        (rule,) = (one for one in endpoint["relabelings"] if one["targetLabel"] == "job")
        for pod in (m for m in manifests if m["kind"] == "Deployment" and selected(monitor, m)):
            labels = {
                re.sub(r"\W", "_", name): value for name, value in pod["spec"]["template"]["metadata"]["labels"].items()
            }
            job = rule["separator"].join(labels[name.removeprefix(POD_LABEL)] for name in rule["sourceLabels"])
            assert asked.fullmatch(job), job


def selected(monitor: dict[str, Any], deployment: dict[str, Any]) -> bool:
    """Tell whether a monitor looks at a deployment's pods."""
    wanted = monitor["spec"]["selector"]["matchLabels"]
    return bool(wanted.items() <= deployment["spec"]["template"]["metadata"]["labels"].items())

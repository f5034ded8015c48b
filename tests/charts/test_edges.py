"""Who may talk to whom follows from the event catalogue and the gateway's table, and nothing else is allowed."""

from collections.abc import Callable
from typing import Any

import yaml

from contracts.catalogue import ENTRIES, SERVICES
from local.backing.nginx import OF_EACH, PATHS


def of_kind(text: str, kind: str) -> list[dict[str, Any]]:
    return [m for m in yaml.safe_load_all(text) if m and m["kind"] == kind]


def test_everything_is_denied_before_anything_is_allowed(render: Callable[..., str]) -> None:
    policies = {m["metadata"]["name"]: m["spec"] for m in of_kind(render("values-minimal.yaml"), "NetworkPolicy")}
    for service in SERVICES:
        denied = policies[f"{service}-denied"]
        assert denied["policyTypes"] == ["Ingress", "Egress"]
        assert "ingress" not in denied
        assert "egress" not in denied


def test_no_service_may_call_another(render: Callable[..., str]) -> None:
    for policy in of_kind(render("values-all.yaml"), "NetworkPolicy"):
        for way in (*policy["spec"].get("ingress", ()), *policy["spec"].get("egress", ())):
            for peer in (*way.get("to", ()), *way.get("from", ())):
                assert set(peer) <= {"ipBlock", "namespaceSelector"}


def test_only_billing_reaches_paypal_and_only_who_handles_messages_the_broker(render: Callable[..., str]) -> None:
    policies = {m["metadata"]["name"]: m["spec"] for m in of_kind(render("values-all.yaml"), "NetworkPolicy")}
    reaching = {
        port: {n for n, spec in policies.items() if any({"port": port, "protocol": "TCP"} in way["ports"]
                                                        for way in spec.get("egress", ()))}
        for port in (3128, 5672)
    }  # fmt: skip
    assert reaching[3128] == {"billing-web", "billing-worker"}
    hearing = {f"{service}-worker" for entry in ENTRIES for service in entry.subscribers}
    saying = {f"{entry.event_type.exchange.partition('.')[0]}-relay" for entry in ENTRIES}
    # Operators look after dead letters on a page of each web process.
    others = {f"{service}-{part}" for service in SERVICES for part in ("migrate", "web")}
    assert reaching[5672] == hearing | saying | others


def test_each_queue_of_the_catalogue_scales_the_worker_that_hears_it(render: Callable[..., str]) -> None:
    scaled = of_kind(render("values-all.yaml"), "ScaledObject")
    watched = {t["metadata"]["queueName"] for m in scaled for t in m["spec"]["triggers"] if t["type"] == "rabbitmq"}
    assert watched == {entry.queue(service) for entry in ENTRIES for service in entry.subscribers}


def test_each_path_leads_to_the_service_that_the_gateway_names(render: Callable[..., str]) -> None:
    wanted = {s: {*PATHS[s], *(path.format(s).rstrip("/") for path in OF_EACH)} for s in SERVICES}
    wanted["booking"].add("/")
    ways: dict[str, set[str]] = {service: set() for service in SERVICES}
    for route in of_kind(render("values-minimal.yaml"), "HTTPRoute"):
        assert route["spec"]["hostnames"] == ["buergerbuero.ostfildern.example"]
        for rule in route["spec"]["rules"]:
            service = rule["backendRefs"][0]["name"].removesuffix("-web")
            ways[service] |= {m["path"]["value"] for m in rule["matches"] if m["path"]["type"] == "PathPrefix"}
    assert ways == wanted


def test_neither_switch_leaves_both_kinds_of_autoscaling(render: Callable[..., str]) -> None:
    both = {
        kind: {m["kind"] for m in yaml.safe_load_all(render("values-all.yaml", f"--set=global.autoscaling.kind={kind}"))
               if m}
        & {"ScaledObject", "HorizontalPodAutoscaler"}
        for kind in ("none", "hpa", "keda")
    }  # fmt: skip
    assert both == {"none": set(), "hpa": {"HorizontalPodAutoscaler"}, "keda": {"ScaledObject"}}

"""Gathers recording and alerting rules into one file that Prometheus and the chart load."""

from pathlib import Path
from typing import Any

import yaml

from observability.slo import objectives

ALERTS = Path(__file__).parent / "alerts.yaml"
RUNBOOKS = "docs/runbooks"


def _with_runbook(rule: dict[str, Any]) -> dict[str, Any]:
    """Name the page to open first, and the dashboard that shows more."""
    service = rule["labels"].get("service", "")
    dashboard = "buergerbuero-messaging" if service in ("", "all") else f"buergerbuero-service?var-service={service}"
    whose = f' | service="{service}"' if service not in ("", "all") else ""
    more = {
        "runbook": f"{RUNBOOKS}/{rule['alert']}.md",
        "dashboard": f"/d/{dashboard}",
        "logs": f'{{namespace="buergerbuero"}} | json{whose} | level=~"warning|error"',
    }
    return rule | {"annotations": rule["annotations"] | more}


def _symptom(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "alert": told["name"],
        "expr": told["expr"],
        "for": told["for"],
        "labels": {"severity": told["severity"]},
        "annotations": {"summary": told["summary"], "description": told["description"]},
    }


def rules() -> dict[str, Any]:
    """Return everything as Prometheus wants it: groups of rules."""
    symptoms = [_symptom(one) for one in yaml.safe_load(ALERTS.read_text(encoding="utf-8"))]
    groups: list[dict[str, Any]] = [
        {"name": f"slo-{one.name}", "rules": [*one.recorded(), *one.alerts()]} for one in objectives()
    ]
    groups.append({"name": "symptoms", "rules": symptoms})
    for group in groups:
        group["rules"] = [_with_runbook(rule) if "alert" in rule else rule for rule in group["rules"]]
    return {"groups": groups}


def alert_names() -> list[str]:
    """Return the name of each alert that can fire."""
    return sorted({rule["alert"] for group in rules()["groups"] for rule in group["rules"] if "alert" in rule})

"""A provider's values are checked, complete and documented."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.tenancy import read_tenant

ROOT = Path(__file__).resolve().parents[2]
CHARTS = ("booking", "identity", "video", "billing", "fulfilment", "region")
DOCUMENTED = (*CHARTS, "turn", "infrastructure", "observability")


def keys(values: Any, path: str = "") -> Iterator[str]:
    for key, value in values.items() if isinstance(values, dict) else ():
        if not path.endswith((".requests", ".limits", ".matchLabels")):
            yield f"{path}.{key}"
            yield from keys(value, f"{path}.{key}")


def values_of(chart: str, name: str = "values.yaml") -> Any:
    return yaml.safe_load((ROOT / "charts" / chart / name).read_text(encoding="utf-8"))


def test_schemas_and_edges_are_those_of_catalogue_gateway_and_values() -> None:
    specification = importlib.util.spec_from_file_location("generate", ROOT / "charts" / "generate.py")
    assert specification
    assert specification.loader
    generate = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(generate)
    stale = [file.name for file, text in generate.generated().items() if file.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make charts`"


@pytest.mark.parametrize("chart", DOCUMENTED)
def test_every_value_has_a_comment(chart: str) -> None:
    lines = (ROOT / "charts" / chart / "values.yaml").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line.strip() and not line.strip().startswith("#")
        if line.rpartition(":")[2].strip() and not before.strip().startswith("#")
        if not line.strip().startswith(("requests:", "limits:"))
    ]
    assert bare == []


def test_the_full_values_set_every_option() -> None:
    full = set(keys(values_of("region", "values-all.yaml")))
    told = set(keys(values_of("region")))
    for service in CHARTS[:-1]:
        told |= {f".{service}{key}" for key in keys(values_of(service))}
    assert told - full == set()


def test_no_schema_is_open() -> None:
    schema = json.loads((ROOT / "charts" / "region" / "values.schema.json").read_text(encoding="utf-8"))
    assert schema["additionalProperties"] is False
    assert schema["properties"]["video"]["properties"]["web"]["additionalProperties"] is False


@pytest.mark.parametrize("values", ["values-minimal.yaml", "values-all.yaml"])
def test_helm_finds_nothing_to_criticise(helm: Callable[..., Any], region: Path, values: str) -> None:
    answer = helm("lint", "--strict", str(region), "-f", str(region / values))
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ("global.trustedProxy=2", "trustedProxy"),
        ("video.web.treads=2", "treads"),
        ("global.autoscaling.kind=vpa", "kind"),
        ("global.tenants.ostfildern.land=XX", "land"),
        ("billing.letters.claim=", "claim"),
        ("global.leaving={ostfildern}", "ostfildern is still in global.tenants"),
    ],
)
def test_a_wrong_value_is_refused_and_named(helm: Callable[..., Any], region: Path, wrong: str, word: str) -> None:
    answer = helm("template", "r", str(region), "-f", str(region / "values-minimal.yaml"), "--set", wrong)
    assert answer.returncode != 0
    assert word in answer.stderr


def test_the_services_can_read_the_towns_that_the_chart_writes(render: Callable[..., str], tmp_path: Path) -> None:
    for config in yaml.safe_load_all(render("values-all.yaml")):
        if config and config["metadata"]["name"] == "buergerbuero-tenants":
            for name, text in config["data"].items():
                (tmp_path / name).write_text(text, encoding="utf-8")
    towns = [read_tenant(file) for file in sorted(tmp_path.iterdir())]
    assert [town.key for town in towns] == ["musterstadt", "neustadt", "ostfildern"]
    assert towns[0].base_url == "https://buergerbuero.musterstadt.example"


def test_one_town_more_changes_no_lasting_pod(render: Callable[..., str]) -> None:
    town = "global.tenants.neustadt.hosts[0]=neu.example"
    before, after = render("values-all.yaml"), render("values-all.yaml", "--set", town)
    assert before != after
    assert _deployments(before) == _deployments(after)


def _deployments(text: str) -> list[Any]:
    return [m for m in yaml.safe_load_all(text) if m and m["kind"] == "Deployment"]


def test_who_erases_a_town_has_the_owner_s_address_and_nothing_else(render: Callable[..., str]) -> None:
    jobs = [m for m in yaml.safe_load_all(render("values-all.yaml")) if m and m["metadata"]["name"].endswith("-erase")]
    told = [m for m in jobs if m["kind"] == "Job"]
    assert len(told) == 5
    for job in told:
        container = job["spec"]["template"]["spec"]["containers"][0]
        assert container["args"] == ["town", "erase", "altstadt"]
        assert [e["name"] for e in container["env"] if "valueFrom" in e] == [
            "MIGRATION_DATABASE_URL",
            "OTEL_EXPORTER_OTLP_HEADERS",
        ]


def test_returned_mails_are_read_by_one_process_of_each_sender_from_its_claim(render: Callable[..., str]) -> None:
    pods = {m["metadata"]["name"]: yaml.safe_dump(m) for m in _deployments(render("values-all.yaml"))}
    assert {name for name, text in pods.items() if "RETURNED_MAIL_DIR" in text} == {"booking-worker", "billing-worker"}
    assert "claimName: buergerbuero-returned-mails" in pods["booking-worker"]
    assert "claimName: buergerbuero-returned-fee-mails" in pods["billing-worker"]
    assert "RETURNED_MAIL_DIR" not in render("values-minimal.yaml")

"""The compose file runs every process of every service as the charts do, from images that the script builds."""

import ast
import re
from importlib.metadata import packages_distributions
from typing import Any

import yaml

from contracts.catalogue import SERVICES
from tests.charts.conftest import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text(encoding="utf-8"))
OURS: dict[str, Any] = {name: told for name, told in COMPOSE["services"].items() if name.partition("-")[0] in SERVICES}
AROUND = COMPOSE["services"].keys() - OURS.keys()


def test_every_process_of_every_service_is_there() -> None:
    wanted = {f"{service}-{process}" for service in SERVICES for process in ("web", "worker", "relay", "migrate")}
    assert OURS.keys() == wanted
    assert {"postgres", "rabbitmq", "around"} == AROUND


def test_a_service_starts_when_it_is_migrated() -> None:
    for name, told in OURS.items():
        service, process = name.split("-")
        assert told["command"] == [process]
        if process == "migrate":
            # podman cannot start a service again whose migration depends on something and has ended.
            assert "depends_on" not in told
        else:
            migrated = {f"{service}-migrate": {"condition": "service_completed_successfully"}}
            assert told["depends_on"] == {"around": {"condition": "service_started"}} | migrated


def test_a_service_may_write_nowhere_and_do_nothing_that_it_need_not() -> None:
    for told in OURS.values():
        assert (told["read_only"], told["cap_drop"], told["user"]) == (True, ["ALL"], "10001:10001")


def test_nothing_listens_beyond_this_machine() -> None:
    for name in ("postgres", "rabbitmq"):
        assert COMPOSE["services"][name]["environment"]["LISTEN"] == "127.0.0.1"
    assert not any("ports" in told for told in COMPOSE["services"].values())


def test_each_image_is_one_that_the_script_builds() -> None:
    script = (ROOT / "docker" / "build.sh").read_text(encoding="utf-8")
    for told in COMPOSE["services"].values():
        name = re.fullmatch(r"localhost/buergerbuero/(\w+):\$\{TAG:-0\.1\.0\}", told["image"])
        assert name is not None
        assert re.search(rf"\b{name[1]}\b", script), name[1]


def test_the_image_around_holds_every_package_that_the_runner_imports() -> None:
    locked = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / "around.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    whose = packages_distributions()
    imported = set()
    for file in (ROOT / "local").rglob("*.py"):
        if "node_modules" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            imported |= {name.partition(".")[0] for name in names}
    missing = {
        name
        for name in imported & whose.keys()
        if not {re.sub(r"[-_.]+", "-", one).lower() for one in whose[name]} & locked
    }
    assert missing == set()

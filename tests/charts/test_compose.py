"""The compose file runs every process of every service as the charts do, from images that the script builds."""

import re
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
        if process != "migrate":
            assert told["depends_on"] == {f"{service}-migrate": {"condition": "service_completed_successfully"}}


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

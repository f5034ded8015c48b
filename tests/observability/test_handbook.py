"""The operators' handbook names files, charts and commands that there are."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from chassis.cli import _parser
from contracts.catalogue import ENTRIES

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "docs" / "operators"
PAGES = sorted(BOOK.glob("*.md"))
RUNBOOKS = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
QUEUES = {entry.queue(service) for entry in ENTRIES for service in entry.subscribers}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_every_file_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    files = re.findall(r"\b((?:charts|docker|docs)/[\w./-]*\w)", text)
    gone = [link for link in links if not (page.parent / link).exists()]
    gone += [file for file in files if not (ROOT / file).exists()]
    assert gone == []
    assert text.startswith("# ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_the_services_exist(page: Path) -> None:
    for line in re.findall(r"python3 -m ([^'\n;]+)", page.read_text(encoding="utf-8")):
        service, *arguments = shlex.split(line)
        told = vars(_parser(service).parse_args(arguments))
        assert told.get("to") is None or told["to"] in QUEUES


VALUES = {
    chart.parent.name: yaml.safe_load(chart.read_text(encoding="utf-8")) or {}
    for chart in ROOT.glob("charts/*/values.yaml")
}
OF_A_TOWN = {"catalogue", "suspended", "notice", "hosts"}


def known(path: list[str], values: object) -> bool:
    """Tell whether a value stands in a chart's values; below `tenants.<key>` are a town's own fields."""
    for place, name in enumerate(path):
        if path[place - 1] == "tenants" and place:
            return len(path) == place + 1 or path[place + 1] in OF_A_TOWN
        if name == "*" and isinstance(values, dict):
            return any(known(path[place + 1 :], one) for one in values.values())
        if not isinstance(values, dict) or name not in values:
            return False
        values = values[name]
    return True


def told_values(text: str) -> set[str]:
    """Return every value that a page names, in words or in a command."""
    charts = "global|probe|" + "|".join(sorted(VALUES.keys() - {"region"}))
    named = re.findall(rf"`((?:{charts})(?:\.[\w<>*-]+)+)(?:: \w+)?`", text)
    return {*named, *re.findall(r"--set(?:-file)? ([\w.]+)=", text)}


@pytest.mark.parametrize(
    "page", [*PAGES, *sorted((ROOT / "docs" / "runbooks").glob("*.md"))], ids=lambda page: page.stem
)
def test_every_value_that_a_page_names_can_be_set(page: Path) -> None:
    unknown = []
    for told in told_values(page.read_text(encoding="utf-8")):
        chart, *path = told.split(".")
        places = [VALUES["region"]] if chart in ("global", "probe") else list(VALUES.values())
        inside = [chart, *path] if chart not in VALUES else path
        if not any(known(inside, values) for values in places) and not known(path, VALUES.get(chart, {})):
            unknown.append(told)
    assert unknown == []


def test_a_value_that_is_not_there_is_seen() -> None:
    assert told_values("Set `global.trustedProxy` and `--set global.nothing=1`.") == {
        "global.trustedProxy",
        "global.nothing",
    }
    assert not known(["global", "trustedProxy"], VALUES["region"])


def test_every_program_and_verb_of_the_handbook_is_one_that_there_is() -> None:
    verbs = {
        "kubectl": {"create", "exec", "get", "logs", "rollout", "scale", "delete", "apply"},
        "helm": {"install", "upgrade", "test", "rollback", "dependency", "status", "history"},
    }
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for program, verb in re.findall(r"\b(kubectl|helm)(?: -n [\w-]+)? (\w+)", block):
                assert verb in verbs[program], f"{page.name}: {program} {verb}"


def test_every_page_stands_in_the_table_of_contents() -> None:
    contents = (BOOK / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.stem != "README" and f"({page.name})" not in contents] == []


def test_every_secret_that_the_values_ask_for_is_explained() -> None:
    values = yaml.safe_load((ROOT / "charts" / "region" / "values.yaml").read_text(encoding="utf-8"))
    told = (BOOK / "install.md").read_text(encoding="utf-8") + (BOOK / "secrets.md").read_text(encoding="utf-8")
    assert [name for name in values["global"]["secrets"].values() if name not in told] == []

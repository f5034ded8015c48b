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


def test_every_page_stands_in_the_table_of_contents() -> None:
    contents = (BOOK / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.stem != "README" and f"({page.name})" not in contents] == []


def test_every_secret_that_the_values_ask_for_is_explained() -> None:
    values = yaml.safe_load((ROOT / "charts" / "region" / "values.yaml").read_text(encoding="utf-8"))
    told = (BOOK / "install.md").read_text(encoding="utf-8") + (BOOK / "secrets.md").read_text(encoding="utf-8")
    assert [name for name in values["global"]["secrets"].values() if name not in told] == []

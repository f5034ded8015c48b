"""What is drawn from code holds all that the code has, and every page links to what is there."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from contracts.catalogue import ENTRIES
from docs.reference import deployment, events, flows, holdings
from local.home import ROOT

DRAWN = {"events", "apis", "routes", "flows", "deployment", "holdings"}
PAGES = sorted((ROOT / "docs").rglob("*.md"), key=str)
PAGES = [page for page in PAGES if "node_modules" not in page.parts]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_every_edge_of_the_catalogue_is_drawn() -> None:
    drawing = events.drawing()
    for entry in ENTRIES:
        producer, _, short = entry.event_type.name.partition(".")
        for hearer in entry.subscribers:
            line = next(text for text in drawing.splitlines() if re.match(rf" +{producer} -- .* --> {hearer}$", text))
            assert short in line


def test_every_event_has_its_chapter_with_an_example() -> None:
    page = events.page()
    assert page.count("Example of its data") == len(ENTRIES)


def test_every_step_of_every_flow_is_drawn() -> None:
    for flow in flows.section().flows.values():
        drawing = flows.drawing(flow)
        assert all(f"{at} --> {to}: {event}" in drawing for at, event, to in flow.edges())


def test_what_is_kept_and_what_runs_names_every_service() -> None:
    for service in ("Booking", "Identity", "Video", "Billing", "Fulfilment"):
        assert f"## {service}" in holdings.page()
        assert f"| {service.lower()} web |" in deployment.page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT / "docs")))
def test_every_page_is_in_the_navigation(page: Path) -> None:
    listed = re.findall(r"[\w./*-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2])
    assert any(fnmatch(str(page.relative_to(ROOT / "docs")), pattern) for pattern in listed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT / "docs")))
def test_no_page_leads_nowhere(page: Path) -> None:
    inside = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in _LINK.findall(inside):
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (page.parent / link).resolve()
        is_drawn = target.parent.name == "reference" and target.stem in DRAWN | {"asyncapi"}
        is_drawn |= target == ROOT / "docs" / "runbooks" / "index.md"
        assert target.exists() or is_drawn, f"{page.name} leads to {link}"

"""Who knows one service knows all five."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
SKELETON = (
    "__init__.py",
    "__main__.py",
    "settings.py",
    "bootstrap.py",
    "domain",
    "use_cases",
    "use_cases/ports.py",
    "use_cases/queries.py",
    "adapters/tables.py",
    "adapters/repositories.py",
    "adapters/unit.py",
    "entrypoints/web.py",
    "entrypoints/events.py",
    "entrypoints/templates",
    "migrations",
)
ATTRACTORS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "stuff"}


def tracked(*patterns: str) -> list[Path]:
    """Return the files that git knows and that exist."""
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_has_the_same_skeleton(service: str) -> None:
    home = ROOT / "services" / service / service
    missing = [part for part in SKELETON if not ((home / part).exists() or (home / part).with_suffix("").is_dir())]
    assert missing == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_entry_point_has_at_most_ten_lines(service: str) -> None:
    text = (ROOT / "services" / service / service / "__main__.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 10
    assert "from chassis.cli import main" in text


@pytest.mark.parametrize("service", SERVICES)
def test_each_use_case_says_in_one_sentence_what_it_does(service: str) -> None:
    for file in (ROOT / "services" / service / service / "use_cases").glob("*.py"):
        doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
        assert doc, file.name
        assert doc.splitlines()[0].endswith("."), file.name


def test_no_file_has_a_name_that_attracts_everything() -> None:
    assert [file.name for file in tracked("*.py") if file.stem in ATTRACTORS] == []


def test_nothing_is_left_unfinished() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplemented")
    files = [f for f in tracked("*.py", "*.html", "*.js", "*.yaml", "*.sh") if f != Path(__file__)]
    assert [str(f.relative_to(ROOT)) for f in files if mark.search(f.read_text(encoding="utf-8"))] == []


def test_no_test_sleeps_and_none_is_without_an_assertion() -> None:
    wrong = []
    for file in tracked("tests/**/*.py", "tests/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.FunctionDef) and node.name.startswith("test_")):
                continue
            text = ast.dump(node)
            asserts = any(mark in text for mark in ("Assert(", "raises", "assert", "expect", "until"))
            sleeps = any(isinstance(n, ast.Attribute) and n.attr == "sleep" for n in ast.walk(node))
            if not asserts or sleeps:
                wrong.append(f"{file.name}:{node.lineno} {node.name}")
    assert wrong == []


def test_every_dependency_says_why_it_is_there() -> None:
    for file in tracked("*pyproject.toml"):
        text = file.read_text(encoding="utf-8")
        told = tomllib.loads(text)
        groups = told.get("dependency-groups", {}).values()
        needed = [
            *told["project"].get("dependencies", []),
            *(n for group in groups for n in group if isinstance(n, str)),
        ]
        for need in needed:
            line = next(line for line in text.splitlines() if f'"{need}"' in line)
            assert "#" in line, f"{file.parent.name}: {need}"


def test_the_lock_files_name_no_registry() -> None:
    for file in tracked("requirements/*.txt", "*package-lock.json"):
        text = file.read_text(encoding="utf-8")
        assert "index-url" not in text, file.name
        assert '"resolved"' not in text, file.name
    assert not [file for file in tracked() if file.name == "uv.lock"]


def test_only_the_worker_knows_green_threads() -> None:
    allowed = {"chassis/worker.py", "chassis/messaging/entrypoint.py"}
    users = {
        str(file.relative_to(ROOT / "libs" / "chassis"))
        for file in tracked("libs/chassis/**/*.py")
        if re.search(r"^\s*(import|from) (eventlet|nameko)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == allowed


def test_every_whole_page_has_the_frame_whose_footer_leads_to_imprint_privacy_and_hotline() -> None:
    frame = ROOT / "libs" / "chassis" / "chassis" / "web" / "templates" / "chassis" / "layout.html"
    pages = [
        file for file in tracked("services/*/entrypoints/templates/*.html", "libs/*/templates/*.html") if file != frame
    ]
    for file in pages:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<html|<footer|block footer", text), file
        assert "{% block main %}" not in text or "{% extends" in text, file
    assert len(pages) > 100

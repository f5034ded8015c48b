"""Adds the pages that are drawn from code to the documentation, and brings along what lies outside its folder."""

import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from docs.reference import apis, deployment, events, flows, holdings
from local.home import ROOT

COPIED = {
    "reference/asyncapi.yaml": ROOT / "libs" / "contracts" / "contracts" / "asyncapi.yaml",
    "javascripts/mermaid.js": ROOT / "docs" / "node_modules" / "@mermaid-js" / "tiny" / "dist" / "mermaid.tiny.js",
    "CHANGELOG.md": ROOT / "CHANGELOG.md",
}


def written(folder: Path) -> dict[str, str]:
    """Return every page that is drawn from code."""
    return {
        "reference/events.md": events.page(),
        "reference/flows.md": flows.page(),
        "reference/apis.md": apis.page(folder),
        "reference/routes.md": apis.routes_page(folder),
        "reference/deployment.md": deployment.page(),
        "reference/holdings.md": holdings.page(),
        "runbooks/index.md": _runbooks(),
        **{name: _from_the_top(name) for name in ("CONTRIBUTING.md", "SECURITY.md")},
        **{f"reference/{name}": text for name, text in apis.documents(folder).items()},
    }


def _from_the_top(name: str) -> str:
    """Return a page of the repository's top, whose links lead into this folder."""
    return (
        (ROOT / name)
        .read_text(encoding="utf-8")
        .replace("](docs/", "](")
        .replace("](LICENSE)", "](https://eupl.eu/1.2/en)")
    )


def _runbooks() -> str:
    names = sorted(file.stem for file in (ROOT / "docs" / "runbooks").glob("*.md"))
    links = (f"- [{name}]({name}.md)" for name in names)
    return "\n".join(["# Runbooks", "", "An alert has called you: its name is the page.", "", *links])


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what is drawn and what is copied."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in written(Path(folder)).items():
            files.append(File.generated(config, path, content=text))
    for path, source in COPIED.items():
        files.append(File.generated(config, path, abs_src_path=str(source)))
    return files


def on_config(config: MkDocsConfig) -> Any:
    """Let the navigation name all runbooks and decisions without listing them."""
    config.nav = [_expanded(entry) for entry in config.nav or []]
    return config


def _expanded(entry: Any) -> Any:
    """Return an entry of the navigation with `folder/*.md` as all that lies there."""
    match entry:
        case dict():
            return {title: _all_of(below) if _is_pattern(below) else _expanded(below) for title, below in entry.items()}
        case list():
            return [one for below in entry for one in (_all_of(below) if _is_pattern(below) else [_expanded(below)])]
    return entry


def _is_pattern(entry: Any) -> bool:
    return isinstance(entry, str) and "*" in entry


def _all_of(pattern: str) -> list[str]:
    docs = ROOT / "docs"
    return sorted(str(file.relative_to(docs)) for file in docs.glob(pattern))

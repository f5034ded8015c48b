"""Static files: what a worker may do stands with the worker itself."""

from pathlib import Path
from typing import Any

import pytest

from chassis.web.assets import Assets


def headers_of(assets: Assets, path: str) -> dict[str, str]:
    """Return the headers of a file."""
    told: dict[str, str] = {}

    def start(_status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:
        told.update(headers)

    b"".join(assets({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, start))
    return told


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    """A tree with a worker and a page's module."""
    for name in ("worker.js", "page.js"):
        (tmp_path / name).write_text("export {};", encoding="utf-8")
    tree = {"reading/worker.js": tmp_path / "worker.js", "reading/page.js": tmp_path / "page.js"}
    return Assets(lambda _environ, _start: [], {"town": tree})


def test_a_worker_may_compile_webassembly_and_load_from_its_own_host_and_no_more(assets: Assets) -> None:
    policy = headers_of(assets, assets.url("town/reading/worker.js"))["Content-Security-Policy"]
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def test_what_a_page_loads_brings_no_policy_that_is_wider_than_the_page(assets: Assets) -> None:
    assert "Content-Security-Policy" not in headers_of(assets, assets.url("town/reading/page.js"))

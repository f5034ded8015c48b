"""Static files: what a worker may do stands with the worker itself."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from chassis.web.assets import Assets

WRITTEN = "export {};" * 100


def answer_of(assets: Assets, path: str, **asked: str) -> tuple[str, dict[str, str], bytes]:
    """Return status, headers and body."""
    told: dict[str, str] = {}

    def start(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:
        told.update(headers, status=status)

    body = b"".join(assets({"PATH_INFO": path, "REQUEST_METHOD": "GET"} | asked, start))
    return told.pop("status"), told, body


def headers_of(assets: Assets, path: str) -> dict[str, str]:
    """Return the headers of a file."""
    return answer_of(assets, path)[1]


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    """A tree with a worker and a page's module."""
    for name in ("worker.js", "page.js", "picture.png"):
        (tmp_path / name).write_text(WRITTEN, encoding="utf-8")
    tree = {f"reading/{file.name}": file for file in tmp_path.iterdir()}
    return Assets(lambda _environ, _start: [], {"town": tree})


def test_a_worker_may_compile_webassembly_and_load_from_its_own_host_and_no_more(assets: Assets) -> None:
    policy = headers_of(assets, assets.url("town/reading/worker.js"))["Content-Security-Policy"]
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def test_what_a_page_loads_brings_no_policy_that_is_wider_than_the_page(assets: Assets) -> None:
    assert "Content-Security-Policy" not in headers_of(assets, assets.url("town/reading/page.js"))


def test_a_text_goes_out_packed_to_whoever_takes_it(assets: Assets) -> None:
    url = assets.url("town/reading/page.js")
    _status, headers, body = answer_of(assets, url, HTTP_ACCEPT_ENCODING="gzip, br")
    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert int(headers["Content-Length"]) == len(body) < len(WRITTEN)
    assert gzip.decompress(body).decode() == WRITTEN


def test_whoever_takes_nothing_packed_gets_it_as_it_is(assets: Assets) -> None:
    _status, headers, body = answer_of(assets, assets.url("town/reading/page.js"))
    assert "Content-Encoding" not in headers
    assert body.decode() == WRITTEN


def test_what_is_packed_already_is_left_alone(assets: Assets) -> None:
    _status, headers, body = answer_of(assets, assets.url("town/reading/picture.png"), HTTP_ACCEPT_ENCODING="gzip")
    assert "Content-Encoding" not in headers
    assert body.decode() == WRITTEN


def test_a_browser_that_has_it_is_told_so(assets: Assets) -> None:
    url = assets.url("town/reading/page.js")
    when = headers_of(assets, url)["Last-Modified"]
    status, _headers, body = answer_of(assets, url, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_MODIFIED_SINCE=when)
    assert (status[:3], body) == ("304", b"")

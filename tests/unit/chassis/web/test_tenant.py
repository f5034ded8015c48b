"""The host decides the town."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns, build


def test_each_host_shows_its_town(browser: Browser, browser_at: Callable[[str], Browser]) -> None:
    assert "Stadt Ostfildern" in browser.get("/").text
    assert "Stadt Esslingen" in browser_at("https://esslingen.localhost").get("/").text


@pytest.mark.parametrize("path", ["/", "/arbeitsplatz", "/gibt-es-nicht", "/api/townhall/v1/me"])
def test_an_unknown_host_is_404_and_names_no_town(browser_at: Callable[[str], Browser], path: str) -> None:
    response = browser_at("https://nirgendwo.localhost").get(path)
    assert response.status_code == 404
    assert "gibt es kein Bürgerbüro" in response.text
    for name in ("Ostfildern", "Esslingen", "ostfildern", "3404"):
        assert name not in response.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/version", "/metrics"])
def test_probes_need_no_town(browser_at: Callable[[str], Browser], path: str) -> None:
    assert browser_at("http://10.1.2.3:8080").get(path).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/version", "/metrics"])
def test_nobody_behind_a_gateway_sees_probes_or_metrics(browser: Browser, path: str) -> None:
    response = browser.get(path, headers={"X-Forwarded-For": "192.0.2.7"})
    assert (response.status_code, response.text) == (404, "not found\n")


def test_ready_names_what_is_missing_without_its_address(settings: Any, towns: Towns) -> None:
    def ready() -> None:
        raise ConnectionError("postgresql://booking:secret@db")

    response = Browser(build(settings, towns, ready=ready)).get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: ConnectionError\n")


def test_the_host_that_a_trusted_proxy_names_counts(settings: Any, towns: Towns) -> None:
    headers = {"X-Forwarded-Host": "esslingen.localhost", "X-Forwarded-Proto": "https"}
    behind = Browser(build(settings, towns), "http://10.0.0.1")
    assert "Stadt Esslingen" in behind.get("/", headers=headers).text

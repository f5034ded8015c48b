"""What another site makes the browser send is refused."""

from typing import Any

import pytest

from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns, build

ADMIT = "/arbeitsplatz/aufrufen"


def test_a_post_without_token_is_refused_in_kind_words(app: Any, browser: Browser) -> None:
    browser.sign_in("clerk")
    response = browser.client.post(ADMIT, base_url=browser.base_url)
    assert response.status_code == 400
    assert "noch einmal ab" in response.text
    assert app.extensions["box"] == []


def test_a_post_with_the_token_of_another_session_is_refused(app: Any, browser: Browser) -> None:
    foreign = Browser(app).token()
    browser.sign_in("clerk").get("/")
    assert browser.post(ADMIT, {"csrf_token": foreign}).status_code == 400


def test_htmx_sends_the_token_in_a_header(browser: Browser) -> None:
    token = browser.sign_in("clerk").token()
    response = browser.client.post(ADMIT, base_url=browser.base_url, headers={"X-CSRFToken": token})
    assert response.status_code == 200


def test_a_form_of_one_service_may_be_sent_to_another(settings: Any, browser: Browser) -> None:
    neighbour = Browser(build(settings, Towns()))
    token = browser.token()
    neighbour.client.set_cookie(
        "__Host-session", browser.cookie("__Host-session").value, domain=browser.host, secure=True
    )
    neighbour.sign_in("clerk")
    answer = neighbour.client.post(ADMIT, base_url=browser.base_url, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://ostfildern.localhost.evil.example"},
    ],
)
def test_even_with_a_token_another_origin_is_refused(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.sign_in("clerk").post(ADMIT, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "https://ostfildern.localhost"}, {}]
)
def test_our_own_pages_pass(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.sign_in("clerk").post(ADMIT, headers=headers).status_code == 200


def test_a_socket_from_another_site_is_refused(browser: Browser) -> None:
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": "https://evil.example"}
    assert browser.get("/verbindung", headers=upgrade).status_code == 400
    assert browser.get("/verbindung", headers=upgrade | {"Origin": browser.base_url}).status_code == 200


def test_a_program_without_our_cookies_needs_no_token(browser: Browser) -> None:
    wish = {"email": "a@b.de", "places": 2}
    send = {"base_url": browser.base_url, "json": wish}
    assert browser.client.post("/api/townhall/v1/wishes", **send).status_code == 200
    browser.sign_in("clerk")
    assert browser.client.post("/api/townhall/v1/wishes", **send).status_code == 400


def test_a_webhook_may_be_exempt(browser: Browser) -> None:
    assert browser.client.post("/webhook", base_url=browser.base_url, data=b"signed").text == "signed"

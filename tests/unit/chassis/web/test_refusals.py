"""Refusals: a page, a fragment or problem details, all in words for whoever asked."""

import json
from typing import Any

import pytest

from tests.unit.chassis.web.conftest import Browser

STATUSES = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


@pytest.mark.parametrize("status", STATUSES)
def test_each_page_says_what_happened_what_to_do_and_whom_to_call(browser: Browser, status: int) -> None:
    response = browser.get(f"/fehler/{status}")
    assert response.status_code == status
    assert "+49 711 3404-0" in response.text
    assert f"Fehler {status}, Kennung " in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/verwaltung/fulfilment/nirgends", "/verwaltung/fulfilment"),
        ("/arbeitsplatz/nirgends", "/arbeitsplatz"),
        ("/kasse/nirgends", "/arbeitsplatz"),
    ],
)
def test_staff_stay_in_their_frame_and_go_back_to_where_they_work(browser: Browser, path: str, back: str) -> None:
    page = browser.sign_in("clerk").get(path).text
    assert "staff-header__person" in page
    assert f'href="{back}"><span class="kern-label">Zurück: ' in page
    assert "Auf der Startseite" not in page


def test_a_page_for_citizens_is_refused_as_such_to_staff_too(browser: Browser) -> None:
    page = browser.sign_in("clerk").get("/fehler/404").text
    assert "staff-header__person" not in page
    assert "Zur Startseite" in page


def test_a_fragment_is_refused_by_a_fragment(browser: Browser) -> None:
    response = browser.get("/fehler/409", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert response.headers["X-Fragment-Error"] == "409"
    assert "<html" not in response.text
    assert "kern-alert" in response.text


@pytest.mark.parametrize("accept", ["application/json", "application/problem+json"])
def test_who_prefers_json_gets_problem_details(browser: Browser, accept: str) -> None:
    response = browser.get("/fehler/taken", headers={"Accept": accept})
    assert response.mimetype == "application/problem+json"
    told = json.loads(response.text)
    assert told["type"] == "urn:problem-type:slot-taken"
    assert (told["status"], told["title"]) == (409, "Diese Zeit ist vergeben")
    assert told["instance"]


def test_an_error_of_a_use_case_is_refused_in_its_words(browser: Browser) -> None:
    response = browser.get("/fehler/taken")
    assert response.status_code == 409
    assert "Diese Zeit ist vergeben" in response.text


def test_an_unexpected_error_tells_no_detail(browser: Browser) -> None:
    response = browser.get("/fehler/boom")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "RuntimeError" not in response.text


def test_fields_of_an_api_are_named_by_path_and_values_are_not_repeated(browser: Browser) -> None:
    response = browser.client.post(
        "/api/townhall/v1/wishes", base_url=browser.base_url, json={"email": "me@x", "places": 0}
    )
    told = json.loads(response.text)
    assert (response.status_code, response.mimetype) == (422, "application/problem+json")
    assert [error["field"] for error in told["errors"]] == ["email", "places"]
    assert "me@x" not in response.text


def test_a_wrong_method_names_the_right_ones(browser: Browser) -> None:
    response = browser.post("/zahlung")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_request_that_is_too_large_is_refused(browser: Browser) -> None:
    response = browser.post("/termin", {"note": "x" * (1024 * 1024 + 1)})
    assert response.status_code == 413
    assert "zu groß" in response.text


def test_an_id_that_is_no_id_is_404(browser: Browser) -> None:
    assert browser.get("/termin/mein/keine-id").status_code == 404


def test_the_openapi_document_is_of_version_3_1(browser: Browser) -> None:
    document: dict[str, Any] = browser.get("/api/townhall/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert "/api/townhall/v1/wishes" in document["paths"]
    assert "Problem" in document["components"]["schemas"]

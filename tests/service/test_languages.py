"""Citizens' pages come in the language that was chosen, in every service; pages of staff are German and say so."""

from collections.abc import Callable
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

TOWN = "https://ostfildern.localhost"
CITIZENS = {
    "booking": ("/", "Book an appointment"),
    "billing": ("/datenschutz/billing", "Privacy"),
    "fulfilment": ("/pruefen", "Is a document genuine?"),
    "video": ("/gespraech/probe", "Practice appointment"),
    "identity": ("/datenschutz/identity", "Privacy"),
}
STAFF = {
    "booking": "/verwaltung/booking",
    "billing": "/kasse",
    "fulfilment": "/verwaltung/fulfilment",
    "video": "/arbeitsplatz",
    "identity": "/verwaltung/identity",
}


@pytest.fixture(scope="module", params=("booking", "identity", "video", "billing", "fulfilment"))
def app(request: pytest.FixtureRequest, start: Callable[..., Any], application: Callable[..., Any]) -> Any:
    return application(start(request.param))


def test_a_citizen_who_chooses_english_reads_english(app: Any) -> None:
    path, words = CITIZENS[app.extensions["chassis"].service]
    page = app.test_client().get(f"{path}?sprache=en", base_url=TOWN).text
    assert '<html lang="en">' in page
    assert words in page


@pytest.mark.parametrize("language", ["de-simple", "tr", "uk", "ar"])
def test_every_language_is_offered_by_every_service(app: Any, language: str) -> None:
    path, _ = CITIZENS[app.extensions["chassis"].service]
    client = app.test_client()
    chosen = client.get(f"{path}?sprache={language}", base_url=TOWN)
    later = client.get(path, base_url=TOWN).text
    written = ' dir="rtl"' if language == "ar" else ""
    assert f'<html lang="{language}"{written}>' in chosen.text
    assert f'<html lang="{language}"{written}>' in later


def test_pages_of_staff_stay_german_whatever_the_browser_speaks(app: Any) -> None:
    client = app.test_client()
    roles = {"ostfildern": ["clerk", "supervisor", "cashier"]}
    told = {"sub": "u-1", "name": "Sabine Schäfer", "roles": roles}
    cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
    client.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)
    page = client.get(STAFF[app.extensions["chassis"].service], base_url=TOWN, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert '<html lang="de">' in page.text
    assert "Abmelden" in page.text

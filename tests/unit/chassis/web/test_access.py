"""Who may come: the guards of views, and that none can be forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint

from chassis.web.auth import citizen, routes_with_access, staff
from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns, build


def test_the_app_does_not_start_with_an_unguarded_view(settings: Any, towns: Towns) -> None:
    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/offen", "open", lambda: "")
    with pytest.raises(RuntimeError, match="/offen"):
        build(settings, towns, blueprints=(forgotten,), apis=())


def test_a_view_that_is_added_later_without_a_guard_is_refused(app: Any, browser: Browser) -> None:
    app.add_url_rule("/spaeter", "later", lambda: "secret")
    response = browser.get("/spaeter")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_guards_know_only_purposes_and_roles_that_exist() -> None:
    wrongs: tuple[Callable[[], object], ...] = (lambda: staff("boss"), lambda: citizen("peek"), staff, citizen)
    for wrong in wrongs:
        with pytest.raises(ValueError, match="name"):
            wrong()


def test_every_route_says_who_may_come(app: Any) -> None:
    assert routes_with_access(app) == [
        ("/", "GET", "public"),
        ("/.well-known/security.txt", "GET", "public"),
        ("/abmeldung-konto", "GET", "public"),
        ("/abmeldung-konto", "POST", "public"),
        ("/anmeldung", "GET", "public"),
        ("/anmeldung/zurueck", "GET", "public"),
        ("/api/townhall/v1", "GET", "public"),
        ("/api/townhall/v1/me", "GET", "staff(clerk)"),
        ("/api/townhall/v1/openapi.json", "GET", "public"),
        ("/api/townhall/v1/wishes", "POST", "public"),
        ("/arbeitsplatz", "GET", "staff(clerk, supervisor)"),
        ("/arbeitsplatz/aufrufen", "POST", "staff(clerk)"),
        ("/arbeitsplatz/fragment", "GET", "staff(clerk)"),
        ("/barrierefreiheit", "GET", "public"),
        ("/barrierefreiheit", "POST", "public"),
        ("/betrieb/townhall", "GET", "staff(operator)"),
        ("/datenschutz", "GET", "public"),
        ("/datenschutz/townhall", "GET", "public"),
        ("/fehler/<kind>", "GET", "public"),
        ("/gespraech/zugang", "GET", "public"),
        ("/gespraech/zugang", "POST", "public"),
        ("/gespraech/zugang/<token>", "GET", "public"),
        ("/healthz", "GET", "public"),
        ("/impressum", "GET", "public"),
        ("/marke/gesicht.css", "GET", "public"),
        ("/marke/wappen.png", "GET", "public"),
        ("/metrics", "GET", "public"),
        ("/nachweis", "GET POST", "public"),
        ("/readyz", "GET", "public"),
        ("/static-tenant/townhall/brand.css", "GET", "public"),
        ("/termin", "GET POST", "public"),
        ("/termin/mein/<uuid:appointment_id>", "GET", "citizen(manage, join)"),
        ("/termin/zugang", "GET", "public"),
        ("/termin/zugang", "POST", "public"),
        ("/termin/zugang/<token>", "GET", "public"),
        ("/unterlagen/<uuid:appointment_id>", "GET", "citizen(case) or staff(clerk)"),
        ("/verbindung", "GET", "public"),
        ("/version", "GET", "public"),
        ("/webhook", "POST", "public"),
        ("/zahlung", "GET", "public"),
    ]


def test_a_page_leads_to_the_sign_in_and_back(browser: Browser) -> None:
    response = browser.get("/arbeitsplatz?tag=heute")
    assert response.status_code == 302
    assert response.headers["Location"] == "/anmeldung?weiter=%2Farbeitsplatz%3Ftag%3Dheute"


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Current-URL": "https://ostfildern.localhost/arbeitsplatz"},
        {"Sec-Fetch-Dest": "empty", "Referer": "https://ostfildern.localhost/arbeitsplatz"},
    ],
)
def test_a_fragment_is_never_redirected_to_the_sign_in(browser: Browser, headers: dict[str, str]) -> None:
    response = browser.get("/arbeitsplatz/fragment", headers=headers)
    assert response.status_code == 401
    assert response.headers["X-Sign-In"] == "/anmeldung?weiter=%2Farbeitsplatz"
    assert "Location" not in response.headers
    assert "HX-Redirect" not in response.headers
    assert "melden Sie sich an" in response.text


def test_an_api_answers_401_with_problem_details(browser: Browser) -> None:
    response = browser.get("/api/townhall/v1/me")
    assert (response.status_code, response.mimetype) == (401, "application/problem+json")


def test_a_right_role_opens(browser: Browser) -> None:
    browser.sign_in("clerk")
    assert browser.get("/arbeitsplatz/fragment").text == '<p class="kern-body">staff:u-1 clerk</p>'
    assert "Sabine Schäfer" in browser.get("/arbeitsplatz").text


def test_a_wrong_role_is_told_which_is_needed(browser: Browser) -> None:
    response = browser.sign_in("cashier").get("/arbeitsplatz")
    assert response.status_code == 403
    assert "Nötig ist die Rolle: Sachbearbeitung oder Leitung" in response.text
    assert "Kasse" in response.text


def test_a_role_holds_for_its_town_only(browser: Browser) -> None:
    assert browser.sign_in("clerk", town="esslingen").get("/arbeitsplatz").status_code == 302


def test_only_operators_reach_the_operations(browser: Browser) -> None:
    assert browser.sign_in("administrator").get("/betrieb/townhall").status_code == 403
    assert browser.sign_in("operator").get("/betrieb/townhall").status_code == 200


def test_a_forged_staff_cookie_is_worth_nothing(browser: Browser) -> None:
    assert browser.sign_in("clerk", key="another key").get("/arbeitsplatz").status_code == 302


def test_a_changed_staff_cookie_is_worth_nothing(browser: Browser) -> None:
    browser.sign_in("cashier")
    value = browser.cookie("__Host-staff").value
    swapped = ("A" if value[10] != "A" else "B").join((value[:10], value[11:]))
    browser.client.set_cookie("__Host-staff", swapped, domain=browser.host, secure=True)
    assert browser.get("/arbeitsplatz").status_code == 302


def test_the_staff_cookie_ends_after_ten_hours(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    browser.sign_in("clerk")
    assert browser.get("/arbeitsplatz").status_code == 200
    later = time.time() + 10 * 3600 + 2
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert browser.get("/arbeitsplatz").status_code == 302


def test_where_citizens_and_staff_may_come_either_is_enough(browser: Browser) -> None:
    page = "/unterlagen/00000000-0000-0000-0000-000000000001"
    assert browser.get(page).status_code == 401
    assert browser.sign_in("clerk").get(page).status_code == 200
    assert browser.sign_in("cashier").get(page).status_code == 403


def test_a_key_can_be_changed_without_signing_everyone_out(settings: Any, browser: Browser) -> None:
    browser.sign_in("clerk")
    token = browser.token()
    key = settings.secrets_dir / "region.signing_key"
    key.write_text(key.read_text() + "\na-newer-key", encoding="utf-8")
    assert browser.get("/arbeitsplatz").status_code == 200
    assert browser.token() != token
    assert browser.post("/arbeitsplatz/aufrufen").status_code == 200

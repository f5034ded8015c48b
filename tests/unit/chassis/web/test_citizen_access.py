"""The link of a citizen: what it opens, for how long, and that looking at it changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chassis.access import AccessKeys, Grant, digest
from chassis.web.guessing import UNKNOWN_LINKS
from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns

KEYS = AccessKeys({1: b"k" * 32})
APPOINTMENT = UUID(int=7)
MINE = f"/termin/mein/{APPOINTMENT}"


def give(towns: Towns, purpose: str = "manage", appointment: UUID = APPOINTMENT, town: str = "ostfildern") -> str:
    """Give out a link and return its token."""
    grant = Grant(town, appointment, purpose)
    token = KEYS.token(grant)
    unit = towns.of(town)
    unit.access.keep(digest(token), grant, unit.clock() + timedelta(hours=2))
    return token


def test_following_the_link_changes_nothing(browser: Browser, towns: Towns) -> None:
    token = give(towns)
    response = browser.get(f"/termin/zugang/{token}")
    assert response.status_code == 200
    assert towns.opened == 0
    assert browser.cookie("__Host-citizen") is None
    assert response.text.count("<button class=") == 1
    assert "htmx.min.js" not in response.text, "htmx would note the path, and with it the token"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert browser.client.head(f"/termin/zugang/{token}", base_url=browser.base_url).status_code == 200
    assert browser.cookie("__Host-citizen") is None


def test_the_button_opens_the_appointment_and_the_token_leaves_the_address(browser: Browser, towns: Towns) -> None:
    response = browser.post("/termin/zugang", {"token": give(towns)})
    assert (response.status_code, response.headers["Location"]) == (303, MINE)
    cookie = browser.cookie("__Host-citizen")
    assert (cookie.secure, cookie.http_only, cookie.same_site, cookie.path) == (True, True, "Lax", "/")
    assert browser.get(MINE).text == f"manage {APPOINTMENT}"


def test_the_link_works_again_on_another_device(app: object, towns: Towns) -> None:
    token = give(towns)
    for device in (Browser(app), Browser(app)):
        device.post("/termin/zugang", {"token": token})
        assert device.get(MINE).status_code == 200


def test_the_button_needs_the_form_token(browser: Browser, towns: Towns) -> None:
    response = browser.client.post("/termin/zugang", base_url=browser.base_url, data={"token": give(towns)})
    assert response.status_code == 400
    assert browser.cookie("__Host-citizen") is None


@pytest.mark.parametrize("token", ["", "1.guess", "x" * 5000, "1.%00"])
def test_an_unknown_link_is_404(browser: Browser, token: str) -> None:
    response = browser.post("/termin/zugang", {"token": token})
    assert response.status_code == 404
    assert "Diesen Link kennen wir nicht" in response.text


def test_who_guesses_links_without_end_is_put_off_and_the_right_link_still_opens(
    browser: Browser, towns: Towns
) -> None:
    answers = [browser.post("/termin/zugang", {"token": f"1.{n}"}).status_code for n in range(UNKNOWN_LINKS.most + 1)]
    assert answers == [404] * UNKNOWN_LINKS.most + [429]
    assert browser.post("/termin/zugang", {"token": give(towns)}).status_code == 303


def test_a_link_opens_only_its_own_purpose(browser: Browser, towns: Towns) -> None:
    assert browser.post("/gespraech/zugang", {"token": give(towns, "manage")}).status_code == 404


def test_an_ended_link_is_410_with_the_phone_number(browser: Browser, towns: Towns) -> None:
    token = give(towns)
    towns.of("ostfildern").clock.advance(hours=3)
    response = browser.post("/termin/zugang", {"token": token})
    assert response.status_code == 410
    assert "+49 711 3404-0" in response.text


def test_a_revoked_link_is_410(browser: Browser, towns: Towns) -> None:
    token = give(towns)
    towns.of("ostfildern").access.revoke(APPOINTMENT)
    assert browser.post("/termin/zugang", {"token": token}).status_code == 410


def test_a_cookie_opens_nothing_once_the_link_has_ended_or_was_revoked(browser: Browser, towns: Towns) -> None:
    browser.post("/termin/zugang", {"token": give(towns)})
    assert browser.get(MINE).status_code == 200
    towns.of("ostfildern").access.revoke(APPOINTMENT)
    assert browser.get(MINE).status_code == 410


def test_without_a_link_one_is_told_where_it_is(browser: Browser) -> None:
    response = browser.get(MINE)
    assert response.status_code == 401
    assert "Link aus Ihrer E-Mail" in response.text
    assert "X-Sign-In" not in response.headers


def test_another_appointment_is_404(browser: Browser, towns: Towns) -> None:
    browser.post("/termin/zugang", {"token": give(towns)})
    assert browser.get(f"/termin/mein/{uuid4()}").status_code == 404


def test_another_purpose_of_the_same_appointment_stays_shut(browser: Browser, towns: Towns) -> None:
    browser.post("/termin/zugang", {"token": give(towns)})
    assert browser.get(f"/unterlagen/{APPOINTMENT}").status_code in (302, 401)


def test_a_grant_of_another_town_opens_nothing(
    browser: Browser, browser_at: Callable[[str], Browser], towns: Towns
) -> None:
    elsewhere = browser_at("https://esslingen.localhost")
    elsewhere.post("/termin/zugang", {"token": give(towns, town="esslingen")})
    give(towns)
    cookie = elsewhere.cookie("__Host-citizen").value
    browser.client.set_cookie("__Host-citizen", cookie, domain=browser.host, secure=True)
    assert browser.get(MINE).status_code == 401


def test_a_forged_cookie_opens_nothing(browser: Browser, towns: Towns) -> None:
    browser.post("/termin/zugang", {"token": give(towns)})
    value = browser.cookie("__Host-citizen").value
    browser.client.set_cookie("__Host-citizen", f"x{value}", domain=browser.host, secure=True)
    assert browser.get(MINE).status_code == 401


def test_the_cookie_holds_six_grants_and_drops_the_oldest(browser: Browser, towns: Towns) -> None:
    appointments = [uuid4() for _ in range(7)]
    for appointment in appointments:
        browser.post("/termin/zugang", {"token": give(towns, appointment=appointment)})
    found = [browser.get(f"/termin/mein/{appointment}").status_code for appointment in appointments]
    assert found == [404, 200, 200, 200, 200, 200, 200]
    assert len(browser.cookie("__Host-citizen").value) < 3000


def test_video_takes_its_token_out_of_the_fragment(browser: Browser, towns: Towns) -> None:
    page = browser.get("/gespraech/zugang").text
    assert "access.js" in page
    assert 'action="/gespraech/zugang"' in page
    assert browser.post("/gespraech/zugang", {"token": give(towns, "join")}).status_code == 303

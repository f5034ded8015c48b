"""Staff sign in by OpenID Connect; whatever the provider says wrongly is not believed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chassis.web.guessing import FAILED_SIGN_INS
from chassis.web.staff_access import safe_return_path
from tests.unit.chassis.web.conftest import KEY, Browser
from tests.unit.chassis.web.provider import Provider
from tests.unit.chassis.web.townhall.app import Towns, build, settings_in


@pytest.fixture
def provider() -> Iterator[Provider]:
    """The provider of Ostfildern and Esslingen; Fremdstadt has another."""
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def browser(tmp_path: Path, towns: Towns, provider: Provider) -> Browser:
    """A browser at a townhall that trusts the provider."""
    return Browser(build(settings_in(tmp_path, issuer=provider.issuer), towns))


def sign_in(browser: Browser, provider: Provider, path: str = "/anmeldung?weiter=/arbeitsplatz") -> Any:
    """Go to the provider and come back."""
    start = browser.get(path)
    assert start.status_code == 302, start.text
    return browser.get("/anmeldung/zurueck?" + provider.authorise(start.headers["Location"]))


def test_a_clerk_signs_in_and_comes_back_to_the_page(browser: Browser, provider: Provider) -> None:
    before = browser.token()
    response = sign_in(browser, provider)
    assert (response.status_code, response.headers["Location"]) == (303, "/arbeitsplatz")
    assert provider.granted["redirect_uri"] == "https://ostfildern.localhost/anmeldung/zurueck"
    cookie = browser.cookie("__Host-staff")
    assert (cookie.secure, cookie.http_only, cookie.same_site, cookie.path) == (True, True, "Lax", "/")
    assert cookie.max_age == 10 * 3600
    assert "Sabine Schäfer" in browser.get("/arbeitsplatz").text
    assert browser.token() != before, "the session from before the sign-in must not live on"


def test_unknown_roles_open_nothing(browser: Browser, provider: Provider) -> None:
    provider.claims["roles"] = ["root", "cashier"]
    sign_in(browser, provider)
    assert browser.get("/arbeitsplatz").status_code == 403


def test_a_provider_speaks_only_for_towns_that_have_chosen_it(browser: Browser, provider: Provider) -> None:
    provider.claims["tenants"] = ["ostfildern", "esslingen", "fremdstadt", "nirgendwo"]
    sign_in(browser, provider)
    cookie = browser.cookie("__Host-staff").value
    found = {}
    for town in ("ostfildern", "esslingen", "fremdstadt"):
        other = Browser(browser.client.application, f"https://{town}.localhost")
        other.client.set_cookie("__Host-staff", cookie, domain=other.host, secure=True)
        found[town] = other.get("/arbeitsplatz").status_code
    assert found == {"ostfildern": 200, "esslingen": 200, "fremdstadt": 302}


def test_a_person_of_other_towns_only_is_not_signed_in_here(browser: Browser, provider: Provider) -> None:
    provider.claims["tenants"] = ["esslingen"]
    sign_in(browser, provider)
    assert browser.get("/arbeitsplatz").status_code == 302


@pytest.mark.parametrize("claims", [{}, {"tenants": []}, {"tenants": None}])
def test_a_person_without_a_town_gets_none_where_towns_share_the_provider(
    browser: Browser, provider: Provider, claims: dict[str, Any]
) -> None:
    del provider.claims["tenants"]
    provider.claims |= claims
    sign_in(browser, provider)
    assert browser.get("/arbeitsplatz").status_code == 302


def test_a_provider_of_one_town_need_not_name_it(tmp_path: Path, towns: Towns, provider: Provider) -> None:
    settings = settings_in(tmp_path, issuer=provider.issuer)
    other = settings.tenants_dir / "esslingen.yaml"
    other.write_text(
        other.read_text(encoding="utf-8").replace(provider.issuer, "https://other.example"), encoding="utf-8"
    )
    browser = Browser(build(settings, towns))
    del provider.claims["tenants"]
    sign_in(browser, provider)
    assert browser.get("/arbeitsplatz").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"nonce": "other"}, {"iss": "http://evil.example"}, {"aud": "other"}, {"exp": 1}, {"sub": None}],
    ids=["nonce", "issuer", "audience", "expired", "subject"],
)
def test_a_wrong_id_token_is_refused(browser: Browser, provider: Provider, wrong: dict[str, Any]) -> None:
    provider.said = wrong
    assert sign_in(browser, provider).status_code == 401
    assert browser.cookie("__Host-staff") is None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("signature", ["none", "HS256"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    browser: Browser, provider: Provider, signature: str
) -> None:
    provider.signature = signature
    assert sign_in(browser, provider).status_code == 401
    assert browser.cookie("__Host-staff") is None


def test_an_answer_nobody_asked_for_is_refused(browser: Browser, provider: Provider) -> None:
    browser.get("/anmeldung")
    assert browser.get("/anmeldung/zurueck?code=c-1&state=guessed").status_code == 401
    assert browser.get("/anmeldung/zurueck?error=access_denied").status_code == 401
    assert provider.granted == {}


def test_failed_sign_ins_without_end_are_put_off(browser: Browser, provider: Provider) -> None:
    failing = [browser.get("/anmeldung/zurueck?code=x&state=y").status_code for _ in range(FAILED_SIGN_INS.most + 1)]
    assert failing == [401] * FAILED_SIGN_INS.most + [429]
    assert sign_in(browser, provider).status_code == 303


def test_a_planted_cookie_does_not_live_on_in_the_signed_in_session(browser: Browser, provider: Provider) -> None:
    planted = str(browser.sign_in("clerk").cookie("__Host-staff").value)
    fixed = str(browser.token())
    sign_in(browser, provider)
    assert browser.cookie("__Host-staff").value != planted
    assert browser.token() != fixed


def test_an_answer_is_taken_once(browser: Browser, provider: Provider) -> None:
    start = browser.get("/anmeldung")
    back = "/anmeldung/zurueck?" + provider.authorise(start.headers["Location"])
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 401


def test_many_started_sign_ins_fit_into_the_cookie(browser: Browser) -> None:
    for _ in range(9):
        browser.get("/anmeldung")
    assert len(browser.cookie("__Host-session").value) < 3500


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "evil.example",
        "javascript:alert(1)", "/\t/evil.example", "/ /evil", "", None, "http:/evil", "/%0d%0a\r\nX: y",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(target: str | None) -> None:
    assert safe_return_path(target) == "/"


def test_the_way_back_is_kept_with_its_query(browser: Browser, provider: Provider) -> None:
    assert safe_return_path("/arbeitsplatz?tag=heute&x=//a") == "/arbeitsplatz?tag=heute&x=//a"
    response = sign_in(browser, provider, "/anmeldung?weiter=//evil.example")
    assert response.headers["Location"] == "/arbeitsplatz"


def test_signing_out_takes_the_form_token(browser: Browser, provider: Provider) -> None:
    sign_in(browser, provider)
    assert browser.client.post("/abmeldung-konto", base_url=browser.base_url).status_code == 400
    assert browser.cookie("__Host-staff") is not None
    response = browser.post("/abmeldung-konto")
    assert (response.status_code, browser.cookie("__Host-staff")) == (303, None)
    assert f"{provider.issuer}/ende" in browser.get("/abmeldung-konto").text


def test_a_provider_that_does_not_answer_is_503(app: Any) -> None:
    response = Browser(app).get("/anmeldung")
    assert response.status_code == 503
    assert "Anmeldung hat nicht geklappt" in response.text


def test_a_provider_under_another_name_is_not_believed(tmp_path: Path, towns: Towns, provider: Provider) -> None:
    browser = Browser(build(settings_in(tmp_path, issuer=provider.issuer + "/"), towns))
    assert browser.get("/anmeldung").status_code == 503


def test_the_cookie_is_signed_by_the_regions_key(browser: Browser, provider: Provider) -> None:
    sign_in(browser, provider)
    from itsdangerous import URLSafeTimedSerializer

    told = URLSafeTimedSerializer(KEY, salt="chassis.staff").loads(browser.cookie("__Host-staff").value)
    assert told == {"sub": "u-7", "name": "Sabine Schäfer", "roles": {"ostfildern": ["clerk"]}}

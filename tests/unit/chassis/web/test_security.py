"""What browsers are told that our pages may do."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chassis.web.security import allow
from tests.unit.chassis.web.conftest import Browser

PAGES = ("/", "/termin", "/fehler/404", "/fehler/500", "/gibt-es-nicht", "/termin/zugang/x", "/healthz", "/zahlung")


def policy(response: TestResponse) -> dict[str, str]:
    """Return the directives of a response."""
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", PAGES)
def test_every_response_has_the_strict_policy(browser: Browser, path: str) -> None:
    response = browser.get(path)
    directives = policy(response)
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert "unsafe" not in str(directives)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(self)" in response.headers["Permissions-Policy"]
    assert response.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize("path", PAGES[:6])
def test_no_page_needs_inline_scripts_or_styles(browser: Browser, path: str) -> None:
    page = browser.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r"\sstyle=|\son\w+=", page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)


def test_hsts_is_sent_over_https_only(browser: Browser) -> None:
    response = browser.client.get("/", base_url="http://ostfildern.localhost")
    assert "Strict-Transport-Security" not in response.headers


def test_one_response_may_be_widened_and_no_other(browser: Browser) -> None:
    assert policy(browser.get("/zahlung"))["form-action"] == "'self' https://www.paypal.example"
    assert policy(browser.get("/"))["form-action"] == "'self'"


@pytest.mark.parametrize(
    ("directive", "source"),
    [("script-src", "https://cdn.example"), ("default-src", "*"), ("form-action", "a; script-src *"), ("nix", "x")],
)
def test_scripts_and_other_tricks_cannot_be_allowed(app: Any, directive: str, source: str) -> None:
    with app.test_request_context("/"), pytest.raises(ValueError, match=r"cannot be widened|is not one source"):
        allow(directive, source)


def test_what_only_one_person_may_see_is_stored_nowhere(browser: Browser) -> None:
    assert browser.sign_in("clerk").get("/arbeitsplatz").headers["Cache-Control"] == "no-store"
    assert browser.get("/").headers["Cache-Control"] == "private, no-cache"


def test_htmx_is_told_to_do_without_eval_and_inline_styles(browser: Browser) -> None:
    page = browser.get("/").text
    assert '"includeIndicatorStyles": false' in page
    assert '"allowEval": false' in page
    assert '"historyCacheSize": 0' in page

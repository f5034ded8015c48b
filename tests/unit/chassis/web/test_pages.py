"""Pages: static files, languages, formats, forms, and what is measured of them."""

import re
from pathlib import Path
from typing import Any

import pytest
from opentelemetry import trace
from prometheus_client import REGISTRY

from chassis.web.language import set_up_languages
from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns, build

ENGLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Zum Inhalt springen"
msgstr "Skip to content"
"""


def test_files_have_their_version_in_the_address_and_are_kept_for_ever(browser: Browser) -> None:
    page = browser.get("/").text
    for name in ("chassis.css", "chassis.js", "kern.min.css", "fira-sans/600.css", "htmx.min.js", "townhall.css"):
        found = re.search(rf'"(/static/\w+/~[0-9a-f]{{12}}/[^"]*{re.escape(name)})"', page)
        assert found, name
        response = browser.get(found[1])
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        response.close()


def test_another_version_is_served_but_not_kept(browser: Browser) -> None:
    response = browser.get("/static/chassis/~0123456789ab/chassis.css")
    assert response.status_code == 200
    assert "immutable" not in response.headers["Cache-Control"]
    response.close()


@pytest.mark.parametrize("path", ["/static/chassis/../app.py", "/static/chassis/vendor/kern/../../../app.py"])
def test_nothing_but_static_files_is_served(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_wrong_name_of_a_file_fails_at_once(app: Any) -> None:
    with pytest.raises(LookupError, match=r"chassis/nix\.css"):
        app.jinja_env.globals["asset_url"]("chassis/nix.css")


def test_the_towns_colours_are_a_stylesheet(browser: Browser) -> None:
    assert "--town-primary: #00529b" in browser.get("/static-tenant/townhall/brand.css").text
    assert 'href="/static-tenant/townhall/brand.css?v=' in browser.get("/").text


def test_times_and_amounts_are_shown_as_in_the_town(browser: Browser) -> None:
    page = browser.get("/").text
    for shown in (
        "Dienstag, 24. November 2026, 15:30 Uhr",
        ">Dienstag, 24. November 2026<",
        ">15:30 Uhr<",
        "10,50\xa0€",
    ):
        assert shown in page


@pytest.fixture
def with_english(settings: Any, towns: Towns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Return a browser at a townhall that has an English catalogue."""
    file = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(ENGLISH, encoding="utf-8")
    monkeypatch.setattr(
        "chassis.web.app.set_up_languages", lambda app, folders: set_up_languages(app, [folders[0], tmp_path])
    )
    return Browser(build(settings, towns))


def test_the_language_comes_from_the_address_then_the_cookie_then_the_browser(with_english: Browser) -> None:
    assert "Skip to content" in with_english.get("/", headers={"Accept-Language": "en"}).text
    assert 'lang="de"' in with_english.get("/").text
    page = with_english.get("/?sprache=en").text
    assert '<html lang="en">' in page
    assert "Tuesday, 24 November 2026, 15:30" in page
    assert "Skip to content" in with_english.get("/").text
    assert '<html lang="de">' in with_english.get("/?sprache=de").text


def test_a_language_that_is_not_offered_is_ignored(with_english: Browser) -> None:
    page = with_english.get("/?sprache=fr").text
    assert '<html lang="de">' in page
    assert with_english.cookie("sprache") is None


def test_a_language_that_the_chassis_alone_speaks_is_not_offered(browser: Browser) -> None:
    page = browser.get("/?sprache=en").text
    assert "English" not in page
    assert '<html lang="de">' in page


def test_a_language_without_catalogue_is_not_offered(browser: Browser) -> None:
    assert "Leichte Sprache" not in browser.get("/").text


def test_a_form_keeps_what_was_written_and_links_errors_to_fields(app: Any, browser: Browser) -> None:
    response = browser.post("/termin", {"name": "  Müller <b> ", "email": "x", "note": "zu lang " * 9})
    page = response.text
    assert response.status_code == 422
    assert 'value="Müller &lt;b&gt;"' in page
    assert 'href="#email"' in page
    assert 'href="#way-0"' in page
    assert 'aria-describedby="email-error"' in page
    assert 'aria-describedby="name-hint"' in page
    for words in (
        "Bitte geben Sie eine E-Mail-Adresse in der Form name@beispiel.de an.",
        "Bitte füllen Sie dieses Feld aus.",
        "Bitte wählen Sie eine Möglichkeit aus.",
        "Bitte setzen Sie hier ein Häkchen.",
        "Bitte schreiben Sie höchstens 20 Zeichen.",
    ):
        assert words in page
    assert app.extensions["box"] == []


def test_a_good_form_is_taken_and_said_so(app: Any, browser: Browser) -> None:
    good = {"name": " Ada ", "email": "ada@example.org", "born": "1990-01-02", "office": "a", "way": "v", "agree": "y"}
    response = browser.post("/termin", good)
    assert response.status_code == 303
    assert app.extensions["box"] == ["Ada"]
    page = browser.get("/").text
    assert "Ihr Termin ist gebucht." in page
    assert 'kern-alert--success" role="status"' in page
    assert "Ihr Termin ist gebucht." not in browser.get("/").text


def test_requests_are_counted_by_route_and_town(browser: Browser) -> None:
    labels = {
        "service": "townhall",
        "route": "/fehler/<kind>",
        "method": "GET",
        "status": "409",
        "tenant": "ostfildern",
    }
    before = REGISTRY.get_sample_value("http_requests_total", labels) or 0
    browser.get("/fehler/409")
    assert REGISTRY.get_sample_value("http_requests_total", labels) == before + 1
    assert "http_request_duration_seconds_bucket" in browser.get("/metrics").text


def test_neither_token_nor_query_reaches_log_or_span(browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    browser.get("/termin/zugang/1.geheimnis?name=mueller")
    said = capsys.readouterr()
    assert "/termin/zugang/<token>" in said.out
    assert "geheimnis" not in said.out + said.err
    assert "mueller" not in said.out + said.err
    assert trace.get_current_span().get_span_context().is_valid is False

"""A town speaks above all its pages, and rests: nothing new begins, in every form of answer, and the rest goes on."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns, build

BEGINNING = ("townhall.book", "townhall_api.wish")


@pytest.fixture
def app(settings: Any, towns: Towns) -> Any:
    """The townhall, where nothing new begins while a town rests."""
    application = build(settings, towns, beginnings=BEGINNING)
    application.extensions["chassis"].tenants._look_every = 0
    # As if its pages had been translated; the chassis' own are.
    application.extensions["chassis.catalogues"].languages = frozenset({"en"})
    return application


def tell(settings: Any, lines: str) -> None:
    """Add lines to the town's file, as `helm upgrade` does."""
    file: Path = settings.tenants_dir / "ostfildern.yaml"
    file.write_text(file.read_text(encoding="utf-8") + lines, encoding="utf-8")


def test_a_town_that_says_nothing_has_no_notice(browser: Browser) -> None:
    assert "town-notice" not in browser.get("/").text


def test_a_notice_stands_on_every_page_in_its_language_without_a_restart(browser: Browser, settings: Any) -> None:
    browser.get("/")
    tell(settings, 'notice: {de: "Wartung am Samstag", en: "Maintenance <on> Saturday", de-simple: "Am Samstag zu"}\n')
    assert "Wartung am Samstag" in browser.get("/").text
    assert "Wartung am Samstag" in browser.get("/gibt-es-nicht").text
    assert "Maintenance &lt;on&gt; Saturday" in browser.get("/?sprache=en").text


def test_a_notice_that_is_not_translated_says_that_it_is_german(browser: Browser, settings: Any) -> None:
    tell(settings, 'notice: {de: "Wartung am Samstag"}\n')
    assert '<p class="kern-body" lang="de">Wartung am Samstag</p>' in browser.get("/?sprache=en").text


def test_nothing_new_begins_at_a_town_that_rests(browser: Browser, settings: Any) -> None:
    tell(settings, "suspended: true\n")
    page = browser.get("/termin", headers={"Accept": "text/html"})
    assert page.status_code == 403
    assert "Zurzeit können Sie hier keinen neuen Termin buchen" in page.text
    told = browser.client.post("/api/townhall/v1/wishes", json={}, base_url=browser.base_url)
    assert (told.status_code, told.json["type"]) == (403, "urn:problem-type:town-rests")


def test_everything_else_goes_on_and_says_so(browser: Browser, settings: Any) -> None:
    tell(settings, "suspended: true\n")
    page = browser.get("/")
    assert page.status_code == 200
    assert "laufende Vorgänge gehen weiter" in page.text


def test_an_app_whose_beginning_does_not_exist_refuses_to_start(settings: Any, towns: Towns) -> None:
    with pytest.raises(LookupError, match=r"townhall\.renamed"):
        build(settings, towns, beginnings=("townhall.renamed",))

"""Null characters, halves of a surrogate pair and bottomless JSON are refused at the door; all else comes through."""

import pytest

from chassis.web.unstorable import is_storable
from tests.unit.chassis.web.conftest import Browser

SAID = "unlesbares Zeichen"


def test_a_null_character_in_a_form_is_refused_in_plain_words(browser: Browser) -> None:
    answer = browser.sign_in("clerk").post("/arbeitsplatz/aufrufen", {"note": "Guten\0Tag"})
    assert answer.status_code == 400
    assert SAID in answer.text


def test_a_null_character_in_the_address_is_refused(browser: Browser) -> None:
    assert browser.get("/", query_string={"weiter": "a\0"}).status_code == 400
    assert browser.get("/", query_string={"a\0": "weiter"}).status_code == 400


@pytest.mark.parametrize("body", ['{"a": ["x\\u0000"]}', '{"\\u0000": 1}', '{"a": {"b": "\\ud800"}}', "[" * 100_000])
def test_json_that_no_database_stores_is_refused(browser: Browser, body: str) -> None:
    answer = browser.sign_in("clerk").client.post(
        "/arbeitsplatz/aufrufen",
        base_url=browser.base_url,
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": browser.token()},
    )
    assert answer.status_code == 400
    assert SAID in answer.text


@pytest.mark.parametrize(
    "text", ["", "Jürgen", "Дмитрий", "محمد", "王小明", "👩‍👩‍👧‍👦", "\u202eabc\u202c", "\ue000\ud7ff"]
)
def test_all_scripts_signs_and_marks_come_through(browser: Browser, text: str) -> None:
    assert is_storable(text)
    assert browser.sign_in("clerk").post("/arbeitsplatz/aufrufen", {"note": text}).status_code == 200

"""The way to an appointment in English, offered by the language switch."""

from typing import Any

AT = "https://ostfildern.localhost"


def test_the_switch_leads_to_english_pages_and_is_remembered(app: Any) -> None:
    browser = app.test_client()
    german = browser.get("/", base_url=AT).text
    assert '<html lang="de">' in german
    assert 'hreflang="en"' in german

    english = browser.get("/?sprache=en", base_url=AT).text
    assert '<html lang="en">' in english
    for said in ("The citizens’ office comes to you", "Skip to content", "minutes"):
        assert said in english
    assert "What is it about?" in browser.get("/termin", base_url=AT).text

"""Forms with files: large ones only where a view takes them, and a fault in plain words beside the field."""

import io
from typing import Any

import pytest

from chassis.uploads.faults import Fault, FileRefused
from tests.unit.chassis.web.conftest import Browser

PNG = b"\x89PNG\r\n\x1a\n"
MEGABYTE = 1024 * 1024


def send(browser: Browser, content: bytes, name: str = "foto.png", to: str = "/nachweis") -> Any:
    return browser.post(to, {"proof": (io.BytesIO(content), name)})


def test_a_file_that_fits_arrives_whole(browser: Browser) -> None:
    content = PNG + bytes(2 * MEGABYTE - len(PNG))
    assert send(browser, content, "../Mein Foto.png").text == f"Mein Foto.png image/png {len(content)}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Diese Datei ist leer"),
        (b"<svg/>", "Möglich sind: PNG."),
        (PNG + bytes(2 * MEGABYTE), "Erlaubt sind 2 MB"),
    ],
)
def test_a_file_that_does_not_fit_is_explained(browser: Browser, content: bytes, said: str) -> None:
    page = send(browser, content).text
    assert said in page
    assert 'aria-invalid="true"' in page


def test_a_missing_file_is_asked_for(browser: Browser) -> None:
    assert "Bitte wählen Sie eine Datei aus." in browser.post("/nachweis").text


def test_what_the_scanner_refuses_is_not_taken(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_content: bytes) -> None:
        raise FileRefused(Fault.MALWARE)

    monkeypatch.setattr("chassis.web.uploads.scanner", lambda _url: refuse)
    assert "Unser Virenschutz hat diese Datei abgelehnt" in send(browser, PNG).text


def test_other_views_take_no_large_bodies(browser: Browser) -> None:
    assert send(browser, PNG + bytes(3 * MEGABYTE)).status_code == 413
    assert send(browser, PNG + bytes(MEGABYTE + 1), to="/termin").status_code == 413

"""The field for a signature, alone in a real browser: by touch on a phone, wiped, and shown again."""

import base64
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from fulfilment.entrypoints.drawn_signature import drawn

HTMX = Path(__file__).parents[2] / "libs/chassis/node_modules/htmx.org/dist/htmx.min.js"
STATIC = Path(__file__).parents[2] / "services/fulfilment/fulfilment/entrypoints/static"
PAD = """<body><signature-pad class="signing__pad"><canvas class="signing__canvas" width="600" height="200"></canvas>
<input type="hidden" name="drawing" value=""><button type="button" data-wipe>Neu zeichnen</button></signature-pad>"""


def opened(window: Callable[[int, int], BrowserContext], body: str) -> Page:
    page = window(360, 640).new_page()
    page.set_content(body)
    page.add_style_tag(path=STATIC / "cases.css")
    page.add_script_tag(path=STATIC / "signature-pad.js", type="module")
    page.wait_for_function("!!customElements.get('signature-pad')")
    return page


def draw(page: Page) -> None:
    """Draw without lifting the pen."""
    place = page.locator("canvas").bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 30, place["y"] + 90)
    page.mouse.down()
    for number in range(1, 25):
        page.mouse.move(place["x"] + 30 + 10 * number, place["y"] + (20 if number % 2 else 90))


def test_what_is_drawn_on_a_phone_is_a_signature_until_it_is_wiped(
    window: Callable[[int, int], BrowserContext],
) -> None:
    page = opened(window, PAD)
    place = page.locator("canvas").bounding_box()
    assert place is not None
    assert place["x"] + place["width"] <= 360
    draw(page)
    page.mouse.up()
    field = page.locator("input[name=drawing]")
    told = field.input_value()
    assert base64.b64decode(told.partition(",")[2]).startswith(b"\x89PNG")
    assert drawn(told).startswith(b"\x89PNG")
    page.get_by_role("button", name="Neu zeichnen").click()
    assert field.input_value() == ""


def panel(text: str) -> str:
    """Return the citizen's panel as the server sends it, with a field that belongs to one text."""
    kept = PAD.removeprefix("<body>").replace("<signature-pad", f'<signature-pad id="pad-{text}" hx-preserve', 1)
    return f'<article id="case"><p>{text}</p>{kept}</article>'


def test_a_signature_stays_while_the_panel_is_drawn_anew_and_goes_with_its_text(
    window: Callable[[int, int], BrowserContext],
) -> None:
    page = opened(window, f"<body>{panel('first')}")
    page.add_script_tag(path=HTMX)
    swap = "html => htmx.swap('#case', html, {swapStyle: 'outerHTML'})"
    draw(page)
    detail = "{target: document.getElementById('case'), shouldSwap: true}"
    asked = f"const told = new CustomEvent('htmx:beforeSwap', {{detail: {detail}, bubbles: true}});"
    assert (
        page.evaluate(f"() => {{ {asked} document.body.dispatchEvent(told); return told.detail.shouldSwap; }}") is False
    )
    page.mouse.up()
    drawn_before = page.locator("input[name=drawing]").input_value()
    ink = "() => document.querySelector('canvas').toDataURL('image/png')"
    for _ in range(2):
        page.evaluate(swap, panel("first"))
        assert page.locator("input[name=drawing]").input_value() == drawn_before
        assert page.evaluate(ink) == drawn_before
    page.get_by_role("button", name="Neu zeichnen").click()
    assert page.locator("input[name=drawing]").input_value() == ""
    draw(page)
    page.mouse.up()
    page.evaluate(swap, panel("second"))
    assert page.locator("input[name=drawing]").input_value() == ""

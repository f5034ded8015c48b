"""The field for a signature, alone in a real browser: by touch on a phone, wiped, and shown again."""

import base64
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext

from fulfilment.entrypoints.drawn_signature import drawn

STATIC = Path(__file__).parents[2] / "services/fulfilment/fulfilment/entrypoints/static"
PAD = """<body><signature-pad class="signing__pad"><canvas class="signing__canvas" width="600" height="200"></canvas>
<input type="hidden" name="drawing" value=""><button type="button" data-wipe>Neu zeichnen</button></signature-pad>"""


def test_what_is_drawn_on_a_phone_is_a_signature_until_it_is_wiped(
    window: Callable[[int, int], BrowserContext],
) -> None:
    page = window(360, 640).new_page()
    page.set_content(PAD)
    page.add_style_tag(path=STATIC / "cases.css")
    page.add_script_tag(path=STATIC / "signature-pad.js", type="module")
    page.wait_for_function("!!customElements.get('signature-pad')")
    place = page.locator("canvas").bounding_box()
    assert place is not None
    assert place["x"] + place["width"] <= 360
    page.mouse.move(place["x"] + 30, place["y"] + 90)
    page.mouse.down()
    for number in range(1, 25):
        page.mouse.move(place["x"] + 30 + 10 * number, place["y"] + (20 if number % 2 else 90))
    page.mouse.up()
    field = page.locator("input[name=drawing]")
    told = field.input_value()
    assert base64.b64decode(told.partition(",")[2]).startswith(b"\x89PNG")
    assert drawn(told).startswith(b"\x89PNG")
    page.get_by_role("button", name="Neu zeichnen").click()
    assert field.input_value() == ""

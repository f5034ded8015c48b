"""What two browsers show and give each other, past every server: document, still, files, screen."""

import hashlib
import io
import json
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, Request, expect

from chassis.testing.waiting import until
from tests.e2e.calls import expect_frames, measured

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff56c72f0d0000000049454e44ae426082"
)
LARGE_PDF = b"%PDF-1.7\n" + bytes(5 * 1024 * 1024 - 9)
LARGEST_BODY = 64 * 1024


@pytest.fixture
def bodies(lasting_call: tuple[Page, Page]) -> list[int]:
    """The size of every body that the two browsers send to a server from now on, and of every word on the line."""
    sizes: list[int] = []

    def note(request: Request) -> None:
        sizes.append(len(request.post_data_buffer or b""))

    for page in lasting_call:
        page.on("request", note)
    return sizes


def give(page: Page, name: str, kind: str, content: bytes) -> None:
    """Send a file by the button of the chat."""
    told: Any = {"name": name, "mimeType": kind, "buffer": content}
    page.locator("[data-file]").set_input_files(told)


def test_the_desk_gets_a_sharper_picture_and_an_untouched_still(
    lasting_call: tuple[Page, Page], bodies: list[int]
) -> None:
    citizen, clerk = lasting_call
    clerk.evaluate(
        """() => document.addEventListener("still", async ({ detail }) => {
          const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await detail.blob.arrayBuffer()));
          const bitmap = await createImageBitmap(detail.blob);
          window.still = JSON.stringify({
            hash: [...bytes].map((one) => one.toString(16).padStart(2, "0")).join(""),
            told: detail.sha256, type: detail.blob.type, width: bitmap.width,
          });
        })"""
    )
    expect(clerk.get_by_role("button", name="Standbild holen")).to_be_hidden()
    clerk.get_by_role("button", name="Ausweis ansehen").click()
    frame = citizen.get_by_role("region", name="Videogespräch")
    expect(frame.get_by_text("Bitte halten Sie Ihren Ausweis in den Rahmen.")).to_be_visible()
    until(lambda: measured(clerk)["width"] >= 1280, "the picture is as wide as a document needs", 60)
    clerk.get_by_role("button", name="Standbild holen").click()
    expect(clerk.get_by_text("Unverändert angekommen")).to_be_visible()
    still = json.loads(clerk.wait_for_function("() => window.still").json_value())
    assert still["hash"] == still["told"]
    assert still["type"] == "image/png"
    assert still["width"] >= 1280
    clerk.get_by_role("button", name="Ausweis ansehen").click()
    expect(frame.get_by_text("Bitte halten Sie Ihren Ausweis in den Rahmen.")).to_be_hidden()
    assert max(bodies, default=0) < LARGEST_BODY, "a picture has reached a server"


def test_files_go_both_ways_and_keep_every_byte(lasting_call: tuple[Page, Page], bodies: list[int]) -> None:
    citizen, clerk = lasting_call
    give(citizen, "../../Mietvertrag.exe", "application/x-msdownload", LARGE_PDF)
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="Mietvertrag.pdf").click()
    assert download.value.suggested_filename.endswith("Mietvertrag.pdf")
    assert hashlib.sha256(download.value.path().read_bytes()).digest() == hashlib.sha256(LARGE_PDF).digest()
    give(clerk, "Merkblatt.png", "image/png", PNG)
    expect(citizen.get_by_role("link", name="Merkblatt.png")).to_be_visible()
    assert max(bodies, default=0) < LARGEST_BODY


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"MZ" + bytes(100), "Es gehen nur PDF, PNG und JPEG."), (LARGE_PDF + b"x", "Die Datei ist größer als 5 MB.")],
)
def test_what_may_not_travel_is_refused_where_it_was_chosen(
    lasting_call: tuple[Page, Page], content: bytes, words: str
) -> None:
    citizen, clerk = lasting_call
    give(citizen, "Kaufvertrag.pdf", "application/pdf", content)
    expect(citizen.get_by_text(words)).to_be_visible()
    expect(clerk.get_by_role("link", name="Kaufvertrag.pdf")).to_have_count(0)


def test_what_a_foreign_page_sends_is_judged_again_where_it_arrives(lasting_call: tuple[Page, Page]) -> None:
    citizen, _ = lasting_call
    address = citizen.locator('script[src*="/call/citizen.js"]').get_attribute("src")
    assert address is not None
    found = citizen.evaluate(
        """async (module) => {
          const { Freight } = await import(module);
          const channel = Object.assign(new EventTarget(), {});
          const freight = new Freight(channel);
          const heard = [];
          for (const type of ["arrived", "spoiled"]) freight.addEventListener(type, () => heard.push(type));
          const take = async (head, bytes) => {
            channel.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(head) }));
            channel.dispatchEvent(new MessageEvent("message", { data: bytes.buffer }));
            await new Promise((go) => setTimeout(go, 50));
          };
          const program = new TextEncoder().encode("MZ programme");
          const pdf = new TextEncoder().encode("%PDF-1.7 page");
          await take({ use: "file", name: "a.pdf", size: program.length, sha256: "" }, program);
          await take({ use: "file", name: "a.pdf", size: pdf.length, sha256: "0".repeat(64) }, pdf);
          await take({ use: "file", name: "a.pdf", size: 9e9, sha256: "" }, pdf);
          await take({ use: "toString", name: "a.pdf", size: pdf.length, sha256: "" }, pdf);
          return heard;
        }""",
        address.replace("citizen.js", "freight.js"),
    )
    assert found == ["spoiled", "spoiled"]


def test_the_clerk_shows_a_page_and_takes_it_away(lasting_call: tuple[Page, Page]) -> None:
    citizen, clerk = lasting_call
    told: Any = {"name": "Antrag.png", "mimeType": "image/png", "buffer": PNG}
    clerk.locator("[data-exhibit]").set_input_files(told)
    shown = citizen.get_by_role("region", name="Gezeigtes Dokument")
    expect(shown.get_by_role("link", name="Antrag.png")).to_be_visible()
    expect(clerk.get_by_text("Antrag.png steht jetzt auf dem Bildschirm der anderen Seite.")).to_be_visible()
    clerk.get_by_role("button", name="Dokument schließen").click()
    expect(shown).to_be_hidden()


def test_after_a_reload_of_the_clerk_nothing_is_shown_or_looked_at_any_more(lasting_call: tuple[Page, Page]) -> None:
    citizen, clerk = lasting_call
    told: Any = {"name": "Antrag.png", "mimeType": "image/png", "buffer": PNG}
    clerk.locator("[data-exhibit]").set_input_files(told)
    clerk.get_by_role("button", name="Ausweis ansehen").click()
    shown = citizen.get_by_role("region", name="Gezeigtes Dokument")
    expect(shown).to_be_visible()
    expect(citizen.locator("[data-document]")).to_have_count(1)
    clerk.reload()
    expect_frames(clerk)
    expect(shown).to_be_hidden()
    expect(citizen.locator("[data-document]")).to_have_count(0)


def test_a_document_is_looked_at_page_by_page_and_who_comes_back_sees_the_same_page(
    lasting_call: tuple[Page, Page],
) -> None:
    citizen, clerk = lasting_call
    told: Any = {"name": "Antrag.pdf", "mimeType": "application/pdf", "buffer": document("Blatt eins", "Blatt zwei")}
    clerk.locator("[data-exhibit]").set_input_files(told)
    shown = citizen.get_by_role("region", name="Gezeigtes Dokument")
    expect(shown.get_by_text("Seite 1 von 2")).to_be_visible()
    page = shown.get_by_role("img", name="Das Dokument, das Ihnen gerade gezeigt wird")
    expect(page).to_be_visible()
    first = drawn(page)
    clerk.get_by_role("button", name="Nächste Seite").click()
    expect(shown.get_by_text("Seite 2 von 2")).to_be_visible()
    until(lambda: drawn(page) not in ("", first), "the second page is another picture")
    second = drawn(page)
    assert drawn(clerk.get_by_role("img", name="Das sieht die andere Seite gerade")) == second
    expect(clerk.get_by_role("button", name="Nächste Seite")).to_be_disabled()
    citizen.reload()
    expect(shown.get_by_text("Seite 2 von 2")).to_be_visible()
    until(lambda: drawn(page) == second, "the page is there again")
    clerk.get_by_role("button", name="Dokument schließen").click()
    expect(shown).to_be_hidden()


def test_a_broken_document_arrives_and_the_clerk_learns_that_it_has_no_pages(lasting_call: tuple[Page, Page]) -> None:
    citizen, clerk = lasting_call
    told: Any = {"name": "Kaputt.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nnothing"}
    clerk.locator("[data-exhibit]").set_input_files(told)
    expect(clerk.get_by_text("lässt sich aber nicht Seite für Seite zeigen")).to_be_visible()
    shown = citizen.get_by_role("region", name="Gezeigtes Dokument")
    expect(shown.get_by_role("link", name="Kaputt.pdf")).to_be_visible()
    clerk.get_by_role("button", name="Dokument schließen").click()


def document(*pages: str) -> bytes:
    """Return a PDF with one line of text on each page, in a font that it does not bring."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for text in pages:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.obj.Contents = pdf.make_stream(f"BT /F1 36 Tf 72 700 Td ({text}) Tj ET".encode("latin-1"))
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def drawn(picture: Locator) -> str:
    """Return a digest of what a picture shows; nothing while it is loading or white."""
    told: str = picture.evaluate(
        """async (picture) => {
          const { naturalWidth: width, naturalHeight: height } = picture;
          if (!picture.complete || !width) return "";
          const canvas = Object.assign(document.createElement("canvas"), { width, height });
          const brush = canvas.getContext("2d");
          brush.drawImage(picture, 0, 0);
          const { data } = brush.getImageData(0, 0, width, height);
          if (!data.some((value) => value < 128)) return "";
          const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
          return bytes.slice(0, 8).join(" ");
        }"""
    )
    return told


def test_the_clerks_screen_takes_the_place_of_the_camera_and_gives_it_back(lasting_call: tuple[Page, Page]) -> None:
    citizen, clerk = lasting_call
    clerk.evaluate(
        """() => { navigator.mediaDevices.getDisplayMedia = async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
          const pen = canvas.getContext("2d");
          const paint = () => {
            pen.fillStyle = `hsl(${(Date.now() / 20) % 360} 90% 50%)`;
            pen.fillRect(0, 0, 640, 480);
          };
          setInterval(paint, 50);
          return canvas.captureStream(15);
        }; }"""
    )
    button = clerk.get_by_role("button", name="Bildschirm teilen")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(clerk.get_by_text("Die andere Seite sieht Ihren Bildschirm.")).to_be_visible()
    expect(citizen.locator("[data-presented]")).to_be_visible()
    expect_frames(citizen)
    button.click()
    expect(citizen.locator("[data-presented]")).to_have_count(0)
    expect_frames(citizen)

"""Before the call: whether the card can be read is judged on the citizen's device, and nothing of it is sent."""

from playwright.sync_api import BrowserContext, Request, expect

from tests.e2e.calls import Office, come
from tests.e2e.documents import Card

# A camera that films a drawn card: `light` from 0 to 1, `blur` in pixels of 1280, a patch of `glare`, or no card.
CAMERA = """(zone) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const brush = canvas.getContext("2d");
  window.shown = {};
  const draw = () => {
    const { light = 1, blur = 0, glare = false, card = true } = window.shown;
    brush.filter = `blur(${blur}px) brightness(${light})`;
    brush.fillStyle = "#8a8f98";
    brush.fillRect(0, 0, 1280, 720);
    if (card) {
      brush.fillStyle = "#c9d6d3";
      brush.fillRect(110, 30, 1060, 660);
      brush.fillStyle = "#7d8c99";
      brush.fillRect(150, 130, 300, 340);
      brush.fillStyle = "#20242a";
      brush.font = "32px sans-serif";
      ["MUSTERMANN", "ERIKA", "12.08.1984  BERLIN", "DEUTSCH"].forEach((line, at) => brush.fillText(line, 500, 170 + 80 * at));
      brush.font = "44px monospace";
      zone.split("\\n").forEach((line, at) => brush.fillText(line, 150, 540 + 52 * at, 980));
    }
    brush.filter = "none";
    brush.fillStyle = "#fff";
    if (glare) brush.fillRect(560, 180, 360, 220);
  };
  draw();
  setInterval(draw, 100);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
}"""  # noqa: E501 - JavaScript


VIEWS: tuple[tuple[dict[str, object], str], ...] = (
    ({}, "Gut lesbar."),
    ({"light": 0.25}, "Zu dunkel."),
    ({"glare": True}, "Es spiegelt."),
    ({"blur": 1.5}, "Gut lesbar."),
    ({"card": False}, "Kein Ausweis zu sehen."),
    ({"blur": 6}, "Noch unscharf."),
)


def test_the_card_test_says_in_plain_words_what_it_sees_and_sends_nothing(
    office: Office, phone: BrowserContext
) -> None:
    page = come(phone, office, office.book()[1])
    page.evaluate(CAMERA, Card("Erika", "Mustermann").lines)
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 - Playwright marks its handlers
    page.get_by_role("button", name="Ausweis zur Probe zeigen").click()
    for view, words in VIEWS:
        page.evaluate("(view) => { window.shown = view; }", view)
        expect(page.locator("[data-card-says]")).to_contain_text(words)
    page.get_by_role("button", name="Probe beenden").click()
    expect(page.get_by_role("button", name="Ausweis zur Probe zeigen")).to_be_visible()
    assert [request.url for request in sent if request.method != "GET"] == []

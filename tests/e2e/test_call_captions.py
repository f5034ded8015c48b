"""Captions: where the browser makes them on the device, and nowhere else."""

import json

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.calls import Office, begin

# A browser that can, cannot yet, or only by way of its vendor; what it is asked for is noted.
RECOGNITION = """(() => {
  window.heard = [];
  class Recognition extends EventTarget {
    static async available(asked) { window.heard.push(asked); return ANSWER; }
    start(track) {
      window.heard.push({ local: this.processLocally, kind: track.kind, language: this.lang, live: track.readyState });
      const best = [{ transcript: "Guten Tag, Frau Mustermann" }];
      setTimeout(() => this.dispatchEvent(Object.assign(new Event("result"), { results: [best] })), 20);
    }
    abort() { window.heard.push("stopped"); }
  }
  if (LOCAL) Recognition.prototype.processLocally = false;
  window.SpeechRecognition = window.webkitSpeechRecognition = Recognition;
})()"""


def browser(phone: BrowserContext, answer: str, *, local: bool) -> None:
    phone.add_init_script(RECOGNITION.replace("ANSWER", json.dumps(answer)).replace("LOCAL", json.dumps(local)))


def test_what_the_other_side_says_is_written_by_this_very_device(
    office: Office, phone: BrowserContext, workstation: BrowserContext
) -> None:
    browser(phone, "available", local=True)
    citizen, clerk = begin(office, phone, workstation)
    button = citizen.get_by_role("button", name="Untertitel")
    button.click()
    expect(citizen.get_by_text("Guten Tag, Frau Mustermann")).to_be_visible()
    asked, begun = citizen.evaluate("() => window.heard")
    assert asked == {"langs": ["de-DE"], "processLocally": True}
    assert begun == {"local": True, "kind": "audio", "language": "de-DE", "live": "live"}
    button.click()
    expect(citizen.get_by_text("Guten Tag, Frau Mustermann")).to_be_hidden()
    assert citizen.evaluate("() => window.heard.at(-1)") == "stopped"
    expect(clerk.get_by_role("button", name="Untertitel")).to_be_hidden()


@pytest.mark.parametrize(("answer", "local"), [("unavailable", True), ("downloadable", True), ("available", False)])
def test_where_speech_would_leave_the_device_there_are_no_captions(
    office: Office, phone: BrowserContext, answer: str, local: bool
) -> None:
    browser(phone, answer, local=local)
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    address = page.evaluate("() => document.querySelector('script[src*=\"/static/video/\"]').src")
    module = address.rpartition("/video/")[0] + "/video/" + address.rpartition("/video/")[2].split("/")[0]
    assert (
        page.evaluate(f"() => import('{module}/call/captions.js').then(({{ heardHere }}) => heardHere('de-DE'))")
        is False
    )

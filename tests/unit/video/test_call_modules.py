"""Modules of the call as Node runs them: what needs neither a camera nor a second browser."""

import json
import subprocess
from pathlib import Path
from typing import Any

MODULES = Path(__file__).parents[3] / "services/video/video/entrypoints/static/call"
# As much of a page as these modules touch.
PAGE = """
class Part extends EventTarget {
  parts = {}; dataset = {}; attributes = {}; children = []; elements = {}; hidden = false; textContent = "";
  querySelector(name) { return (this.parts[name] ??= Object.assign(new Part(), { parentElement: this })); }
  querySelectorAll() { return []; }
  append(...more) { for (const one of more) { one.parentElement = this; this.children.push(one); } }
  setAttribute(name, value) { this.attributes[name] = value; }
  getAttribute(name) { return this.attributes[name] ?? null; }
  toggleAttribute(name, on) { this.attributes[name] = on; }
}
globalThis.document = Object.assign(new Part(), { createElement: () => new Part(), documentElement: { lang: "de" } });
globalThis.addEventListener = () => {};
const tell = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail }));
"""


def ran(script: str) -> Any:
    """Run a script that imports modules from `CALL` and return what it prints."""
    text = PAGE + script.replace("CALL", MODULES.as_uri())
    command = ["/usr/bin/env", "node", "--no-warnings", "--experimental-default-type=module", "--input-type=module"]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_in_the_chat_only_ones_own_lines_are_ones_own_also_those_of_somebody_who_has_left() -> None:
    lines = ran(
        """
        const { Chat } = await import("CALL/chat.js");
        const root = new Part(), line = new EventTarget();
        const conference = { me: "erika", others: [{ id: "lou" }], name: (id) => (id === "lou" ? "Lou Licht" : "") };
        new Chat({ root, line, conference, texts: { me: "Sie" }, zone: "Europe/Berlin" });
        for (const from of ["erika", "lou", "kim"]) tell(line, "chat", { from, body: "x", at: "2026-11-24T14:10:00Z" });
        const { children } = root.querySelector("[data-chat-lines]");
        console.log(JSON.stringify(children.map(({ className, children: [who] }) => [className, who.textContent])));
        """
    )
    mine, other = "chat__line chat__line--mine", "chat__line"
    assert lines == [[mine, "Sie, 15:10"], [other, "Lou Licht, 15:10"], [other, "15:10"]]


def test_a_line_is_opened_once_however_often_it_is_asked_for_and_says_nothing_after_it_was_left() -> None:
    told = ran(
        """
        const sockets = [];
        globalThis.WebSocket = class extends EventTarget {
          static OPEN = 1;
          readyState = 0;
          constructor() { super(); sockets.push(this); }
          close() { this.readyState = 2; }
          say(message) { this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) })); }
        };
        const { Line } = await import("CALL/line.js");
        const line = new Line("ws://town/leitung"), heard = [];
        line.addEventListener("chat", ({ detail }) => heard.push(detail.body));
        line.open();
        line.open();
        const [first] = sockets;
        first.say({ type: "chat", seq: 1, body: "eins" });
        line.leave();
        first.say({ type: "chat", seq: 2, body: "nach dem Auflegen" });
        line.open();
        first.say({ type: "chat", seq: 2, body: "auf der alten Leitung" });
        sockets.at(-1).say({ type: "chat", seq: 2, body: "zwei" });
        console.log(JSON.stringify([sockets.length, heard]));
        """
    )
    assert told == [2, ["eins", "zwei"]]

"""What a machine can say about WCAG 2.2 AA: axe-core, run in the page that a person has before them."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from playwright.sync_api import Page

from local.home import ROOT

WIDTHS = {"phone": (360, 740), "desktop": (1280, 900)}
# The success criteria of WCAG 2.2 up to AA, and axe's own advice on headings and landmarks.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# axe leaves the size of targets (2.5.8) out unless it is asked for.
# Of what axe can load beforehand it needs media alone (no-autoplay-audio); for the styles, which only an experimental
# rule reads, it would write <style> elements, and our policy refuses those.
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "preload": {"assets": ["media"]},
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# At night only the colours differ, by no width; a wide page shows what a phone leaves out.
SCHEMES: dict[Literal["light", "dark"], dict[str, Any]] = {"light": EVERYTHING, "dark": COLOURS}
# Colours that are on their way from one to the other have no contrast yet.
SETTLED = "() => Promise.all(document.getAnimations().filter(a => isFinite(a.effect.getComputedTiming().endTime)).map(a => a.finished.catch(() => 0)))"  # noqa: E501
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def _source() -> str:
    return (ROOT / "local" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Examiner:
    """Looks at pages on a phone and on a desktop by day, on a desktop by night, and notes what is wrong with which."""

    by_night: bool = True
    """Whether colours at night are looked at; other words on the same pages have the same."""
    findings: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def look(self, page: Page, state: str) -> None:
        """Examine what this page shows now; `state` names it in the report."""
        self.seen.append(state)
        # Of several windows only the one in front is sure to be drawn, and what is pressed next has to be.
        page.bring_to_front()
        before = page.viewport_size
        for width, (across, down) in WIDTHS.items():
            page.set_viewport_size({"width": across, "height": down})
            if page.evaluate(SIDEWAYS) > 0:
                self.findings.append(f"{state} ({width}): has to be scrolled sideways (WCAG 1.4.10)")
            for scheme, rules in SCHEMES.items():
                if scheme == "dark" and (width == "phone" or not self.by_night):
                    continue
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.evaluate(SETTLED)
                self._note(self._ask(page, rules), f"{state} ({width}, {scheme})")
        page.emulate_media(color_scheme="null", reduced_motion="null")
        if before:
            page.set_viewport_size(before)

    def _ask(self, page: Page, rules: dict[str, Any]) -> list[dict[str, Any]]:
        # Not as a <script>: our policy forbids it, and the examined page shall be the one that people get.
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(_source())
        return list(page.evaluate("async (rules) => (await axe.run(document, rules)).violations", rules))

    def _note(self, violations: list[dict[str, Any]], where: str) -> None:
        for violation in violations:
            for node in violation["nodes"]:
                told = " / ".join(node["failureSummary"].splitlines()[1:]).strip()
                self.findings.append(f"{where}: {violation['id']} at {node['target']}: {told}")

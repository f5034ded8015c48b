"""What the browsers refuse because our policy forbids it (CSP): after no test may anything have been refused."""

from playwright.sync_api import BrowserContext, ConsoleMessage

REFUSED: list[str] = []


def watched(context: BrowserContext) -> BrowserContext:
    """Note what is refused on any page of this window; what a test itself evaluates (axe) has no address."""

    def note(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text and said.location["url"]:
            REFUSED.append(f"{said.location['url']}: {said.text}")

    context.on("console", note)
    return context


def taken() -> list[str]:
    """Return what was refused since the last time."""
    found = REFUSED.copy()
    REFUSED.clear()
    return found

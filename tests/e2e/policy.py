"""What the browsers refuse because our policy forbids it (CSP): after no test may anything have been refused."""

from playwright.sync_api import BrowserContext, ConsoleMessage

REFUSED: list[str] = []


def watched(context: BrowserContext) -> BrowserContext:
    """Note what is refused on any page of this window, whether by a page or by what a test evaluates in it."""

    def note(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            REFUSED.append(f"{said.location['url']}: {said.text}")

    context.on("console", note)
    return context


def taken() -> list[str]:
    """Return what was refused since the last time."""
    found = REFUSED.copy()
    REFUSED.clear()
    return found

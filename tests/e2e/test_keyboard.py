"""Booking without a mouse (WCAG 2.2, 2.1.1 and 2.4.3): Tab, Space and Enter alone, in the order of the page."""

from playwright.sync_api import Page, expect

from tests.e2e.people import Citizen

NAME_OF_FOCUS = """() => {
  const here = document.activeElement;
  return (here.labels?.length ? here.labels[0].innerText : here.innerText).replace(/\\s+/g, " ").trim();
}"""
# The outline or shadow that shows where one is (2.4.7).
VISIBLE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""
MOST = 80


def walk_to(page: Page, name: str) -> list[str]:
    """Press Tab until what has this name has the focus; return what was passed."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(NAME_OF_FOCUS)
        passed.append(here)
        if here.startswith(name):
            assert page.evaluate(VISIBLE), f"nobody sees that the focus is on {name!r}"
            return passed
    raise AssertionError(f"no way by Tab to {name!r}; on the way: {passed}")


def test_an_appointment_is_booked_with_the_keyboard_alone(citizen: Citizen) -> None:
    page, keys = citizen.page, citizen.page.keyboard
    page.goto(f"{citizen.town}/termin")

    assert walk_to(page, "Zum Inhalt springen") == ["Zum Inhalt springen"]
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()
    walk_to(page, "Meldebescheinigung")
    keys.press("Space")
    walk_to(page, "Weiter zu den freien Zeiten")
    keys.press("Enter")

    expect(page.get_by_role("heading", name="Wann passt es Ihnen?")).to_be_visible()
    walk_to(page, "Diese Zeit nehmen")
    keys.press("Enter")

    expect(page.get_by_role("heading", name="Ihre Angaben")).to_be_visible()
    order = []
    for label, typed in (("Vornamen", "Erika"), ("Familienname", "Mustermann"), ("E-Mail-Adresse", citizen.email)):
        order += walk_to(page, label)
        keys.type(typed)
    assert order[-4:] == ["Vornamen", "Familienname", "Ich habe nur einen Namen.", "E-Mail-Adresse"]
    walk_to(page, "Ich bin einverstanden")
    keys.press("Space")
    walk_to(page, "Termin verbindlich buchen")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Ihr Termin steht fest")).to_be_visible()


def test_after_a_mistake_the_keyboard_leads_from_the_summary_to_the_field(citizen: Citizen) -> None:
    page, keys = citizen.page, citizen.page.keyboard
    citizen.choose("Meldebescheinigung")
    page.get_by_role("button", name="Diese Zeit nehmen").click()
    walk_to(page, "Vornamen")
    keys.press("Enter")

    expect(page.locator("[data-error-summary]")).to_be_focused()
    walk_to(page, "Familienname –")
    keys.press("Enter")
    expect(page.get_by_label("Familienname")).to_be_focused()

"""More than two in a call: let in by the clerk, at most four, sent out for good; and the citizen on another device."""

from contextlib import closing
from uuid import UUID

from playwright.sync_api import Browser, Page, expect

from chassis.testing.waiting import until
from tests.e2e.calls import TOWN, Office, expect_frames, measured, open_phone
from video.use_cases.queries import consultation_of
from video.use_cases.receive_guest import remove_guest

# The names that one's own picture covers.
COVERED = """() => {
  const own = document.querySelector(".stage__own").getBoundingClientRect();
  const names = [...document.querySelectorAll("[data-person] .stage__name")];
  return names.filter((name) => {
    const { left, right, top, bottom } = name.getBoundingClientRect();
    return left < own.right && right > own.left && top < own.bottom && bottom > own.top;
  }).map((name) => name.textContent);
}"""


def here(office: Office, link: str) -> str:
    """Return a link of the town as it is reached in this run."""
    return link.replace(f"https://{TOWN}.localhost", office.address)


def invitation(page: Page, kind: str) -> str:
    """Make a link for one person more and return it."""
    panel = page.locator("details", has_text="Jemanden dazuholen")
    if not panel.evaluate("(one) => one.open"):
        panel.locator("summary").click()
    before = panel.locator("[data-link]")
    known = before.get_attribute("data-link") if before.count() else None
    panel.get_by_label(kind).check()
    panel.get_by_role("button", name="Link erstellen").click()

    def fresh() -> str | None:
        made = before.get_attribute("data-link") if before.count() else None
        return made if made != known else None

    return until(fresh, "a new link") or ""


def ask_in(page: Page, link: str, name: str) -> Page:
    """Follow an invitation and ask to be let in."""
    page.goto(link)
    page.wait_for_url("**/gespraech/gast")
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
    expect(page.get_by_text("Kamera und Mikrofon sind bereit.").first).to_be_visible()
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_label("Ich bin damit einverstanden").check()
    page.get_by_role("button", name="Um Einlass bitten").click()
    expect(page.get_by_role("heading", name="Einen Augenblick bitte")).to_be_visible()
    return page


def test_four_people_see_each_other_and_who_is_removed_sees_nobody_any_more(
    lasting_call: tuple[Page, Page], chromium: Browser, office: Office
) -> None:
    citizen, clerk = lasting_call
    sign_link = here(office, invitation(citizen, "Gebärdensprache"))
    with closing(open_phone(chromium)) as one, closing(open_phone(chromium)) as other:
        sign = ask_in(one.new_page(), sign_link, "Gesa Gebärde")
        clerk.get_by_role("button", name="Gesa Gebärde hereinholen").click()
        expect_frames(sign)
        link = here(office, invitation(clerk, "Eine Person an Ihrer Seite"))
        friend = ask_in(other.new_page(), link, "Max Freund")
        clerk.get_by_role("button", name="Max Freund hereinholen").click()
        for page in (friend, sign, citizen, clerk):
            expect(page.locator("[data-person]")).to_have_count(3)
            expect_frames(page)
            assert page.evaluate(COVERED) == []
        large, small = (
            citizen.locator(f'[data-person][data-kind="{kind}"]').bounding_box() or {"width": 0, "height": 0}
            for kind in ("sign_interpreter", "companion")
        )
        assert large["width"] * large["height"] > 2 * small["width"] * small["height"], "who signs is seen large"
        clerk.get_by_role("button", name="Max Freund entfernen").click()
        expect(friend.get_by_text("Dieser Link gilt nicht mehr")).to_be_visible()
        for page in (sign, citizen, clerk):
            expect(page.locator("[data-person]")).to_have_count(2)
            assert page.evaluate(COVERED) == []
        assert friend.evaluate("() => fetch('/gespraech/gast/stand').then(({ status }) => status)") == 410
        clerk.get_by_role("button", name="Gesa Gebärde entfernen").click()
        expect(citizen.locator("[data-person]")).to_have_count(1)
        expect_frames(citizen)
        expect_frames(clerk)


def test_a_guest_who_is_sent_out_while_nobody_answers_learns_it_when_the_line_comes_back(
    lasting_call: tuple[Page, Page], chromium: Browser, office: Office
) -> None:
    citizen, clerk = lasting_call
    with closing(open_phone(chromium)) as context:
        link = here(office, invitation(citizen, "Eine Person an Ihrer Seite"))
        friend = ask_in(context.new_page(), link, "Max Freund")
        clerk.get_by_role("button", name="Max Freund hereinholen").click()
        expect(friend.locator("[data-person]")).to_have_count(2)
        office.kill()
        with office.running.work(office.running.tenants.by_key(TOWN)) as unit:
            appointment = UUID(clerk.url.rsplit("/", 1)[-1])
            (guest,) = unit.guests.of(consultation_of(unit, appointment).id)[-1:]
            remove_guest(unit, appointment, guest.id, "kim")
        office.open()
        expect(friend.get_by_text("Dieser Link gilt nicht mehr")).to_be_visible()
        for page in (citizen, clerk):
            expect(page.locator("[data-person]")).to_have_count(1)


def test_the_citizen_goes_on_with_another_device_and_the_first_says_so(
    lasting_call: tuple[Page, Page], chromium: Browser, office: Office
) -> None:
    citizen, clerk = lasting_call
    citizen.locator("summary", has_text="Mit einem anderen Gerät weitermachen").click()
    citizen.get_by_role("button", name="QR-Code zeigen").click()
    expect(citizen.get_by_alt_text("QR-Code des Links")).to_be_visible()
    link = citizen.locator("#anderes-geraet [data-link]").get_attribute("data-link")
    with closing(open_phone(chromium)) as laptop:
        page = laptop.new_page()
        page.goto(here(office, link or ""))
        page.wait_for_url("**/gespraech/*-*")
        expect_frames(page)
        expect_frames(clerk)
        expect(citizen.get_by_role("heading", name="Hier geht es nicht weiter")).to_be_visible()
        assert measured(citizen)["framesDecoded"] == 0

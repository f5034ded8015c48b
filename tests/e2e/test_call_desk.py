"""A call that is interrupted, goes on, and goes to a colleague, while the citizen's page stays one and the same."""

from contextlib import closing

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.calls import Office, come, expect_frames, open_workstation, wait_in_room


def test_a_parked_citizen_waits_and_is_called_again(lasting_call: tuple[Page, Page]) -> None:
    citizen, clerk = lasting_call
    clerk.get_by_role("button", name="Ausweis ansehen").click()
    looked_at = citizen.locator("[data-document]")
    expect(looked_at).to_have_count(1)
    clerk.get_by_label("Nachricht für die Zwischenzeit").fill("Ich frage kurz nach.")
    clerk.get_by_role("button", name="Zurück in den Warteraum").click()
    expect(citizen.get_by_role("heading", name="Sie sind im Warteraum")).to_be_visible()
    expect(citizen.get_by_text("Ich frage kurz nach.")).to_be_visible()
    expect(looked_at).to_have_count(0)
    expect(citizen.get_by_text("Das Bürgerbüro ist besetzt und sieht, dass Sie warten.")).to_be_visible()
    clerk.get_by_role("button", name="Aufrufen und Gespräch beginnen").click()
    expect_frames(citizen)
    expect_frames(clerk)


def test_a_call_goes_to_a_colleague_and_the_citizen_sees_the_new_face(
    lasting_call: tuple[Page, Page], chromium: Browser, office: Office
) -> None:
    citizen, clerk = lasting_call
    with closing(open_workstation(chromium, office, "lou", "Lou Licht")) as other:
        lou = other.new_page()
        with lou.expect_response("**/arbeitsplatz/anwesend"):
            lou.goto(f"{office.address}/arbeitsplatz")
        clerk.reload()
        expect_frames(clerk)
        clerk.get_by_label("Übergeben an").select_option("lou")
        clerk.get_by_role("button", name="Gespräch anbieten").click()
        expect(clerk.get_by_text("Sie bleiben im Gespräch, bis es übernommen wird.")).to_be_visible()
        lou.get_by_role("button", name="Gespräch übernehmen").click()
        lou.wait_for_url("**/arbeitsplatz/*-*")
        expect_frames(lou)
        expect_frames(citizen)
        expect(clerk.get_by_text("Lou Licht führt dieses Gespräch seit")).to_be_visible()


def test_an_arrival_stands_in_the_title_and_the_next_is_called_by_keys(
    chromium: Browser, office: Office, phone: BrowserContext
) -> None:
    with closing(open_workstation(chromium, office)) as workstation:
        queue = workstation.new_page()
        # An office of its own: whoever else waits in the house is none of its queue.
        queue.goto(f"{office.address}/arbeitsplatz?standort=Rathaus+Nellingen")
        _, token = office.book(walk_in=True, needs="Rollstuhl", office_name="Rathaus Nellingen")
        citizen = come(phone, office, token)
        wait_in_room(citizen)
        expect(queue).to_have_title("(1) Arbeitsplatz – Ostfildern")
        for words in ("ohne Termin", "Bedarf: Rollstuhl"):
            expect(queue.get_by_text(words)).to_be_visible()
        queue.keyboard.press("Alt+Shift+KeyA")
        queue.wait_for_url("**/arbeitsplatz/*-*")
        expect_frames(queue)

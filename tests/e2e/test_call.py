"""A call of two real browsers through a real relay, with video's own web process and nothing else of the house."""

from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.calls import Office, admit, come, connections, expect_frames, measured, say, wait_in_room


def test_both_sides_see_and_hear_each_other_through_the_relay(call: tuple[Page, Page]) -> None:
    for page in call:
        expect_frames(page, more=30)
    assert measured(call[0])["relayed"]


def test_the_call_outlives_the_process_that_arranged_it(call: tuple[Page, Page], office: Office) -> None:
    citizen, clerk = call
    seen = [measured(page)["framesDecoded"] for page in call]
    office.kill()
    for page in call:
        expect_frames(page, more=20)
    office.open()
    say(clerk, "Noch da?")
    expect(citizen.get_by_text("Noch da?")).to_be_visible()
    say(citizen, "Ja, wir auch.")
    expect(clerk.get_by_text("Ja, wir auch.")).to_be_visible()
    # A new connection would begin to count at nought.
    assert all(measured(page)["framesDecoded"] > before for page, before in zip(call, seen, strict=True))
    assert [connections(page) for page in call] == [["connected"]] * 2, "the picture is not made anew"


def test_a_reload_brings_citizen_and_clerk_back_into_the_picture(call: tuple[Page, Page]) -> None:
    citizen, clerk = call
    for page in call:
        page.reload()
        page.wait_for_function("() => window.buergerbuero")
        expect_frames(citizen)
        expect_frames(clerk)


def test_a_chat_reaches_the_other_side_and_survives_a_reload(call: tuple[Page, Page]) -> None:
    citizen, clerk = call
    clerk.get_by_label("Nachricht", exact=True).fill("Bitte zeigen Sie Ihren Ausweis.")
    clerk.get_by_role("button", name="Senden").click()
    expect(citizen.get_by_text("Bitte zeigen Sie Ihren Ausweis.")).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_text("Bitte zeigen Sie Ihren Ausweis.")).to_be_visible()


def test_a_second_tab_takes_the_call_over_and_the_first_says_so(call: tuple[Page, Page], phone: BrowserContext) -> None:
    citizen, clerk = call
    second = phone.new_page()
    second.goto(citizen.url)
    expect(citizen.get_by_role("heading", name="Hier geht es nicht weiter")).to_be_visible()
    second.wait_for_function("() => window.buergerbuero")
    expect_frames(second)
    expect_frames(clerk)


def test_the_clerk_ends_the_call_and_the_citizen_learns_what_comes_next(call: tuple[Page, Page]) -> None:
    citizen, clerk = call
    clerk.get_by_label("Das Anliegen ist besprochen.").check()
    clerk.get_by_role("button", name="Gespräch beenden").click()
    expect(clerk.get_by_text("Das Gespräch ist beendet.")).to_be_visible()
    expect(citizen.get_by_role("heading", name="Vielen Dank für das Gespräch")).to_be_visible()
    expect(citizen.get_by_role("link", name="Zu Ihrem Vorgang")).to_be_visible()


def test_a_room_that_is_not_open_yet_says_when_it_opens(office: Office, phone: BrowserContext) -> None:
    _, token = office.book(begins_in=timedelta(hours=3))
    page = come(phone, office, token)
    expect(page.get_by_text("Der Warteraum öffnet am")).to_be_visible()
    expect(page.get_by_role("button", name="Warteraum betreten")).to_have_count(0)


def test_a_double_click_enters_the_waiting_room_once(office: Office, phone: BrowserContext) -> None:
    page = come(phone, office, office.book()[1])
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
    expect(page.get_by_text("Kamera und Mikrofon sind bereit.").first).to_be_visible()
    page.get_by_label("Ich bin damit einverstanden").check()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Warteraum betreten").dblclick()
    expect(page.get_by_role("heading", name="Sie sind im Warteraum")).to_be_visible()
    assert len(asked) == 1


def test_without_a_token_the_door_says_what_to_do(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    expect(page.get_by_text("Bitte öffnen Sie den Link aus Ihrer Bestätigungs-E-Mail.")).to_be_visible()


def test_a_camera_that_is_refused_is_explained(office: Office, phone: BrowserContext) -> None:
    _, token = office.book()
    page = come(phone, office, token)
    for name, words in (
        ("NotAllowedError", "Ihr Browser darf Kamera und Mikrofon nicht benutzen."),
        ("NotReadableError", "werden gerade von einem anderen Programm benutzt"),
        ("NotFoundError", "Wir finden"),
    ):
        page.evaluate(
            "(name) => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', name); }; }",
            name,
        )
        page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
        expect(page.locator("[data-device-problem-text]").first).to_contain_text(words)


def test_without_the_relay_the_telephone_is_offered_and_the_call_comes_about_as_soon_as_it_can(
    office: Office, phone: BrowserContext, workstation: BrowserContext
) -> None:
    appointment, token = office.book()
    citizen = phone.new_page()
    citizen.clock.install()
    phone.route("**/medien", lambda route: route.fulfill(status=503))
    citizen.goto(f"{office.address}/gespraech#{token}")
    wait_in_room(citizen)
    clerk = admit(workstation, office, appointment)
    expect(citizen.get_by_text("Wir verbinden Sie neu")).to_be_visible()
    # One ladder is climbed to its end, whatever its steps try in between.
    with citizen.expect_response("**/medien"):
        citizen.clock.run_for(11_000)
    citizen.clock.run_for(11_000)
    expect(citizen.get_by_text("Es klappt leider nicht. Bitte rufen Sie uns an")).to_be_visible()
    expect(citizen.get_by_role("button", name="Bitte rufen Sie mich an")).to_be_visible()
    phone.unroute("**/medien")
    citizen.clock.run_for(10_000)
    expect_frames(citizen)
    expect_frames(clerk)
    expect(citizen.get_by_text("Es klappt leider nicht.")).to_be_hidden()

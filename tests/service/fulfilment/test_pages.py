"""Fulfilment's pages as a browser sees them."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import make_response

from chassis.limits import Limit
from chassis.web.auth import routes_with_access
from chassis.web.staff_access import remember_staff
from fulfilment.domain.certificate import new_code
from tests.service.fulfilment.browser import HTMX, TOWN, Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story


@pytest.fixture
def clerk(app: Any) -> Browser:
    """The browser of a clerk."""
    browser = Browser(app.test_client())
    with app.test_request_context(base_url=TOWN):
        response = make_response("")
        remember_staff(response, "c-1", "Karla Klein", {"ostfildern": ["clerk"]})
    browser.take(response)
    return browser


def desk(story: Story, tail: str = "") -> str:
    """Return an address at the desk."""
    return f"/vorgang/arbeitsplatz/{story.appointment_id}/{story.case_id}{tail}"


def reading(story: Story, tail: str = "") -> str:
    """Return an address of the citizen's panel."""
    return f"/vorgang/mitlesen/{story.appointment_id}/{story.case_id}{tail}"


def test_clerk_and_citizen_get_a_case_confirmed_together(
    work: Open, clerk: Browser, citizen_of: Callable[..., Browser]
) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    panel = clerk.get(f"/vorgang/arbeitsplatz/{story.appointment_id}", **HTMX)
    assert 'id="panel-case"' in panel.text
    assert "Dem Bürger zeigen" in panel.text
    shown = clerk.post(desk(story, "/zeigen"), story.typed)
    assert "Der Bürger sieht jetzt diesen Text" in shown.text
    citizen = citizen_of(story)
    read = citizen.get(f"/vorgang/mitlesen/{story.appointment_id}", **HTMX)
    assert "Hindenburgstraße 12, 73760 Ostfildern" in read.text
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', read.text)
    assert digest is not None
    assert "Sie haben den Antrag bestätigt" in citizen.post(reading(story, "/bestaetigen"), {"digest": digest[1]}).text
    with work() as unit:
        case = unit.cases.get(story.case_id)
        assert case.state == "confirmed"
        assert case.confirmation is not None
        assert case.confirmation.digest == digest[1]


def test_bad_input_is_named_and_what_was_typed_stays(work: Open, clerk: Browser) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    answer = clerk.post(desk(story, "/zeigen"), story.typed | {"address.postal_code": "737", "address.city": ""})
    assert answer.status_code == 422
    assert "Bitte fünf Ziffern angeben" in answer.text
    assert "Bitte ausfüllen" in answer.text
    assert 'value="737"' in answer.text
    assert 'value="Hindenburgstraße 12"' in answer.text
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "open"
        assert unit.cases.get(story.case_id).answers["address.postal_code"] == "737"


def test_a_choice_asks_the_questions_that_follow_from_it(work: Open, clerk: Browser) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.open(unit)
    assert "Name der Behörde" not in clerk.get(desk(story), **HTMX).text
    answer = clerk.post(desk(story, "/entwurf"), {"delivery": "authority", "birth_place": "Berlin"})
    assert "Name der Behörde" in answer.text
    assert 'value="Berlin"' in answer.text


def test_a_choice_that_nobody_has_to_make_can_be_taken_back(work: Open, clerk: Browser) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.open(unit)

    def chosen(page: str) -> list[str]:
        inputs = re.findall(r'<input[^>]+name="exemption"[^>]*>', page)
        return [re.findall(r'value="([^"]*)"', one)[0] for one in inputs if " checked" in one]

    assert chosen(clerk.get(desk(story), **HTMX).text) == [""]
    free = clerk.post(desk(story, "/entwurf"), {"exemption": "volunteer"})
    assert "Der Nachweis für die Befreiung liegt vor" in free.text
    assert chosen(free.text) == ["volunteer"]
    back = clerk.post(desk(story, "/entwurf"), {"exemption": ""})
    assert chosen(back.text) == [""]
    assert "Der Nachweis für die Befreiung liegt vor" not in back.text
    with work() as unit:
        assert "exemption" not in unit.cases.get(story.case_id).answers


def test_an_answer_that_was_overtaken_by_the_next_still_asks_its_questions(work: Open, clerk: Browser) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.open(unit)
    (shown,) = re.findall(r'name="asked" value="([^"]+)"', clerk.get(desk(story), **HTMX).text)
    answers = {"asked": shown, "type": "extended", "birth_place": "Berlin"}
    drawn = clerk.post(desk(story, "/entwurf"), answers)
    assert "Verlangt von" in drawn.text
    (now,) = re.findall(r'name="asked" value="([^"]+)"', drawn.text)
    again = clerk.post(desk(story, "/entwurf"), answers | {"asked": now, "requested_by": "Turnverein"})
    assert (again.status_code, again.text) == (204, "")
    with work() as unit:
        assert unit.cases.get(story.case_id).answers["requested_by"] == "Turnverein"


def test_several_ticks_come_back_ticked(work: Open, clerk: Browser) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    answer = clerk.post(desk(story, "/entwurf"), {"extras": ["birth_place", "nationality"]})
    assert answer.text.count(" checked") == 2
    assert answer.text.count("Geburtsort") == 2  # the box and the question that follows


def test_an_objection_brings_the_case_back_with_the_citizens_words(
    work: Open, clerk: Browser, citizen_of: Callable[..., Browser]
) -> None:
    story = Story()
    with work() as unit:
        story.show(unit)
    citizen_of(story).post(reading(story, "/einwand"), {"note": "Die Hausnummer ist 21."})
    answer = clerk.get(desk(story), **HTMX)
    assert "Die Hausnummer ist 21." in answer.text
    assert 'value="Hindenburgstraße 12"' in answer.text


def test_a_text_that_changed_meanwhile_is_not_confirmed(work: Open, citizen_of: Callable[..., Browser]) -> None:
    story = Story()
    with work() as unit:
        story.show(unit)
    answer = citizen_of(story).post(reading(story, "/bestaetigen"), {"digest": "0" * 64})
    assert answer.status_code == 409
    assert "Der Text hat sich gerade geändert" in answer.text


def test_a_poll_is_empty_until_something_has_changed(
    work: Open, clerk: Browser, citizen_of: Callable[..., Browser]
) -> None:
    story = Story()
    with work() as unit:
        story.show(unit)
    for browser, address in ((clerk, desk(story)), (citizen_of(story), reading(story))):
        found = re.search(r'hx-get="([^"]+)"', browser.get(address, **HTMX).text)
        assert found is not None
        assert browser.get(found[1], **HTMX).status_code == 204
    clerk.post(desk(story, "/aendern"))
    assert citizen_of(story).get(reading(story, "?stand=old"), **HTMX).status_code == 200


def test_advice_is_closed_with_one_button(work: Open, clerk: Browser) -> None:
    story = Story("beratung")
    with work() as unit:
        story.open(unit)
    assert "Beratung abgeschlossen" in clerk.get(desk(story), **HTMX).text
    assert "Die Beratung ist abgeschlossen" in clerk.post(desk(story, "/beraten")).text
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "completed"


def test_the_tracker_shows_the_way_and_offers_the_document(
    work: Open, citizen_of: Callable[..., Browser], do_due_work: Callable[[], int]
) -> None:
    story = Story()
    with work() as unit:
        story.settle(unit)
    do_due_work()
    citizen = citizen_of(story, "case")
    page = citizen.get(f"/vorgang/{story.appointment_id}")
    for words in ("Vorgang OST-", "Antrag von Ihnen bestätigt", "Gebühr geregelt", "Ihr Dokument ist fertig"):
        assert words in page.text
    link = re.search(r'href="(/vorgang/dokument/[^"]+)"', page.text)
    assert link is not None
    document = citizen.get(link[1])
    assert document.content_type == "application/pdf"
    assert document.data.startswith(b"%PDF-")
    assert Browser(citizen.client.application.test_client()).get(link[1]).status_code == 401
    other = Story()
    with work() as unit:
        other.open(unit)
    assert citizen_of(other).get(link[1]).status_code == 404


def test_the_tracker_says_where_a_request_lies_and_how_long_it_takes(
    work: Open, citizen_of: Callable[..., Browser], do_due_work: Callable[[], int]
) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.settle(unit)
    do_due_work()
    page = citizen_of(story, "manage").get(f"/vorgang/{story.appointment_id}")
    assert "beim Bundesamt für Justiz; üblich sind 2 bis 6 Wochen" in page.text


def test_a_text_that_was_left_unconfirmed_in_the_call_is_read_and_confirmed_on_the_tracker(
    work: Open, citizen_of: Callable[..., Browser]
) -> None:
    story = Story()
    with work() as unit:
        story.show(unit)
    citizen, tracker = citizen_of(story, "case"), f"/vorgang/{story.appointment_id}"
    page = citizen.get(tracker).text
    assert "Sie können ihn hier lesen und bestätigen" in page
    panel = re.search(rf'id="reading-{story.case_id}" hx-get="([^"]+)"', page)
    assert panel is not None
    text = citizen.get(panel[1], **HTMX).text
    assert set(re.findall(r' id="([^"]+)"', page)).isdisjoint(re.findall(r' id="([^"]+)"', text))
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', text)
    assert digest is not None
    citizen.post(reading(story, "/bestaetigen"), {"digest": digest[1]})
    assert 'id="reading-' not in citizen.get(tracker).text


def test_the_link_to_the_appointment_alone_shows_no_text_to_confirm(
    work: Open, citizen_of: Callable[..., Browser]
) -> None:
    story = Story()
    with work() as unit:
        story.show(unit)
    page = citizen_of(story, "manage").get(f"/vorgang/{story.appointment_id}").text
    assert "Zum Lesen und Bestätigen öffnen Sie bitte den Link" in page
    assert 'id="reading-' not in page


def test_the_tracker_follows_by_itself_until_everything_has_ended(
    work: Open, citizen_of: Callable[..., Browser], do_due_work: Callable[[], int]
) -> None:
    story = Story()
    with work() as unit:
        story.settle(unit)
    citizen = citizen_of(story)
    found = re.search(r'hx-get="([^"]+)"', citizen.get(f"/vorgang/{story.appointment_id}").text)
    assert found is not None
    assert citizen.get(found[1], **HTMX).status_code == 204
    do_due_work()
    ended = citizen.get(found[1], **HTMX)
    assert ended.status_code == 200
    assert "every 5s" not in ended.text


def test_anyone_verifies_a_certificate_and_learns_nothing_personal(
    work: Open, app: Any, do_due_work: Callable[[], int]
) -> None:
    story = Story()
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        made = unit.certificates.of(story.appointment_id)[0]
    browser = Browser(app.test_client())
    typed = browser.get(f"/pruefen?code={made.code[:8].lower()}-{made.code[8:]}")
    page = browser.get(typed.headers["Location"])
    assert "gültig" in page.text
    assert made.sha256 in page.text
    assert "Mustermann" not in page.text
    assert "Hindenburg" not in page.text
    unknown = browser.get("/pruefen/0000000000000000")
    assert unknown.status_code == 404
    assert "kennen wir nicht" in unknown.text
    assert browser.get("/pruefen?code=123").status_code == 422
    there = browser.client.get(f"/pruefen/{made.code}", base_url="https://musterstadt.localhost")
    assert there.status_code == 404


def test_the_link_of_a_mail_leads_to_the_tracker(work: Open, app: Any) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    browser = Browser(app.test_client())
    assert browser.get(f"/vorgang/zugang/{story.token('case')}").status_code == 200
    answer = browser.post("/vorgang/zugang", {"token": story.token("case")})
    assert answer.headers["Location"] == f"/vorgang/{story.appointment_id}"
    browser.take(answer)
    assert browser.get(answer.headers["Location"]).status_code == 200


def test_a_door_opens_the_cases_of_its_own_appointment_only(
    work: Open, clerk: Browser, citizen_of: Callable[..., Browser]
) -> None:
    mine, other = Story(), Story()
    with work() as unit:
        mine.show(unit)
        other.show(unit)
    crossed = f"/vorgang/mitlesen/{mine.appointment_id}/{other.case_id}/einwand"
    assert citizen_of(mine).post(crossed, {"note": "x"}).status_code == 404
    assert citizen_of(mine).get(f"/vorgang/{other.appointment_id}").status_code == 404
    assert clerk.post(f"/vorgang/arbeitsplatz/{mine.appointment_id}/{other.case_id}/aendern").status_code == 404
    with work() as unit:
        assert unit.cases.get(other.case_id).state == "prepared"


def test_the_work_list_filters_by_state(work: Open, clerk: Browser) -> None:
    with work() as unit:
        first, second = Story().open(unit), Story().show(unit)
    everything = clerk.get("/verwaltung/fulfilment").text
    assert first.number in everything
    assert second.number in everything
    prepared = clerk.get("/verwaltung/fulfilment?stand=prepared").text
    assert second.number in prepared
    assert first.number not in prepared


def test_what_staff_look_at_and_change_is_audited(work: Open, clerk: Browser) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    clerk.get(f"/vorgang/arbeitsplatz/{story.appointment_id}", **HTMX)
    clerk.post(desk(story, "/zeigen"), story.typed)
    with work() as unit:
        rows = unit.connection.exec_driver_sql("SELECT action, actor FROM audit ORDER BY position").all()
    assert [tuple(row) for row in rows] == [("cases.viewed", "staff:c-1"), ("case.prepared", "staff:c-1")]


def test_an_appointment_that_is_not_known_yet_is_waited_for(work: Open, clerk: Browser) -> None:
    panel = clerk.get(f"/vorgang/arbeitsplatz/{uuid4()}", **HTMX)
    assert "werden gerade angelegt" in panel.text
    assert "every 2s" in panel.text


def test_every_page_says_who_may_come(app: Any) -> None:
    told = {rule: who for rule, _, who in routes_with_access(app) if rule.startswith(("/vorgang", "/pruefen", "/verw"))}
    assert {who for rule, who in told.items() if "arbeitsplatz" in rule} == {"staff(clerk, supervisor)"}
    assert {who for rule, who in told.items() if "mitlesen" in rule} == {"citizen(join, case)"}
    assert told["/vorgang/<uuid:appointment_id>"] == "citizen(case, join, manage)"
    assert told["/vorgang/dokument/<uuid:certificate_id>"] == "citizen(case, join)"
    assert {who for rule, who in told.items() if rule.startswith("/pruefen")} == {"public"}
    assert told["/verwaltung/fulfilment"] == "staff(clerk, supervisor)"


def test_the_citizen_withdraws_a_request_until_it_has_left_the_house(
    work: Open, citizen_of: Callable[..., Browser], do_due_work: Callable[[], int]
) -> None:
    open_story, done = Story(), Story()
    with work() as unit:
        open_story.submit(unit)
        done.settle(unit)
    do_due_work()
    citizen = citizen_of(open_story, "case")
    assert "Antrag endgültig zurücknehmen" in citizen.get(f"/vorgang/{open_story.appointment_id}").text
    address = f"/vorgang/{open_story.appointment_id}/{open_story.case_id}/zuruecknehmen"
    assert citizen.post(address).status_code == 303
    assert "Sie haben den Antrag zurückgenommen." in citizen.get(f"/vorgang/{open_story.appointment_id}").text
    late = citizen_of(done, "case")
    assert "Antrag endgültig zurücknehmen" not in late.get(f"/vorgang/{done.appointment_id}").text
    assert late.post(f"/vorgang/{done.appointment_id}/{done.case_id}/zuruecknehmen").status_code == 409
    assert late.post(f"/vorgang/{done.appointment_id}/{open_story.case_id}/zuruecknehmen").status_code == 404


def test_whoever_tries_codes_is_asked_to_wait(work: Open, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with work():
        monkeypatch.setattr("fulfilment.entrypoints.verification_pages.VERIFICATIONS", Limit("verifications", 3))
    browser = Browser(app.test_client())
    answers = [browser.get(f"/pruefen/{new_code()}") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert "in einer Stunde noch einmal" in answers[-1].text

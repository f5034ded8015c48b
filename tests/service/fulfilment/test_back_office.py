"""The back office: what is to do, by whom, by when; the file of a case; the tables as drawings."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from chassis.testing.databases import due_kinds
from fulfilment.domain.task import Task
from fulfilment.use_cases.advance_case import advance
from fulfilment.use_cases.open_task import open_task
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story

TASKS = "/verwaltung/fulfilment/aufgaben"
Sign = Callable[[str], Browser]


@pytest.fixture
def manual(work: Open) -> tuple[Story, UUID]:
    """A request that a person has to enter in the Fachverfahren."""
    story = Story("fuehrungszeugnis")
    with work() as unit:
        open_task(unit, story.settle(unit), "record_in_register")
        unit.unschedule("transmit-case", story.case_id)
        return story, unit.tasks.open_of(story.case_id)[0].id


def task_of(work: Open, task_id: UUID) -> Task:
    with work() as unit:
        return unit.tasks.lock(task_id)


def test_a_request_is_entered_by_hand_answered_by_hand_and_ends_as_by_an_interface(
    work: Open, manual: tuple[Story, UUID], staff_of: Sign
) -> None:
    story, task_id = manual
    clerk = staff_of("clerk")
    assert "Im Fachverfahren erfassen" in clerk.get(TASKS).text
    missing = clerk.post(f"{TASKS}/{task_id}/erledigen", {"number": ""})
    assert missing.status_code == 422
    assert "Nummer im Fachverfahren" in missing.text
    clerk.post(f"{TASKS}/{task_id}/erledigen", {"number": "VOIS-4711"})
    with work() as unit:
        case = unit.cases.get(story.case_id)
        assert (case.state, case.reference) == ("transmitted", "VOIS-4711")
        assert unit.steps.of_case(story.case_id)[-1].actor == "clerk"
        assert "tell-sent" in due_kinds(unit.connection)


def test_a_rejection_needs_the_authoritys_reason_and_reaches_the_citizen(
    work: Open, manual: tuple[Story, UUID], staff_of: Sign
) -> None:
    story, task_id = manual
    clerk = staff_of("clerk")
    clerk.post(f"{TASKS}/{task_id}/erledigen", {"number": "VOIS-4711"})
    with work() as unit:
        open_task(unit, unit.cases.get(story.case_id), "record_answer")
        answer = next(task for task in unit.tasks.open_of(story.case_id) if task.kind == "record_answer")
    address = f"{TASKS}/{answer.id}/erledigen"
    assert "Begründung der Behörde auf" in clerk.post(address, {"answer": "rejected", "reason": ""}).text
    clerk.post(address, {"answer": "rejected", "reason": "Geburtsname fehlt."})
    with work() as unit:
        assert unit.cases.get(story.case_id).reason == "rejected_by_authority"
        assert unit.steps.of_case(story.case_id)[-1].detail == "Geburtsname fehlt."
        (left,) = unit.tasks.open_of(story.case_id)
    assert left.kind == "rejected"
    for told in (
        clerk.get(f"{TASKS}/{left.id}").text,
        clerk.get(f"/verwaltung/fulfilment/vorgaenge/{story.case_id}").text,
    ):
        assert "Geburtsname fehlt." in told, "who talks it over knows why"
        assert "Erika Mustermann" in told, "and with whom"
        assert "erika@example.org" in told
    again = clerk.post(address, {"answer": "issued"})
    assert again.status_code == 409
    assert "schon erledigt" in again.text


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"answer": "issued"}, "completed"),
        ({"answer": "rejected", "reason": "Geburtsname fehlt."}, "failed"),
        ({"answer": "waiting", "reason": ""}, "transmitted"),
    ],
)
def test_what_a_silent_authority_says_when_asked_moves_the_case(
    work: Open, manual: tuple[Story, UUID], staff_of: Sign, said: dict[str, str], state: str
) -> None:
    story, task_id = manual
    clerk = staff_of("clerk")
    clerk.post(f"{TASKS}/{task_id}/erledigen", {"number": "VOIS-4711"})
    with work() as unit:
        open_task(unit, unit.cases.get(story.case_id), "no_answer")
        asked = next(task for task in unit.tasks.open_of(story.case_id) if task.kind == "no_answer")
    assert "wir warten weiter" in clerk.get(f"{TASKS}/{asked.id}").text
    assert clerk.post(f"{TASKS}/{asked.id}/erledigen", said).status_code == 303
    with work() as unit:
        assert unit.cases.get(story.case_id).state == state
    assert task_of(work, asked.id).done_at is not None


def test_of_what_never_reached_the_authority_only_a_note_is_asked(work: Open, staff_of: Sign) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        open_task(unit, story.settle(unit), "no_answer")
        (task,) = unit.tasks.open_of(story.case_id)
    assert "Was wurde getan?" in staff_of("clerk").get(f"{TASKS}/{task.id}").text


def test_a_refused_letter_goes_out_again_or_was_posted_by_the_office(work: Open, staff_of: Sign) -> None:
    stories = {answer: Story(answers={"delivery": "post"}) for answer in ("again", "posted")}
    clerk = staff_of("clerk")
    for answer, story in stories.items():
        with work() as unit:
            open_task(unit, advance(unit, story.settle(unit), "issue", "system"), "refused_letter")
            (task,) = unit.tasks.open_of(story.case_id)
        assert "Abgewiesenen Brief verschicken" in clerk.get(TASKS).text
        assert clerk.post(f"{TASKS}/{task.id}/erledigen", {}).status_code == 422
        assert clerk.post(f"{TASKS}/{task.id}/erledigen", {"answer": answer}).status_code == 303
    with work() as unit:
        assert [unit.cases.get(story.case_id).state for story in stories.values()] == ["issued", "completed"]
        assert "post-certificate" in due_kinds(unit.connection)


def test_a_task_in_somebodys_hands_is_left_to_that_person_until_handed_over(
    work: Open, manual: tuple[Story, UUID], staff_of: Sign
) -> None:
    _, task_id = manual
    with work() as unit:
        unit.tasks.save(unit.tasks.lock(task_id).taken("staff:other", "Carla Kollegin"))
    clerk = staff_of("clerk")
    assert "Carla Kollegin" in clerk.get(TASKS).text
    refused = clerk.post(f"{TASKS}/{task_id}/erledigen", {"number": "1"})
    assert refused.status_code == 409
    assert "Carla Kollegin" in refused.text
    with work() as unit:
        unit.tasks.save(unit.tasks.lock(task_id).handed_over("staff:other"))
    clerk.post(f"{TASKS}/{task_id}/uebernehmen")
    assert task_of(work, task_id).taken_name == "Lena Leitung"
    assert "bei mir" in clerk.get(f"{TASKS}?fuer=mir").text
    clerk.post(f"{TASKS}/{task_id}/abgeben")
    assert task_of(work, task_id).taken_by is None


def test_a_task_of_the_supervisor_is_unknown_to_a_clerk(work: Open, staff_of: Sign) -> None:
    story = Story()
    with work() as unit:
        open_task(unit, story.open(unit), "follow_up", "Widerruf prüfen", role="supervisor")
        task_id = unit.tasks.open_of(story.case_id)[0].id
    assert staff_of("clerk").get(f"{TASKS}/{task_id}").status_code == 404
    assert "Widerruf prüfen" not in staff_of("clerk").get(TASKS).text
    assert "Widerruf prüfen" in staff_of("supervisor").get(TASKS).text


def test_a_note_ends_what_was_looked_after_and_stands_in_the_history(work: Open, staff_of: Sign) -> None:
    story = Story()
    with work() as unit:
        open_task(unit, story.open(unit), "follow_up", "Adressaufkleber schicken")
        task_id = unit.tasks.open_of(story.case_id)[0].id
    clerk = staff_of("clerk")
    clerk.post(f"{TASKS}/{task_id}/erledigen", {"note": "Heute verschickt."})
    assert task_of(work, task_id).outcome == "Heute verschickt."
    assert "Aufgabe erledigt" in clerk.get(f"/verwaltung/fulfilment/vorgaenge/{story.case_id}").text


def test_a_number_leads_to_the_file_with_every_step(work: Open, staff_of: Sign) -> None:
    story = Story()
    with work() as unit:
        number = story.settle(unit).number
    clerk = staff_of("clerk")
    found = clerk.get(f"/verwaltung/fulfilment?nummer=%20{number.lower()}")
    assert found.location == f"/verwaltung/fulfilment/vorgaenge/{story.case_id}"
    page = clerk.get(found.location).text
    for words in ("Vom Bürger bestätigt", "Eingereicht", "Gebühr geregelt", "Zu erledigen bis", number):
        assert words in page
    unknown = clerk.get("/verwaltung/fulfilment?nummer=OST-1")
    assert unknown.status_code == 404
    assert "Diese Nummer gibt es hier nicht" in unknown.text


def test_every_step_of_every_table_is_drawn_and_told(staff_of: Sign) -> None:
    clerk = staff_of("clerk")
    listing = clerk.get("/verwaltung/fulfilment/ablauf").text
    addresses = re.findall(r'href="(/verwaltung/fulfilment/ablauf/[^"]+)"', listing)
    assert len(addresses) >= 8
    for address in addresses:
        page = clerk.get(address).text
        drawn = page.count('<path class="flow__edge')
        told = page.count('data-label="Im Stand"')
        stays = len(re.findall(r'"Im Stand">wartet auf Bestätigung</td>\s*<td[^>]*>(?:Text dem|Name nach)', page))
        assert drawn == told - stays
        assert "Zeichnung des Ablaufs" in page


def test_the_older_version_that_a_case_follows_is_shown_beside_todays(work: Open, staff_of: Sign) -> None:
    story = Story()
    with work() as unit:
        procedure = unit.catalogue.procedure("meldebescheinigung").model_copy(update={"request": "Früher anders"})
        unit.procedures.keep(procedure)
        case = story.open(unit)
        unit.connection.exec_driver_sql("UPDATE cases SET version = %s", (procedure.version,))
    clerk = staff_of("clerk")
    page = clerk.get("/verwaltung/fulfilment/ablauf").text
    assert "Ältere Fassungen" in page
    assert procedure.version != case.version
    assert clerk.get(f"/verwaltung/fulfilment/ablauf/meldebescheinigung/{procedure.version}").status_code == 200
    assert clerk.get("/verwaltung/fulfilment/ablauf/meldebescheinigung/0000").status_code == 404


def test_a_letter_that_has_come_back_is_looked_after_once(
    work: Open, staff_of: Sign, do_due_work: Callable[[], int]
) -> None:
    posted, downloaded = Story(answers={"delivery": "post"}), Story()
    with work() as unit:
        posted.settle(unit)
        downloaded.settle(unit)
    do_due_work()
    clerk = staff_of("clerk")
    address = f"/verwaltung/fulfilment/vorgaenge/{posted.case_id}"
    assert "Brief ist zurückgekommen" in clerk.get(address).text
    for _ in range(2):
        assert clerk.post(f"{address}/ruecklaeufer").status_code == 303
    with work() as unit:
        assert [task.kind for task in unit.tasks.open_of(posted.case_id)] == ["returned_mail"]
    other = f"/verwaltung/fulfilment/vorgaenge/{downloaded.case_id}"
    assert "Brief ist zurückgekommen" not in clerk.get(other).text
    assert clerk.post(f"{other}/ruecklaeufer").status_code == 409

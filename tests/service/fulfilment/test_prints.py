"""The post of the day: one PDF with a list, certificates and stickers, and what was posted is gone from it."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
import sqlalchemy as sa

from chassis.persistence.tables import mail
from fulfilment.use_cases import post_in_bulk
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story

PRINTS = "/verwaltung/fulfilment/druck"


@pytest.fixture
def clerk(work: Open, staff_of: Callable[..., Browser]) -> Browser:
    return staff_of("clerk")


def text_of(content: bytes, folder: Path) -> list[str]:
    """Return the text of each page."""
    (folder / "run.pdf").write_bytes(content)
    command = ["/usr/bin/pdftotext", "-layout", str(folder / "run.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def marked(clerk: Browser, what: str) -> int:
    """Press the button under a list, and return how many letters it means."""
    page = clerk.get(PRINTS).text
    form = re.search(rf'action="{PRINTS}/{what}/verschickt".*?</form>', page, re.DOTALL)
    assert form is not None
    letters = re.findall(r'name="letter" value="([^"]+)"', form[0])
    assert clerk.post(f"{PRINTS}/{what}/verschickt", {"letter": letters}).status_code == 303
    return len(letters)


def test_certificates_of_the_day_are_one_pdf_with_a_list_and_are_posted_once(
    work: Open, do_due_work: Callable[[], int], clerk: Browser, tmp_path: Path
) -> None:
    stories = [Story(answers={"delivery": "post"}) for _ in range(2)]
    with work() as unit:
        numbers = [story.settle(unit).number for story in stories]
    do_due_work()
    run = clerk.get(f"{PRINTS}/bescheinigungen.pdf")
    assert run.content_type == "application/pdf"
    cover, _, *letters = text_of(run.data, tmp_path)
    assert all(number in cover for number in numbers)
    assert "2 Briefe, 2 Blätter" in cover
    assert [letters[0].count(numbers[0]) > 0, letters[2].count(numbers[1]) > 0] == [True, True]
    assert len(pikepdf.open(io.BytesIO(run.data)).pages) == 6, "printed on both sides, each begins on its own sheet"
    assert marked(clerk, "bescheinigungen") == 2
    assert "Hier liegt gerade nichts zum Drucken." in clerk.get(PRINTS).text
    assert clerk.get(f"{PRINTS}/bescheinigungen.pdf").status_code == 404
    with work() as unit:
        history = [step.event for step in unit.steps.of_case(stories[0].case_id)]
    assert history.count("post") == 1


def test_stickers_go_out_with_a_letter_each_and_posting_them_ends_their_tasks(
    work: Open,
    do_due_work: Callable[[], int],
    clerk: Browser,
    citizen_of: Callable[..., Browser],
    tmp_path: Path,
) -> None:
    story = Story("ummeldung", answers={"papers": "id_card,passport"})
    with work() as unit:
        number = story.settle(unit).number
    do_due_work()
    cover, _, *letters = text_of(clerk.get(f"{PRINTS}/aufkleber.pdf").data, tmp_path)
    for words in (number, "Adressaufkleber für den Personalausweis", "Wohnort-Aufkleber für den Reisepass"):
        assert words in cover
    written = "".join(letters)
    assert written.count("Erika Mustermann") == 4
    assert "Für die Anschrift im Chip kommen Sie bitte" in " ".join(written.split())
    assert marked(clerk, "aufkleber") == 2
    with work() as unit:
        left = {task.label for task in unit.tasks.open_of(story.case_id)}
        texts = unit.connection.execute(sa.select(mail.c.text)).scalars().all()
    assert left == {"Anmeldung im Melderegister eintragen", "Anschrift im Chip ändern lassen"}
    assert clerk.get(f"{PRINTS}/aufkleber.pdf").status_code == 404
    tracker = citizen_of(story, "case").get(f"/vorgang/{story.appointment_id}").text
    for promise in (
        "für Ihren Personalausweis schicken wir",
        "für Ihren Reisepass schicken wir",
        "Für die Anschrift im Chip",
    ):
        assert sum(promise in text for text in texts) == 1, "the mail says what else comes"
        assert promise in tracker
    assert tracker.count("Erledigt am") == 2


def test_stickers_are_found_and_marked_behind_however_many_other_tasks(
    work: Open, do_due_work: Callable[[], int], clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story("ummeldung", answers={"papers": "id_card,passport"})
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        tasks = {one.label: str(one.id) for one in unit.tasks.open_of(story.case_id)}
    monkeypatch.setattr(post_in_bulk, "MOST", 1)
    assert "Adressaufkleber für den Personalausweis" in clerk.get(PRINTS).text, "other tasks are due before it"
    posted = [*tasks.values(), str(uuid4()), "no id"]
    assert clerk.post(f"{PRINTS}/aufkleber/verschickt", {"letter": posted}).status_code == 303
    assert "2 Briefe sind als verschickt vermerkt" in clerk.get(PRINTS).text
    with work() as unit:
        left = {one.label for one in unit.tasks.open_of(story.case_id)}
    assert left == {"Anmeldung im Melderegister eintragen", "Anschrift im Chip ändern lassen"}


def test_a_sticker_in_somebody_elses_hands_is_left_to_that_person(
    work: Open,
    do_due_work: Callable[[], int],
    clerk: Browser,
    staff_of: Callable[..., Browser],
) -> None:
    story = Story("ummeldung", answers={"papers": "id_card"})
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        (task,) = (one for one in unit.tasks.open_of(story.case_id) if "Personalausweis" in one.label)
    other = staff_of("clerk", 2)
    assert other.post(f"/verwaltung/fulfilment/aufgaben/{task.id}/uebernehmen").status_code == 303
    assert "Adressaufkleber" not in clerk.get(PRINTS).text
    assert clerk.post(f"{PRINTS}/aufkleber/verschickt", {"letter": [str(task.id), "no id"]}).status_code == 303
    with work() as unit:
        assert task.id in {one.id for one in unit.tasks.open_of(story.case_id)}
    assert "Adressaufkleber" in other.get(PRINTS).text

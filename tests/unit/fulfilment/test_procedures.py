"""What single procedures promise: what follows a move, and when a video call counts as an appearance."""

from typing import Any

import pytest
from pydantic import ValidationError

from fulfilment.domain.section import FulfilmentSection
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.queries import case_view
from fulfilment.use_cases.settle_case import settle_case
from tests.service.fulfilment.story import ANSWERS, Story
from tests.unit.fulfilment.around import outside
from tests.unit.fulfilment.fakes import FulfilmentFake, section
from tests.unit.fulfilment.test_form import UMMELDUNG


def town_with(procedure: str, **told: Any) -> FulfilmentFake:
    """Return a town that has decided otherwise about a procedure."""
    document = section().model_dump(mode="json")
    document["procedures"][procedure] |= told
    unit = FulfilmentFake()
    unit.catalogue = FulfilmentSection.model_validate(document)
    return unit


@pytest.mark.parametrize(
    ("papers", "labels"),
    [
        ("", {"Anmeldung im Melderegister eintragen"}),
        (
            "id_card,passport",
            {
                "Anmeldung im Melderegister eintragen",
                "Adressaufkleber für den Personalausweis schicken",
                "Anschrift im Chip ändern lassen",
                "Wohnort-Aufkleber für den Reisepass schicken",
            },
        ),
    ],
)
def test_a_move_leaves_what_has_to_be_done_about_each_paper(
    papers: str, labels: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = FulfilmentFake()
    typed = UMMELDUNG | {"moving_in": "2026-11-20", "more_people": "Max Mustermann, 01.02.2010"}
    monkeypatch.setitem(ANSWERS, "ummeldung", typed)
    story = Story("ummeldung", answers={"papers": papers} if papers else {})
    story.submit(unit)
    statement = unit.cases.get(story.case_id).statement
    assert statement is not None
    assert "Wer zieht mit um?: Max Mustermann, 01.02.2010" in statement.text
    settle_case(unit, story.settled())
    issue_certificate(unit.work, outside(), story.case_id)
    assert {task.label for task in unit.tasks.open_of(story.case_id)} == labels


def test_the_basis_for_an_appearance_by_video_is_kept_with_the_submission() -> None:
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis")
    story.submit(unit)
    submitted = next(step for step in unit.steps.of_case(story.case_id) if step.event == "submit")
    assert submitted.detail.startswith("Entscheidung der Stadt Ostfildern")


def test_a_town_that_wants_the_person_before_it_takes_nothing_by_video() -> None:
    unit, story = town_with("fuehrungszeugnis", appearance={"by_video": False}), Story("fuehrungszeugnis")
    story.submit(unit)
    view = case_view(unit, story.appointment_id, story.case_id)
    assert (view.case.state, view.waits_for) == ("confirmed", "appearance")
    assert "CaseSubmitted" not in unit.names()


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"appearance": {"by_video": True}}, "needs a basis"),
        ({"follow_ups": [{"label": "x", "when": {"field": "nothing", "values": ["a"]}}]}, "does not ask: nothing"),
        ({"documents": [{"key": "a", "label": "x", "when": {"field": "nothing", "values": []}}]}, "does not ask"),
    ],
)
def test_a_procedure_that_does_not_hold_together_is_refused(told: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        town_with("fuehrungszeugnis", **told)

"""What supervisors and operators see of calls: numbers of the real rows, and nobody's name."""

from collections.abc import Callable
from typing import Any

from chassis.service import Running
from chassis.tenancy import Tenant
from tests.service.video.test_feedback import sign_in
from tests.service.video.test_pages import TOWN, book
from video.domain.quality import Minute
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.note_quality import note_quality
from video.use_cases.queries import consultation_of

LIST = "/arbeitsplatz/guete"


def test_a_call_is_a_row_of_numbers_and_a_drawing_without_names(
    video: Running[Any], town: Tenant, application: Callable[[Running[Any]], Any]
) -> None:
    client = sign_in(application(video), "supervisor")
    assert "wurde kein Gespräch gemessen" in client.get(LIST, base_url=TOWN).text
    appointment, _ = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
        consultation = consultation_of(unit, appointment)
    for kind, round_trip, loss in (("citizen", 0.06, 0.125), ("clerk", 0.02, 0)):
        with video.work(town) as unit:
            note_quality(unit, consultation.id, kind, Minute(round_trip, loss, 24, 640, relayed=True, freezes=1))
    shown = client.get(LIST, base_url=TOWN).text
    for told in ("40 ms", "12,5 %", "über das Relay", f"{LIST}/{consultation.id}"):
        assert told in shown
    drawn = client.get(f"{LIST}/{consultation.id}", base_url=TOWN).text
    assert drawn.count("<figure") == 4
    for told in ("Laufzeit hin und zurück", "Sachbearbeitung", "60 ms", "20 ms"):
        assert told in drawn
    assert consultation.family_name not in shown + drawn


def test_a_call_of_which_nothing_is_known_is_not_drawn(
    video: Running[Any], town: Tenant, application: Callable[[Running[Any]], Any]
) -> None:
    appointment, _ = book(video, town)
    client = sign_in(application(video), "operator")
    assert client.get(f"{LIST}/{appointment}", base_url=TOWN).status_code == 404

"""The supervisor's view on real rows: no citizen's name on it, nothing for clerks, nobody of another town."""

from collections.abc import Callable
from typing import Any

from chassis.service import Running
from chassis.tenancy import Tenant
from tests.service.video.test_feedback import sign_in
from tests.service.video.test_pages import TOWN, book, post
from video.use_cases.be_at_desk import be_at_desk
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.queries import consultation_of

PAGE = "/arbeitsplatz/lage"


def test_supervisors_see_load_and_staff_and_no_citizen(
    video: Running[Any], town: Tenant, application: Callable[[Running[Any]], Any]
) -> None:
    app = application(video)
    supervisor = sign_in(app, "supervisor")
    assert "Heute war noch niemand am Arbeitsplatz." in supervisor.get(PAGE, base_url=TOWN).text
    appointment, _ = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        waiting = consultation_of(unit, appointment)
    with video.work(video.tenants.by_key("musterstadt")) as unit:
        be_at_desk(unit, "ali", "Ali Anderswo")
    shown = supervisor.get(f"{PAGE}/jetzt", base_url=TOWN).text
    assert "Niemand ist am Platz, und 1 Person wartet." in shown
    assert "Ali Anderswo" not in shown
    assert post(sign_in(app, "clerk"), "/arbeitsplatz/anwesend", data={"office": waiting.office_name}).status_code < 400
    shown = supervisor.get(f"{PAGE}/jetzt", base_url=TOWN).text
    assert "Niemand ist am Platz" not in shown
    for told in ("Lea Leitung", "frei", waiting.office_name, "unter 1 Minute"):
        assert told in shown
    assert waiting.family_name not in shown
    assert "<html" not in shown


def test_clerks_are_not_shown_how_their_colleagues_stand(
    video: Running[Any], application: Callable[[Running[Any]], Any]
) -> None:
    clerk = sign_in(application(video), "clerk")
    assert clerk.get(PAGE, base_url=TOWN).status_code == 403
    assert PAGE not in clerk.get("/arbeitsplatz", base_url=TOWN).text

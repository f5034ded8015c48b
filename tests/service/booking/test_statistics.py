"""The statistics of a town: right counts, no small ones, no persons, for supervisors and administrators."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import make_response

from booking.use_cases.ports import BookingPorts
from chassis.web.staff_access import remember_staff
from tests.service.booking.conftest import Open
from tests.service.booking.test_pages import Browser

PAGE = "/verwaltung/booking/statistik"
# Mondays at 9 o'clock in winter: 12 consultations, of which 6 were missed; and two certificates on a Tuesday.
SEED = """
INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, given_names,
                         family_name, extensions, items, sequence, epoch, created_at)
SELECT 'ostfildern', gen_random_uuid(), 'N' || n, gen_random_uuid(), CASE WHEN n % 2 = 0 THEN 'missed' ELSE 'done' END,
       'online', 'platz-1', day, day + '8h'::interval, day + '8h10m'::interval, 'Erika', 'Mustermann', 0,
       CASE WHEN n < 12 THEN '[{"procedure": "beratung"}]'::jsonb ELSE '[{"procedure": "meldebescheinigung"}]' END,
       0, 1, day - '40h'::interval
FROM generate_series(0, 13) AS n,
     LATERAL (SELECT date '2026-01-05' + 7 * n + CASE WHEN n < 12 THEN 0 ELSE 1 END AS day) AS days
"""


@pytest.fixture
def supervisor(app: Any, work: Open, ports: BookingPorts) -> Browser:
    with work() as unit:
        ports.searches.take("ostfildern", unit.clock(), only_if_due=False)  # what other tests have searched
        unit.connection.execute(sa.text("SET LOCAL timezone = 'UTC'"))
        unit.connection.execute(sa.text(SEED))
    browser = Browser(app.test_client())
    with app.test_request_context(base_url="https://ostfildern.localhost"):
        response = make_response("")
        remember_staff(response, "s-1", "Sabine Sommer", {"ostfildern": ["supervisor"]})
    browser.take(response)
    return browser


def test_the_figures_are_right_in_the_file_and_small_ones_hidden(supervisor: Browser) -> None:
    answer = supervisor.get(f"{PAGE}/termine.csv", von="2026-01-01", bis="2026-12-31")
    lines = answer.text.lstrip("\ufeff").splitlines()
    assert "Leistung;Beratung;12;2,0;50;;0;" in lines
    assert "Leistung;Meldebescheinigung;unter 5;;;;0;" in lines
    assert "Wochentag;Montag;12;2,0;50;1;0;" in lines
    assert [line for line in lines if line.startswith("Wochentag;Dienstag;unter 5;;;;")]
    assert not [line for line in lines if "Mustermann" in line]


def test_the_page_shows_plot_and_table(supervisor: Browser) -> None:
    page = supervisor.get(PAGE, von="2026-01-01", bis="2026-12-31")
    assert page.status_code == 200
    assert 'role="img"' in page.text
    assert "unter 5" in page.text
    assert "Mustermann" not in page.text


def test_called_off_appointments_and_other_periods_do_not_count(supervisor: Browser) -> None:
    assert "keine Termine" in supervisor.get(PAGE, von="2025-01-01", bis="2025-12-31").text


@pytest.mark.parametrize("day", ["gestern", "9999-12-31", "0001-01-01"])
def test_a_day_that_cannot_be_read_is_the_usual_period(supervisor: Browser, day: str) -> None:
    assert supervisor.get(PAGE, von=day, bis=day).status_code == 200


def test_the_load_is_the_share_of_booked_in_open_minutes(supervisor: Browser) -> None:
    answer = supervisor.get(f"{PAGE}/termine.csv", von="2026-01-05", bis="2026-01-05")
    # One appointment of ten minutes is nobody's business, twelve over twelve Mondays are told.
    assert "Wochentag;Montag;unter 5;;;;0;" in answer.text
    lines = supervisor.get(f"{PAGE}/termine.csv", von="2026-01-01", bis="2026-03-31").text.splitlines()
    told = next(line for line in lines if line.startswith("Wochentag;Montag;")).split(";")
    # 12 of 12 Mondays that are no holidays, two desks, two hours: 120 of 2,880 minutes.
    assert (told[2], told[5]) == ("12", "4")


def test_searches_are_counted_and_those_that_find_nothing_too(supervisor: Browser, work: Open) -> None:
    for _again in range(6):
        supervisor.get("/termin/zeit", leistung="meldebescheinigung")
        supervisor.get("/api/booking/v1/times", procedure="meldebescheinigung", office="online", interpreter="Türkisch")
    supervisor.get("/termin/zeit", leistung="meldebescheinigung", ab="2030-01-01")  # turning pages is no new search
    for _again in range(12):
        supervisor.get("/termin/zeit", leistung="beratung", gespraech="fr")
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
    lines = supervisor.get(f"{PAGE}/termine.csv", von=today, bis=today).text.splitlines()
    assert "Leistung;Meldebescheinigung;0;;;;12;0" in lines
    assert "Leistung;Beratung;0;;;;12;100" in lines
    weekday = next(line for line in lines if line.startswith("Wochentag;") and ";24;" in line)
    assert weekday.endswith(";24;50")

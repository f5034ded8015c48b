"""The statistics of a town: right counts, no small ones, no persons, for supervisors and administrators."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import make_response

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
def supervisor(app: Any, work: Open) -> Browser:
    with work() as unit:
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
    assert "Leistung;Beratung;12;2,0;50" in lines
    assert "Leistung;Meldebescheinigung;unter 5;;" in lines
    assert "Wochentag;Montag;12;2,0;50" in lines
    assert "Wochentag;Dienstag;unter 5;;" in lines
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

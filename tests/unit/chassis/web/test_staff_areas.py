"""Each role finds its areas in the menu and begins its day in the first of them."""

import re

import pytest

from chassis.web.staff_access import Staff
from chassis.web.staff_areas import areas_of, first_area
from tests.unit.chassis.web.conftest import Browser


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("clerk", "/arbeitsplatz"),
        ("supervisor", "/arbeitsplatz"),
        ("cashier", "/kasse"),
        ("administrator", "/verwaltung/booking/katalog"),
        ("operator", "/betrieb/booking/invarianten"),
    ],
)
def test_a_role_begins_in_its_own_area(role: str, path: str) -> None:
    assert first_area(Staff("u-1", "Sabine", frozenset({role}))) == path


def test_who_holds_two_roles_has_the_areas_of_both() -> None:
    titles = [str(area.path) for area in areas_of(Staff("u-1", "Sabine", frozenset({"clerk", "cashier"})))]
    assert titles == [
        "/arbeitsplatz",
        "/verwaltung/booking",
        "/verwaltung/fulfilment",
        "/identitaet/vier-augen",
        "/kasse",
    ]


def test_the_menu_of_a_page_leads_where_the_person_may_go_and_nowhere_else(browser: Browser) -> None:
    page = browser.sign_in("clerk").get("/arbeitsplatz").text
    menu = page.partition('class="areas__list"')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', menu) == [
        "/arbeitsplatz",
        "/verwaltung/booking",
        "/verwaltung/fulfilment",
        "/identitaet/vier-augen",
    ]
    assert 'aria-current="page"' in menu

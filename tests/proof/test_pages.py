"""Every page that somebody reaches by links, signed in as each role: it answers, it fits, and there is a picture of it.

The pictures lie in `.local/pictures`, as phone, tablet and wide screen show them, by day and by night.
E2E_HOME names a demo that runs already, E2E_PATIENCE how many seconds a browser waits.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.people import Staff
from tests.proof.album import Album

STARTS = {
    "clerk": "/arbeitsplatz",
    "supervisor": "/arbeitsplatz",
    "cashier": "/kasse",
    "treasurer": "/kasse",
    "administrator": "/verwaltung/booking/erscheinungsbild",
}
ELSEWHERE = re.compile(
    r"/abmelden|/api/|/marke|sprache=|\.(csv|pdf|ics|svg|png|zip|json|yaml)\b|/export|/vorlagen/|/vorschau"
)
"""Files, and the way out."""
ONE_OF_MANY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16}|\d+|/(de-simple|de|en|tr|uk|ar)$")
LINKS = "all => all.map(one => one.getAttribute('href').split('#')[0])"
MOST = 60


def kind(path: str) -> str:
    """Return what is the same for the pages of all appointments, months, languages."""
    return ONE_OF_MANY.sub("*", path.partition("?")[0])


def walk(page: Page, town: str, start: str, album: Album) -> tuple[dict[str, int], list[str]]:
    """Follow every link once for each kind of page; return the kinds with their answers, and what does not fit."""
    answers: dict[str, int] = {}
    misfits: list[str] = []
    todo = [start]
    while todo and len(answers) < MOST:
        path = todo.pop(0)
        if kind(path) in answers:
            continue
        answered = page.goto(town + path)
        assert answered is not None
        answers[kind(path)] = answered.status
        try:
            album.take(page, re.sub(r"\W+", "-", kind(path)).strip("-") or "start", everywhere=True)
        except AssertionError as misfit:
            misfits.append(f"{path}: {misfit}")
        found = page.eval_on_selector_all("a[href^='/']:not([download])", LINKS)
        todo += [one for one in found if one and not ELSEWHERE.search(one)]
    return answers, misfits


@pytest.mark.parametrize("role", STARTS)
def test_no_link_leads_staff_where_nothing_is_for_them(
    role: str, system: dict[str, Any], window: Callable[[int, int], BrowserContext]
) -> None:
    staff = Staff.sign_in(window(1366, 900).new_page(), system, f"{role}.ostfildern", STARTS[role])
    answers, misfits = walk(staff.page, staff.town, STARTS[role], Album(f"seiten-{role}"))
    assert len(answers) > 5
    assert {path: status for path, status in answers.items() if status >= 400} == {}
    assert misfits == []


def test_no_link_leads_a_citizen_astray(system: dict[str, Any], window: Callable[[int, int], BrowserContext]) -> None:
    town = system["towns"]["ostfildern"]["url"]
    answers, misfits = walk(window(360, 740).new_page(), town, "/", Album("seiten-citizen"))
    assert len(answers) > 8
    assert {path: status for path, status in answers.items() if status >= 400} == {}
    assert misfits == []

"""Whoever works for a town and signs in where `make demo` sends them finds a page that is for them."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext

from tests.e2e.people import Staff


def test_everybody_begins_at_a_page_that_is_for_them(
    system: dict[str, Any], window: Callable[[int, int], BrowserContext]
) -> None:
    accounts = {account["roles"][0]: account for account in system["staff"] if account["roles"] != ["operator"]}
    assert len(accounts) >= 4
    for account in accounts.values():
        page = window(1280, 900).new_page()
        Staff.sign_in(page, system, account["login"], account["start"])
        answer = page.reload()
        assert answer is not None
        assert answer.status == 200, account["start"]

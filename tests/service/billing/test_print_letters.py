"""The day's letters as one file: cover list, every letter from a front page, posting date for all of them."""

import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from billing.domain.charge import charge_id
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.follow_catalogue import regular
from billing.use_cases.issue_notice import issue_notice
from billing.use_cases.jobs import PRINT_LETTERS
from billing.use_cases.outside import BillingPorts
from billing.use_cases.print_letters import print_letters
from chassis.service import Running
from tests.service.billing.browsing import staff
from tests.service.billing.conftest import Open, submitted

PAGE = "/kasse/post"


def letters(work: Open, ports: BillingPorts, count: int) -> list[str]:
    """Have notices laid into the spool and return their numbers."""
    numbers = []
    for _ in range(count):
        event = submitted()
        charge = charge_id("ostfildern", event.case_id)
        with work() as unit:
            assess_charge(unit, event)
            choose_notice(unit, charge, "post", "citizen")
        issue_notice(work, ports, charge)
        with work() as unit:
            notice = unit.notices.of_charge(charge)
        assert notice is not None
        numbers.append(notice.number)
    return numbers


def text(file: Path) -> list[str]:
    """Return the text of each page."""
    done = subprocess.run(["/usr/bin/pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_a_days_letters_are_one_file_behind_a_cover_list_and_posted_together(
    work: Open, billing: Running[Any], spool: Path, app: Any, do_due_work: Callable[[], int]
) -> None:
    ports = billing.ports
    assert isinstance(ports, BillingPorts)
    numbers = letters(work, ports, 2)
    item = regular("ostfildern", PRINT_LETTERS)
    for _ in range(2):
        print_letters(work, ports, item)
    browser = staff(app, "cashier")
    page = browser.get(PAGE).text
    assert "Es wartet kein Brief auf den Druck." in page
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
    run = f"{today}-01"
    assert f"Druckauftrag {run}" in page
    file = spool / "seen.pdf"
    file.write_bytes(browser.get(f"{PAGE}/{run}.pdf").data)
    pages = text(file)
    file.unlink()
    assert "Deckliste" in pages[0]
    assert all(number in pages[0] for number in numbers)
    # The list and its blank back, then each letter from a front page with the address in its window.
    fronts = [page for page in pages[2::2] if "Hindenburgstraße 12" in page]
    assert [number for page, number in zip(fronts, numbers, strict=True) if number in page] == numbers
    manifest = json.loads((spool / "ostfildern" / "print" / run / "manifest.json").read_text(encoding="utf-8"))
    assert [(one["position"], one["reference"], one["sheets"]) for one in manifest] == [
        (place, number, (one["pages"] + 1) // 2)
        for place, (number, one) in enumerate(zip(numbers, manifest, strict=True), 1)
    ]

    wrong = browser.post(f"{PAGE}/{run}/gepostet", {"posted_on": str(today + timedelta(days=1))})
    assert wrong.status_code == 422
    assert browser.post(f"{PAGE}/{run}/gepostet", {"posted_on": str(today)}).status_code == 303
    do_due_work()
    with work() as unit:
        assert [notice.posted_on for notice in unit.notices.latest(2)] == [today, today]
    assert "zur Post gegeben am" in browser.get(PAGE).text


def test_the_cashier_may_have_it_printed_at_once_and_nobody_else_sees_it(
    work: Open, ports: BillingPorts, app: Any, do_due_work: Callable[[], int]
) -> None:
    letters(work, ports, 1)
    browser = staff(app, "cashier")
    assert "Ein Brief wartet auf den Druck." in browser.get(PAGE).text
    assert browser.post(f"{PAGE}/drucken").status_code == 303
    do_due_work()
    assert "Druckauftrag" in browser.get(PAGE).text
    assert browser.get(f"{PAGE}/2026-01-01-09.pdf").status_code == 404
    assert browser.post(f"{PAGE}/nothing/gepostet", {"posted_on": "2026-01-01"}).status_code == 422
    assert staff(app, "clerk").get(PAGE).status_code == 403

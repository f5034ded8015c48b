"""The cashier and the bank: upload, work list, drop folder."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from billing.use_cases.collect_statements import collect_statements
from billing.use_cases.outside import BillingPorts
from tests.service.billing.browsing import Browser, staff
from tests.service.billing.claims import claim
from tests.service.billing.conftest import Open
from tests.service.billing.statements import Day, Told, camt, zipped


@pytest.fixture
def cashier(app: Any, work: Open) -> Browser:
    """The cashier at the bank's page."""
    browser = staff(app, "cashier")
    assert "Nichts: Alle Umsätze sind zugeordnet." in browser.get("/kasse/bank").text
    return browser


def upload(browser: Browser, content: bytes, name: str = "auszug.xml") -> Any:
    return browser.post("/kasse/bank/auszug", {"file": (io.BytesIO(content), name)})


def test_the_cashier_imports_a_zip_and_sees_what_came_of_it(
    cashier: Browser, work: Open, do_due_work: Callable[[], int]
) -> None:
    mine = claim(work)
    content = zipped(a=camt(Day(told=(Told(amount=1300, text=mine.notice.rf), Told(amount=4200, text="Pacht")))))
    assert upload(cashier, content, "bank.zip").status_code == 303
    assert "0 von 2 gebucht" in cashier.get("/kasse/bank").text
    do_due_work()
    page = cashier.get("/kasse/bank").text
    assert "nennt keinen Bescheid" in page
    assert "Pacht" in page
    assert "Überweisung eingegangen" in cashier.get(f"/kasse/forderung/{mine.charge_id}").text
    assert upload(cashier, content, "noch einmal.zip").status_code == 303
    assert "Diese Datei ist schon gebucht." in cashier.get("/kasse/bank").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (camt(Day(told=(Told(amount=1),), closing=7)), "ergeben nicht den Endsaldo"),
        (b"%PDF-1.7 no statement", "Möglich sind: XML, ZIP"),
        (b'<?xml version="1.0"?><a/>', "camt.053 oder camt.054 in der Version 001.08"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "in keinen Kontoauszug gehören"),
        (b"", "leer"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_plain_words(cashier: Browser, content: bytes, said: str) -> None:
    refused = upload(cashier, content)
    assert refused.status_code == 422
    assert said in refused.text
    assert "Noch keine." in refused.text


def test_the_cashier_assigns_by_what_stands_on_the_notice(
    cashier: Browser, work: Open, do_due_work: Callable[[], int]
) -> None:
    mine = claim(work)
    upload(cashier, camt(Day(told=(Told(amount=1300, text="danke"),))))
    do_due_work()
    page = cashier.get("/kasse/bank").text
    assert f"{mine.notice.number} zuordnen" in page, "name and amount fit, so it is suggested"
    address = re.search(r"/kasse/bank/umsatz/[^/]+/zuordnen", page)
    assert address
    wrong = cashier.post(address[0], {"claim": "GB-2026-999999"})
    assert wrong.status_code == 422
    assert "Zu „GB-2026-999999“ gibt es keinen Gebührenbescheid." in wrong.text
    assert cashier.post(address[0], {"claim": mine.notice.kassenzeichen}).status_code == 303
    assert "Der Umsatz ist zugeordnet und gebucht." in cashier.get("/kasse/bank").text
    assert mine.now(work).state == "paid"
    cashier.post(address[0], {"claim": mine.notice.number})
    assert "inzwischen schon zugeordnet" in cashier.get("/kasse/bank").text


def test_what_is_settled_leaves_the_list(cashier: Browser, do_due_work: Callable[[], int]) -> None:
    upload(cashier, camt(Day(told=(Told(amount=4200, text="Pacht"),))))
    do_due_work()
    address = re.search(r"/kasse/bank/umsatz/[^/]+/erledigt", cashier.get("/kasse/bank").text)
    assert address
    cashier.post(address[0])
    assert "Pacht" not in cashier.get("/kasse/bank").text


def test_files_in_the_drop_folder_are_taken_once_and_put_away(
    cashier: Browser, work: Open, ports: BillingPorts, drop: Path, do_due_work: Callable[[], int]
) -> None:
    from uuid import uuid4

    place = drop / "ostfildern"
    place.mkdir(exist_ok=True)
    files = {"good.xml": camt(Day(told=(Told(amount=1),))), "bad.xml": b"<x/>", "fresh.xml": b"half writ"}
    for name, content in files.items():
        (place / name).write_bytes(content)
        if name != "fresh.xml":
            os.utime(place / name, (0, 0))
    collect_statements(work, ports, uuid4())
    do_due_work()
    assert (place / "taken" / "good.xml").exists()
    assert (place / "refused" / "bad.xml").exists()
    assert "format" in (place / "refused" / "bad.xml.txt").read_text(encoding="utf-8")
    assert (place / "fresh.xml").exists(), "a file that is being written is left alone"
    page = cashier.get("/kasse/bank").text
    assert "good.xml" in page
    assert "bad.xml" not in page

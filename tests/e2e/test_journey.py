"""One citizen through all five services, in real browsers, with a real call in the middle."""

import re
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from secrets import choice
from string import ascii_lowercase
from typing import Any

import requests
from playwright.sync_api import expect

from chassis.testing.waiting import until
from local.home import ROOT, Home
from observability.boards import BOARDS
from tests.e2e.documents import Card
from tests.e2e.inside import Inside, found
from tests.e2e.people import LATE, Cashier, Citizen, Clerk, Mailbox, frames, runs

SERVICES = {"booking", "identity", "video", "billing", "fulfilment"}
MARK = "zw" + "".join(choice(ascii_lowercase) for _ in range(6))
"""Stands in everything that the two tell us: names, addresses, their cards' lines."""
STREET = f"{MARK}weg 3"


def marked(citizen: Citizen, given_names: str) -> Citizen:
    """Let somebody have a name and an address by which we would know them again."""
    citizen.given_names, citizen.family_name = given_names, MARK.capitalize()
    citizen.email = f"{given_names.lower()}@{MARK}.example"
    return citizen


def test_a_meldebescheinigung_by_post_paid_on_a_fee_notice(
    citizen: Citizen, clerk: Clerk, cashier: Cashier, mailbox: Mailbox
) -> None:
    appointment = marked(citizen, "Erika").book("Meldebescheinigung")
    citizen.join()
    clerk.admit(appointment)
    for page in (citizen.page, clerk.page):
        until(partial(runs, page, 30), "the picture of the other side runs", LATE)

    clerk.identify(citizen.card)
    case = clerk.case("Meldebescheinigung")
    case.get_by_label("Per Post an die Meldeanschrift").check()
    case.get_by_label("Für private Zwecke").check()
    clerk.fill_address(case, STREET)
    clerk.show(case)
    citizen.confirm("Meldebescheinigung")

    expect(citizen.panel("fee")).to_contain_text("8,00")
    citizen.choose_notice_by_mail()
    expect(citizen.panel("fee")).to_contain_text("Bescheid folgt")
    expect(clerk.panel("case")).to_contain_text("OST-")
    clerk.end_call()
    citizen.left()

    tracker = citizen.tracker()
    expect(tracker).to_contain_text("Meldebescheinigung")
    until(lambda: "Post" in citizen.tracker().inner_text(), "the certificate went to the post", LATE)

    cashier.send_notices()
    notice = mailbox.newest(citizen.email, "Gebührenbescheid")
    assert [part["content_type"] for part in notice["attachments"]] == ["application/pdf"]


def test_a_fuehrungszeugnis_by_paypal_and_a_free_certificate_to_download(citizen: Citizen, clerk: Clerk) -> None:
    appointment = marked(citizen, "Lucja").book("Führungszeugnis", "Meldebescheinigung")
    citizen.join()
    clerk.admit(appointment)
    until(lambda: frames(citizen.page) > 30, "the clerk's picture runs", LATE)

    clerk.identify(citizen.card)
    criminal_record = clerk.case("Führungszeugnis")
    criminal_record.get_by_label("Per Post an mich").check()
    criminal_record.get_by_label("Geburtsort").fill(f"Łódź-{MARK}")
    criminal_record.get_by_label("Staatsangehörigkeit", exact=True).fill("deutsch")
    criminal_record.get_by_label("Einfaches Führungszeugnis").check()
    criminal_record.get_by_label("Keine", exact=True).check()
    criminal_record.get_by_label("Mich selbst").check()
    certificate = clerk.case("Meldebescheinigung")
    certificate.get_by_label("Als PDF zum Herunterladen").check()
    certificate.get_by_label("Für private Zwecke").check()
    for case, name in ((criminal_record, "Führungszeugnis"), (certificate, "Meldebescheinigung")):
        clerk.fill_address(case, STREET)
        clerk.show(case)
        citizen.confirm(name)

    expect(citizen.panel("fee")).to_contain_text("13,00")
    citizen.pay_by_paypal()
    expect(citizen.panel("fee")).to_contain_text("bezahlt")
    clerk.end_call()
    citizen.left()

    until(lambda: "Bundesamt für Justiz" in citizen.tracker().inner_text(), "the request is with the Bundesamt", LATE)
    link = citizen.tracker().get_by_role("link", name="Als PDF herunterladen")
    until(lambda: citizen.tracker() and link.count() == 1, "the certificate is ready", LATE)
    with citizen.page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_no_log_line_span_or_figure_holds_what_the_two_told(system: dict[str, Any], mailbox: Mailbox) -> None:
    """Of the whole way through all five services; run the whole file."""
    inside = Inside(system)
    mails = [mail for name in ("erika", "lucja") for mail in mailbox.all(f"{name}@{MARK}.example")]
    tokens = {link.partition("#")[2] for mail in mails for link in mail["links"]} - {""}
    assert tokens, "both were given links that open what is theirs"
    until(lambda: {span["service"] for span in inside.spans()} >= SERVICES, "spans of every service", LATE)
    card = Card("Erika", MARK)
    assert found([MARK, card.number, *card.lines.split(), *tokens], inside.told()) == []


def test_every_panel_of_every_dashboard_has_series_after_that(system: dict[str, Any]) -> None:
    """Prometheus scrapes the services that the two journeys went through; run the whole file."""
    home = Home(Path(system["home"]))
    watching = subprocess.Popen([sys.executable, "-m", "observability.live", "--home", system["home"]], cwd=ROOT)
    address = f"http://127.0.0.1:{home.port('prometheus')}"
    queries = {f"{board.uid}: {panel.title}": panel.query for board in BOARDS for panel in board.panels}

    missing = list(queries)

    def complete() -> bool:
        missing[:] = [one for one in missing if not series(address, re.sub(r"\$\w+", ".*", queries[one]))]
        return not missing

    try:
        with suppress(AssertionError):
            until(complete, "every panel has series", 3 * LATE)
    finally:
        watching.terminate()
        watching.wait()
    assert missing == []


def series(address: str, query: str) -> list[Any]:
    """Return the series that Prometheus has for a query; none while it does not answer."""
    try:
        told = requests.get(f"{address}/api/v1/query", {"query": query}, timeout=20).json()
    except requests.RequestException:  # not up yet, or up and not ready
        return []
    assert told["status"] == "success", told
    return list(told["data"]["result"])

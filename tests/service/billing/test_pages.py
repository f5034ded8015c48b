"""Billing's pages as a browser sees them."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import make_response

from billing.domain.charge import charge_id
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.note_appointment import note_appointment
from chassis.access import AccessKeys
from chassis.service import Running
from chassis.web.auth import routes_with_access
from contracts.fulfilment import CaseSubmitted
from tests.service.billing.browsing import HTMX, TOWN, Browser, staff, take_cookies
from tests.service.billing.conftest import APPOINTMENT, Open, PayPalDouble, confirmed, submitted


@pytest.fixture
def case(work: Open) -> CaseSubmitted:
    """A case whose fee is assessed."""
    event = submitted()
    with work() as unit:
        assess_charge(unit, event)
    return event


@pytest.fixture
def citizen(app: Any, billing: Running[Any], work: Open) -> Browser:
    """A citizen who has opened the link of the appointment."""
    keys = AccessKeys.parse(billing.settings.secrets.read("region", "access_keys"))
    event, _token = confirmed(keys)
    with work() as unit:
        note_appointment(unit, event)
    browser = Browser(app.test_client())
    with app.test_request_context(base_url=TOWN):
        from chassis.access import Grant
        from chassis.web.citizen_access import remember_grant
        from chassis.web.tenant import find_tenant

        find_tenant()
        response = make_response("")
        remember_grant(response, Grant("ostfildern", APPOINTMENT, "case", 1))
    take_cookies(browser, response)
    return browser


def test_a_citizen_sees_what_it_costs_and_why(citizen: Browser, case: CaseSubmitted) -> None:
    page = citizen.get(f"/zahlung/{APPOINTMENT}")
    assert page.status_code == 200
    for word in ("Führungszeugnis", "13,00", "Davon erhält der Bund 7,80", "Jetzt mit PayPal zahlen"):
        assert word in page.text
    assert str(case.number) in page.text


def test_the_link_of_a_mail_opens_the_fees(app: Any, billing: Running[Any], work: Open, case: CaseSubmitted) -> None:
    event, token = confirmed(AccessKeys.parse(billing.settings.secrets.read("region", "access_keys")))
    with work() as unit:
        note_appointment(unit, event)
    browser = Browser(app.test_client())
    browser.get(f"/zahlung/zugang/{token}")
    door = browser.post("/zahlung/zugang", {"token": token})
    assert door.location == f"/zahlung/{APPOINTMENT}"
    assert case.procedure_name in browser.get(door.location).text


def test_a_stranger_is_sent_to_the_link_of_the_mail(app: Any, case: CaseSubmitted) -> None:
    del case
    assert Browser(app.test_client()).get(f"/zahlung/{APPOINTMENT}").status_code == 401


def test_a_citizen_sees_no_fee_of_another_appointment(citizen: Browser, case: CaseSubmitted) -> None:
    del case
    assert citizen.get(f"/zahlung/mitlesen/{uuid4()}").status_code == 404


def test_a_panel_that_shows_the_present_is_left_alone(citizen: Browser, case: CaseSubmitted, work: Open) -> None:
    panel = citizen.get(f"/zahlung/mitlesen/{APPOINTMENT}", **HTMX)
    again = re.search(r'hx-get="([^"]+)"', panel.text)
    assert again
    assert 'id="panel-fee"' in panel.text
    assert citizen.get(again[1].replace("&amp;", "&"), **HTMX).status_code == 204
    with work() as unit:
        assess_charge(unit, submitted(procedure="meldebescheinigung", procedure_name="Meldebescheinigung"))
    assert citizen.get(again[1].replace("&amp;", "&"), **HTMX).status_code == 200
    del case


def test_a_citizen_chooses_a_notice_in_the_panel(citizen: Browser, case: CaseSubmitted, work: Open) -> None:
    citizen.get(f"/zahlung/mitlesen/{APPOINTMENT}", **HTMX)
    charge = charge_id("ostfildern", case.case_id)
    panel = citizen.post(f"/zahlung/{APPOINTMENT}/{charge}/bescheid", {"channel": "email"}, **HTMX)
    assert "Der Gebührenbescheid kommt am" in panel.text
    again = citizen.post(f"/zahlung/{APPOINTMENT}/{charge}/bescheid", {"channel": "post"}, **HTMX)
    assert "inzwischen schon etwas gewählt" in again.text
    with work() as unit:
        found = unit.charges.peek(charge)
    assert found is not None
    assert found.channel == "email"


def test_a_citizen_pays_with_paypal_and_comes_back(
    citizen: Browser, case: CaseSubmitted, work: Open, paypal: PayPalDouble
) -> None:
    citizen.get(f"/zahlung/{APPOINTMENT}")
    charge = charge_id("ostfildern", case.case_id)
    leaving = citizen.post(f"/zahlung/{APPOINTMENT}/{charge}/paypal")
    assert leaving.status_code == 303
    page = citizen.get(leaving.location)
    assert f'content="0; url={paypal.url}/checkoutnow' in page.text
    with work() as unit:
        payment = unit.payments.of_charge(charge)[-1]
    assert payment.order_id
    paypal.approve(payment.order_id)
    back = citizen.get(f"/zahlung/{APPOINTMENT}/paypal/{payment.id}/zurueck?token=forged&PayerID=forged")
    assert "Wir fragen bei PayPal nach" in back.text
    with work() as unit:
        assert unit.payments.of_charge(charge)[-1].state == "started", "a GET takes no money"
    done = citizen.post(f"/zahlung/{APPOINTMENT}/paypal/{payment.id}/abschluss", {}, **HTMX)
    assert "Ihre Zahlung ist eingegangen" in done.text


def test_a_clerk_chooses_for_the_citizen(app: Any, case: CaseSubmitted, work: Open) -> None:
    clerk = staff(app, "clerk")
    panel = clerk.get(f"/zahlung/arbeitsplatz/{APPOINTMENT}", **HTMX)
    assert "Für die Bürgerin oder den Bürger wählen" in panel.text
    charge = charge_id("ostfildern", case.case_id)
    done = clerk.post(f"/zahlung/arbeitsplatz/{APPOINTMENT}/{charge}/bescheid", {"channel": "post"}, **HTMX)
    assert "Hindenburgstraße 12" in done.text
    with work() as unit:
        found = unit.charges.peek(charge)
    assert found is not None
    assert found.settlement == "invoiced"


def test_the_cashier_sends_the_batch_and_books_a_transfer(
    app: Any, case: CaseSubmitted, do_due_work: Callable[[], int], work: Open
) -> None:
    cashier, clerk = staff(app, "cashier"), staff(app, "clerk")
    charge = charge_id("ostfildern", case.case_id)
    assert "Erika Mustermann" in cashier.get("/kasse").text
    clerk.get(f"/zahlung/arbeitsplatz/{APPOINTMENT}", **HTMX)
    clerk.post(f"/zahlung/arbeitsplatz/{APPOINTMENT}/{charge}/bescheid", {"channel": "email"}, **HTMX)
    assert "Jetzt versenden" in cashier.get("/kasse").text
    sending = cashier.post("/kasse/stapel/versenden").location
    assert "gerade versendet" in cashier.get(sending).text
    do_due_work()
    assert "Alle Bescheide sind versendet" in cashier.get(sending, **HTMX).text
    with work() as unit:
        notice = unit.notices.of_charge(charge)
    assert notice is not None
    assert cashier.get(f"/kasse/bescheid/{notice.id}.pdf").data.startswith(b"%PDF")
    cashier.get(f"/kasse/forderung/{charge}")
    wrong = cashier.post(f"/kasse/bescheid/{notice.id}/eingang", {"received_on": "2020-01-01"})
    assert wrong.status_code == 422
    assert "2020-01-01" in wrong.text
    done = cashier.post(f"/kasse/bescheid/{notice.id}/eingang", {"received_on": f"{notice.dated}"})
    assert done.status_code == 303
    assert "Überweisung eingegangen" in cashier.get(f"/kasse/forderung/{charge}").text


def test_a_clerk_may_not_enter_the_cash_desk(app: Any, work: Open) -> None:
    del work
    assert staff(app, "clerk").get("/kasse").status_code == 403


def test_every_route_says_who_may_come(app: Any) -> None:
    mine = {rule: who for rule, _, who in routes_with_access(app) if rule.startswith(("/zahlung", "/kasse"))}
    assert {who for rule, who in mine.items() if rule.startswith("/kasse")} == {"staff(cashier)"}
    assert {who for rule, who in mine.items() if "arbeitsplatz" in rule} == {"staff(clerk, supervisor)"}

"""What did not arrive becomes a task: another way or a corrected address, the same document, each attempt once."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from billing.domain.charge import Channel, charge_id
from billing.domain.dispatch import Dispatch
from billing.domain.notice import Notice
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.dunning import overdue, send_reminders
from billing.use_cases.follow_letter import follow_letter
from billing.use_cases.issue_notice import issue_notice
from billing.use_cases.issue_paper import issue_paper
from billing.use_cases.note_undelivered import collect_returned, note_refused_mail
from billing.use_cases.outside import BillingPorts
from billing.use_cases.send_again import Address, plan_again, send_again
from billing.use_cases.void_charge import close_case
from chassis.letters.letter import Letter, LetterRefused, Posting, Progress
from chassis.mail.message import mail_id
from chassis.mail.returned import ReturnedMail
from chassis.persistence.tables import mail
from tests.service.billing.browsing import staff
from tests.service.billing.claims import claim
from tests.service.billing.conftest import Open, submitted

PAGE = "/kasse/post"
ACCEPTED = Posting(Progress.ACCEPTED)


@dataclass
class Letters:
    """A letter service that refuses, or rejects later."""

    refuses: str = ""
    says: Posting = ACCEPTED
    taken: list[Letter] = field(default_factory=list)

    def hand_over(self, letter: Letter) -> None:
        if self.refuses:
            raise LetterRefused(self.refuses)
        self.taken.append(letter)

    def follow(self, tenant: str, reference: str) -> Posting:
        del tenant, reference
        return self.says


@dataclass
class Returned:
    """A box with returned mails."""

    mails: tuple[ReturnedMail, ...]

    def take(self, town: str) -> Any:
        assert town == "ostfildern"
        return iter(self.mails)


def issued(work: Open, ports: BillingPorts, channel: Channel) -> Notice:
    """Return a notice that has left."""
    event = submitted()
    charge = charge_id("ostfildern", event.case_id)
    with work() as unit:
        assess_charge(unit, event)
        choose_notice(unit, charge, channel, "citizen")
    issue_notice(work, ports, charge)
    with work() as unit:
        notice = unit.notices.of_charge(charge)
    assert notice is not None
    assert notice.state == "issued"
    return notice


def quick(ports: BillingPorts, **changed: Any) -> BillingPorts:
    return replace(ports, render=lambda _content: b"%PDF", **changed)


def now(work: Open, notice: Notice) -> tuple[Notice, Dispatch]:
    with work() as unit:
        found, dispatch = unit.notices.get(notice.id), unit.dispatches.latest(notice.id)
    assert found is not None
    assert dispatch is not None
    return found, dispatch


def test_a_mail_that_the_server_refuses_is_a_task_and_was_not_made_known(work: Open, ports: BillingPorts) -> None:
    notice = issued(work, quick(ports), "email")
    assert now(work, notice)[0].notified_on is not None
    with work() as unit:
        note_refused_mail(unit, mail_id("ostfildern", f"notice:{notice.id}"), "550")
    found, dispatch = now(work, notice)
    assert (dispatch.why, dispatch.said) == ("mail_refused", "550")
    assert (found.posted_on, found.notified_on, found.objection_until) == (None, None, None)


def test_a_mail_that_comes_back_later_is_a_task_once_and_others_are_none(work: Open, ports: BillingPorts) -> None:
    notice = issued(work, quick(ports), "email")
    ours = ReturnedMail(mail_id("ostfildern", f"notice:{notice.id}"), "5.1.1")
    other = ReturnedMail(mail_id("ostfildern", "receipt:1"), "5.1.1")
    with work() as unit:
        item = unit.notices.latest(1)[0].id
    collect_returned(work, replace(ports, returned=Returned((ours, ours, other))), item)
    with work() as unit:
        assert [one.item for one in unit.dispatches.to_solve(9)] == [notice.id]


@pytest.mark.parametrize("when", ["at once", "later"])
def test_a_letter_that_the_service_does_not_want_is_a_task(work: Open, ports: BillingPorts, when: str) -> None:
    box = Letters(refuses="Anschrift unvollständig" if when == "at once" else "")
    mine = quick(ports, letters=box)
    notice = issued(work, mine, "post")
    if when == "later":
        box.says = Posting(Progress.REJECTED)
        follow_letter(work, mine, notice.id)
    found, dispatch = now(work, notice)
    assert dispatch.why == ("letter_refused" if when == "at once" else "letter_rejected")
    assert dispatch.said == box.refuses
    assert found.posted_on is None


def test_the_cashier_corrects_the_address_and_the_same_document_goes_out_behind_it(
    work: Open, ports: BillingPorts, app: Any, tmp_path: Path
) -> None:
    notice = issued(work, ports, "email")
    with work() as unit:
        note_refused_mail(unit, mail_id("ostfildern", f"notice:{notice.id}"), "550")
    browser = staff(app, "cashier")
    page = browser.get(PAGE).text
    assert "Der Mailserver nimmt die Adresse nicht an" in page
    assert notice.number in page
    again = f"{PAGE}/ruecklauf/{notice.id}/erneut"
    typed = {"street": "Neue Straße 5", "postal_code": "7376", "city": "Ostfildern", "channel": "post"}
    assert browser.post(again, typed).status_code == 422
    assert "Fünf Ziffern" in browser.post(again, typed).text
    assert browser.post(again, typed | {"postal_code": ""}).status_code == 422
    assert browser.post(again, typed | {"postal_code": "73760"}).status_code == 303
    box = Letters()
    for _ in range(2):
        send_again(work, replace(ports, letters=box), notice.id)
    assert [(letter.reference, letter.recipient) for letter in box.taken] == [
        (f"{notice.number}-2", ("Erika Mustermann", "Neue Straße 5", "73760 Ostfildern"))
    ]
    file = tmp_path / "again.pdf"
    file.write_bytes(box.taken[0].content)
    told = subprocess.run(["/usr/bin/pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    cover, _blank, old = told.stdout.split("\f")[:3]
    assert "Neue Straße 5" in cover
    assert notice.number in old
    assert "Nichts: Alles ist angekommen" in browser.get(PAGE).text
    with work() as unit:
        close_case(unit, notice.case_id, "withdrawn", unit.clock())
        (storno,) = unit.papers.of_charges([notice.charge_id])
    issue_paper(work, replace(ports, letters=box), storno.id)
    assert [letter.reference for letter in box.taken[1:]] == [storno.number], "what failed is not tried once more"


def test_a_reminder_takes_the_way_that_the_notice_took_last(work: Open) -> None:
    mine = claim(work, days_ago=90, channel="email")
    with work() as unit:
        first = unit.dispatches.latest(mine.notice.id)
        assert first is not None
        unit.dispatches.add(replace(first, attempt=2, channel="post"))
    with work() as unit:
        send_reminders(unit, [mine.charge_id], "staff:1")
        assert [paper.channel for paper in unit.papers.of_charges([mine.charge_id])] == ["post"]


@pytest.mark.parametrize(("channel", "why"), [("email", "mail_refused"), ("post", "letter_refused")])
def test_a_reminder_without_an_address_is_a_task_and_never_left(
    work: Open, ports: BillingPorts, channel: Channel, why: str
) -> None:
    mine, box = claim(work, days_ago=90, channel=channel), Letters()
    with work() as unit:
        send_reminders(unit, [mine.charge_id], "staff:1")
        (reminder,) = unit.papers.of_charges([mine.charge_id])
        charge = unit.charges.get(mine.charge_id)
        assert charge is not None
        unit.charges.save(replace(charge, addressee=replace(charge.addressee, email=None, street="")))
    issue_paper(work, replace(ports, letters=box, render_letter=lambda _content: b"%PDF"), reminder.id)
    assert box.taken == []
    with work() as unit:
        assert [(one.item, one.why) for one in unit.dispatches.to_solve(9)] == [(reminder.id, why)]


def test_a_kill_between_freezing_and_handing_over_sends_the_very_same_letter(work: Open, ports: BillingPorts) -> None:
    mine = quick(ports, letters=Letters(refuses="nein"))
    notice = issued(work, mine, "post")
    made = iter([b"%PDF first", b"%PDF second"])
    box = Letters()
    again = replace(mine, letters=box, render_letter=lambda _content: b"", join=lambda _parts: next(made))
    plan(work, notice, "post")

    class Dying(Letters):
        def hand_over(self, letter: Letter) -> None:
            raise ConnectionError(letter.reference)

    with pytest.raises(ConnectionError):
        send_again(work, replace(again, letters=Dying()), notice.id)
    send_again(work, again, notice.id)
    assert [letter.content for letter in box.taken] == [b"%PDF first"]


def test_by_mail_it_carries_a_message_id_of_its_own_and_counts_from_its_day(
    work: Open, ports: BillingPorts, do_due_work: Callable[[], int]
) -> None:
    notice = issued(work, quick(ports, letters=Letters(refuses="nein")), "post")
    plan(work, notice, "email")
    do_due_work()
    found, dispatch = now(work, notice)
    with work() as unit:
        sent = unit.connection.execute(sa.select(mail.c.id, mail.c.recipient)).all()
        today = unit.clock().astimezone(unit.tenant.zone).date()
    assert [tuple(row) for row in sent] == [(mail_id("ostfildern", f"notice:{notice.id}:2"), "erika@example.org")]
    assert (found.posted_on, dispatch.attempt, dispatch.failed_at) == (today, 2, None)


def plan(work: Open, notice: Notice, channel: Channel) -> None:
    with work() as unit:
        address = Address("Neue Straße 5", "73760", "Ostfildern", "erika@example.org")
        plan_again(unit, notice.id, channel, address, "staff:1")


def test_nobody_is_reminded_of_what_they_never_got(work: Open, app: Any) -> None:
    mine = claim(work, days_ago=90)
    assert [one.stand for one in seen(work)] == ["due"]
    browser = staff(app, "cashier")
    browser.get(f"/kasse/forderung/{mine.charge_id}")
    assert browser.post(f"{PAGE}/ruecklauf/{mine.notice.id}").status_code == 303
    assert [one.stand for one in seen(work)] == ["undelivered"]
    assert browser.post(f"{PAGE}/ruecklauf/{mine.notice.id}/erledigt").status_code == 303
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
    found = mine.now(work)
    assert found.posted_on == today
    assert found.due > today + timedelta(days=7)


def seen(work: Open) -> Any:
    with work() as unit:
        return overdue(unit)


def test_a_reminder_that_comes_back_is_a_task_as_well(work: Open, ports: BillingPorts, app: Any) -> None:
    mine = claim(work, days_ago=90)
    with work() as unit:
        send_reminders(unit, [mine.charge_id], "staff:1")
        (reminder,) = unit.papers.of_charges([mine.charge_id])
    issue_paper(work, ports, reminder.id)
    browser, account = staff(app, "cashier"), f"/kasse/forderung/{mine.charge_id}"
    page = browser.get(account).text
    assert {f"{mine.notice.number} kam zurück", f"{reminder.number} kam zurück"} <= buttons(page)
    assert browser.post(f"{PAGE}/ruecklauf/{reminder.id}").status_code == 303
    page = browser.get(account).text
    assert buttons(page) & {f"{mine.notice.number} kam zurück", f"{reminder.number} kam zurück"} == {
        f"{mine.notice.number} kam zurück"
    }
    assert f"{PAGE}#return-{reminder.id}" in page
    assert "nicht angekommen" in page
    assert f"Mahnung {reminder.number}" in browser.get(PAGE).text
    assert [one.stand for one in seen(work)] == ["undelivered"]


def buttons(page: str) -> set[str]:
    return set(re.findall(r'<button[^>]*><span class="kern-label">([^<]+)', page))

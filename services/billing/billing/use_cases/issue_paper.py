"""Make a reminder or a cancellation and let it leave: document, mail or letter, each step safe to repeat."""

import hashlib
from dataclasses import asdict, replace
from uuid import UUID

from billing.domain.charge import Channel, Charge
from billing.domain.notice import Notice
from billing.domain.paper import Paper, frozen, numbered, paper_id
from billing.use_cases.document_content import LetterContent
from billing.use_cases.document_mail import document_mail
from billing.use_cases.hand_over import hand_over
from billing.use_cases.jobs import FOLLOW_LETTER, ISSUE_PAPER
from billing.use_cases.letter_content import cancellation_content
from billing.use_cases.note_posted import note_posted
from billing.use_cases.note_undelivered import sent
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit, OpenWork


def number_cancellation(unit: BillingUnit, notice: Notice, charge: Charge) -> Paper:
    """Take the number of a Storno and fix what stands on it, in the unit that cancels the notice."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    serial = unit.papers.next_serial("cancellation", today.year)
    number = numbered("cancellation", today.year, serial)
    content = cancellation_content(unit.tenant, unit.catalogue, charge, notice, number=number, dated=today)
    paper = Paper(
        id=paper_id("cancellation", notice.id),
        kind="cancellation",
        charge_id=charge.id,
        notice_id=notice.id,
        year=today.year,
        serial=serial,
        number=number,
        channel=way_of(unit, notice, charge),
        dated=today,
        amount=-notice.amount,
        fee=0,
        pay_until=None,
        content=asdict(content),
        created_at=unit.clock(),
    )
    plan(unit, paper)
    return paper


def way_of(unit: BillingUnit, notice: Notice, charge: Charge) -> Channel:
    """Return the way that the notice took last, since an earlier one failed; another if there is no address for it."""
    last, ways = unit.dispatches.latest(notice.id), charge.addressee.channels
    chosen = last.channel if last is not None else notice.channel
    return ways[0] if ways and chosen not in ways else chosen


def plan(unit: BillingUnit, paper: Paper) -> None:
    """Keep a numbered paper and have it made at once."""
    unit.papers.add(paper)
    unit.schedule(ISSUE_PAPER, paper.id, unit.clock())


def issue_paper(work: OpenWork, ports: BillingPorts, identity: UUID) -> None:
    """Render, freeze and send a paper; a repetition goes on where the last one stopped."""
    with work() as unit:
        paper = unit.papers.get(identity)
        charge = unit.charges.peek(paper.charge_id) if paper else None
    if paper is None or charge is None or paper.issued_at is not None:
        return
    content = LetterContent.of(paper.content)
    if paper.digest is None:
        _freeze(work, identity, ports.render_letter(content))
    refused = _without_address(paper, charge)
    if paper.channel == "post" and not refused:
        with work() as unit:
            document, tenant = unit.papers.document(identity), unit.tenant.key
        refused = hand_over(
            ports.letters, tenant, number=paper.number, kind=paper.kind, recipient=content.recipient, document=document
        )
    with work() as unit:
        _let_go(unit, identity, refused)


def _freeze(work: OpenWork, identity: UUID, document: bytes) -> None:
    with work() as unit:
        paper = unit.papers.get(identity)
        if paper is not None and paper.digest is None:
            unit.papers.save(frozen(paper, hashlib.sha256(document).hexdigest()))
            unit.papers.store_document(identity, document)


def _let_go(unit: BillingUnit, identity: UUID, refused: str) -> None:
    paper = unit.papers.get(identity)
    charge = unit.charges.get(paper.charge_id) if paper else None
    if paper is None or charge is None or paper.issued_at is not None:
        return
    refused = refused or _without_address(paper, charge)
    unit.papers.save(replace(paper, issued_at=unit.clock()))
    sent(unit, paper, refused)
    if refused:
        return
    if paper.channel == "post":
        unit.schedule(FOLLOW_LETTER, paper.id, unit.clock())
    else:
        unit.send(document_mail(unit, f"{paper.kind}:{paper.id}", paper, charge))
        note_posted(unit, paper.id)


def _without_address(paper: Paper, charge: Charge) -> str:
    """Return why it cannot leave by its way; nothing if it can."""
    return "" if paper.channel in charge.addressee.channels else "Dafür ist keine vollständige Adresse bekannt."

"""Bring a document that did not arrive another way or to another address: the same document, another attempt."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from billing.domain.charge import Addressee, Channel, Charge
from billing.domain.dispatch import Dispatch
from billing.domain.errors import ChannelNotAvailable, NothingToSolve
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.use_cases.document_content import LetterContent
from billing.use_cases.document_head import head
from billing.use_cases.document_mail import document_mail
from billing.use_cases.hand_over import hand_over
from billing.use_cases.jobs import FOLLOW_LETTER, SEND_AGAIN
from billing.use_cases.note_posted import note_posted
from billing.use_cases.note_undelivered import note_undelivered
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit, OpenWork

NAMES = {"notice": "Gebührenbescheid", "reminder": "Mahnung", "cancellation": "Aufhebung"}


@dataclass(frozen=True)
class Address:
    """Where it is to go now."""

    street: str
    postal_code: str
    city: str
    email: str | None


def plan_again(unit: BillingUnit, item: UUID, channel: Channel, address: Address, actor: str) -> None:
    """Keep the right address, and have the document sent there at once.

    Raises:
        NothingToSolve: if it has arrived, or somebody was faster.
        ChannelNotAvailable: if the address for this way is not complete.
    """
    failed = _failed(unit, item)
    charge = unit.charges.get(failed.charge_id)
    if charge is None:
        raise NothingToSolve(str(item))
    to = replace(charge.addressee, **vars(address))
    if channel not in to.channels:
        raise ChannelNotAvailable(f"charge {charge.id} has no address for {channel}")
    now = unit.clock()
    unit.charges.save(replace(charge, addressee=to))
    unit.dispatches.save(failed.solve(now, actor))
    again = Dispatch(
        item=item,
        attempt=failed.attempt + 1,
        charge_id=failed.charge_id,
        kind=failed.kind,
        number=failed.number,
        channel=channel,
        planned_at=now,
    )
    unit.dispatches.add(again)
    unit.schedule(SEND_AGAIN, item, now)
    unit.audit(f"sent again by {channel}", item, actor)


def close_undelivered(unit: BillingUnit, item: UUID, actor: str) -> None:
    """Note that somebody has given it to the person, or that it is needed no more; then it counts from today."""
    failed = _failed(unit, item)
    unit.dispatches.save(failed.solve(unit.clock(), actor))
    note_posted(unit, item)
    unit.audit("closed return", item, actor)


def send_again(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Send the planned attempt; each step is safe to repeat, and what goes by post is frozen first."""
    with work() as unit:
        dispatch, thing = unit.dispatches.latest(item), _thing(unit, item)
        charge = unit.charges.peek(dispatch.charge_id) if dispatch else None
        tenant = unit.tenant.key
    if dispatch is None or thing is None or charge is None or dispatch.handed_at is not None:
        return
    refused = ""
    if dispatch.channel == "post":
        document = _frozen(work, ports, dispatch, thing, charge.addressee)
        refused = hand_over(
            ports.letters,
            tenant,
            number=dispatch.reference,
            kind=dispatch.kind,
            recipient=recipient_of(charge.addressee),
            document=document,
        )
    with work() as unit:
        _let_go(unit, item, charge, refused)


def recipient_of(to: Addressee) -> tuple[str, ...]:
    """Return the lines of the window."""
    return (to.name, to.street, f"{to.postal_code} {to.city}")


def _let_go(unit: BillingUnit, item: UUID, charge: Charge, refused: str) -> None:
    dispatch, thing = unit.dispatches.latest(item), _thing(unit, item)
    if dispatch is None or thing is None or dispatch.handed_at is not None:
        return
    handed = dispatch.hand_over(unit.clock())
    unit.dispatches.save(handed)
    if refused:
        note_undelivered(unit, handed, "letter_refused", refused)
    elif dispatch.channel == "post":
        unit.schedule(FOLLOW_LETTER, item, unit.clock())
    else:
        unit.send(document_mail(unit, dispatch.mail_key, thing, charge))
        note_posted(unit, item)


def _failed(unit: BillingUnit, item: UUID) -> Dispatch:
    dispatch = unit.dispatches.latest(item)
    if dispatch is None or dispatch.failed_at is None or dispatch.solved_at is not None:
        raise NothingToSolve(str(item))
    return dispatch


def _thing(unit: BillingUnit, item: UUID) -> Notice | Paper | None:
    return unit.notices.get(item) or unit.papers.get(item)


def _frozen(work: OpenWork, ports: BillingPorts, dispatch: Dispatch, thing: Notice | Paper, to: Addressee) -> bytes:
    """Return the sheet with the right address in the window, and the document behind it as it was frozen."""
    with work() as unit:
        kept = unit.dispatches.document(dispatch)
        original = unit.notices.document(thing.id) or unit.papers.document(thing.id)
        cover = _cover(unit, dispatch, thing, to)
    if kept is not None:
        return kept
    if original is None:
        raise LookupError(f"{thing.number} has no document")
    made = ports.join([ports.render_letter(cover), original])
    with work() as unit:
        return unit.dispatches.freeze(dispatch, made)


def _cover(unit: BillingUnit, dispatch: Dispatch, thing: Notice | Paper, to: Addressee) -> LetterContent:
    today, what = unit.clock().astimezone(unit.tenant.zone).date(), NAMES[dispatch.kind]
    every: dict[str, Any] = head(unit.tenant, unit.catalogue, to, today)
    return LetterContent(
        **every,
        number=dispatch.reference,
        title="Erneute Zustellung",
        about=f"{what} {thing.number} vom {thing.dated:%d.%m.%Y}",
        facts=(("Unser Zeichen", dispatch.reference),),
        paragraphs=(
            "unsere Sendung hat Sie nicht erreicht. Auf den folgenden Seiten erhalten Sie das Dokument unverändert.",
            "Fristen, die mit der Bekanntgabe beginnen, zählen erst ab dieser Zustellung.",
        ),
        lines=(),
        total=("", ""),
        payment=None,
        closing=(unit.catalogue.notice.closing,),
    )

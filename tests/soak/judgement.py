"""What must be true of the whole system after everything that was done to it, whatever that was."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import psycopg2
import requests

from fulfilment.domain.flow import State
from fulfilment.domain.section import Procedure
from tests.soak.journey import Journey

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
RESTS = ("purge-holdings", "collect-statements", "collect-bounces", "remind-citizen", "case-timer")
"""Work that comes again and again, or in weeks."""
TO_AUTHORITY, BY_POST = "fuehrungszeugnis", "meldebescheinigung"


@dataclass
class Judgement:
    """The findings, of which there should be none, and the figures."""

    findings: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)

    def same(self, what: str, found: object, wanted: object) -> None:
        """Note a difference."""
        if found != wanted:
            self.findings.append(f"{what}: {found}, not {wanted}")


class Books:
    """The system's books: its databases, its broker, and the doubles of what lives outside."""

    def __init__(self, system: dict[str, Any], town: str = "ostfildern") -> None:
        self._system, self._town = system, town

    def rows(self, service: str, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask a database as the role that owns the tables."""
        connection = psycopg2.connect(self._system["databases"][service]["migration"])
        try:
            cursor = connection.cursor()
            cursor.execute(sql, values)
            return cursor.fetchall()
        finally:
            connection.close()

    def column(self, service: str, sql: str, *values: object) -> list[Any]:
        """Return the first column."""
        return [row[0] for row in self.rows(service, sql, *values)]

    def outside(self, name: str, path: str) -> list[dict[str, Any]]:
        """Ask a double what has arrived there."""
        return list(requests.get(f"{self._system['doubles'][name]}/_double/{path}", timeout=30).json())

    def mails(self) -> list[dict[str, Any]]:
        """Return all mails."""
        return list(requests.get(self._system["mail"]["api"], timeout=30).json())

    def queues(self) -> dict[str, int]:
        """Return how many messages each queue holds, counted by asking for each."""
        from kombu import Connection

        from chassis.messaging.topology import RUNGS, dead_queue
        from contracts.catalogue import Catalogue

        names = [dead_queue(service) for service in SERVICES]
        names += [f"{service}.retry.{rung}" for service in SERVICES for rung in RUNGS]
        names += [entry.queue(one) for entry in Catalogue().entries for one in entry.subscribers]
        with Connection(self._system["broker"]["url"], connect_timeout=10) as connection:
            channel = connection.channel()
            return {name: channel.queue_declare(name, passive=True).message_count for name in names}

    def unrest(self) -> list[str]:
        """Return what is still on its way; dead letters have arrived, if at the wrong place."""
        waits = []
        for service in SERVICES:
            outbox = self.column(service, "SELECT count(*) FROM outbox WHERE published_at IS NULL")[0]
            work = "SELECT kind FROM due_work WHERE due < now() + interval '3 minutes' AND NOT kind = ANY(%s)"
            kinds = [kind for kind in self.column(service, work, list(RESTS)) if kind != "follow-transmission"]
            waits += [f"{service} outbox {outbox}"] if outbox else []
            waits += [f"{service} {kind}" for kind in kinds]
        return waits + [f"{name} {depth}" for name, depth in self.queues().items() if depth and ".dead" not in name]


def judge(books: Books, journeys: list[Journey]) -> Judgement:
    """Look at everything that these citizens have left behind."""
    told = Judgement()
    for check in (_appointments, _cases, _numbers, _money, _submissions, _letters, _mails, _limbo):
        check(told, books, journeys)
    return told


def _appointments(told: Judgement, books: Books, journeys: list[Journey]) -> None:
    for journey in journeys:
        booked = books.column("booking", "SELECT id::text FROM appointment WHERE email = %s", journey.email)
        told.same(f"appointments of {journey.email}", booked, [journey.appointment])
    ids = [journey.appointment for journey in journeys]
    for service, table in (("video", "consultation"), ("identity", "checks"), ("fulfilment", "cases")):
        rows = books.column(service, f"SELECT appointment_id::text FROM {table}")  # noqa: S608 - names of ours
        counted = Counter(rows)
        for one in ids:
            told.same(f"{table} of appointment {one}", counted[one], 1)
    told.figures["appointments"] = len(set(ids))


def _cases(told: Judgement, books: Books, _journeys: list[Journey]) -> None:
    """See that each case is a path of its table, from its begin to the state in which it is."""
    definitions = books.rows("fulfilment", "SELECT procedure, version, definition FROM procedure_version")
    flows = {(name, version): Procedure.model_validate(text).flow for name, version, text in definitions}
    cases = books.rows("fulfilment", "SELECT id::text, procedure, version, state FROM cases")
    steps = books.rows("fulfilment", "SELECT case_id::text, event, state, actor FROM step ORDER BY position")
    for identity, procedure, version, state in cases:
        at: State = "open"
        for _case, event, to, actor in (step for step in steps if step[0] == identity):
            if event != "begin":
                told.same(
                    f"case {identity} after {event}", to, flows[procedure, version].target(at, event, actor) or to
                )
            at = to
        told.same(f"state of case {identity}", state, at)
    told.figures["cases"] = len(cases)


def _numbers(told: Judgement, books: Books, _journeys: list[Journey]) -> None:
    counted = {
        "cases": ("fulfilment", "SELECT number FROM cases", "SELECT tenant, last FROM case_counter"),
        "notices": ("billing", "SELECT number FROM notices", "SELECT tenant, last FROM notice_numbers"),
    }
    for what, (service, given, last) in counted.items():
        numbers = books.column(service, given)
        told.same(f"numbers of {what}, distinct", len(set(numbers)), len(numbers))
        told.same(f"numbers of {what}, dense", len(numbers), sum(row[1] for row in books.rows(service, last)))
        told.figures[f"numbers of {what}"] = len(numbers)


def _money(told: Judgement, books: Books, journeys: list[Journey]) -> None:
    torn = books.column("billing", "SELECT entry_id::text FROM ledger_lines GROUP BY 1 HAVING sum(amount) <> 0")
    told.same("entries that do not balance", torn, [])
    captured = dict(books.rows("billing", "SELECT capture_id, amount FROM payments WHERE state = 'captured'"))
    there = {
        one["id"]: int(Decimal(one["amount"]["value"]) * 100)
        for one in books.outside("paypal", "captures")
        if one["status"] == "COMPLETED"
    }
    told.same("captures, here and at PayPal", captured, there)
    paid = "SELECT coalesce(-sum(amount), 0) FROM ledger_lines JOIN ledger_entries e ON e.id = entry_id"
    booked = books.column("billing", f"{paid} WHERE account = 'receivables' AND what LIKE 'captured:%%'")[0]
    told.same("cents booked and captured", int(booked), sum(there.values()))
    charges = Counter(books.column("billing", "SELECT appointment_id::text FROM charges WHERE voided_at IS NULL"))
    for journey in journeys:
        told.same(f"charges of {journey.appointment}", charges[journey.appointment], 1)
    told.same("captures", len(there), sum(journey.payment == "paypal" for journey in journeys))
    told.figures |= {"captures": len(there), "cents captured": sum(there.values())}


def _submissions(told: Judgement, books: Books, journeys: list[Journey]) -> None:
    sent = Counter(one["messageId"] for one in books.outside("register", "submissions"))
    told.same("submissions that came twice", [one for one, times in sent.items() if times > 1], [])
    numbers = {one["message"]["caseNumber"] for one in books.outside("register", "submissions")}
    told.same("submissions", len(numbers), len(sent))
    told.same("submissions, one a case", len(sent), sum(one.procedure == TO_AUTHORITY for one in journeys))
    told.figures["submissions"] = len(sent)


def _letters(told: Judgement, books: Books, journeys: list[Journey]) -> None:
    letters = Counter(one["reference"] for one in books.outside("letters", "letters"))
    wanted = sum(one.procedure == BY_POST for one in journeys)
    told.same("certificates by post", sum(times for name, times in letters.items() if ".OST-" in name), wanted)
    told.same("letters that came twice", [one for one, times in letters.items() if times > 1], [])
    told.figures["letters"] = len(letters)


def _mails(told: Judgement, books: Books, journeys: list[Journey]) -> None:
    ours = {journey.email for journey in journeys}
    told_twice: dict[tuple[str, str], set[str]] = {}
    for mail in books.mails():
        if mail["headers"]["To"] in ours and "Ihr Code" not in mail["subject"]:
            told_twice.setdefault((mail["headers"]["To"], mail["subject"]), set()).add(mail["message_id"])
    twice = [key for key, ids in told_twice.items() if len(ids) > 1]
    told.same("mails of which two differ by their Message-ID", twice, [])
    told.figures["mails, distinct"] = sum(len(ids) for ids in told_twice.values())


def _limbo(told: Judgement, books: Books, _journeys: list[Journey]) -> None:
    told.findings += [f"still waits: {one}" for one in books.unrest()]
    dead = {name: depth for name, depth in books.queues().items() if ".dead" in name and depth}
    told.same("dead letters", dead, {})
    for service in SERVICES:
        parked = books.column(service, "SELECT kind FROM due_work WHERE attempts >= 12")
        told.same(f"parked work of {service}", parked, [])
        told.findings += [f"audit chain of {service}: {one}" for one in _broken_chains(books, service)]


def _broken_chains(books: Books, service: str) -> Iterator[str]:
    from chassis.persistence.audit import Deed

    before: dict[str, str] = {}
    rows = "SELECT tenant, id, at, actor, action, subject, digest FROM audit WHERE digest IS NOT NULL ORDER BY position"
    for tenant, identity, at, actor, action, subject, digest in books.rows(service, rows):
        deed = Deed(identity, at, actor, action, subject)
        before[tenant] = deed.chained(tenant, before.get(tenant, ""))
        if before[tenant] != digest:
            yield f"{tenant} breaks at {identity}"
            return

"""Take a file of the bank: read it to its end first, keep it as it came, and have it booked."""

import hashlib

from billing.domain.statement import Transaction
from billing.use_cases.bank import StatementFile, file_id
from billing.use_cases.jobs import BOOK_STATEMENT
from billing.use_cases.outside import ReadStatements
from billing.use_cases.ports import OpenWork


def take_statement(work: OpenWork, read: ReadStatements, name: str, content: bytes, actor: str) -> StatementFile:
    """Keep a file whose balances are right, and return it; one that is known is returned as it stands.

    Raises:
        StatementRefused: if anything in it is wrong; then nothing of it is kept or booked.
    """
    count = sum(isinstance(found, Transaction) for found in read(content))
    digest = hashlib.sha256(content).hexdigest()
    with work() as unit:
        now = unit.clock()
        identity = file_id(unit.tenant.key, digest)
        file = StatementFile(id=identity, name=name[-120:], taken_at=now, taken_by=actor, transactions=count)
        if not unit.bank.add_file(file, content):
            return unit.bank.file(identity) or file
        unit.schedule(BOOK_STATEMENT, identity, now)
        unit.audit("took bank statement", identity, actor)
        return file

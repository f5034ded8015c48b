"""What billing does when its time has come."""

from uuid import UUID

from billing.use_cases import book_statement as booking_statements
from billing.use_cases import collect_statements as collecting
from billing.use_cases import follow_letter as following_letters
from billing.use_cases import follow_payment as following
from billing.use_cases import issue_notice as issuing
from billing.use_cases import issue_paper as issuing_papers
from billing.use_cases import jobs
from billing.use_cases import note_undelivered as returning
from billing.use_cases import print_letters as printing
from billing.use_cases import refund_payment as refunding
from billing.use_cases import send_again as sending_again
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import OpenWork
from chassis.jobs.due_work import DueWork

due = DueWork()


@due.job(jobs.ISSUE_NOTICE)
def issue_notice(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Number, render and send a notice."""
    issuing.issue_notice(work, ports, item)


@due.job(jobs.FOLLOW_PAYMENT)
def follow_payment(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Look whether a payment was approved."""
    following.follow_payment(work, ports.paypal, item)


@due.job(jobs.REFUND_PAYMENT)
def refund_payment(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Give money back."""
    refunding.refund_payment(work, ports.paypal, item)


@due.job(jobs.BOOK_STATEMENT)
def book_statement(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Book what the bank reports."""
    booking_statements.book_statement(work, ports.read_statements, item)


@due.job(jobs.COLLECT_STATEMENTS)
def collect_statements(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Take what lies in the drop folder."""
    collecting.collect_statements(work, ports, item)


@due.job(jobs.ISSUE_PAPER)
def issue_paper(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Render and send a reminder or a cancellation."""
    issuing_papers.issue_paper(work, ports, item)


@due.job(jobs.FOLLOW_LETTER)
def follow_letter(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Look when a letter was posted."""
    following_letters.follow_letter(work, ports, item)


@due.job(jobs.SEND_AGAIN)
def send_again(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Send what did not arrive by another way."""
    sending_again.send_again(work, ports, item)


@due.job(jobs.COLLECT_RETURNED)
def collect_returned(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Read the mails that came back."""
    returning.collect_returned(work, ports, item)


@due.job(jobs.PRINT_LETTERS)
def print_letters(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Make the day's print file."""
    printing.print_letters(work, ports, item)

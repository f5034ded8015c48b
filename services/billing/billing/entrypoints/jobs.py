"""What billing does when its time has come: use cases by the kind of job that schedules them."""

from uuid import UUID

from billing.use_cases import jobs
from billing.use_cases.book_statement import book_statement
from billing.use_cases.collect_statements import collect_statements
from billing.use_cases.follow_letter import follow_letter
from billing.use_cases.follow_payment import follow_payment
from billing.use_cases.issue_notice import issue_notice
from billing.use_cases.issue_paper import issue_paper
from billing.use_cases.note_undelivered import collect_returned
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import OpenWork
from billing.use_cases.print_letters import print_letters
from billing.use_cases.refund_payment import refund_payment
from billing.use_cases.send_again import send_again
from chassis.jobs.due_work import DueWork

due = DueWork()
due.job(jobs.ISSUE_NOTICE)(issue_notice)
due.job(jobs.ISSUE_PAPER)(issue_paper)
due.job(jobs.FOLLOW_LETTER)(follow_letter)
due.job(jobs.SEND_AGAIN)(send_again)
due.job(jobs.COLLECT_RETURNED)(collect_returned)
due.job(jobs.PRINT_LETTERS)(print_letters)
due.job(jobs.COLLECT_STATEMENTS)(collect_statements)


@due.job(jobs.BOOK_STATEMENT)
def book(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Book what the bank reports."""
    book_statement(work, ports.read_statements, item)


@due.job(jobs.FOLLOW_PAYMENT)
def follow(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Look whether a payment was approved."""
    follow_payment(work, ports.paypal, item)


@due.job(jobs.REFUND_PAYMENT)
def refund(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Give money back."""
    refund_payment(work, ports.paypal, item)

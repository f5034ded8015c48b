"""Billing's pages: fees for citizens and clerks, PayPal, the cashier."""

from flask import Blueprint

from billing.entrypoints import (
    bank_pages,
    books_pages,
    cash_pages,
    citizen_pages,
    desk_pages,
    dispatch_pages,
    dunning_pages,
    exemption_pages,
    paypal_pages,
    refund_pages,
    template_pages,
)
from chassis.web.access_pages import access_pages


def blueprints() -> tuple[Blueprint, ...]:
    """Return all pages that billing serves."""
    return (
        desk_pages.pages,
        citizen_pages.pages,
        paypal_pages.pages,
        cash_pages.pages,
        bank_pages.pages,
        books_pages.pages,
        dunning_pages.pages,
        dispatch_pages.pages,
        exemption_pages.pages,
        refund_pages.pages,
        template_pages.pages,
        access_pages("zahlung", "case", "citizen_fees.show"),
    )

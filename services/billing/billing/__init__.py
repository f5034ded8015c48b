"""Billing owns fees, notices and payments.

It says what a procedure costs (`TariffPublished`), what a case costs and why (`ChargeAssessed`), that payment is
arranged (`ChargeSettled`), and what happens to notices and money afterwards. It hears of appointments, for the contact
and the access, and of cases that are submitted, withdrawn or failed.
"""

"""Booking's pages."""

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """Return all pages of booking."""
    return ()

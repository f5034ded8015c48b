"""All pages of fulfilment."""

from flask import Blueprint

from fulfilment.entrypoints import (
    desk_pages,
    reading_pages,
    revocation_pages,
    tracker_pages,
    verification_pages,
    worklist_pages,
)


def blueprints() -> tuple[Blueprint, ...]:
    """Return the blueprints of the web process."""
    return (
        desk_pages.pages,
        reading_pages.pages,
        revocation_pages.pages,
        tracker_pages.door,
        tracker_pages.pages,
        verification_pages.pages,
        worklist_pages.pages,
    )

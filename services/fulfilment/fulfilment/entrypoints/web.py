"""All pages of fulfilment."""

from flask import Blueprint

from fulfilment.entrypoints import (
    case_pages,
    desk_pages,
    document_pages,
    flow_pages,
    print_pages,
    reading_pages,
    revocation_pages,
    task_pages,
    tracker_pages,
    verification_pages,
    webhook_pages,
    worklist_pages,
)


def blueprints() -> tuple[Blueprint, ...]:
    """Return the blueprints of the web process."""
    return (
        case_pages.pages,
        desk_pages.pages,
        document_pages.pages,
        flow_pages.pages,
        print_pages.pages,
        reading_pages.pages,
        revocation_pages.pages,
        task_pages.pages,
        tracker_pages.door,
        tracker_pages.pages,
        verification_pages.pages,
        webhook_pages.pages,
        worklist_pages.pages,
    )

"""What forms need where the browser works before it may take a time."""

from flask import Blueprint, request

from booking.entrypoints.pages.reading import ports
from booking.use_cases.hold_with_proof import asks_for_proof
from chassis.web.tenant import current_tenant, work


def proof_task() -> dict[str, str | int]:
    """Return a new task of this town."""
    with work() as unit:
        now = unit.clock()
    return ports().proofs.task(current_tenant(), now)


def sent_proof() -> str:
    """Return the proof that came with the form; nothing where there is none."""
    return request.form.get("nachweis", "")


def add_proof_to_templates(pages: Blueprint) -> None:
    """Let templates set tasks."""
    pages.add_app_template_global(proof_task, "proof_task")
    pages.add_app_template_global(asks_for_proof, "asks_for_proof")

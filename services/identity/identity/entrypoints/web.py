"""Identity's pages: the clerk's panel, what the citizen sees beside it, and the supervisor's list."""

from flask import Blueprint

from identity.entrypoints.acquaintance import acquaintance
from identity.entrypoints.audit_pages import audit_pages
from identity.entrypoints.bundid_pages import bundid_pages
from identity.entrypoints.desk import desk
from identity.entrypoints.desk_bundid import desk_bundid
from identity.entrypoints.desk_code import desk_code
from identity.entrypoints.desk_questions import desk_questions
from identity.entrypoints.disclosure import disclosure
from identity.entrypoints.four_eyes import four_eyes
from identity.entrypoints.in_person import in_person
from identity.entrypoints.lock_pages import lock_pages
from identity.entrypoints.register_pages import register_pages
from identity.entrypoints.supervision import supervision
from identity.entrypoints.watch import watch


def blueprints() -> tuple[Blueprint, ...]:
    """Return all pages of identity."""
    return (
        acquaintance,
        desk,
        desk_bundid,
        desk_code,
        desk_questions,
        four_eyes,
        watch,
        bundid_pages,
        disclosure,
        supervision,
        audit_pages,
        in_person,
        register_pages,
        lock_pages,
    )

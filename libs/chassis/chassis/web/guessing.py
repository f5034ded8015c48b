"""Failures that are counted by network, so that nobody tries links or sign-ins without end."""

from flask import request

from chassis.limits import Limit, network_of
from chassis.web.problems import Refusal
from chassis.web.tenant import work

UNKNOWN_LINKS = Limit("unknown-links", 30)
FAILED_SIGN_INS = Limit("failed-sign-ins", 60)
"""An office of fifty people has one network, and its provider may be down."""


def count_failure(limit: Limit) -> None:
    """Count one failure of this network; what succeeds is never counted, so that neighbours lock nobody out.

    Raises:
        Refusal: 429 once there were too many within the limit's window.
    """
    with work() as unit:
        allowed = unit.limits.allows(limit, network_of(request.remote_addr or ""))
    if not allowed:
        raise Refusal(429, slug="too-many-failures")

"""The one link of a place in the waiting list: to see it, to answer an offer, to leave."""

from uuid import UUID

from booking.use_cases.ports import Keys
from chassis.access import Grant
from chassis.tenancy import Tenant

WAITING = "waiting"


def waiting_grant(tenant: Tenant, waiting_id: UUID) -> Grant:
    """Return what the link opens."""
    return Grant(tenant.key, waiting_id, WAITING)


def waiting_link(tenant: Tenant, waiting_id: UUID, keys: Keys) -> str:
    """Return the address as mails carry it."""
    return tenant.url(f"termin/warteliste/{keys.token(waiting_grant(tenant, waiting_id))}")

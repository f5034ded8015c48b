"""A citizen has lost the mail: the links go to the booking's address once more, and nobody learns whether it exists.

The page's answer costs the same whether the address is known or not: the search is done by a job afterwards.
"""

from uuid import UUID, uuid4

from booking.domain.limit import LINKS_FROM_NETWORK, LINKS_TO_ADDRESS, same_address
from booking.use_cases.access import links
from booking.use_cases.ports import BookingPorts, BookingUnit

ANSWER_LINK_REQUEST = "answer-link-request"


def ask_for_links(unit: BookingUnit, written: str, network: str) -> bool:
    """Note the wish; False if the network asks too often. An address that was served enough is passed over."""
    address = same_address(written)
    if not unit.limits.allows(LINKS_FROM_NETWORK, network):
        return False
    if unit.limits.allows(LINKS_TO_ADDRESS, address):
        request_id = uuid4()
        unit.link_requests.keep(request_id, address)
        unit.schedule(ANSWER_LINK_REQUEST, request_id, unit.clock())
    return True


def answer_link_request(unit: BookingUnit, request_id: UUID, ports: BookingPorts) -> None:
    """Send one mail with the links of all coming appointments of the address, if there are any."""
    address = unit.link_requests.take(request_id)
    if address is None:
        return
    found = unit.appointments.coming_of(address, unit.clock())
    if found:
        told = [(one, links(unit.tenant, one, ports.keys)) for one in found]
        unit.send(ports.letters.links_again(unit, told, request_id))

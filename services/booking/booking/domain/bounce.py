"""A mail came back: somebody who has an appointment does not hear from us, so a clerk has to find another way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """One appointment whose citizen gets no mail; `status` is the server's code, such as `5.1.1` or `550`."""

    mail: UUID
    appointment_id: UUID
    status: str
    noted_at: datetime

"""A mail as a value."""

from dataclasses import dataclass
from uuid import UUID, uuid5

_NAMESPACE = UUID("0b7c8fe0-5f0e-5b53-9f0e-3f6f0e3f8a11")


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail to one person.

    `key` says what it is about (`confirmation:<appointment>:<sequence>`); a mail of the same key is sent once,
    and a repetition after a crash carries the same Message-ID.
    """

    key: str
    to: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()

    def id(self, tenant: str) -> UUID:
        """Return the identity that follows from tenant and key."""
        return mail_id(tenant, self.key)


def mail_id(tenant: str, key: str) -> UUID:
    """Return the identity of a town's mail of this key, to know it again when it comes back."""
    return uuid5(_NAMESPACE, f"{tenant}|{key}")

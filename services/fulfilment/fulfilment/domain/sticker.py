"""A letter with which something goes by post, as in the sticker that shows the new address (§ 28 PAuswV)."""

from dataclasses import dataclass
from uuid import UUID

from contracts.parts import PostalAddress


@dataclass(frozen=True)
class StickerLetter:
    """One letter of the day; `what` is put into its envelope."""

    task_id: UUID
    number: str
    name: str
    address: PostalAddress
    what: str
    text: str

    @property
    def recipient(self) -> tuple[str, ...]:
        """The lines of the window (DIN 5008)."""
        return self.name, self.address.street, f"{self.address.postal_code} {self.address.city}"

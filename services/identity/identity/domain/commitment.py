"""Commitments: a row of the audit is bound to details that stand apart from it and can be erased.

The id of the row is a salted digest of the details, and the chain covers the id. While details and salt are there, they
cannot be exchanged unseen; once they are erased for a person, the chain still verifies and tells nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

SALT_BYTES = 16


def committed_id(salt: bytes, details: Mapping[str, Any]) -> UUID:
    """Return the id that commits to these details; without the salt nothing can be guessed from it."""
    told = json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return UUID(bytes=hashlib.sha256(salt + told.encode()).digest()[:16])

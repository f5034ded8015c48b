"""Posts answers to whoever asked for it, again and again until they are taken."""

import json
import time

from local.doubles.hosts import OK, post
from local.doubles.kept import Kept, Plain
from local.doubles.register.submissions import answers_of

_LOOK_EVERY, _GIVE_UP_AFTER = 0.5, 3600.0
_MOST_ANSWERS = 4  # two, each twice


def deliver_for_ever(kept: Kept) -> None:
    """Look for answers that are due and not yet told; runs in a thread of its own."""
    while True:
        for submission in _waiting(kept):
            _tell(kept, submission)
        with kept.changed:
            kept.changed.wait(_LOOK_EVERY if _waiting(kept) else 5)


def _waiting(kept: Kept) -> list[Plain]:
    """Return the submissions with a return address that may still get answers."""
    with kept.reading() as state:
        youngest = time.time() - _GIVE_UP_AFTER
        return [
            one
            for one in state["submissions"].values()
            if one["reply_to"] and one["received_at"] > youngest and one["told"] < _MOST_ANSWERS
        ]


def _tell(kept: Kept, submission: Plain) -> None:
    with kept.reading() as state:
        untold = answers_of(submission, state)[submission["told"] :]
    for answer in untold:
        headers = {"Content-Type": "application/json"}
        if post(submission["reply_to"], json.dumps(answer).encode(), headers) not in OK:
            return
        with kept.changing():
            submission["told"] += 1

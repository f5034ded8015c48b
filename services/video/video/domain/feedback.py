"""What a citizen says of a call: one answer and some words, tied to no appointment and no moment."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Answer = Literal["good", "fair", "poor"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)

# An address, or as many digits as a telephone number or a number of a file has.
_PERSONAL = re.compile(r"\S@\S|(?:\d[ ./()-]*){5}")


@dataclass(frozen=True)
class Feedback:
    """One answer; `day` is the midnight with which the day began in the town, so that no call can be told from it."""

    day: datetime
    answer: Answer
    words: str = ""


def names_somebody(words: str) -> bool:
    """Tell whether words hold an e-mail address or a long number, which have no place here."""
    return _PERSONAL.search(words) is not None

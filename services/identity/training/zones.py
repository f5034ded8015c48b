"""Random machine-readable zones with right check digits (ICAO 9303 parts 4 to 6), to be drawn."""

from dataclasses import dataclass
from random import Random

from identity.domain.check_digit import check_digit

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
GERMAN_SERIAL = "CFGHJKLMNPRTVWXYZ0123456789"
"""Serial numbers of German documents use these characters only (PAuswV annex, table of the serial number)."""
STATES = ("D<<", "D<<", "D<<", "AUT", "FRA", "ITA", "POL", "ROU", "HRV", "UTO", "BGR", "SVN")
_SYLLABLES = (
    "MU",
    "STER",
    "MANN",
    "ER",
    "KA",
    "AN",
    "NA",
    "BEL",
    "LO",
    "JO",
    "WEI",
    "SS",
    "QU",
    "ZY",
    "OE",
    "XA",
    "FI",
)


@dataclass(frozen=True)
class Drawn:
    """The lines of one document."""

    kind: str
    lines: tuple[str, ...]


def zone(random: Random, kind: str) -> Drawn:
    """Return a zone of this kind: `TD1`, `TD2` or `TD3`."""
    return Drawn(kind, _card(random) if kind == "TD1" else _booklet(random, 36 if kind == "TD2" else 44))


def any_line(random: Random) -> str:
    """Return a line to learn from: of a document, or of characters that follow no rule."""
    if random.random() < 0.3:
        width = random.choice((30, 30, 36, 44, 44))
        return "".join(random.choice(LETTERS + DIGITS + "<<<<") for _ in range(width))
    return random.choice(zone(random, random.choice(("TD1", "TD1", "TD2", "TD3", "TD3"))).lines)


def _card(random: Random) -> tuple[str, ...]:
    state = random.choice(STATES)
    number, optional = _number(random), _optional(random, 15)
    first = f"{random.choice(('ID', 'ID', 'I<', 'AR'))}{state}{number}{check_digit(number)}{optional}"
    birth, expiry = _day(random), _day(random)
    second = f"{birth}{check_digit(birth)}{random.choice('MF<')}{expiry}{check_digit(expiry)}{state}{'<' * 11}"
    composite = check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return first, second + composite, _names(random, 30)


def _booklet(random: Random, width: int) -> tuple[str, ...]:
    state, number = random.choice(STATES), _number(random)
    first = f"P{random.choice('<<<PO')}{state}{_names(random, width - 5)}"
    birth, expiry = _day(random), _day(random)
    second = f"{number}{check_digit(number)}{state}{birth}{check_digit(birth)}{random.choice('MF<')}"
    second += f"{expiry}{check_digit(expiry)}"
    if width == 44:
        optional = _optional(random, 14)
        second += optional + ("<" if not optional.strip("<") else check_digit(optional))
    else:
        second += _optional(random, 7)
    return first, second + check_digit(second[0:10] + second[13:20] + second[21 : width - 1])


def _number(random: Random) -> str:
    characters = GERMAN_SERIAL if random.random() < 0.6 else LETTERS + DIGITS
    return "".join(random.choice(characters) for _ in range(9))


def _optional(random: Random, width: int) -> str:
    filled = "".join(random.choice(LETTERS + DIGITS) for _ in range(random.choice((0, 0, 0, 4, 7, width))))
    return filled[:width].ljust(width, "<")


def _day(random: Random) -> str:
    return f"{random.randrange(100):02}{random.randint(1, 12):02}{random.randint(1, 28):02}"


def _names(random: Random, width: int) -> str:
    def name() -> str:
        if random.random() < 0.5:
            return "".join(random.choice(LETTERS) for _ in range(random.randint(2, 9)))
        return "".join(random.choice(_SYLLABLES) for _ in range(random.randint(1, 4)))

    family = "<".join(name() for _ in range(random.choice((1, 1, 1, 2))))
    given = "<".join(name() for _ in range(random.choice((1, 1, 2, 3))))
    return f"{family}<<{given}"[:width].ljust(width, "<")

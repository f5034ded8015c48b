"""Identity cards of people who do not exist, with check digits as ICAO Doc 9303 part 3 wants them."""

from dataclasses import dataclass

_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def check_digit(text: str) -> str:
    """Return the check digit over `text` with the weights 7, 3, 1."""
    return str(sum(_VALUES[c] * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


@dataclass(frozen=True)
class Card:
    """A German identity card (TD1), and where its holder reads a code."""

    given_names: str
    family_name: str
    number: str = "L01X00T47"
    birth: str = "840229"
    expiry: str = "341231"
    email: str = ""

    @property
    def lines(self) -> str:
        """Return the three lines of the machine-readable zone."""
        first = f"IDD<<{self.number}{check_digit(self.number)}".ljust(30, "<")
        birth, expiry = self.birth + check_digit(self.birth), self.expiry + check_digit(self.expiry)
        optional = "<" * 11
        composite = check_digit(first[5:30] + birth + expiry + optional)
        second = f"{birth}F{expiry}D<<{optional}{composite}"
        name = f"{self.family_name}<<{self.given_names}".upper().replace(" ", "<")
        return "\n".join((first, second, name.ljust(30, "<")))

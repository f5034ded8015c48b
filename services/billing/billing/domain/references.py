"""What a transfer is recognised by: the Kassenzeichen and its form as an RF creditor reference (ISO 11649)."""

from dataclasses import dataclass

from stdnum import iso11649
from stdnum.iso7064 import mod_11_10, mod_97_10


@dataclass(frozen=True)
class References:
    """The number of a notice and what to quote when paying it."""

    number: str
    kassenzeichen: str
    rf: str


def references(number_prefix: str, reference_prefix: str, year: int, serial: int) -> References:
    """Form all references of the `serial`-th notice of a year."""
    kassenzeichen = _kassenzeichen(reference_prefix, year, serial)
    return References(f"{number_prefix}-{year}-{serial:06d}", kassenzeichen, _rf(kassenzeichen))


def _kassenzeichen(prefix: str, year: int, serial: int) -> str:
    """Write `7345.26.000017-3`; the last digit checks all others (ISO 7064 mod 11,10)."""
    digits = f"{prefix}{year % 100:02d}{serial:06d}"
    return f"{prefix}.{year % 100:02d}.{serial:06d}-{mod_11_10.calc_check_digit(digits)}"


def _rf(kassenzeichen: str) -> str:
    digits = kassenzeichen.replace(".", "").replace("-", "")
    return str(iso11649.validate(f"RF{mod_97_10.calc_check_digits(digits + 'RF')}{digits}"))

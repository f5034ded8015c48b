"""Cents as people read them."""


def euros(cents: int) -> str:
    """Write an amount as German readers expect it: `1.234,50 €`."""
    whole, rest = divmod(abs(cents), 100)
    sign = "\u2212" if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d}\u00a0€"


def decimal(cents: int) -> str:
    """Write an amount as payment interfaces expect it: `13.00`."""
    return f"{cents // 100}.{cents % 100:02d}"


def cents(text: str) -> int:
    """Read an amount as payment interfaces write it, without ever passing through a float."""
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))

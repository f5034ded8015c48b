"""Finding what a case costs. The fee depends on the form of delivery too, not only on the procedure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from billing.domain.errors import NoFee
from billing.domain.section import Exemption, Fee, Tariff

DELIVERIES_IN_WORDS = {
    "download": "zum Herunterladen",
    "post": "per Post",
    "authority": "an die Behörde",
    "none": "ohne Versand",
}


@dataclass(frozen=True)
class Assessment:
    """What a case costs, in cents, and why."""

    amount: int
    federation_share: int
    legal_basis: str
    explanation: str
    settlement: Literal["free", "deferred"] | None = None


def tariff_in_force(tariffs: Iterable[Tariff], day: date) -> Tariff | None:
    """Return the tariff that holds on a day: the latest one that has begun."""
    begun = [tariff for tariff in tariffs if tariff.valid_from <= day]
    return max(begun, key=lambda tariff: tariff.valid_from, default=None)


def tariffs_to_publish(tariffs: Iterable[Tariff], today: date) -> tuple[Tariff, ...]:
    """Return the tariff in force and those to come, oldest first."""
    known = sorted(tariffs, key=lambda tariff: tariff.valid_from)
    current = tariff_in_force(known, today)
    return tuple(tariff for tariff in known if tariff is current or tariff.valid_from > today)


def assess(  # noqa: PLR0913 - each narrows the fee
    tariffs: Iterable[Tariff],
    procedure: str,
    delivery: str,
    day: date,
    exemption: str | None = None,
    *,
    purpose: str = "",
) -> Assessment:
    """Say what a procedure costs in a form of delivery on a day, for this purpose if the tariff knows it.

    Raises:
        NoFee: when the tariff is silent; a fee needs a legal basis (§ 2 KAG), so nothing is guessed.
    """
    tariff = tariff_in_force(tariffs, day)
    fee = _fee(tariff, procedure, delivery, purpose) if tariff else None
    if tariff is None or fee is None:
        raise NoFee(f"the tariff of {day} has no fee for {procedure} with delivery {delivery}: mend the catalogue")
    relief = next((one for one in tariff.exemptions if one.key == exemption and one.covers(procedure)), None)
    if fee.amount == 0:
        return Assessment(0, 0, fee.legal_basis, fee.explanation, "free")
    if relief is None:
        return Assessment(fee.amount, fee.federation_share, fee.legal_basis, fee.explanation)
    if relief.settlement == "free":
        return Assessment(0, 0, relief.legal_basis, relief.explanation, "free")
    # The decision on the exemption is not the town's; until it comes the fee stands but is not collected.
    return Assessment(fee.amount, fee.federation_share, fee.legal_basis, relief.explanation, "deferred")


def reliefs(tariffs: Iterable[Tariff], procedure: str, day: date) -> tuple[Exemption, ...]:
    """Return the exemptions that free from a procedure's fee of a day with a proof alone."""
    tariff = tariff_in_force(tariffs, day)
    known = tariff.exemptions if tariff else ()
    return tuple(one for one in known if one.settlement == "free" and one.covers(procedure))


def deferral(tariffs: Iterable[Tariff], day: date) -> Exemption | None:
    """Return the exemption for which fees of a day are deferred, if the tariff has one."""
    tariff = tariff_in_force(tariffs, day)
    return next((known for known in tariff.exemptions if known.settlement == "deferred"), None) if tariff else None


def explanation_of(tariffs: Iterable[Tariff], procedure: str, delivery: str, day: date, amount: int) -> str:
    """Return the tariff's words for a fee of this amount that was assessed on a day.

    Raises:
        NoFee: when the tariff of that day has none.
    """
    tariff = tariff_in_force(tariffs, day)
    fees = _fees(tariff, procedure, delivery) if tariff else []
    found = next((fee for fee in fees if fee.amount == amount), None)
    if found is None:
        raise NoFee(f"the tariff of {day} has no fee of {amount} cents for {procedure}")
    return found.explanation


def _fee(tariff: Tariff, procedure: str, delivery: str, purpose: str) -> Fee | None:
    fees = _fees(tariff, procedure, delivery)
    special = (fee for fee in fees if purpose in fee.purposes)
    return next(special, next((fee for fee in fees if not fee.purposes), None))


def _fees(tariff: Tariff, procedure: str, delivery: str) -> list[Fee]:
    return [fee for fee in tariff.fees if fee.procedure == procedure and delivery in fee.deliveries]

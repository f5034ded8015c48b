"""A catalogue that cannot work is refused with a sentence that says where it is wrong."""

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from booking.domain.catalogue import Section
from booking.domain.errors import UnknownProcedure
from tests.unit.booking.fakes import CATALOGUES, section

KEYS = {
    "ummeldung", "abmeldung", "meldebescheinigung", "lebensbescheinigung", "fuehrungszeugnis",
    "gewerbezentralregister", "steuer-id", "beratung",
}  # fmt: skip


def raw() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((CATALOGUES / "ostfildern.yaml").read_text(encoding="utf-8"))
    section: dict[str, Any] = document["booking"]
    return section


def test_ostfildern_offers_what_it_announced() -> None:
    assert {procedure.key for procedure in section().procedures} == KEYS


def test_musterstadt_offers_less() -> None:
    offered = {procedure.key for procedure in section("musterstadt").procedures}
    assert offered == {"ummeldung", "meldebescheinigung", "fuehrungszeugnis", "beratung"}


def test_a_stored_section_can_be_read_again() -> None:
    assert Section.model_validate(section().model_dump(mode="json")) == section()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda told: told["offices"][0]["hours"][0].update(opens=450.5), "hours"),
        (lambda told: told["offices"][0]["hours"][0].update(opens="7.30"), "quotation marks"),
        (lambda told: told["offices"][0]["hours"][0].update(opens="09:00"), "closes after"),
        (lambda told: told["procedures"].append(told["procedures"][0]), "used twice"),
        (lambda told: told["offices"][0]["desks"][0].update(procedures=["heirat"]), "heirat"),
        (lambda told: told["procedures"][0].update(minutes=7), "multiple of 5"),
    ],
)
def test_a_wrong_catalogue_is_refused(change: Any, complaint: str) -> None:
    told = raw()
    change(told)
    with pytest.raises(ValidationError, match=complaint):
        Section.model_validate(told)


def test_a_choice_is_put_into_the_catalogues_order_once() -> None:
    chosen = section().chosen(["beratung", "ummeldung", "beratung"])
    assert [procedure.key for procedure in chosen] == ["ummeldung", "beratung"]
    with pytest.raises(UnknownProcedure, match="heirat"):
        section().chosen(["heirat"])

"""Two readers of machine-readable zones, the service's and the browser's, held to the same vectors."""

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import pytest

from identity.domain.mrz import CHECKED, shape_of

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "mrz_vectors.json").read_text(encoding="utf-8"))["zones"]
ALPHABET = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def browser(**asked: Any) -> Any:
    """Ask the browser's modules, which Node runs too."""
    run = subprocess.run(
        ["/usr/bin/env", "node", "--no-warnings", "--experimental-default-type=module", HERE / "judge_zones.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def places(*seen: dict[str, float]) -> list[list[float]]:
    """Return what a recogniser says: for each place the chances of some characters; `_` is the blank."""
    told = []
    for place in seen:
        chances = [1e-6] * (len(ALPHABET) + 1)
        for character, chance in place.items():
            chances[0 if character == "_" else ALPHABET.index(character) + 1] = chance
        told.append([math.log(chance) for chance in chances])
    return told


def clear(text: str) -> list[dict[str, float]]:
    """Return places at which each character is seen well, with a blank behind it."""
    return [place for character in text for place in ({character: 0.98}, {"_": 0.98})]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["what"])
def test_the_service_judges_each_vector_as_written(vector: dict[str, Any]) -> None:
    shape, zone = shape_of("\n".join(vector["lines"]))
    judged = {name: zone.digit_agrees(name) for name in CHECKED} if zone else None
    assert judged == vector["digits"]
    assert vector["fits"] == (zone is not None and shape.layout.name == vector["layout"])


def test_the_browser_judges_each_vector_as_written() -> None:
    judged = browser(zones=VECTORS)["judged"]
    wanted = [{key: vector[key] for key in ("fits", "digits", "stands")} for vector in VECTORS]
    assert dict(zip((v["what"] for v in VECTORS), judged, strict=True)) == dict(
        zip((v["what"] for v in VECTORS), wanted, strict=True)
    )


def test_a_character_is_chosen_by_the_type_of_its_field_alone() -> None:
    # A birth in which the recogniser takes the zeros for the letter O; the name keeps its O.
    second = clear("74")
    second += [{"O": 0.9, "0": 0.09}, {"_": 0.98}, *clear("8122F1204159UTO<<<<<<<<<<<6")]
    said = [
        {"layout": "TD1", "row": 1, "places": places(*second)},
        {"layout": "TD1", "row": 2, "places": places(*clear("ROE<<OTTO".ljust(30, "<")))},
    ]
    assert [one["text"] for one in browser(said=said)["read"]] == [
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ROE<<OTTO<<<<<<<<<<<<<<<<<<<<<",
    ]


def test_a_wrong_reading_is_not_mended_by_what_its_check_digit_would_like() -> None:
    wrong = "7408722F1204159UTO<<<<<<<<<<<6"
    seen = [place if place != {"7": 0.98} else {"7": 0.6, "1": 0.39} for place in clear(wrong)]
    read = browser(said=[{"layout": "TD1", "row": 1, "places": places(*seen)}])["read"][0]
    assert read["text"] == wrong
    assert read["sure"] == pytest.approx(0.6, abs=0.01)


def test_doubled_characters_are_two_only_with_a_blank_between() -> None:
    name = clear("ANNA<<OTTO".ljust(30, "<"))
    doubled = [place for place in name for _ in (0, 1)]
    assert browser(said=[{"layout": "TD1", "row": 2, "places": places(*doubled)}])["read"][0]["text"] == (
        "ANNA<<OTTO".ljust(30, "<")
    )

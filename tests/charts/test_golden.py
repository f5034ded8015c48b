"""A region with three towns makes exactly these objects: what changes here is meant to change."""

import difflib
from collections.abc import Callable
from pathlib import Path

import yaml

GOLDEN = Path(__file__).with_name("region.txt")


def test_a_region_with_three_towns_makes_the_objects_of_the_golden_list(render: Callable[..., str]) -> None:
    found = []
    for one in (m for m in yaml.safe_load_all(render("values-all.yaml")) if m):
        hook = one["metadata"].get("annotations", {}).get("helm.sh/hook", "")
        parts = ", ".join(one.get("data", {})) or ", ".join(one.get("spec", {}).get("hostnames", ()))
        found.append(" ".join(f"{one['kind']} {one['metadata']['name']} {parts} {hook}".split()))
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(
        difflib.unified_diff(golden, sorted(found), "tests/charts/region.txt", "rendered", "", "", 0, "")
    )
    assert difference == ""

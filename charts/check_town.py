"""Checks a municipality before it comes: `check_town.py region.yaml neustadt neustadt-catalogue.yaml`.

Says everything that is wrong with its entry in the region's values and with each service's section of its catalogue;
changes nothing and asks nobody. Ends with 1 if something is wrong.
"""

import argparse
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from chassis.persistence.sections import BadCatalogue, Sections
from chassis.tenancy import Tenant
from contracts.catalogue import SERVICES


def entry_faults(towns: dict[str, Any], key: str) -> Iterator[str]:
    """Yield what is wrong with the town's entry, as the running services would say it."""
    if key not in towns:
        yield f"global.tenants has no {key}"
        return
    told = {"key": key, "base_url": "https://unset", **towns[key]}
    told.pop("catalogue", None)
    try:
        town = Tenant.model_validate(told)
    except ValidationError as error:
        yield from (f"global.tenants.{key}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return
    for other, entry in towns.items():
        for host in set(town.hosts) & set(entry.get("hosts", ())) if other != key else ():
            yield f"global.tenants.{key}.hosts: {host} is {other}'s already"


def catalogue_faults(document: Any, key: str) -> Iterator[str]:  # noqa: ANN401 - YAML
    """Yield what each service has against its section of the catalogue."""
    if not isinstance(document, dict):
        yield "the catalogue is no YAML document with sections"
        return
    if document.get("tenant") != key:
        yield f"the catalogue says tenant: {document.get('tenant')}, not {key}"
    for name in SERVICES:
        service = importlib.import_module(f"{name}.bootstrap").service
        try:
            Sections(name, service.section).read(document)
        except BadCatalogue as error:
            yield str(error)


def main(arguments: list[str]) -> int:
    """Check what the command line names and say how it went."""
    parser = argparse.ArgumentParser(description="Checks a municipality before it comes.")
    parser.add_argument("values", type=Path, help="the region's values")
    parser.add_argument("town", help="the key below global.tenants")
    parser.add_argument("catalogue", type=Path, help="the town's catalogue")
    told = parser.parse_args(arguments)
    towns = yaml.safe_load(told.values.read_text(encoding="utf-8")).get("global", {}).get("tenants", {})
    document = yaml.safe_load(told.catalogue.read_text(encoding="utf-8"))
    faults = [*entry_faults(towns, told.town), *catalogue_faults(document, told.town)]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) or f"{told.town}: entry and catalogue are good\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

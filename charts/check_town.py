"""Checks a municipality before it comes: `check_town.py region.yaml neustadt neustadt-catalogue.yaml`.

Says everything that is wrong with its entry in the region's values and with each service's section of its catalogue,
and lays specimens of all its letters into a folder; changes nothing in the region and asks nobody. Ends with 1 if
something is wrong.
"""

import argparse
import importlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from charts.specimens import specimens
from chassis.persistence.sections import BadCatalogue, Sections
from chassis.tenancy import Tenant
from contracts.catalogue import SERVICES


def entry_of(towns: dict[str, Any], key: str) -> Tenant:
    """Return the town as the running services would have it; raises `ValidationError`."""
    told = {"base_url": f"https://{next(iter(towns[key].get('hosts', ())), 'unset')}", **towns[key], "key": key}
    told.pop("catalogue", None)
    return Tenant.model_validate(told)


def entry_faults(towns: dict[str, Any], key: str) -> Iterator[str]:
    """Yield what is wrong with the town's entry, as the running services would say it."""
    if key not in towns:
        yield f"global.tenants has no {key}"
        return
    try:
        town = entry_of(towns, key)
    except ValidationError as error:
        yield from (f"global.tenants.{key}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return
    for other, entry in towns.items():
        for host in set(town.hosts) & set(entry.get("hosts", ())) if other != key else ():
            yield f"global.tenants.{key}.hosts: {host} is {other}'s already"


def section_of(name: str, document: dict[str, Any]) -> object:
    """Return what a service reads in the catalogue; raises `BadCatalogue`."""
    service = importlib.import_module(f"{name}.bootstrap").service
    return Sections(name, service.section).read(document)


def catalogue_faults(document: Any, key: str) -> Iterator[str]:  # noqa: ANN401 - YAML
    """Yield what each service has against its section of the catalogue."""
    if not isinstance(document, dict):
        yield "the catalogue is no YAML document with sections"
        return
    if document.get("tenant") != key:
        yield f"the catalogue says tenant: {document.get('tenant')}, not {key}"
    for name in SERVICES:
        try:
            section_of(name, document)
        except BadCatalogue as error:
            yield str(error)


def write_letters(town: Tenant, document: dict[str, Any], folder: Path) -> list[str]:
    """Write a specimen of each of the town's letters and return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = {name: section_of(name, document) for name in SERVICES}
    names = []
    for name, content in specimens(town, sections, datetime.now(town.zone).date()):
        (folder / name).write_bytes(content)
        names.append(name)
    return names


def main(arguments: list[str]) -> int:
    """Check what the command line names and say how it went."""
    parser = argparse.ArgumentParser(description="Checks a municipality before it comes.")
    parser.add_argument("values", type=Path, help="the region's values")
    parser.add_argument("town", help="the key below global.tenants")
    parser.add_argument("catalogue", type=Path, help="the town's catalogue")
    parser.add_argument("--letters", type=Path, help="folder for specimens of its letters, <town>-letters by default")
    told = parser.parse_args(arguments)
    towns = yaml.safe_load(told.values.read_text(encoding="utf-8")).get("global", {}).get("tenants", {})
    document = yaml.safe_load(told.catalogue.read_text(encoding="utf-8"))
    faults = [*entry_faults(towns, told.town), *catalogue_faults(document, told.town)]
    if faults:
        sys.stdout.write("".join(f"{fault}\n" for fault in faults))
        return 1
    folder = told.letters or Path(f"{told.town}-letters")
    letters = write_letters(entry_of(towns, told.town), document, folder)
    sys.stdout.write(f"{told.town}: entry and catalogue are good\n{folder}: {', '.join(letters)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whoever chooses English reads English: every text of the chassis and of a citizen's booking is in the catalogue."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from local.home import ROOT

PACKAGES = {
    "chassis": ROOT / "libs" / "chassis" / "chassis",
    "booking": ROOT / "services" / "booking" / "booking",
}
CATALOGUES = {
    "chassis": PACKAGES["chassis"] / "web" / "translations",
    "booking": PACKAGES["booking"] / "translations",
}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(package: str) -> Catalog:
    file = CATALOGUES[package] / "en" / "LC_MESSAGES" / "messages.po"
    return read_po(file.open("rb"), locale="en")


def texts(package: str) -> dict[str, str]:
    """Return every text of the citizens' pages and its file; mails and the pages of staff are German."""
    found = {}
    for name, _, message, _, _ in extract_from_dir(PACKAGES[package], METHODS):
        if not name.startswith("adapters/") and not _for_staff(PACKAGES[package] / name):
            found[message if isinstance(message, str) else message[0]] = name
    return found


def _for_staff(file: Path) -> bool:
    return "staff" in file.stem.split("_") or (file.suffix == ".py" and "\n@staff(" in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_has_its_english(package: str) -> None:
    english = catalogue(package)
    missing = [
        f"{name}: {text}" for text, name in texts(package).items() if not (english.get(text) and english[text].string)
    ]
    assert not missing, f"add these to {CATALOGUES[package]}:\n" + "\n".join(missing)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_english_names_the_same_values(package: str) -> None:
    for message in catalogue(package):
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        wanted = message.id if isinstance(message.id, tuple | list) else [message.id]
        if message.id:
            for said, meant in zip(forms, wanted, strict=True):
                assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(meant)), message.id

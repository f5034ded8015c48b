"""Whoever chooses English reads English: every text that a citizen sees is in the catalogues of all services."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from local.home import ROOT

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
PACKAGES = {
    "chassis": ROOT / "libs" / "chassis" / "chassis",
    **{name: ROOT / "services" / name / name for name in SERVICES},
}
CATALOGUES = {
    "chassis": PACKAGES["chassis"] / "web" / "translations",
    **{name: PACKAGES[name] / "translations" for name in SERVICES},
}
FOR_STAFF = {
    "billing": (
        r"templates/billing/(account|bank|books|cash_|desk_|dispatch|dunning|month|refunds|search|templates)"
        r"|entrypoints/forms"
    ),
    "fulfilment": (
        r"templates/fulfilment/(back_office|case_file|desk_|flows?\b|prints|revocation|tasks?\b|worklist)|/(task|person)_"
    ),
    "video": r"templates/desk/|quality",
    "identity": (
        r"templates/identity/(?!watch|disclosure|bundid_)|entrypoints/(forms|acting|register)|texts/(audit|finding|drawn|code|lock)"
    ),
}
"""What only staff see, beside views with `@staff` and files with `staff` in their name."""
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(package: str) -> Catalog:
    file = CATALOGUES[package] / "en" / "LC_MESSAGES" / "messages.po"
    return read_po(file.open("rb"), locale="en")


def texts(package: str) -> dict[str, str]:
    """Return every text of the citizens' pages and its file; mails and the pages of staff are German."""
    found = {}
    for name, _, message, _, _ in extract_from_dir(PACKAGES[package], METHODS):
        if not name.startswith("adapters/") and not _for_staff(package, PACKAGES[package] / name):
            found[message if isinstance(message, str) else message[0]] = name
    return found


def _for_staff(package: str, file: Path) -> bool:
    if package in FOR_STAFF and re.search(FOR_STAFF[package], str(file)):
        return True
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

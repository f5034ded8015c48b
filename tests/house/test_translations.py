"""Whoever chooses a language reads it: every text of citizens, mails too, is in the catalogues of all services."""

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from local.home import ROOT

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
LANGUAGES = ("en", "de_simple", "tr", "uk", "ar")
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
        r"templates/identity/(?!watch|disclosure|bundid_)|entrypoints/(forms|acting|register)|texts/(audit|finding|drawn|code_texts|lock)"
    ),
}
"""What only staff see, beside views with `@staff` and files with `staff` in their name."""
MAILS = re.compile(r"(adapters/(\w*letters|calendar_file)|entrypoints/texts/code_mails|use_cases/document_head)\.py")
"""Where Python words mails, by `words.text` and `words.texts`."""
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("mails/**.txt", "jinja2"),
]
LATER = DEFAULT_KEYWORDS | {"_l": None}
"""What marks a text in code, `_l` one that is told later, in the language of whoever reads it."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
EVERY_ONE = [(language, package) for language in LANGUAGES for package in PACKAGES]


def catalogue(language: str, package: str) -> Catalog:
    file = CATALOGUES[package] / language / "LC_MESSAGES" / "messages.po"
    return read_po(file.open("rb"), locale=language.partition("_")[0])


def messages(package: str) -> dict[Any, str]:
    """Return every text that citizens read, and its file; a text with a plural is a pair."""
    folder, words = PACKAGES[package], {"text": None, "texts": (1, 2)}
    read = [(message, name) for name, _, message, _, _ in extract_from_dir(folder, METHODS, keywords=LATER)]
    # What stands in a page of staff and in one of citizens is read by citizens.
    on_pages = {message: name for message, name in read if not _for_staff(package, folder / name)}
    said = extract_from_dir(folder, METHODS[:1], keywords=words | DEFAULT_KEYWORDS)
    return on_pages | {message: name for name, _, message, _, _ in said if MAILS.fullmatch(name)}


def _for_staff(package: str, file: Path) -> bool:
    if package in FOR_STAFF and re.search(FOR_STAFF[package], str(file)):
        return True
    return "staff" in file.stem.split("_") or (file.suffix == ".py" and "\n@staff(" in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "package"), EVERY_ONE)
def test_every_text_has_its_translation(language: str, package: str) -> None:
    known = catalogue(language, package)
    missing = []
    for message, name in messages(package).items():
        text = message if isinstance(message, str) else message[0]
        if not (known.get(text) and known[text].string):
            missing.append(f"{name}: {text}")
    assert not missing, f"add these to {CATALOGUES[package]}, {language}:\n" + "\n".join(missing)


@pytest.mark.parametrize(("language", "package"), EVERY_ONE)
def test_a_translation_names_the_same_values(language: str, package: str) -> None:
    for message in catalogue(language, package):
        if message.id and isinstance(message.id, str):
            assert isinstance(message.string, str)
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), message.id

"""Names as they stand on identity cards of the whole Union, and no other signs."""

import unicodedata

import pytest

from booking.domain.names import composed, is_latin_name


@pytest.mark.parametrize(
    "name",
    [
        "Müller-Łukasz",
        "Žofia Änne",
        "D’Angelo",
        "Þórarinsdóttir",
        "Ḥusayn ʿAbd ar-Raḥmān",
        "C̀ara",
        "K̄ožl",
        "ẞtrauß",
        "O'Brien, jr.",
        "Ij̄",
        "Nguyễn",
        "Dž",
        "L̥akṣmī",
        "Van der Meer (geb. Öz)",
    ],
)
def test_every_latin_letter_with_its_signs_is_a_name(name: str) -> None:
    assert is_latin_name(name)
    assert is_latin_name(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    "name", ["Иванов", "Παπαδόπουλος", "محمد", "Erika7", "<b>", "", "---", "\u0301", "李", "a@b", "x\n\x00"]
)
def test_other_scripts_digits_and_signs_are_not(name: str) -> None:
    assert not is_latin_name(name)


def test_a_name_is_stored_precomposed_with_single_spaces() -> None:
    assert composed("  Zo\u0308e   Marie ") == "Zöe Marie"

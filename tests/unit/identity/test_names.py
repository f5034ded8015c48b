"""Names of the booking and of the document."""

import pytest

from identity.domain.names import Kind, Names, ZoneNames, compare, matches, read_names, spell, words


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Müller-Groß", ("MUELLER", "GROSS")),
        ("von der Heide", ("VON", "DER", "HEIDE")),
        ("O'Neill", ("ONEILL",)),
        ("Łukasz Świątek", ("LUKASZ", "SWIATEK")),
        ("Øster Åse", ("OESTER", "AASE")),
        ("Jose\u0301", ("JOSE",)),
        ("ẞ", ("SS",)),
        ("Əli Ŋuŋa", ("ELI", "NUNA")),
        ("Þór İlker Ğ", ("THOR", "ILKER", "G")),
        ("Ștefan-Țurcanu", ("STEFAN", "TURCANU")),
        ("Nguyễn Thị", ("NGUYEN", "THI")),
    ],
)
def test_names_are_written_as_in_a_zone(written: str, zone: tuple[str, ...]) -> None:
    assert words(written) == zone


def test_a_name_field_is_read_into_words() -> None:
    assert read_names("VON<DER<HEIDE<<ANNA<MARIA".ljust(30, "<")) == ZoneNames(
        ("VON", "DER", "HEIDE"), ("ANNA", "MARIA")
    )
    assert read_names("MONONYM".ljust(30, "<")) == ZoneNames(("MONONYM",), ())
    assert read_names("A" * 30).cut_off


@pytest.mark.parametrize(
    ("given_names", "family", "zone", "kinds"),
    [
        ("Jürgen", "Groß", ZoneNames(("GROSS",), ("JUERGEN",)), []),
        ("Juergen", "Gross", ZoneNames(("GROSS",), ("JUERGEN",)), []),
        ("Dr. Erika", "Mustermann", ZoneNames(("MUSTERMANN",), ("ERIKA",)), []),
        ("Erika", "Mustermann", ZoneNames(("MUSTERMANN",), ("ERIKA", "MARIA")), [Kind.GIVEN_MISSING]),
        ("Maria", "Mustermann", ZoneNames(("MUSTERMANN",), ("ERIKA", "MARIA")), [Kind.GIVEN_MISSING]),
        ("Erik", "Mustermann", ZoneNames(("MUSTERMANN",), ("ERIKA",)), [Kind.GIVEN_DIFFER]),
        ("Erika", "Gabler", ZoneNames(("MUSTERMANN",), ("ERIKA",)), [Kind.FAMILY_DIFFERS]),
        ("Mustermann", "Erika", ZoneNames(("MUSTERMANN",), ("ERIKA",)), [Kind.SWAPPED]),
        ("Erika Maria", "Mustermann", ZoneNames(("MUSTERMANN",), ("ERIKA", "MA"), cut_off=True), []),
    ],
)
def test_differences_to_the_booking_are_listed(
    given_names: str, family: str, zone: ZoneNames, kinds: list[Kind]
) -> None:
    assert [one.kind for one in compare(Names(given_names, family), zone)] == kinds


def test_only_left_out_given_names_need_no_reason() -> None:
    zone = ZoneNames(("MUSTERMANN",), ("ERIKA", "MARIA"))
    assert [one.needs_reason for one in compare(Names("Erika", "Gabler"), zone)] == [True, False]


def test_the_proposal_keeps_umlauts_that_were_booked() -> None:
    zone = ZoneNames(("MUELLER", "GROSS"), ("JUERGEN", "HANS"))
    assert spell(zone, Names("Jürgen", "Müller-Groß")) == Names("Jürgen Hans", "Müller-Groß")


def test_names_of_the_front_have_to_be_those_of_the_zone() -> None:
    zone = ZoneNames(("MUELLER",), ("ERIKA",))
    assert matches(Names("Erika", "Müller"), zone)
    assert not matches(Names("Erika", "Muller"), zone)
    assert not matches(Names("Erika Maria", "Müller"), zone)


def test_a_name_that_the_field_cut_off_matches_by_its_beginning() -> None:
    zone = ZoneNames(("MUELLER",), ("ERIKA", "MAR"), cut_off=True)
    assert matches(Names("Erika Maria Luise", "Müller"), zone)
    assert not matches(Names("Erika Luise", "Müller"), zone)

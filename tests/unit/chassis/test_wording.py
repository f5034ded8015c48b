"""A town's own words: put in where a letter leaves room, and refused where nobody could send them."""

from dataclasses import dataclass, field

import pytest

from chassis.testing.fakes import tenant
from chassis.town.wording import (
    Letter,
    Passages,
    Speaker,
    UnusableWords,
    Wording,
    examine_wording,
    own_words,
    with_passages,
)

LETTER = Letter("confirmation", "Terminbestätigung", ("name", "termin"))


@dataclass(frozen=True)
class Section:
    wording: Wording = field(default_factory=dict)


def say(language: str, usual: str = "Guten Tag,\n", **passages: str) -> str:
    section = Section({"confirmation": {"de": Passages(**passages)}})
    words = own_words(Speaker(tenant(), section), "confirmation", language, name="{stadt}", termin="morgen")
    return words("opening", lambda: usual)


def test_own_words_take_the_place_of_the_usual_ones_with_their_placeholders_filled() -> None:
    assert say("de", opening="Moin, hier ist {stadt}.\r\nWir sehen uns {termin}.") == (
        "Moin, hier ist Ostfildern.\nWir sehen uns morgen.\n"
    )


def test_what_is_not_written_is_the_usual_text_and_german_words_are_for_german_alone() -> None:
    assert say("de") == "Guten Tag,\n"
    assert say("en", opening="Moin") == "Guten Tag,\n"


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    assert say("de", opening="Moin {name}") == "Moin {stadt}\n"


@pytest.mark.parametrize(
    ("text", "why", "what", "instead"),
    [
        ("Moin {Name}", "unknown", "{Name}", "{name}"),
        ("Bis {terminn}!", "unknown", "{terminn}", "{termin}"),
        ("{0.__class__}", "unknown", "{0.__class__}", ""),
        ("Moin {name", "brace", "{", ""),
        ("Moin name}", "brace", "}", ""),
        ("Moin\x07", "sign", "U+0007", ""),
        ("Moin\u202egnp", "sign", "U+202E", ""),
        ("x" * 601, "long", "601", ""),
    ],
)
def test_what_nobody_could_send_is_refused_by_name(text: str, why: str, what: str, instead: str) -> None:
    with pytest.raises(UnusableWords) as refused:
        LETTER.examine("opening", text)
    assert (refused.value.why, refused.value.what, refused.value.instead) == (why, what, instead)


def test_every_script_and_line_breaks_are_welcome() -> None:
    words = Passages(opening="مرحبًا {name}،\nПривіт – Grüß Gott\u200f!", advice="x" * 1500)
    assert examine_wording({"confirmation": {"ar": words}}, [LETTER])["confirmation"]["ar"] == words


def test_a_file_with_words_for_an_unknown_letter_language_or_placeholder_is_refused_by_its_place() -> None:
    words = Passages(closing="Ihr {amt}")
    for place, wording in {
        "wording.invoice": {"invoice": {"de": words}},
        "wording.confirmation.xx": {"confirmation": {"xx": words}},
        "wording.confirmation.de.closing": {"confirmation": {"de": words}},
    }.items():
        with pytest.raises(ValueError, match=f"^{place}:"):
            examine_wording(wording, [LETTER])


def test_words_taken_away_leave_no_trace() -> None:
    told = with_passages({}, "confirmation", "de", Passages(advice="Hinweis"))
    assert told == {"confirmation": {"de": Passages(advice="Hinweis")}}
    assert with_passages(told, "confirmation", "de", Passages(advice="  \r\n")) == {}

"""A catalogue section as text: read safely, written so that it reads back, compared place by place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.catalogue import Change, UnreadableText, changes, read, written

LEAVES = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", exclude_categories=["C"]))
SECTIONS = st.dictionaries(
    st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
    st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4)
    ),
    max_size=5,
)


@given(SECTIONS)
def test_what_is_written_reads_back_and_differs_nowhere(section: dict[str, object]) -> None:
    again = read(written(section))
    assert again == section
    assert changes(section, again) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1", 1), ("a: 1\nb: {", 2), ("- 1", 0), ("just words", 0), ("a: &x 1\nb: *x", 2), ("a: !!python/none x", 1)],
)
def test_what_is_no_section_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UnreadableText) as refused:
        read(text)
    assert refused.value.line >= line


def test_lines_that_would_unpack_to_gigabytes_are_refused() -> None:
    laughs = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) if n else 'lol'}]" for n in range(12))
    with pytest.raises(UnreadableText, match="aliases"):
        read(laughs)
    with pytest.raises(UnreadableText, match="too long"):
        read("a: " + "x" * 10**6)
    with pytest.raises(UnreadableText, match="nested"):
        read("a: " + "[" * 50_000)


def test_changes_name_the_entry_by_its_key() -> None:
    before = {"fees": [{"key": "a", "cents": 500}, {"key": "b", "cents": 700}], "open": True}
    after = {"fees": [{"key": "b", "cents": 800}, {"key": "c", "cents": 100}], "open": False}
    assert changes(before, after) == [
        Change("fees[a].key", "removed", "a", ""),
        Change("fees[a].cents", "removed", "500", ""),
        Change("fees[b].cents", "changed", "700", "800"),
        Change("open", "changed", "ja", "nein"),
        Change("fees[c].key", "added", "", "c"),
        Change("fees[c].cents", "added", "", "100"),
    ]

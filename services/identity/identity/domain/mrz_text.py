"""What a clerk types becomes lines: lower case, blanks and guillemets are no mistakes, and fillers may be left out."""

from identity.domain.mrz_layout import TD1, TD2, TD3, Layout

_BLANKS = str.maketrans("", "", " \t\u00a0\u2009\u202f")
_FILLERS = str.maketrans({"‹": "<", "〈": "<", "＜": "<", "≪": "«"})
_LAST_RUN = {"TD1": (18, 1), "TD2": (28, 1), "TD3": (28, 2)}
"""The second line ends with check digits: from where on its fillers may be completed, and how many digits follow."""


def lines_of(typed: str) -> tuple[Layout, tuple[str, ...]]:
    """Return the layout that was meant and its lines, completed by fillers where nothing can be mistaken.

    A guillemet stands for one filler, or for two where a word processor made one of them.
    """
    rows = [_plain(row) for row in typed.splitlines()]
    rows = _broken([row for row in rows if row])
    layout = _layout(rows)
    rows = [_guillemets(row, layout.width) for row in rows]
    return layout, tuple(_completed(layout, index, row) for index, row in enumerate(rows))


def _plain(row: str) -> str:
    return row.translate(_BLANKS).translate(_FILLERS).upper()


def _broken(rows: list[str]) -> list[str]:
    """Break a zone that was typed without line breaks."""
    if len(rows) != 1:
        return rows
    for layout in (TD1, TD2, TD3):
        if len(rows[0]) == layout.rows * layout.width:
            return [rows[0][n * layout.width : (n + 1) * layout.width] for n in range(layout.rows)]
    return rows


def _layout(rows: list[str]) -> Layout:
    if rows and rows[0][:1] in {"P", "V"}:
        return TD3
    return TD2 if len(rows) <= TD2.rows and any(len(row) > TD1.width for row in rows) else TD1


def _guillemets(row: str, width: int) -> str:
    doubled = row.replace("«", "<<")
    return doubled if len(doubled) == width else row.replace("«", "<")


def _completed(layout: Layout, index: int, row: str) -> str:
    """Add fillers that are missing at a line's end, or in the last run of fillers before a check digit."""
    missing = layout.width - len(row)
    if missing <= 0 or index >= layout.rows:
        return row
    if index != 1:
        return row + "<" * missing
    first, most = _LAST_RUN[layout.name]
    end = row.rfind("<") + 1
    digits = row[end:]
    if end < first or len(digits) > most or not digits.isdigit():
        return row
    return row[:end] + "<" * missing + digits

"""Names of persons as DIN 91379 (datatype A) writes them: all Latin letters with their signs, and no others.

The standard's letters are those of Unicode's Latin script, also with combining marks where no letter of its own
exists (as in `C̀` or `Ḳ̄`), with the apostrophes, dots and strokes that stand in names.
"""

import unicodedata

_SIGNS = frozenset(" '’‘ʼʻʹʺʾʿˈˌ`´·-–.,/():")
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"


def composed(name: str) -> str:
    """Return a name as it is stored: precomposed (NFC, as the standard asks), single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def is_latin_name(name: str) -> bool:
    """Tell whether this can be a name in Latin letters."""
    letters = 0
    after_letter = False
    for sign in unicodedata.normalize("NFC", name):
        if _is_latin(sign):
            letters, after_letter = letters + 1, True
        elif _FIRST_MARK <= sign <= _LAST_MARK:
            if not after_letter:
                return False
        elif sign in _SIGNS:
            after_letter = False
        else:
            return False
    return letters > 0


def _is_latin(sign: str) -> bool:
    return unicodedata.category(sign).startswith("L") and unicodedata.name(sign, "").startswith(("LATIN ", "MODIFIER"))

"""A catalogue section as a text that people edit: read safely, written readably, and compared place by place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

LARGEST = 512 * 1024
"""Characters of a section's text; the largest in use has some twenty thousand."""
DEEPEST = 40
"""Levels of nesting; the deepest in use has eight."""
_OPENS = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSES = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_MISSING = object()


class UnreadableText(ValueError):
    """The text is no YAML that is accepted here; `line` counts from 1, 0 where none is known."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class Change:
    """One place that differs between two versions of a section."""

    place: str
    kind: Literal["added", "removed", "changed"]
    before: str
    after: str


def written(section: Mapping[str, Any]) -> str:
    """Return a section as YAML."""
    return yaml.safe_dump(dict(section), allow_unicode=True, sort_keys=False, width=110)


def read(text: str) -> dict[str, Any]:
    """Return what a text says.

    Raises:
        UnreadableText: too long, no YAML, not a mapping, or with aliases, by which some lines unpack to gigabytes.
    """
    if len(text) > LARGEST:
        raise UnreadableText("too long")
    try:
        _examine(text)
        told = yaml.load(text, Loader=yaml.CSafeLoader)
    except UnreadableText:
        raise
    except yaml.MarkedYAMLError as error:
        raise UnreadableText(str(error.problem), error.problem_mark.line + 1 if error.problem_mark else 0) from None
    except (yaml.YAMLError, ValueError):
        raise UnreadableText("no YAML") from None
    if not isinstance(told, dict):
        raise UnreadableText("a section is a mapping of names to values")
    return told


def _examine(text: str) -> None:
    """Refuse what would unpack to gigabytes (aliases) or overflow the parser's stack (nesting)."""
    depth = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        line = token.start_mark.line + 1
        if isinstance(token, yaml.AliasToken):
            raise UnreadableText("aliases are not accepted", line)
        depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
        if depth > DEEPEST:
            raise UnreadableText("nested too deeply", line)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return every place that differs; entries of a list are told apart by their key or name where they have one."""
    old, new = dict(_places(before)), dict(_places(after))
    found = []
    for place in [*old, *(one for one in new if one not in old)]:
        was, now = old.get(place, _MISSING), new.get(place, _MISSING)
        if was == now:
            continue
        kind: Literal["added", "removed", "changed"] = "changed"
        if was is _MISSING or now is _MISSING:
            kind = "added" if was is _MISSING else "removed"
        found.append(Change(place, kind, _shown(was), _shown(now)))
    return found


def _places(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _places(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, inner in enumerate(value, 1):
            yield from _places(inner, f"{place}[{_name_of(inner, number)}]")
    else:
        yield place, value


def _name_of(entry: object, number: int) -> str:
    if isinstance(entry, Mapping):
        for name in ("key", "valid_from", "name", "date", "day"):
            if isinstance(entry.get(name), str):
                return str(entry[name])
    return str(number)


def _shown(value: object) -> str:
    if value is _MISSING:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value in (None, "", {}) else str(value)

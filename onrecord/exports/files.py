"""A file beside the pages, and how JSON is written in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENERATOR = {"generator": "onrecord"}
JSON_MARK = '"generator": "onrecord"'  # in the head of the JSON that is no table and no feed


@dataclass(frozen=True, slots=True)
class Export:
    """A file to publish beside the pages.

    Attributes:
        path: in site_src, and on the site.
        text: its content; UTF-8, its line breaks as they are.
    """

    path: str
    text: str


def as_json(data: Mapping[str, Any]) -> str:
    """JSON with a line for each member, and for each item of a member that is a list.

    So two versions of a file can be compared by their lines; and Python's fast encoder, which
    knows no indentation, makes each of them.
    """
    members = ",\n".join(f"{_line(key)}: {_lines(value)}" for key, value in data.items())
    return f"{{\n{members}\n}}\n"


def as_json_list(items: Iterable[Any]) -> str:
    """A JSON array with a line for each item."""
    return f"{_lines(list(items))}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n{}\n]".format(",\n".join(map(_line, value)))


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_script(data: Any) -> str:
    """JSON that may stand in an HTML `script` element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

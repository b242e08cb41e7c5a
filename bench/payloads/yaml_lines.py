"""YAML with a field's text on a line of its own, so that a problem's line tells the field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

# These escapes an editor may have meant as a backslash and a letter, so the checks refuse them.
_CODES = {f"\\{letter}": f"\\x{code:02x}" for letter, code in zip("bfnrt", (8, 12, 10, 13, 9), strict=True)}


class Slot(Struct, frozen=True):
    """A place in YAML that holds a payload."""

    field: str
    text: str


def lines_of(data: dict[str, Any], indent: str = "") -> Iterator[tuple[str, str]]:
    """The lines of a mapping, each with the field that it holds."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:", ""
            yield from lines_of(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:", ""
            for item in value:
                if isinstance(item, dict):
                    first, *others = lines_of(item, f"{indent}    ")
                    yield f"{indent}  - {first[0].lstrip()}", first[1]
                    yield from others
                else:
                    text, field = _scalar(item)
                    yield f"{indent}  - {text}", field
        else:
            text, field = _scalar(value)
            yield f"{indent}{key}: {text}", field


def _scalar(value: Slot | str) -> tuple[str, str]:
    """A text in quotation marks on one line; control characters are written as their codes."""
    text, field = (value.text, value.field) if isinstance(value, Slot) else (value, "")
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = re.sub(r"\\(.)", lambda escape: _CODES.get(escape[0], escape[0]), quoted)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda sign: f"\\u{ord(sign[0]):04x}", quoted), field

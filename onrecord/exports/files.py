"""Writing JSON in the files beside the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

LIST_HEAD, LIST_BETWEEN, LIST_TAIL = "[\n", ",\n", "\n]"
GENERATOR = {"generator": "onrecord"}
JSON_MARK = '"generator": "onrecord"'  # near the beginning of JSON files that are neither tables nor feeds


def as_json(data: Mapping[str, Any]) -> str:
    """JSON with one line per member, and one per item of a member that is a list.

    So two versions of a file can be compared by their lines.  Inside a line there are no spaces.
    """
    members = ",\n".join(f"{compact_json(key)}: {_lines(value)}" for key, value in data.items())
    return f"{{\n{members}\n}}\n"


def as_lines(items: Sequence[Any]) -> str:
    """Some items of a JSON array with a line for each; `LIST_HEAD` and so on stand around all of them."""
    return LIST_BETWEEN.join(map(compact_json, items))


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return compact_json(value)
    return f"{LIST_HEAD}{as_lines(value)}{LIST_TAIL}"


def compact_json(value: Any) -> str:
    """JSON on one line, without spaces; much faster than `json.dumps`."""
    return _encode(value).decode()


def _text(value: Any) -> str:
    """An instance of a subclass of `str`, as plain `str`."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is not JSON")
    return str.__str__(value)


_encode = msgspec.json.Encoder(enc_hook=_text).encode

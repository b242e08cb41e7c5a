"""One value of each kind that YAML has, as it is written behind a key."""

from __future__ import annotations

from typing import Final

VALUES: Final = {
    "empty": "",
    "number": "2031",
    "fraction": "1.5",
    "date": "2031-05-02",
    "true": "true",
    "false": "false",
    "text": "index.md",
    "quoted number": "'2031'",
    "list": "[1, 2]",
    "list of lists": "[[1]]",
    "mapping": "{a: 1}",
    "bytes": "!!binary aGVsbG8=",
}

"""The parts of a document that the command writes: between `<!-- measured: NAME -->` and `<!-- end -->`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"(<!-- measured: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(text: str, parts: Mapping[str, str]) -> str:
    """The document with its parts replaced.

    Raises:
        ValueError: the document has no part, or one that is not in `parts`.
    """

    def filled(match: re.Match[str]) -> str:
        if match["name"] not in parts:
            raise ValueError(f"there is no part {match['name']}")
        return f"{match[1]}\n{parts[match['name']]}\n\n{match[3]}"

    text, number = _PART.subn(filled, text)
    if not number:
        raise ValueError("the document has no part to fill")
    return text

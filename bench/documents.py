"""The parts of a document that commands write: between `<!-- measured: NAME -->` and `<!-- end -->`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"(<!-- measured: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(text: str, parts: Mapping[str, str]) -> str:
    """The document with these of its parts replaced; other commands write the others.

    Raises:
        ValueError: the document has none of the parts.
    """

    def filled(match: re.Match[str]) -> str:
        if match["name"] not in parts:
            return match[0]
        return f"{match[1]}\n{parts[match['name']]}\n\n{match[3]}"

    if parts.keys().isdisjoint(match["name"] for match in _PART.finditer(text)):
        raise ValueError(f"the document has no part {' or '.join(parts)}")
    return _PART.sub(filled, text)

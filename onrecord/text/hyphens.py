"""Hyphens typed for dashes: ``the plan -Kresh said it was hers-is likely to fail``."""

from __future__ import annotations

import re

# The first of two dashes is searched this far back.
MAX_DISTANCE = 300
_FIRST_DASH = re.compile(r"(?<= )-(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?…]'? ")
# After the second one a verb or a clause follows; compounds hardly ever end with these words.
_GOES_ON = re.compile(
    r"-(?:is|are|was|were|has|have|had|will|would|could|should|may|might|must|can|cannot|does|did|he|she|they|it"
    r"|who|which|that|and|but|or|so|yet|because|said|says|ist|sind|war|wird|und|aber|est|sont|était|sera|et|mais"
    r"|es|son|era|será|y|pero)(?![\w'-])"
)


def is_typed_dash(text: str, at: int) -> bool:
    """Whether a hyphen between two words of a folded text is the second of two typed for dashes.

    The first one is earlier in the same sentence, with a space before it and a word after it.
    """
    if not _GOES_ON.match(text, at):
        return False
    first = max(
        (match.end() for match in _FIRST_DASH.finditer(text, max(at - MAX_DISTANCE, 0), at)), default=None
    )
    return first is not None and not _SENTENCE_END.search(text, first, at)

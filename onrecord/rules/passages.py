"""Rules of passages: the words of a position are in the article, verbatim."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

NOT_FOUND: Final = Rule(
    name="passage-not-found",
    severity=Severity.ERROR,
    summary="The words of a passage are not in the article.",
    explanation=(
        "A position is published only if its words are in the source, word for word. Copy the passage from "
        "the article again; the message shows the nearest words there and what differs. The style of "
        "quotation marks, apostrophes, dashes and spaces does not matter; capital letters and everything "
        "else do. To leave words out, write […] in their place."
    ),
    wrong="""\
# the article: “We will not talk before the spring,” Ana Kresh said.
passage: We will not negotiate before the spring""",
    right="""\
# the article: “We will not talk before the spring,” Ana Kresh said.
passage: We will not talk before the spring""",
)

AMBIGUOUS: Final = Rule(
    name="passage-ambiguous",
    severity=Severity.ERROR,
    summary="The words of a passage appear in the article more than once.",
    explanation=(
        "The page links the position to one place in the article, and the program will not guess which. "
        "Make the passage longer until it is unique. Or keep it, and write the words just before the right "
        "place under 'prefix', or those just after it under 'suffix'. A 'gist' that appears more than once "
        "in its passage needs more words, too."
    ),
    wrong="""\
# the article: Velmar wants no talks now that votes are counted.
#              Ana Kresh, too, wants no talks now but a letter first.
passage: wants no talks now""",
    right="""\
# the article: Velmar wants no talks now that votes are counted.
#              Ana Kresh, too, wants no talks now but a letter first.
passage: wants no talks now
suffix: but a letter first""",
)

OUT_OF_ORDER: Final = Rule(
    name="passage-out-of-order",
    severity=Severity.ERROR,
    summary="The pieces of a passage around […] are in the article, but in another order.",
    explanation=(
        "[…] says that words were left out between two pieces, so the second must follow the first; in "
        "another order, the passage could say what the speaker did not. Put the pieces in the article's "
        "order. If they are two separate passages, write them as a list, each after a hyphen."
    ),
    wrong="""\
# the article: “We want peace. We waited for a year. We will wait no longer.”
passage: We will wait no longer […] We want peace""",
    right="""\
# the article: “We want peace. We waited for a year. We will wait no longer.”
passage: We want peace […] We will wait no longer""",
)

GIST_NOT_IN_PASSAGE: Final = Rule(
    name="gist-not-in-passage",
    severity=Severity.ERROR,
    summary="A position's gist is not a part of its passage.",
    explanation=(
        "Lists show the gist as the actor's words, so it must be part of the passage: the same whole words, "
        "in one piece, with nothing left out. Copy it from the passage; the message shows the nearest words "
        "there and what differs. Without a gist lists show the passage itself."
    ),
    wrong="""\
passage: We will not talk before the spring, and we will not pay
gist: no talks before the spring""",
    right="""\
passage: We will not talk before the spring, and we will not pay
gist: We will not talk before the spring""",
)

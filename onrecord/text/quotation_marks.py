"""The list of quotation marks, for folding and for finding quotations.

It has the characters with the Unicode property Quotation_Mark (PropList.txt), and those that people type
instead: U+02BC MODIFIER LETTER APOSTROPHE, the Hebrew geresh and gershayim, and typewriter accents.
"""

from __future__ import annotations

from typing import Final

# Marks that look the same on both sides of a quotation, with variants of other widths.
STRAIGHT_DOUBLE: Final = '"\uff02\u05f4'
STRAIGHT_SINGLE: Final = "'\uff07"
# Apostrophes, which never make a pair; ` and ´ are typed for ‘ and ’.
APOSTROPHES: Final = "\u02bc\u05f3\u00b4"
BACKTICK: Final = "`"

CURLED_DOUBLE: Final = "“”„‟\u2e42"
CURLED_SINGLE: Final = "‘’‚‛"
GUILLEMETS: Final = "«»‹›"
# Opening and closing marks of East Asia; U+FE41 to U+FE44 are those of vertical text.
CORNERS: Final = {
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\ufe41": "\ufe42",
    "\ufe43": "\ufe44",
    "\uff62": "\uff63",
    "\u301d": "\u301e\u301f",
}

QUOTATION_MARKS: Final = "".join(
    (
        STRAIGHT_DOUBLE,
        STRAIGHT_SINGLE,
        APOSTROPHES,
        BACKTICK,
        CURLED_DOUBLE,
        CURLED_SINGLE,
        GUILLEMETS,
        *CORNERS,
        *CORNERS.values(),
    )
)

"""The order of names in lists: by the letters alone, and of people by their last name.

Names are compared as at the first level of the Unicode Collation Algorithm (UTS 10): by base letters, without
accents and case. Its table of weights, which also orders the letters of one script as each language does,
would be one more library for a difference that a list in several languages cannot show.

Which part of a person's name is the last name is a guess. As in CSL's default (`display-and-sort` of
`demote-non-dropping-particle`), particles such as 'von der' and 'al-' do not count. Nothing in a name shows
that its first word is the family name, so the register has a key for it, as EPUB has `file-as` and vCard has
`SORT-AS`.
"""

from __future__ import annotations

import re
import unicodedata

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
# In small letters, joined to the last name: al-Assad, d'Arcy.
_PARTICLE = re.compile(r"[^\W\d_]{1,3}[-’'‘ʼ](?=.)")


def filed_as(name: str) -> str:
    """A name as it is put in alphabetical order: without accents, case, and signs before its first word."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
    start = next((at for at, c in enumerate(bare) if is_filed(c)), 0)
    return bare[start:]


def is_filed(character: str) -> bool:
    """Whether a name can be filed under a character: a letter or a digit."""
    kind = unicodedata.category(character)
    return kind[0] in "LN" and kind != "Lm"  # Not the half rings and commas that romanised names open with.


def last_name_first(name: str) -> str:
    """A person's name with its last word first: `Leyen Ursula von der` for Ursula von der Leyen."""
    words = name.split()
    at = len(words) - 1
    while at > 0 and _SUFFIX.fullmatch(words[at].rstrip(",")):
        at -= 1
    if at < 1:
        return name
    last, rest = words[at].rstrip(","), [*words[:at], *words[at + 1 :]]
    particle = _PARTICLE.match(last)
    if particle and particle[0].islower():
        last, rest = last[particle.end() :], [*rest, particle[0]]
    return " ".join([last, *rest])

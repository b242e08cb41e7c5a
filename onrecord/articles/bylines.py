"""The line that names an article's authors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.articles.blocks import ends_sentence
from onrecord.record import Byline
from onrecord.text.spans import Span

MAX_BYLINE_WORDS = 40
# A byline is under the headline, a standfirst and a date, or after the text.
_PLACES_AT_TOP = (1, 2, 3)
_PLACES_AT_END = (1, 2, 3)

# 'Additional reporting' is not in the list: it does not make someone the author.
_INTRODUCTION = re.compile(
    r"[(\[—–-]? ?(?:(?:words|text|story|written|reported|reporting|writing|reporting and writing) )?by[: ] ?",
    re.IGNORECASE,
)
# In other languages the word has other meanings as well, so the rules for names are stricter.
_INTRODUCTION_ABROAD = re.compile(r"[(\[—–-]? ?(?:von|par|por|di|av|af|door)[: ] ?", re.IGNORECASE)
_END_OF_NAMES = re.compile(
    r"[;|)\]•·/]|,? (?:last )?(?:published|updated|posted|editing by)\b", re.IGNORECASE
)
PARTICLES = frozenset(
    "al ap ben bin da dal dalla das de degli dei del della den der di do dos du e el ibn la le lo na o of"
    " ten ter und van vom von y zu zum zur".split()
)
_BETWEEN_NAMES = frozenset("and & with in at for from und et y e og och en".split())
# These begin a sentence, or a heading in capitals, that only looks like a byline.
_NO_NAMES = frozenset("an the this that these those my our your his her its their all no now then".split())
_NO_SMALL_NAMES = _NO_NAMES | frozenset(
    "a and any air chance day default far force hand heart land law means mistake nature night now of or road"
    " sea some train virtue way what which who".split()
)
_DAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december christmas easter".split()
)
_AGENCY = (
    r"(?:the )?(?:reuters|ap|afp|agence france-presse|dpa|efe|ansa|apa|xinhua|tass|interfax|bloomberg"
    r"|upi|pa|anadolu|ians|pti"
    r"|kyodo|yonhap|(?:[\w’'.-]+ ){0,3}(?:agency|press|newswire|news|news service|wire service|media))"
)
_BEHIND_NAMES = re.compile(
    rf"(?P<names>.+?)"
    rf"(?:(?:,| -| –| —| of| for| with)? \(?(?P<agency>{_AGENCY})\)?)?"
    rf"(?:,? (?:in|at|from|à|en|aus) (?P<place>(?-i:[^\W\d_a-z]).*?)"
    rf"|, (?P<single>(?-i:[^\W\d_a-z])[\w’'-]+))?"
    rf"(?:(?:,| -| –| —| of| for| with)? \(?(?P<behind>{_AGENCY})\)?)?",
    re.IGNORECASE,
)
# A name, or two with a word between them.
_MOST_SMALL_WORDS = 3
_MOST_PLAIN_WORDS = 8
_SENIORITY = ("Jr.", "Sr.")
_OFFICES = frozenset("editor correspondent reporter writer columnist staff contributor freelancer".split())


def find_byline(text: str, blocks: Sequence[Span]) -> tuple[int, Byline] | None:
    """The index of the block that is a byline, and its parts; None if there is none."""
    for place in _places(text, blocks):
        byline = _byline(text, blocks[place])
        if byline:
            return place, byline
    return None


def _places(text: str, blocks: Sequence[Span]) -> Iterator[int]:
    """The blocks that may be the byline, the likeliest first."""
    count = len(blocks)
    places = [*_PLACES_AT_TOP, *(count - place for place in _PLACES_AT_END)]
    yield from dict.fromkeys(place for place in places if 0 < place < count)
    # A byline may be above the headline; but a headline that begins with 'By' has a paragraph below it.
    if count > 1 and not ends_sentence(text[blocks[1].start : blocks[1].end]):
        yield 0


def _byline(text: str, block: Span) -> Byline | None:
    words = text[block.start : block.end].split(maxsplit=MAX_BYLINE_WORDS)
    line = " ".join(words)
    abroad = False
    introduction = _INTRODUCTION.match(line)
    if introduction is None:
        introduction = _INTRODUCTION_ABROAD.match(line)
        abroad = True
    if introduction is None or len(words) > MAX_BYLINE_WORDS:
        return None
    credit = line[introduction.end() :]
    is_sentence = ends_sentence(line) and not line.endswith(_SENIORITY)
    # 'Reporting by A; editing by B.' closes with a full stop; 'By noon it was over.' is text.
    if is_sentence and (abroad or line[:2].lower() == "by") and not _is_plain(credit):
        return None
    names = _END_OF_NAMES.split(credit, maxsplit=1)[0].strip()
    outside = credit[len(names) :].lstrip(" |•·/")
    names = re.sub(r"^by ", "", names, flags=re.IGNORECASE)
    while "," in names and re.search(r"\d", names.rpartition(",")[2]):  # A date after the names.
        names = names.rpartition(",")[0]
    if not names.endswith(_SENIORITY):
        names = names.rstrip(" .,")
    if not (_are_names(names) or (line.startswith("by ") and _are_small_names(names))):
        return None
    if abroad and len(names.split()) < 2:
        return None
    return _taken_apart(block, names, outside)


def _taken_apart(block: Span, credit: str, outside: str) -> Byline:
    """Split a credit into names, agency and place."""
    found = _BEHIND_NAMES.fullmatch(credit)
    whole = Byline(block, credit)
    if re.fullmatch(_AGENCY, credit, re.IGNORECASE) or found is None:
        return whole
    names, agency = found["names"], found["agency"] or found["behind"]
    place = found["place"] or found["single"]
    if place and place.lower() in _OFFICES:
        return whole
    if agency is None and re.fullmatch(_AGENCY, outside.rstrip(" .)"), re.IGNORECASE):
        agency = outside.rstrip(" .)")
    return Byline(block, names.rstrip(" ,("), agency, place)


def _is_plain(credit: str) -> bool:
    """Whether a line consists of names and a full stop."""
    words = credit.rstrip(" .").split()
    return (
        credit.rstrip().endswith(".")
        and 1 < len(words) <= _MOST_PLAIN_WORDS
        and words[0].lower() not in _NO_NAMES
        and all(_is_capitalized(word) or word in PARTICLES | _BETWEEN_NAMES for word in words)
        and not any(word.lower().strip(",") in _DAYS_AND_MONTHS for word in words)
    )


def _are_small_names(names: str) -> bool:
    """Whether a text in small letters may be one or two names."""
    words = names.split()
    return 2 <= len(words) <= _MOST_SMALL_WORDS and all(
        word.isalpha() and word.islower() and word not in _NO_SMALL_NAMES for word in words
    )


def _are_names(names: str) -> bool:
    """Whether the text up to the first comma consists of names and joining words."""
    words = names.partition(",")[0].split()
    if not words or words[0].lower() in _NO_NAMES or not _is_capitalized(words[0]):
        return False
    if len(words) == 1 and words[0].lower() in _DAYS_AND_MONTHS:
        return False
    return all(_is_capitalized(word) or word in PARTICLES | _BETWEEN_NAMES for word in words)


def _is_capitalized(word: str) -> bool:
    """Whether a word is written like a name: no digits, and a capital first or after a particle."""
    letters = [character for character in word if character.isalpha()]
    if not letters or any(character.isdigit() for character in word):
        return False
    if letters[0].islower():  # d'Estaing, al-Assad
        return not word.islower() and re.match(r"[^\W\d_]{1,3}['’-]", word) is not None
    return True

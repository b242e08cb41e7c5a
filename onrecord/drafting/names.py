"""How an article writes a name: its full form, its other forms, and what it calls its bearer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from onrecord.articles.bylines import PARTICLES
from onrecord.drafting.languages import words_of_language
from onrecord.drafting.yaml_text import can_be_written, one_line
from onrecord.metadata.name_words import CALENDAR, FUNCTION_WORDS
from onrecord.record import Article
from onrecord.speakers.finding import Finder
from onrecord.speakers.lexicon import RoleWords, english
from onrecord.text.spans import Span

MAX_WORDS = 8
MAX_BEFORE = 120  # characters
MAX_NAME = 6  # words
MIN_FULL = 2
MIN_COMPOUND = 4  # letters of a title that may end a longer word
_WORD = r"[^\W\d_](?:[\w’'&./-]*\w)?\.?"
_GAP = r"[ \u00a0\u202f]"
_SPACE = re.compile(_GAP)
_WHOLE_WORD = re.compile(_WORD)
_LAST_WORD = re.compile(rf"{_WORD}\Z")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[\w’'-]*\w|\.)?"
# Two capitalised words and more, perhaps with a particle between them.
CAPITALS = rf"{_CAPITAL}(?:{_GAP}(?:(?:{'|'.join(sorted(PARTICLES))}){_GAP})?{_CAPITAL}){{1,5}}"
_CAPITALS = re.compile(rf"(?<![\w’'-]){CAPITALS}(?![\w-])")
_OF_TITLES = frozenset("der des dem den die das vom zur".split())  # die Chefin *der* Lotsengewerkschaft
_HONORIFICS = frozenset("mr mrs ms miss sir dr prof herr frau monsieur madame".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_APPOSITION = re.compile(r",\s+(?P<words>[^,.;:()“”„«»\"\n]{3,90}),")
_RELATIVE = re.compile(r"(?:who|whose|which|that|der|die|das|dessen|deren)\b")
_OPENS = re.compile(
    r"(?:the|a|an|his|her|its|their|head|chief|der|die|das|ein|eine)\b|\w+ (?:of|for|at|und|and)\b"
)


class Form(Struct, frozen=True):
    """A place where a name is written.

    Attributes:
        name: its words, without titles before them.
        title: the words before the name that belong to it: 'Interior Minister'.
        end: of the name.
        is_sure: whether the first word cannot only have its capital from the beginning of a sentence, or of
            a headline.
    """

    name: str
    title: str
    end: int
    is_sure: bool = True


def full_names(name: str, forms: Sequence[Form]) -> list[str]:
    """The full names in an article that a name, such as a last name alone, may be short for.

    Args:
        name: as a mention has it, without titles.
        forms: all places of its last word.

    Returns:
        One name if there is no doubt, at least the name itself; several in the order of the article.
    """
    longer = Counter(form.name for form in forms if form.name.endswith(f" {name}") and form.is_sure)
    if not longer:
        longer = Counter(form.name for form in forms if form.name.endswith(f" {name}"))
    # 'Assemblywoman Ana Kresh' and 'Critic Ana Kresh' are Ana Kresh; so is 'Ana M. Kresh' beside 'Ana Kresh'.
    by_name: dict[str, int] = {}
    ends = Counter(" ".join(full.split()[-MIN_FULL:]) for full in longer)
    for full, count in longer.items():
        words = full.split()
        end = " ".join(words[-MIN_FULL:])
        plain = f"{words[0]} {words[-1]}"
        short = end if ends[end] > 1 and len(words) > MIN_FULL else plain if plain in longer else full
        by_name[short] = by_name.get(short, 0) + count
    found = [full for full in by_name if len(full.split()) <= MAX_NAME]
    return found or [name]


def places_of_names(forms: Iterable[Form]) -> dict[str, list[int]]:
    """The ends of each name in the order of the article: of whole forms, and of forms cut in front."""
    places: dict[str, list[int]] = {}
    for form in forms:
        words = form.name.split(" ")
        for first in range(len(words)):
            places.setdefault(" ".join(words[first:]), []).append(form.end)
    return places


def names_before(names: Iterable[str], places: Mapping[str, Sequence[int]], before: int) -> list[str]:
    """Those of several full names that were written before a place, the one written last at the end."""
    numbers = {name: bisect_right(places.get(name, ()), before) for name in names}
    written = [name for name, number in numbers.items() if number]
    return sorted(written, key=lambda name: places[name][numbers[name] - 1])


class NameForms:
    """Finds the forms of names in one article.

    Args:
        article: the article.
        language: its language.
    """

    def __init__(self, article: Article, language: str) -> None:
        self._article = article
        self._lexicon: RoleWords = Finder(article, language).lexicon or english()
        self._joins_words = words_of_language(language).joins_words

    @cached_property
    def _titles(self) -> Collection[str]:
        return self._lexicon.titles | self._lexicon.roles

    @property
    def things(self) -> Collection[str]:
        """What says something and is nobody, such as a letter."""
        return self._lexicon.things

    @cached_property
    def _no_names(self) -> Collection[str]:
        return english().not_a_name | FUNCTION_WORDS | CALENDAR | english().determiners

    def of(self, head: str) -> Iterator[Form]:
        """All places of a name, by its last word."""
        text = self._article.text
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(head)}(?![\w-]|['’](?!s\b|\s))", text):
            before = _words_before(text[max(0, match.start() - MAX_BEFORE) : match.start()])
            form = self._read(before, head, match.end())
            if form is not None:
                yield replace(form, is_sure=self._is_sure(form))

    def _is_sure(self, form: Form) -> bool:
        """Whether a form begins after a small letter, a comma or a title, in the text."""
        article = self._article
        if article.has_headline and form.end <= article.headline.end:
            return False
        if form.title:
            return True
        begin = form.end - len(form.name)
        before = article.text[max(0, begin - MAX_BEFORE) : begin].rstrip(" \u00a0\u202f")[-1:]
        return bool(before) and (before.isalnum() or before in ",;)(—–-")

    def read(self, span: Span) -> Form:
        """The form in a span that ends with the name's last word."""
        words = one_line(self._article.words(span)).split()
        before = " ".join(words[:-1])
        found = self._read(before + " " if before else "", words[-1], span.end)
        return found or Form(words[-1], before, span.end)

    def _read(self, before: str, head: str, end: int) -> Form | None:
        """A name from the words before its last one, which are read backwards."""
        words = one_line(before).split()
        kept: list[str] = []
        while words and self._goes_on(words[-1]):
            kept.insert(0, words.pop())
        while kept and (kept[0].lower() in PARTICLES or self._is_no_name(kept[0])):
            kept.pop(0)
        title = max((number for number, word in enumerate(kept, start=1) if self._is_title(word)), default=0)
        if kept[title : title + 1] in (["of"], ["für"]):
            title = 0  # Union of Pilots: not the title of somebody named Pilots
        if title == len(kept) and head.lower() in self._no_names:
            return None
        first = kept[title:]
        while first and first[0] in _OF_TITLES:
            first.pop(0)
        return Form(" ".join([*first, head]), " ".join(kept[:title]), end)

    def _is_title(self, word: str) -> bool:
        last = word.rpartition("-")[2].rstrip(".").lower()
        if self._joins_words:  # Verkehrsministerin, Verbandschef
            return any(last.endswith(title) for title in self._titles if len(title) >= MIN_COMPOUND)
        return last in self._titles

    def _goes_on(self, word: str) -> bool:
        """Whether a word before a name may belong to it."""
        if _POSSESSIVE.search(word) and not word.endswith("."):
            return False
        if word.lower() in PARTICLES:
            return True
        if word.endswith(".") and len(word) > 2 and not self._is_title(word):
            return False
        return word[:1].isupper() and not self._is_no_name(word)

    def _is_no_name(self, word: str) -> bool:
        """Whether a capitalised word only begins a sentence; US and WHO do not."""
        return word.lower() in self._no_names and not (len(word) > 1 and word.isupper())

    def full_names(self, span: Span) -> Iterator[Span]:
        """The places of two to four capitalised words that may be a person's name, titles included."""
        for match in _CAPITALS.finditer(self._article.text, span.start, span.end):
            yield Span(*match.span())

    def is_honorific(self, words: str) -> bool:
        """Whether words before a name only show respect: 'Mr.', 'Frau Dr.'."""
        return all(word.rstrip(".").lower() in _HONORIFICS for word in words.split())

    def role_after(self, form: Form) -> str:
        """What the article calls somebody right after the name: ', the head of the board,'; or empty."""
        match = _APPOSITION.match(self._article.text, form.end)
        return one_line(match["words"]) if match else ""

    @staticmethod
    def is_clause(words: str) -> bool:
        """Whether an apposition says what somebody does: 'who speaks for the owners'."""
        return bool(_RELATIVE.match(words)) and can_be_written(words)

    @staticmethod
    def is_role(words: str) -> bool:
        """Whether an apposition says what somebody is, and not what somebody does."""
        return not _RELATIVE.match(words) and bool(_OPENS.match(words))


def _words_before(text: str) -> str:
    """The last words of a text, each with one space after it; at most `MAX_WORDS`.

    They are taken from the end: a pattern for all of them would be tried from each character of the text.
    """
    *words, rest = _SPACE.split(text)
    begin = len(text)
    if rest:
        return ""
    for word in words[: -MAX_WORDS - 1 : -1]:
        if not _WHOLE_WORD.fullmatch(word):
            last = _LAST_WORD.search(word)  # what follows an apostrophe, a bracket or a line break
            return text[begin - 1 - len(last.group()) :] if last else text[begin:]
        begin -= len(word) + 1
    return text[begin:]

"""The source's own facts, each with the line that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from onrecord.drafting.languages import language_of, words_of_language
from onrecord.drafting.yaml_text import can_be_written, one_line
from onrecord.metadata.tree import lines_of
from onrecord.record import Article
from onrecord.schema.fields import fault_of_address, is_date

# Lines at the top and at the end in which a page says when it was published.
_TOP, _END = 8, 6
_MAX_DATE_LINE = 120
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’«»]+[^\s<>\"'“”‘’«».,;:!?)\]]")
# How news agencies begin: the place in capitals, perhaps a date and the agency's name, and a dash.
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]+\b[^–—\n]{0,60}?\s[-–—]+\s")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?P<name>[^\d.,|©]{2,60})", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?i:^(?:full |joint |press )?(?:statement|remarks|speech|address) (?:by|of|from)"
    r"|^erklärung (?:von|des|der))\b\s*(?P<name>.{3,80})"
)


class Fact(Struct, frozen=True):
    """A value, and where it comes from.

    Attributes:
        line: of the article; 0 if the page's own data has it.
        words: what is there.
    """

    value: str
    line: int = 0
    words: str = ""


class Facts(Struct):
    """What is known of a source; None for what is not.

    Attributes:
        dates: days in the text without a year, or not as the article's own date, with their lines.
    """

    headline: Fact | None = None
    author: Fact | None = None
    publisher: Fact | None = None
    published: Fact | None = None
    url: Fact | None = None
    language: Fact | None = None
    relays: Fact | None = None
    statement: Fact | None = None
    dates: list[Fact] = []


def facts_of(article: Article, language: str = "") -> Facts:
    """The facts that the text itself has.

    Args:
        article: the article.
        language: as somebody said it; empty if nobody did.
    """
    facts = Facts()
    text = article.text
    if article.has_headline:
        facts.headline = Fact(article.title, article.line_at(article.headline.start))
        statement = _STATEMENT.match(article.title)
        if statement:
            facts.statement = Fact(one_line(statement["name"]), facts.headline.line, article.title)
    if article.byline is not None:
        line = article.line_at(article.byline.span.start)
        facts.author = Fact(article.byline.names, line, one_line(article.words(article.byline.span)))
        if article.byline.agency:
            facts.publisher = Fact(article.byline.agency, line, facts.author.words)
    found = language or language_of(text)
    guessed = "" if language else "guessed from its words; confirm it"
    facts.language = Fact(found, words=guessed) if found else None
    for line, words in ends_of(text, _TOP, _END):
        address = _ADDRESS.search(words)
        if address and facts.url is None and not fault_of_address(address.group()):
            facts.url = Fact(address.group(), line, words)
        sign = _COPYRIGHT.search(words)
        name = one_line(sign["name"]).strip(" -–—") if sign else ""
        if name and facts.publisher is None and can_be_written(name):
            facts.publisher = Fact(name, line, words)
        dateline = _DATELINE.match(words)
        day = date_in(dateline.group() if dateline else words, found)
        is_there_for_it = dateline or (len(words) <= _MAX_DATE_LINE and _is_mostly_date(words))
        if day and facts.published is None and is_there_for_it:
            facts.published = Fact(day, line, dateline.group().rstrip(" -–—") if dateline else words)
    relaying = words_of_language(found).relaying.search(text)
    if relaying is not None:
        line, words = article.line_at(relaying.end()), one_line(relaying.group()).lstrip(",. ")
        facts.relays = Fact(one_line(relaying["relays"]), line, words)
        facts.publisher = facts.publisher or Fact(relaying["publisher"], line, words)
    facts.dates = list(_other_dates(article, found))
    return facts


def ends_of(text: str, top: int, end: int) -> Iterator[tuple[int, str]]:
    """The first and the last lines of a text that have something on them, with their numbers.

    Args:
        text: the text.
        top: the number of lines at its top.
        end: the number of lines at its end.
    """
    lines = [(number, one_line(line)) for number, line in enumerate(lines_of(text), start=1)]
    seen = [(number, line) for number, line in lines if line]
    yield from dict.fromkeys([*seen[:top], *seen[-end:]])


def _is_mostly_date(words: str) -> bool:
    """Whether a line is there for its date: a short one, without a sentence."""
    return (
        len(words.split()) <= 14
        and not re.search(r"[.!?]\s+\w+ \w+ \w+", words)
        and not words.endswith((".", "”"))
    )


def date_in(words: str, language: str) -> str:
    """The first full date in some words, as YYYY-MM-DD; empty if there is none."""
    lists = words_of_language(language)
    for pattern in lists.dates:
        match = pattern.search(words)
        if match is None:
            continue
        groups = match.groupdict()
        month = int(groups["number"]) if groups.get("number") else lists.months[groups["month"].lower()]
        day = f"{int(groups['year']):04}-{month:02}-{int(groups['day']):02}"
        if is_date(day):
            return day
    return ""


def _other_dates(article: Article, language: str) -> Iterator[Fact]:
    lists = words_of_language(language)
    seen: set[str] = set()
    for match in lists.without_year.finditer(article.text):
        words = one_line(match.group())
        if words not in seen:
            seen.add(words)
            yield Fact(words, article.line_at(match.start()))

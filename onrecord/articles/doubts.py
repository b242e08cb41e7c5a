"""Warnings about an article, each with its line.

Articles are never edited, so nothing here is an error. But invisible characters, wrongly decoded letters and
HTML were hardly part of the published text, and a quotation mark without its partner may hide a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.record import Article
from onrecord.rules import articles as rules
from onrecord.rules.problems import Location, Problem, Rule
from onrecord.text.characters import describe
from onrecord.text.ignorable import IGNORABLE, may_have_ignorable
from onrecord.text.spans import Span

# At most this many lines are reported per kind.
MAX_PER_RULE = 20
# The maximum length of a line in a message.
MAX_LINE = 500
# A shorter paragraph may rightly occur twice: a cross-head, a line of dots.
MIN_REPEATED = 60
# More empty lines than any layout has; they hide what follows.
MIN_GAP = 30

_MANY_EMPTY = re.compile(r"\n[ \t\r]*\n[ \t\r]*\n[ \t\r]*\n")
_EMPTY_LINES = re.compile(rf"^(?<!\n\n)(?:[^\S\n]*+\n){{{MIN_GAP},}}+", re.MULTILINE)
_SEEN = re.compile(r"\S")
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
# UTF-8 decoded as Windows-1252 or Latin-1 (â€œ, Ã©, Â£), and the replacement character.
_GARBLED = re.compile(
    r"\ufffd|â€[\x80-\x9d\u2013-\u2122œžšŸ¦]|Ã[\x80-\xbf\u0152-\u0178\u2018-\u2022€ƒ‚„…†‡ˆ‰Š‹Ž™š›œž]|Â[\xa0-\xbf]"
    r"|ï»¿|ðŸ"
)
_CONTROL_CHARACTERS = "".join(filter(_CONTROL.match, map(chr, range(0xA0))))
_GARBLED_BEGIN = "\ufffdâÃÂïð"
# The lookahead skips a `<` that cannot begin a tag at once: a file may be full of them.
_MARKUP = re.compile(
    r"<(?=[/!a-z])(?:!--|/?"
    r"(?:a|b|blockquote|br|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|script|span|strong|style|table|t[dhr]|ul)"
    r"(?:\s[^<>\n]{0,300})?/?>)"
    r"|&(?=[#a-z])(?:amp|quot|apos|nbsp|lt|gt|[lr][ds]quo|[mn]dash|hellip|shy|#\d{2,6}|#x[0-9a-f]{2,6});",
    re.IGNORECASE,
)
# How a saved page begins.
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?=!doctype html|html|head|body)", re.IGNORECASE)


def doubts_of(article: Article, path: str) -> Iterator[Problem]:
    """The warnings about an article.

    Args:
        article: as it was read.
        path: its file, relative to the root.
    """
    text = article.text
    if article.marks_unread:
        message = "this text has too many quotation marks for an article, so none counts"
        yield Problem(rules.TOO_MANY_MARKS, Location(path), message, "put one article into the file")
    yield from _at_lines(
        article, path, rules.UNPAIRED_MARK, ((at, _unpaired(text, at)) for at in article.unpaired)
    )
    if not (text.isascii() and text.isprintable()):
        yield from _characters(article, path)
    if "<" in text or "&" in text:
        found: Iterator[tuple[int, str]] = (
            (match.start(), f"“{match.group()[:40]}” is HTML and not text")
            for match in _MARKUP.finditer(text)
        )
        begin = _PAGE.match(text)
        if begin:
            found = iter([(begin.end() - 1, "this file is the HTML of a page, and not an article's text")])
        yield from _at_lines(article, path, rules.MARKUP, found)
    yield from _at_lines(article, path, rules.REPEATED, _repeated(article))
    if text.count("\n") > MIN_GAP and _MANY_EMPTY.search(text):
        yield from _at_lines(article, path, rules.GAP, _gaps(text))
    if article.kind == "transcript" and not article.turns:
        message = "no paragraph of this transcript begins with a name and a colon"
        yield Problem(rules.NO_TURNS, Location(path), message, "remove `kind: transcript` from the briefing")


def _characters(article: Article, path: str) -> Iterator[Problem]:
    text = article.text
    if any(map(text.__contains__, _CONTROL_CHARACTERS)):
        control = (
            (match.start(), f"{describe(match.group())} is a control character")
            for match in _CONTROL.finditer(text)
        )
        yield from _at_lines(article, path, rules.CONTROL, control)
    if may_have_ignorable(text):
        hidden = (
            (match.start(), f"{describe(match.group()[0])} cannot be seen")
            for match in IGNORABLE.finditer(text)
        )
        yield from _at_lines(article, path, rules.HIDDEN, hidden)
    if any(map(text.__contains__, _GARBLED_BEGIN)):
        garbled = (
            (match.start(), f"“{match.group()}” looks like a letter read in a wrong encoding")
            for match in _GARBLED.finditer(text)
        )
        yield from _at_lines(article, path, rules.GARBLED, garbled)


def _unpaired(text: str, at: int) -> str:
    sign = text[at]
    after = text[at + 1 : at + 2]
    opens = after.isalnum() or (bool(after) and not after.isspace() and text[max(at - 1, 0) : at].isspace())
    if opens:
        return f"no mark that fits closes the quotation that {sign} opens here"
    return f"no mark that fits opens the quotation that {sign} closes here"


def _gaps(text: str) -> Iterator[tuple[int, str]]:
    """The lines that follow far more empty lines than a layout has."""
    for match in _EMPTY_LINES.finditer(text):
        following = _SEEN.search(text, match.end())
        if following:
            yield following.start(), f"{match.group().count(chr(10))} empty lines are above this one"


def _repeated(article: Article) -> Iterator[tuple[int, str]]:
    """The paragraphs that repeat an earlier one."""
    seen: dict[str, Span] = {}
    for paragraph in article.paragraphs:
        span = paragraph.span
        if span.end - span.start < MIN_REPEATED:
            continue
        first = seen.setdefault(article.words(span), span)
        if first is not span:
            yield span.start, f"this paragraph is in line {article.line_at(first.start)} already"


_HELP = {
    rules.UNPAIRED_MARK: "compare the line with the published article; its words there count as reported",
    rules.CONTROL: "compare the line with the article as it was published, and copy it again",
    rules.HIDDEN: "nothing has to be done: passages are found without it",
    rules.GARBLED: "save the article again, from its page, as UTF-8",
    rules.MARKUP: "save the text without the HTML around it; `new` takes it out of a saved page",
    rules.GAP: "read the text below them, and remove what is not part of the article",
    rules.REPEATED: "take the second one out if it was pasted twice",
}


def _at_lines(article: Article, path: str, rule: Rule, found: Iterator[tuple[int, str]]) -> Iterator[Problem]:
    """One problem per line, at the first place found in it."""
    text = article.text
    end, line, counted = -1, 1, 0
    shown = 0
    for at, message in found:
        if at < end:
            continue
        if shown == MAX_PER_RULE:
            return
        line += len(_LINE_BREAK.findall(text, counted, at))
        counted = at
        start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        stop = _LINE_BREAK.search(text, at)
        end = stop.start() if stop else len(text)
        shown += 1
        place = Location(path, line, at - start + 1, text[start : min(end, start + MAX_LINE)])
        yield Problem(rule, place, message, _HELP[rule])

"""Cuts of honest passages from PolNeAR that change the meaning, for `bench.meaning`.

The words here are chosen independently, so that the program's lists are not tested against themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bench.attribution import actor_of, may_be_same, register_of
from bench.polnear import Attribution
from onrecord.record import Anchor, Article
from onrecord.rules.problems import Location
from onrecord.speakers.checks import Given, SpeakerChecks
from onrecord.speakers.identity import Register
from onrecord.text.spans import Span

# The name of a kind of cut, the rules of which one should report it, and the remaining pieces.
Cut = tuple[str, frozenset[str], tuple[Span | None, ...]]

NEGATION = frozenset(("cut-negation", "omits-negation", "omits-only-negation"))
CONDITION = frozenset(("cut-condition", "omits-condition"))
QUESTION = frozenset(("cut-question",))
QUANTITY = frozenset(("cut-quantity",))
JOINED = frozenset(("joins-two-speakers", "may-join-speakers", "other-speaker", "omission-across-paragraphs"))

NEGATORS = re.compile(r"\b(?:not|never|nobody|neither|cannot|without|[a-z]+n['’]t|no)\b")
# Next to one of these a negation does not reverse the meaning.
BEFORE = re.compile(r"(?:\b(?:whether|or|if|why|as|like)\W+|[\w)]-)$", re.IGNORECASE)
PHRASES = re.compile(
    r"-|(?:only|just|merely|doubt|question|more than|longer than|matter|simply|least|to mention|the only"
    r"|the first|before the|until)\b|\w* ?(?:surpris|rul(?:e|ing) out|hid(?:e|ing)\b|shy\b|afraid|forget"
    r"|respon[ds]|repl[iy]|help but|wait to)"
)
# `cannot believe` and `wouldn't believe` are astonishment, `don't believe` is not.
ASTONISHED = re.compile(r"(?:cannot|(?:ca|could|would)n['’]t) believe\b")
BREAK = re.compile(
    r"[.,;:?!…()\[\]–—\"“”]|--| - |''|\b(?:but|because|although|while|when|who|which|than|and|or|as)\b"
)
# Passages that begin like this are visibly parts of a longer sentence: until 2031, where they stood.
JOINING = re.compile(r"\s*(?:until|before|after|since|where|if|whether|so)\b")
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput\w+|refut\w+|reject\w*|dismiss\w*|doubt\w*|rul\w+ out"
    r"|(?:not|never|n['’]t) (?:\w+ )?(?:say|said|claim|claimed|believe|think|expect|suggest|mean))\b"
)
# These do not deny the words: a denied doubt, and somebody who did not say where or when.
UNDONE = re.compile(r"\b(?:no|not|\w+n['’]t|never|without) (?:den|disput|doubt|rul|reject)")
OPEN = re.compile(r"wh|how|if")
NUMBER = re.compile(r"\b\d[\d,.]*(?= (?:percent|million|billion)\b)|\b\d[\d,.]*(?=%)")
ASKED = re.compile(r"[^.!?\":;–—“”()']+(?=\?)")
MAIN = re.compile(
    r"(?:^|[.!?][\"”]? |[\"“])If (?!not\b|any|so\b|anything)[^.,;:?!\"“”]+ [^.,;:?!\"“”]+, (?!said|says)"
)


def trimmed(article: Article, start: int, end: int) -> Span | None:
    """A span without white space at its ends, widened to whole words; None if nothing is left."""
    text = article.text
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def cuts(article: Article, content: Span, cue: Sequence[Span]) -> Iterator[Cut]:
    """Yield the cuts of an honest passage of one paragraph.

    Args:
        article: the article.
        content: the passage.
        cue: the words that attribute it.
    """
    yield from _negated(article, content)
    yield from _conditional(article, content)
    if _denied(article, content, cue):
        yield "content of a denial", NEGATION, (content,)
    for match in ASKED.finditer(article.text, content.start, content.end):
        if len(match.group().split()) > 3:
            yield "question without its mark", QUESTION, (trimmed(article, match.start(), match.end()),)
    for match in NUMBER.finditer(article.text, content.start, content.end):
        yield "number without its unit", QUANTITY, (trimmed(article, content.start, match.end()),)


def _denied(article: Article, content: Span, cue: Sequence[Span]) -> bool:
    """Whether the verb of saying is negated, for a passage of four words or more."""
    words = article.words(content)
    told = " ".join(map(article.words, cue))
    if len(words.split()) < 4 or OPEN.match(words) or not DENIED.search(told):
        return False
    return not UNDONE.search(article.text[max(min(cue).start - 12, 0) : max(cue).end])


def _negated(article: Article, content: Span) -> Iterator[Cut]:
    text = article.text
    for match in NEGATORS.finditer(text, content.start, content.end):
        rest = text[match.end() : content.end]
        if (
            PHRASES.match(rest.lstrip()[:30])
            or BEFORE.search(text[max(match.start() - 12, 0) : match.start()])
            or ASTONISHED.match(text, match.start())
        ):
            continue
        before = trimmed(article, content.start, match.start())
        after = trimmed(article, match.end(), content.end)
        yield "cut after a negation", NEGATION, (after,)
        clause = text[content.start : match.start()]
        if not BREAK.search(clause[-3:]) and not re.search(r"[.!?]", clause):
            yield "negation left out with […]", NEGATION, (before, after)
        if match.group() in ("not", "never") and re.search(r"\w $", clause):
            yield "cut before not, never", NEGATION, (before,)
        words = list(re.finditer(r"\S+", rest))[:5]
        for count in range(1, min(5, len(words))):
            start = words[count - 1].end()
            if BREAK.search(rest[: words[count].end()]):
                break
            if not JOINING.match(rest[start:]):
                span = trimmed(article, match.end() + start, content.end)
                yield f"cut {count} word{'s' if count > 1 else ''} after a negation", NEGATION, (span,)


def _conditional(article: Article, content: Span) -> Iterator[Cut]:
    text = article.text
    for match in re.finditer(r"\b[Ii]f\b", text[content.start : content.end]):
        at = content.start + match.start()
        before = text[content.start : at]
        if re.search(r"\b(?:even|what|as|see|know|only|and)\W+$", before) or text[at + 3 : at + 6] in (
            "not",
            "any",
        ):
            continue
        clause = re.search(r"[,.;:?!]", text[at + 2 : content.end])
        end = at + 2 + clause.start() if clause else content.end
        yield "if-clause without its if", CONDITION, (trimmed(article, at + 2, end),)
        if re.search(r"[\w,] $", before) and not re.search(r"[.!?,] *$", before):
            yield "cut before if", CONDITION, (trimmed(article, content.start, at),)
    for match in MAIN.finditer(text, content.start, content.end):
        ended = re.compile(r"[.!?;]").search(text, match.end(), content.end)
        end = ended.start() if ended else content.end
        yield "main clause without its if-clause", CONDITION, (trimmed(article, match.end(), end),)


def joined(
    article: Article, marked: Sequence[Attribution]
) -> Iterator[tuple[str, tuple[Span, Span], set[str]]]:
    """Words of two speakers, joined by […] and attributed to the first: the pieces, with the speaker rules.

    Args:
        article: the article.
        marked: its marked attributions.
    """
    told = [(one, key) for one in marked if (key := actor_of(article, one)) is not None]
    told.sort(key=lambda pair: pair[0].content[0])
    actors = register_of(article, told)
    checks = SpeakerChecks(article, "en", Register(actors), list(actors))
    for (one, key), (other, next_key) in pairwise(told):
        first = trimmed(article, one.content[0].start, one.content[-1].end)
        second = trimmed(article, other.content[0].start, other.content[-1].end)
        if first is None or second is None or may_be_same(actors[key], actors[next_key]):
            continue
        between = article.text[first.end : second.start]
        if first.end > second.start or not re.search(r"[.!?…]", between):
            continue
        same = article.block_at(first.start) == article.block_at(second.end - 1)
        name = f"two speakers joined by […], {'same' if same else 'another'} paragraph"
        given = Given(key, Anchor((first, second)), Location("briefs/article.yml"))
        yield name, (first, second), {problem.rule.name for problem in checks.of(given)}

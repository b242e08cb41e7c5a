"""How well the program knows who speaks: `python -m bench.attribution FOLDER_OF_POLNEAR [--part train]`."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.polnear import Annotated, Attribution, read
from onrecord.model import Article
from onrecord.speakers.finding import speakers_of
from onrecord.speakers.speech import Kind, Mention
from onrecord.text.spans import Span

CUT = re.compile(r"[,(:;–—]| (?:of|for|from|at|with|in|to|by|on|who|whose|that|which) ")
BEFORE = {"of", "for", "from", "at", "with", "in", "to", "by", "on"}


def overlap(one: tuple[Span, ...], other: Span) -> int:
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for span in one)


def head_of(words: str) -> str:
    """The head of a source as readers marked it: the last word before a comma or a preposition."""
    core = CUT.split(words.strip(" ,’”“"), maxsplit=1)[0].split()
    while len(core) > 1 and core[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        core.pop()
    return re.sub(r"['’]s?$", "", core[-1]).lower() if core else ""


def is_right(article: Article, mention: Mention, source: tuple[Span, ...]) -> bool:
    """Whether a mention is the source: the same head, or its name, apposition or pronoun."""
    gold = " ".join(article.words(span) for span in source)
    head = article.words(mention.head)
    plain = re.sub(r"['’]s?$", "", head).lower()
    if gold in ("who", "that", "which") and 0 <= source[0].start - mention.span.end <= 3:
        return True
    if plain == head_of(gold):
        return True
    for span in source:
        if span.start <= mention.head.start < span.end:
            before = article.text[span.start : mention.span.start].split()
            after = article.words(mention.span)
            if after.endswith(("'s", "’s")):
                return False
            return not (before and (before[-1].lower() in BEFORE or before[-1].endswith(("'s", "’s"))))
    if mention.kind is Kind.NAME:
        return plain in (word.lower() for word in re.findall(r"[A-Z][\w.'’-]*", CUT.split(gold)[0]))
    return any(
        mention.span.start <= span.start < mention.span.end and overlap(source, mention.span) > 0 for span in source
    ) and mention.kind is Kind.LIST


def golden(annotated: Annotated) -> Iterator[tuple[int, list[Attribution]]]:
    """The quotations that readers marked as the content of an attribution, from the opening mark on."""
    article = annotated.article
    for index, quotation in enumerate(article.quotations):
        span = quotation.spans[0]
        found = [
            (sum(part.end - part.start for part in one.content), one)
            for one in annotated.attributions
            if overlap(one.content, span) >= 0.9 * (span.end - span.start)
            and any(abs(part.start - span.start) <= 2 for part in one.content)
        ]
        if found:  # Of attributions inside one another the innermost; of two readers both.
            least = min(size for size, _ in found)
            yield index, [one for size, one in found if size <= 1.5 * least]


def _sources(article: Article, one: Attribution) -> Iterator[tuple[Span, ...]]:
    """The source; where source and verb were exchanged, what is marked as the verb."""
    if one.source:
        yield one.source
        if one.cue and article.words(one.source[0]).split()[0] in ("said", "asked", "told", "says"):
            yield one.cue


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", nargs="+", default=["train"])
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--open", action="store_true")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    rules: Counter[tuple[str, bool]] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    for part in asked.part:
        for annotated in read(asked.folder, part):
            article = annotated.article
            found = speakers_of(article, "en")
            for index, marked in golden(annotated):
                span = article.quotations[index].spans[0]
                sources = [source for one in marked for source in _sources(article, one)]
                if not sources:
                    counts["no source", index in found] += 1
                    continue
                long = len(article.words(span).split()) >= 5
                size = "long" if long else "short"
                counts[size] += 1
                context = article.text[max(0, span.start - 200) : span.end + 120].replace("\n", "¶")
                gold = " | ".join(" ".join(map(article.words, source)) for source in sources)
                if index not in found:
                    if asked.open and long:
                        print(f"OPEN [{gold}] …{context}\n")
                    continue
                speech = found[index]
                right = any(is_right(article, speech.mention, source) for source in sources)
                counts[size, right] += 1
                if long:
                    rules[speech.rule, right] += 1
                    kinds[speech.mention.kind, right] += 1
                if asked.wrong and not right and long:
                    said = article.words(speech.mention.span)
                    print(f"{speech.rule} {speech.mention.kind} [{said}] gold [{gold}] {article.file}\n  …{context}\n")
    for size in ("long", "short"):
        all_, right, wrong = counts[size], counts[size, True], counts[size, False]
        print(f"{size}: {all_}, proposed {(right + wrong) / all_:.1%}, right {right / (right + wrong):.1%}, wrong of all {wrong / all_:.1%}")
    print("no source", counts["no source", True], "of", counts["no source", True] + counts["no source", False])
    for name, table in (("rule", rules), ("kind", kinds)):
        for key in sorted({key for key, _ in table}, key=lambda key: -table[key, True]):
            print(f"  {key:20} {table[key, True]:5} {table[key, False]:4}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The accuracy of German speaker attribution: `python -m bench.attribution_german FOLDER_OF_SPKATT`.

Measures them on SpkAtt-2023 and prints the table of docs/attribution.md; `--update docs/attribution.md`
writes it there.  `train` is for work on the rules, `dev` for measuring.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.attribution import LONG, golden, update
from bench.polnear import Annotated
from bench.quoted import speakers_of
from bench.spkatt import read
from onrecord.record import Article
from onrecord.speakers.speech import Mention
from onrecord.text.spans import Span

PARTS = ("train", "dev")
# The end of a source's noun phrase: a comma, a genitive, a preposition.
_CUT = re.compile(r"[,(;:–—]| (?:des|der|von|vom|aus|in|im|für|bei|beim|am|an|zu|zur|mit|gegenüber|auf) ")

_FIELD = re.compile(r"^(?:Ansicht|Angaben|Worten|Meinung|Auffassung|Aussagen?) (?:von|vom|des|der) ")


def is_right(article: Article, mention: Mention, source: tuple[Span, ...]) -> bool:
    """Whether a mention has the head of the source, or is a name within the source."""
    gold = _FIELD.sub("", " ".join(article.words(span) for span in source))
    head = article.words(mention.head)
    if gold in ("der", "die", "das") and 0 <= source[0].start - mention.span.end <= 2:
        return True  # Berg, *der* das Gesetz entworfen hatte
    core = _CUT.split(gold, maxsplit=1)[0].split()
    if core and head == core[-1]:
        return True
    inside = any(span.start <= mention.head.start < span.end for span in source)
    before = article.text[: mention.span.start].rsplit(maxsplit=1)[-1]
    if _FIELD.match(article.words(source[0])):
        return inside
    return inside and before not in ("des", "der", "von", "vom", "aus", "in", "im", "für")


class Found:
    """Counts by length and outcome, and of long quotations by rule."""

    def __init__(self) -> None:
        self.sizes: Counter[tuple[str, str]] = Counter()
        self.rules: Counter[tuple[str, str]] = Counter()

    def add(self, annotated: Annotated, shown: str) -> None:
        """Add the quotations of an article."""
        article = annotated.article
        found = speakers_of(article, "de")
        for index, marked in golden(annotated):
            sources = [one.source for one in marked if one.source]
            if not sources:
                continue
            span = article.quotations[index].spans[0]
            size = "long" if len(article.words(span).split()) >= LONG else "short"
            speech = found.get(index)
            outcome = "open"
            if speech is not None:
                right = any(is_right(article, speech.mention, source) for source in sources)
                outcome = "right" if right else "wrong"
                self.rules[speech.rule, outcome] += 1
            self.sizes[size, outcome] += 1
            if shown == outcome:
                gold = " | ".join(article.words(part) for source in sources for part in source)
                said = f"{speech.rule} {article.words(speech.mention.span)!r}" if speech else ""
                around = article.text[max(0, span.start - 200) : span.end + 120]
                print(f"{outcome} {said} gold {gold!r}\n  {around!r}")


def table(found: dict[str, Found]) -> Iterator[str]:
    """The rows of the page."""
    yield "| German quotations | articles | number | a speaker found | right of these | wrong of all |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for size, label in (("long", f"{LONG} words and more"), ("short", f"under {LONG} words")):
        for name, one in found.items():
            right, wrong, left = (one.sizes[size, outcome] for outcome in ("right", "wrong", "open"))
            total = right + wrong + left
            yield (
                f"| {label} | {name} | {total:,} | {(right + wrong) / total:.1%} |"
                f" {right / (right + wrong):.1%} | {wrong / total:.1%} |"
            )


def rule_table(found: dict[str, Found]) -> Iterator[str]:
    """How often each rule was right and wrong."""
    yield "| German rule | " + " | ".join(found) + " |"
    yield "| --- |" + " ---: |" * len(found)
    first = next(iter(found.values())).rules
    rules = {rule for one in found.values() for rule, _ in one.rules}
    for rule in sorted(rules, key=lambda rule: (-first[rule, "right"], rule)):
        cells = (f"{one.rules[rule, 'right']} / {one.rules[rule, 'wrong']}" for one in found.values())
        yield f"| {rule} | " + " | ".join(cells) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a checkout of SpkAtt-2023 task 2")
    parser.add_argument("--train-only", action="store_true", help="for work on the rules")
    parser.add_argument("--show", default="", help="print cases: wrong, open or right")
    parser.add_argument("--update", type=Path, help="write the table into this page")
    asked = parser.parse_args()
    found = {name: Found() for name in (PARTS[:1] if asked.train_only else PARTS)}
    for name, one in found.items():
        for annotated in read(asked.folder, name):
            one.add(annotated, asked.show)
    update(asked.update, "german", "\n".join([*table(found), "", *rule_table(found)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The accuracy of drafts: `python -m bench.drafts FOLDER_OF_POLNEAR`.

Drafts every article of PolNeAR with an empty register and prints the table of docs/attribution.md; `--update
docs/attribution.md` writes it there.  The rules were developed on the part `train`; `dev` and `test` are only
for measuring.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.attribution import LONG, golden, is_right, sources_of, update
from bench.polnear import Annotated, read
from onrecord.drafting.attributing import Said
from onrecord.drafting.drafting import draft_of
from onrecord.record import Article
from onrecord.speakers.speech import Kind
from onrecord.text.spans import Span

MARKS = "“”\"''‘’"
OPENING, CLOSING = '“"‘', '”"’'


def marked_whole(annotated: Annotated) -> Iterator[Span]:
    """The words of each attribution that is one quotation, marks and the comma at its end left out.

    Readers marked the quotation marks or left them out; nothing here uses the program's own quotations.
    """
    text = annotated.article.text
    for one in annotated.attributions:
        if len(one.content) != 1 or "\n" in text[one.content[0].start : one.content[0].end]:
            continue
        start, end = one.content[0].start, one.content[0].end
        if text[start] not in OPENING and start and text[start - 1] in OPENING:
            start -= 1
        if text[end - 1] not in CLOSING and text[end : end + 1] and text[end] in CLOSING:
            end += 1
        inside = text[start + 1 : end - 1]
        double = any(sign in inside for sign in '“”"')
        if text[start] in '“"' and text[end - 1] in '”"' and not double and end - start > 2:
            words = inside.strip(" ,")
            if len(words.split()) >= LONG:
                begin = start + 1 + inside.index(words)
                yield Span(begin, begin + len(words))


class Drafted:
    """The results for the articles of some parts."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, annotated: Annotated, shown: str) -> None:
        """Draft an article, and compare."""
        article = annotated.article
        draft = draft_of(article.file, article.text, {}, "en")
        inside = {said.passage.span for said in draft.said}
        for span in dict.fromkeys(marked_whole(annotated)):
            exact = span in inside
            self.counts["whole"] += 1
            self.counts["exact"] += exact
            if shown == "inexact" and not exact:
                print(f"{article.file}\n  {article.text[span.start - 30 : span.end + 30]!r}")
        said = {one.index: one for one in draft.said}
        for index, marked in golden(annotated):
            sources = [source for one in marked for source in sources_of(article, one)]
            if len(article.words(article.quotations[index].spans[0]).split()) >= LONG and sources:
                self._add_speaker(article, said.get(index), sources, shown)

    def _add_speaker(
        self, article: Article, said: Said | None, sources: list[tuple[Span, ...]], shown: str
    ) -> None:
        self.counts["sourced"] += 1
        if said is None or said.speech is None:
            return
        self.counts["proposed"] += 1
        self.counts["filled"] += bool(said.who.actor)
        mention = said.speech.mention
        self.counts["pronoun"] += mention.kind is Kind.PRONOUN
        self.counts["pronoun resolved"] += mention.kind is Kind.PRONOUN and bool(said.who.actor)
        right = any(is_right(article, mention, source) for source in sources)
        self.counts["right"] += right
        if shown == "wrong" and not right:
            gold = " | ".join(article.words(part) for source in sources for part in source)
            print(f"{said.speech.rule} {article.words(mention.span)!r} gold {gold!r}: {said.passage.text!r}")
        if shown == "unfilled" and not said.who.actor and mention.kind is not Kind.PRONOUN:
            print(f"{mention.kind} {article.words(mention.span)!r} {said.who.candidates} {article.file}")


def table(found: dict[str, Drafted]) -> Iterator[str]:
    yield (
        f"| articles | quotations of {LONG} words and more | exact passage | with a marked source"
        " | a speaker proposed | right of these | wrong of all | actor filled in |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, one in found.items():
        count = one.counts
        sourced, proposed, right = count["sourced"], count["proposed"], count["right"]
        yield (
            f"| {name} | {count['whole']:,} | {count['exact'] / count['whole']:.1%} | {sourced:,}"
            f" | {proposed / sourced:.1%} | {right / proposed:.1%} | {(proposed - right) / sourced:.1%}"
            f" | {count['filled'] / sourced:.1%} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a clone of networkdynamics/PolNeAR")
    parser.add_argument("--update", type=Path, metavar="FILE", help="write the table into this page")
    parser.add_argument(
        "--show", choices=("inexact", "wrong", "unfilled"), default="", help="show cases of train"
    )
    options = parser.parse_args()
    parts = {"train": ("train",)} if options.show else {"train": ("train",), "dev and test": ("dev", "test")}
    found = {name: Drafted() for name in parts}
    for name, of in parts.items():
        for part in of:
            for annotated in read(options.folder, part):
                found[name].add(annotated, options.show)
    if options.show:
        print(found["train"].counts)
        return 0
    update(options.update, "drafts", "\n".join(table(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

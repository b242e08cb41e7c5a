"""The accuracy of speaker attribution: `python -m bench.attribution FOLDER_OF_POLNEAR`.

Measures the rules of `onrecord.speakers` on PolNeAR (Newell et al., LREC 2018) and prints the tables of
docs/attribution.md; `--update docs/attribution.md` writes them there.  The rules were developed on the part
`train`; `dev` and `test` are only for measuring.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.polnear import Annotated, Attribution, read
from bench.quoted import speakers_of
from onrecord.record import Anchor, Article
from onrecord.rules.problems import Location
from onrecord.schema.models import Actor
from onrecord.speakers.checks import SpeakerChecks
from onrecord.speakers.given import Given
from onrecord.speakers.identity import Register
from onrecord.speakers.speech import Kind, Mention
from onrecord.text.spans import Span

BARRED = ("other-speaker", "speaker-not-near")
LONG = 5  # words
GROUPS = (
    "named actors",
    "named actors, quoted, 5 words and more",
    "named actors, reported",
    "described actors",
    "described actors, quoted, 5 words and more",
    "described actors, reported",
    "all, quoted, 5 words and more",
)
Checked = Counter[tuple[str, bool, str]]

CUT = re.compile(r"[,(:;–—]| (?:of|for|from|at|with|in|to|by|on|who|whose|that|which) ")
BEFORE = {"of", "for", "from", "at", "with", "in", "to", "by", "on"}


def overlap(one: tuple[Span, ...], other: Span) -> int:
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for span in one)


def head_of(words: str) -> str:
    """The head of a marked source: the last word before a comma or a preposition."""
    core = CUT.split(words.strip(" ,’”“"), maxsplit=1)[0].split()
    while len(core) > 1 and core[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        core.pop()
    return re.sub(r"['’]s?$", "", core[-1]).lower() if core else ""


def is_right(article: Article, mention: Mention, source: tuple[Span, ...]) -> bool:
    """Whether a mention is the marked source: the same head, or its name, apposition or pronoun."""
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
    return (
        any(
            mention.span.start <= span.start < mention.span.end and overlap(source, mention.span) > 0
            for span in source
        )
        and mention.kind is Kind.LIST
    )


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
        if found:  # Of nested attributions the innermost; both, if two annotators differ.
            least = min(size for size, _ in found)
            yield index, [one for size, one in found if size <= 1.5 * least]


def sources_of(article: Article, one: Attribution) -> Iterator[tuple[Span, ...]]:
    """The source; if source and verb were swapped, the part marked as the verb."""
    if one.source:
        yield one.source
        if one.cue and article.words(one.source[0]).split()[0] in ("said", "asked", "told", "says"):
            yield one.cue


def measure_checks(folder: Path, parts: Sequence[str], shown: str) -> Checked:
    """Check each attribution with its own source, and with a random other source of its article."""
    counts: Checked = Counter()
    lots = random.Random(2031)  # noqa: S311 - repeatable, and not for security
    for part in parts:
        for annotated in read(folder, part):
            _check_article(annotated, lots, counts, shown)
    return counts


def _check_article(annotated: Annotated, lots: random.Random, counts: Checked, shown: str) -> None:
    article = annotated.article
    told = [(one, actor_of(article, one)) for one in annotated.attributions]
    marked = [(one, key) for one, key in told if key is not None]
    actors = register_of(article, marked)
    checks = SpeakerChecks(article, "en", Register(actors), list(actors))
    nowhere = Location("briefs/article.yml")
    for one, key in marked:
        pieces = tuple(span for span in one.content if span.start < span.end)
        words = sum(len(article.words(span).split()) for span in pieces)
        size = sum(span.end - span.start for span in pieces)
        quoted = sum(overlap(article.quoted, span) for span in pieces)
        kind = "named actors" if key[0].isupper() else "described actors"
        basis = "quoted" if quoted > 0.95 * size else "reported" if quoted == 0 else "partly quoted"
        groups = [kind, f"{kind}, {basis}"]
        if basis == "quoted" and words >= 5:
            groups += ["all, quoted, 5 words and more", f"{kind}, quoted, 5 words and more"]
        others = [other for other in actors if not may_be_same(actors[key], actors[other])]
        for given in (key, lots.choice(others) if others else None):
            if given is None:
                continue
            problems = list(checks.of(Given(given, Anchor(pieces), nowhere)))
            rule = next((p.rule.name for p in problems if p.rule.name in BARRED), "")
            for problem in problems:
                if problem.rule.name not in BARRED:
                    counts["other rules", given == key, problem.rule.name] += 1
            for group in groups:
                counts[group, given == key, ""] += 1
                counts[group, given == key, rule or "silent"] += 1
            if (shown == "false" and given == key and rule) or (
                shown == "missed" and given != key and not rule
            ):
                note = " | ".join((problems[0].message, *problems[0].notes)) if problems else ""
                around = article.text[max(0, pieces[0].start - 150) : pieces[-1].end + 100]
                print(
                    f"{rule} {basis}: given to {given}, source {key}, {article.file}\n  {note}\n  {around!r}"
                )


_NOBODY = frozenset(
    "they it we i you he she who that which them this these those others some many one people him her".split()
)


def actor_of(article: Article, one: Attribution) -> str | None:
    """A key for an attribution's source: the last word of a name, or the description."""
    for source in sources_of(article, one):
        head = _head_word(" ".join(map(article.words, source)))
        if head and head.lower() not in _NOBODY:
            return head
    return None


def _head_word(words: str) -> str:
    core = CUT.split(words.strip(" ,’”“"), maxsplit=1)[0].split()
    while len(core) > 1 and core[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        core.pop()
    return re.sub(r"['’]s?$", "", core[-1]) if core else ""


def register_of(article: Article, marked: Sequence[tuple[Attribution, str]]) -> dict[str, Actor]:
    """One actor per head: for a name, its longest form in the article; a description unchanged."""
    forms: dict[str, set[str]] = {}
    for one, key in marked:
        source = next(
            source
            for source in sources_of(article, one)
            if _head_word(" ".join(map(article.words, source))) == key
        )
        core = CUT.split(" ".join(map(article.words, source)).strip(" ,’”“"), maxsplit=1)[0]
        forms.setdefault(key, set()).add(core)
    actors = {}
    for key, found in forms.items():
        if not key[0].isupper():
            actors[key] = Actor(name=max(sorted(found), key=len), kind="unnamed", also=tuple(sorted(found)))
            continue
        full = max((_capitals(form) for form in sorted(found)), key=len) or key
        actors[key] = Actor(name=full, kind="person")
    return actors


def _capitals(form: str) -> str:
    """The capitalised words at the end of a form."""
    words = re.sub(r"['’]s?$", "", form).split()
    start = len(words)
    while start and words[start - 1][:1].isupper() and words[start - 1] not in ("The", "A", "An", "But"):
        start -= 1
    return " ".join(words[start:])


def may_be_same(one: Actor, other: Actor) -> bool:
    words = [set(re.findall(r"\w+", " ".join((actor.name, *actor.also)).lower())) for actor in (one, other)]
    return bool(words[0] & words[1])


def _is_told_of(mention: Mention, marked: Sequence[Attribution]) -> bool:
    """Whether a mention is in the words marked as the source's: '*Holt said*, according to the Courier'.

    The corpus marks only the outer of two attributions; the rules find the inner one.
    """
    return any(part.start <= mention.head.start < part.end for one in marked for part in one.content)


class Found:
    """The results for quotations: counts by length, by rule and by kind of mention."""

    def __init__(self) -> None:
        self.sizes: Counter[tuple[str, str]] = Counter()
        self.rules: Counter[tuple[str, bool]] = Counter()
        self.kinds: Counter[tuple[str, bool]] = Counter()

    def add(self, annotated: Annotated, shown: str) -> None:
        """Add the quotations of an article."""
        article = annotated.article
        found = speakers_of(article, "en")
        for index, marked in golden(annotated):
            sources = [source for one in marked for source in sources_of(article, one)]
            span = article.quotations[index].spans[0]
            size = "long" if len(article.words(span).split()) >= LONG else "short"
            if not sources:
                self.sizes["without source", "proposed" if index in found else "open"] += 1
                continue
            speech = found.get(index)
            right = speech is not None and any(
                is_right(article, speech.mention, source) for source in sources
            )
            outcome = "open" if speech is None else "right" if right else "wrong"
            self.sizes[size, outcome] += 1
            if speech is not None and not right and _is_told_of(speech.mention, marked):
                self.sizes[size, "told of"] += 1
            if speech is not None and size == "long":
                self.rules[speech.rule, right] += 1
                self.kinds[speech.mention.kind, right] += 1
            if shown == outcome and size == "long":
                gold = " | ".join(article.words(part) for source in sources for part in source)
                said = f"{speech.rule} {article.words(speech.mention.span)!r}" if speech else ""
                around = article.text[max(0, span.start - 200) : span.end + 120]
                print(f"{outcome} {said} gold {gold!r} {article.file}\n  {around!r}")


def quotation_table(found: dict[str, Found]) -> Iterator[str]:
    yield (
        "| direct quotations | articles | number | a speaker found | right of these | wrong of all"
        " | not counting a source's source |"
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for size, label in (("long", f"{LONG} words and more"), ("short", f"under {LONG} words")):
        for name, one in found.items():
            right, wrong, left = (one.sizes[size, outcome] for outcome in ("right", "wrong", "open"))
            told_of = one.sizes[size, "told of"]
            total = right + wrong + left
            yield (
                f"| {label} | {name} | {total:,} | {(right + wrong) / total:.1%} |"
                f" {right / (right + wrong):.1%} | {wrong / total:.1%} | {(wrong - told_of) / total:.1%} |"
            )


def rule_table(found: dict[str, Found]) -> Iterator[str]:
    yield "| rule or kind of mention | " + " | ".join(found) + " |"
    yield "| --- |" + " ---: |" * len(found)
    first = next(iter(found.values()))
    for tables in ([one.rules for one in found.values()], [one.kinds for one in found.values()]):
        keys = {key for table in tables for key, _ in table}
        start = first.rules if tables[0] is first.rules else first.kinds
        for key in sorted(keys, key=lambda key: (-start[key, True], key)):
            cells = (f"{table[key, True]} / {table[key, False]}" for table in tables)
            yield f"| {key} | " + " | ".join(cells) + " |"


def check_table(checked: dict[str, Checked]) -> Iterator[str]:
    yield "| attributions of | articles | number | false warnings | noticed when given to another |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for group in GROUPS:
        for name, counts in checked.items():
            true, false = counts[group, True, ""], counts[group, False, ""]
            wrongly = sum(counts[group, True, rule] for rule in BARRED)
            noticed = sum(counts[group, False, rule] for rule in BARRED)
            yield f"| {group} | {name} | {true:,} | {wrongly / true:.2%} | {noticed / false:.1%} |"


def update(page: Path | None, name: str, table: str) -> None:
    """Print a table, and write it between its markers in a page."""
    print(f"\n{name}\n{table}")
    if page is not None:
        text = page.read_text(encoding="utf-8")
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        text = marks.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text)
        page.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a checkout of PolNeAR")
    parser.add_argument("--train-only", action="store_true", help="for work on the rules")
    parser.add_argument(
        "--show", default="", help="print cases: wrong, open (quotations), false, missed (checks)"
    )
    parser.add_argument("--update", type=Path, help="write the tables into this page")
    asked = parser.parse_args()
    parts = (
        {"train": ["train"]} if asked.train_only else {"train": ["train"], "dev and test": ["dev", "test"]}
    )
    found = {name: Found() for name in parts}
    for name, folders in parts.items():
        for part in folders:
            for annotated in read(asked.folder, part):
                found[name].add(annotated, asked.show)
    checked = {name: measure_checks(asked.folder, folders, asked.show) for name, folders in parts.items()}
    tables = {
        "quotations": "\n".join(quotation_table(found)),
        "checks": "\n".join(check_table(checked)),
        "rules": "\n".join(rule_table(found)),
    }
    for name, table in tables.items():
        update(asked.update, name, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())

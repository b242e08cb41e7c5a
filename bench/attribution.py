"""How well the program knows who speaks: `python -m bench.attribution FOLDER_OF_POLNEAR [--part train]`."""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.polnear import Annotated, Attribution, read
from onrecord.model import Anchor, Article
from onrecord.problems import Location
from onrecord.schema import Actor
from onrecord.speakers.checks import Given, SpeakerChecks
from onrecord.speakers.finding import speakers_of
from onrecord.speakers.identity import Register
from onrecord.speakers.speech import Kind, Mention
from onrecord.text.spans import Span

BARRED = ("other-speaker", "speaker-not-near")
Checked = Counter[tuple[str, bool, str]]

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
        if found:  # Of attributions inside one another the innermost; of two readers both.
            least = min(size for size, _ in found)
            yield index, [one for size, one in found if size <= 1.5 * least]


def _sources(article: Article, one: Attribution) -> Iterator[tuple[Span, ...]]:
    """The source; where source and verb were exchanged, what is marked as the verb."""
    if one.source:
        yield one.source
        if one.cue and article.words(one.source[0]).split()[0] in ("said", "asked", "told", "says"):
            yield one.cue


def measure_checks(folder: Path, parts: Sequence[str], shown: str) -> Checked:
    """Each attribution given to its source, and to another source of its article drawn by lot."""
    counts: Checked = Counter()
    lots = random.Random(2031)  # noqa: S311 - the same on every run, and no secret in it
    for part in parts:
        for annotated in read(folder, part):
            _check_article(annotated, lots, counts, shown)
    return counts


def _check_article(annotated: Annotated, lots: random.Random, counts: Checked, shown: str) -> None:
    article = annotated.article
    told = [(one, _actor_of(article, one)) for one in annotated.attributions]
    marked = [(one, key) for one, key in told if key is not None]
    actors = _register(article, marked)
    checks = SpeakerChecks(article, "en", Register(actors), list(actors))
    nowhere = Location("briefs/article.yml")
    for one, key in marked:
        pieces = tuple(span for span in one.content if span.start < span.end)
        words = sum(len(article.words(span).split()) for span in pieces)
        size = sum(span.end - span.start for span in pieces)
        quoted = sum(overlap(article.quoted, span) for span in pieces)
        kind = "named" if key[0].isupper() else "described"
        basis = "quoted" if quoted > 0.95 * size else "reported" if quoted == 0 else "partly quoted"
        groups = [kind, f"{kind}, {basis}"]
        if basis == "quoted" and words >= 5:
            groups += ["quoted, 5 words and more", f"{kind}, quoted, 5 words and more"]
        others = [other for other in actors if not _may_be_same(actors[key], actors[other])]
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
                text = " […] ".join(map(article.words, pieces))
                around = article.text[max(0, pieces[0].start - 150) : pieces[-1].end + 100].replace("\n", "¶")
                note = problems[0].message + " | " + "".join(problems[0].notes) if problems else ""
                print(
                    f"{rule} {basis} given to [{given}] source [{key}] {article.file}\n {note}\n <{text}>\n …{around}\n"
                )


_NOBODY = frozenset(
    "they it we i you he she who that which them this these those others some many one people him her his".split()
)


def _actor_of(article: Article, one: Attribution) -> str | None:
    """The name or description that an attribution's source is known by: of a name the last word."""
    for source in _sources(article, one):
        head = _head_word(" ".join(map(article.words, source)))
        if head and head.lower() not in _NOBODY:
            return head
    return None


def _head_word(words: str) -> str:
    core = CUT.split(words.strip(" ,’”“"), maxsplit=1)[0].split()
    while len(core) > 1 and core[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        core.pop()
    return re.sub(r"['’]s?$", "", core[-1]) if core else ""


def _register(article: Article, marked: Sequence[tuple[Attribution, str]]) -> dict[str, Actor]:
    """An actor for each head: a name with the longest form that the article has; a description as it is."""
    forms: dict[str, set[str]] = {}
    for one, key in marked:
        source = next(
            source
            for source in _sources(article, one)
            if _head_word(" ".join(map(article.words, source))) == key
        )
        core = CUT.split(" ".join(map(article.words, source)).strip(" ,’”“"), maxsplit=1)[0]
        forms.setdefault(key, set()).add(core)
    actors = {}
    for key, found in forms.items():
        if not key[0].isupper():
            actors[key] = Actor(name=max(found, key=len), kind="unnamed", also=tuple(sorted(found)))
            continue
        full = max((_capitals(form) for form in found), key=len) or key
        actors[key] = Actor(name=full, kind="person")
    return actors


def _capitals(form: str) -> str:
    """The capitals that a form ends in."""
    words = re.sub(r"['’]s?$", "", form).split()
    start = len(words)
    while start and words[start - 1][:1].isupper() and words[start - 1] not in ("The", "A", "An", "But"):
        start -= 1
    return " ".join(words[start:])


def _may_be_same(one: Actor, other: Actor) -> bool:
    words = [set(re.findall(r"\w+", " ".join((actor.name, *actor.also)).lower())) for actor in (one, other)]
    return bool(words[0] & words[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", nargs="+", default=["train"])
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--show", default="", help="false or missed: print these of the checks")
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
                    print(
                        f"{speech.rule} {speech.mention.kind} [{said}] gold [{gold}] {article.file}\n  …{context}\n"
                    )
    for size in ("long", "short"):
        all_, right, wrong = counts[size], counts[size, True], counts[size, False]
        print(
            f"{size}: {all_}, proposed {(right + wrong) / all_:.1%}, right {right / (right + wrong):.1%}, wrong of all {wrong / all_:.1%}"
        )
    print(
        "no source", counts["no source", True], "of", counts["no source", True] + counts["no source", False]
    )
    for name, table in (("rule", rules), ("kind", kinds)):
        for key in sorted({key for key, _ in table}, key=lambda key: -table[key, True]):
            print(f"  {key:20} {table[key, True]:5} {table[key, False]:4}")
    checked = measure_checks(asked.folder, asked.part, asked.show)
    for group in sorted({group for group, _, _ in checked} - {"other rules"}):
        true, false = checked[group, True, ""], checked[group, False, ""]
        wrongly = {
            rule: n
            for (g, t, rule), n in sorted(checked.items())
            if g == group and t and rule not in ("", "silent")
        }
        silent = checked[group, False, "silent"]
        other = checked[group, False, "other-speaker"]
        print(
            f"{group:40} {true:5} false {sum(wrongly.values()) / true:.2%} {wrongly}; {false} noticed {1 - silent / max(false, 1):.1%}, by other-speaker {other / max(false, 1):.1%}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

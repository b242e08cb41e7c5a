"""Records for tests of exports: the repository's own, and random ones by Hypothesis.

Random ones use the real functions that read an article, find a position's basis and build a record. Their
texts have any characters, more than the YAML allows.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args

from hypothesis import strategies as st

from helpers.building import Site
from helpers.checked import record_of
from helpers.dates import whens
from helpers.whole import build_record, exports_of
from onrecord.addresses import actor_path, briefing_path, issue_path
from onrecord.anchoring.coverage import basis_of, coverage_of
from onrecord.articles.reading import parse_article
from onrecord.layout import PROGRAM
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Article,
    Brief,
    Correction,
    ListedActor,
    Position,
    Question,
    Record,
    Source,
)
from onrecord.schema.models import Actor, Issue, Kind
from onrecord.text.spans import Span

PLAIN = Settings("The Record")
PUBLISHED = Settings("The Record", "What it is.", "https://example.org/below/", "https://example.org/repo")
COLLECTIONS = [PROGRAM, *sorted(path.parent for path in PROGRAM.glob("examples/*/briefs"))]

AWKWARD = ["=1+1", "-2", "@x", "'", '"=1', ";=1", "a;'b", "\t=1", "\r\n=2", "＝1", "]]>", "</script>", "<!--"]
AWKWARD += ["&amp;", "\x00", "\x1b", "\ufffe", "\u2028", "[…]", " […] ", "*a* [b](c)", "\u202e", "\ufeff"]
texts = st.one_of(st.text(min_size=1, max_size=20), st.sampled_from(AWKWARD)) | st.builds(
    "{}{}".format, st.sampled_from(AWKWARD), st.text(max_size=5)
)
days = st.dates(dt.date(2028, 12, 30), dt.date(2031, 1, 2))
# Few letters, so that words repeat; accents, and characters beyond U+FFFF.
_letters = st.text("ab .\ne\u0301\U0001f642", min_size=8, max_size=80)
articles = st.one_of(
    _letters.map(lambda said: f"“{said}”"),
    st.builds("{} “{}” {}".format, _letters, _letters, _letters),
    st.text(min_size=8, max_size=60),
)
languages = st.sampled_from(["en", "ar", "zh-Hant", "sr-Latn-RS"])
addresses = st.sampled_from(["https://news.example/a?b=c&d", "http://news.example/ü"])


@cache
def collected(root: Path) -> Record:
    """A collection of the repository."""
    return record_of(Site(root))


@st.composite
def _anchors(draw: st.DrawFn, article: Article, fewest: int) -> tuple[Anchor, ...]:
    spans = [span for quotation in article.quotations for span in quotation.spans]
    insides = [Span(span.start + 1, span.end - 1) for span in spans]
    quoted = [inside for inside in insides if article.words(inside).strip()]

    def anchor() -> Anchor:
        if bool(quoted) and draw(st.booleans()):
            return Anchor((draw(st.sampled_from(quoted)),))
        ends = st.lists(st.integers(0, len(article.text)), min_size=2, max_size=4, unique=True)
        places = sorted(draw(ends))
        pieces = [Span(*places[at : at + 2]) for at in range(0, len(places) - 1, 2)]
        # Pieces are never blank: they are words that were found.
        return Anchor(tuple(piece for piece in pieces if article.words(piece).strip()) or (Span(0, 1),))

    return tuple(anchor() for _ in range(draw(st.integers(fewest, 2))))


@st.composite
def _gists(draw: st.DrawFn, anchors: tuple[Anchor, ...]) -> Span:
    piece = draw(st.sampled_from([piece for anchor in anchors for piece in anchor.pieces]))
    start, end = sorted(draw(st.lists(st.integers(piece.start, piece.end), min_size=2, max_size=2)))
    return Span(start, end) if start < end else piece


@st.composite
def _briefs(draw: st.DrawFn, slug: str, actors: list[str], issues: list[str]) -> AnchoredBrief:
    article = parse_article(f"{slug}.txt", f"H\n{draw(articles)}", draw(st.sampled_from(["ab", "0f"])) * 32)
    maybe, ids = st.none() | texts, st.sampled_from(actors)
    positions = []
    for number in range(draw(st.integers(0, 3))):
        anchors = draw(_anchors(article, 1))
        stated = Position(
            actor=draw(ids),
            issue=draw(st.sampled_from(issues)),
            says=draw(texts),
            passage=("as the anchors say",),
            date=draw(st.none() | whens(days)),
            setting=draw(maybe),
            relayed_by=draw(st.none() | ids),
            toward=tuple(draw(st.lists(ids, max_size=2, unique=True))),
            stance=draw(st.sampled_from([None, "for", "against"])),
            translation=draw(maybe),
        )
        gist = draw(st.none() | _gists(anchors))
        positions.append(AnchoredPosition(f"p{number}", stated, anchors, basis_of(article, anchors), gist))
    answers = [None, *(f"{slug}#{position.id}" for position in positions)]
    questions = []
    for number in range(draw(st.integers(0, 2))):
        answer = draw(maybe)
        asked = Question(
            ask=draw(texts),
            issue=draw(st.sampled_from([None, *issues])),
            watch=draw(maybe),
            status="answered" if answer else draw(st.sampled_from(["open", "overtaken"])),
            answer=answer,
            answered_by=draw(st.sampled_from(answers)) if answer else None,
        )
        questions.append(AnchoredQuestion(f"q{number}", asked, draw(_anchors(article, 0))))
    source = Source(
        file=article.file,
        publisher=draw(texts),
        author=draw(maybe),
        published=draw(st.none() | whens(days)),
        url=draw(st.none() | addresses),
        archived=draw(st.none() | addresses),
        language=draw(languages),
    )
    brief = Brief(
        title=draw(maybe),
        date=draw(whens(days)),
        updated=draw(st.none() | days),
        summary=draw(texts),
        tags=tuple(draw(st.lists(texts, max_size=2))),
        source=source,
        actors=tuple(ListedActor(id=actor, role=draw(maybe)) for actor in actors),
        corrections=tuple(
            Correction(date=draw(days), note=draw(texts)) for _ in range(draw(st.integers(0, 1)))
        ),
    )
    passages = [anchor for position in positions for anchor in position.anchors]
    passages += [anchor for question in questions for anchor in question.anchors]
    coverage = coverage_of(article, passages)
    silent = tuple(actor for actor in actors if actor not in {p.stated.actor for p in positions})
    return AnchoredBrief(slug, brief, article, tuple(positions), tuple(questions), coverage, silent)


@st.composite
def records(draw: st.DrawFn) -> Record:
    kinds: st.SearchStrategy[Kind] = st.sampled_from(get_args(Kind))
    actors: dict[str, Actor] = {}
    for number in range(draw(st.integers(1, 3))):
        actors[f"actor-{number}"] = Actor.model_construct(
            name=draw(texts),
            kind=draw(kinds),
            also=tuple(draw(st.lists(texts, max_size=2))),
            of=draw(st.sampled_from([None, *actors])),
            wikidata=draw(st.sampled_from([None, "Q42"])),
            note=draw(st.none() | texts),
        )
    issues = {
        f"issue-{number}": Issue.model_construct(title=draw(texts), proposition=draw(st.none() | texts))
        for number in range(draw(st.integers(1, 2)))
    }
    briefs = [
        draw(_briefs(f"brief-{number}", list(actors), list(issues)))
        for number in range(draw(st.integers(0, 3)))
    ]
    return build_record(briefs, actors, issues)


def page_paths(record: Record) -> list[str]:
    """The paths of a record's pages, without the indexes."""
    return [
        *map(briefing_path, record.briefs),
        *map(actor_path, record.actors),
        *map(issue_path, record.issues),
    ]


Files = dict[str, str]


def files_of(record: Record, site: Settings = PLAIN) -> Files:
    exports = list(exports_of(record, site))
    files = {export.path: export.text for export in exports}
    assert len(files) == len(exports), "a path twice"
    return files


def in_tables(files: Files, name: str) -> list[Counter[tuple[str, str]]]:
    """How often each row is in the CSV files, in the JSON files and, of positions, in JSON Lines."""
    in_csv: Counter[tuple[str, str]] = Counter()
    in_json: Counter[tuple[str, str]] = Counter()
    in_lines: Counter[tuple[str, str]] = Counter()
    for path, text in files.items():
        if re.fullmatch(rf"data/{name}(-\d+)?\.csv", path):
            rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
            in_csv.update((row["briefing"], row["id"]) for row in rows)
        elif re.fullmatch(rf"data/{name}(-\d+)?\.json", path):
            in_json.update((row["briefing"], row["id"]) for row in json.loads(text))
        elif re.fullmatch(rf"data/{name}(-\d+)?\.jsonl", path):
            in_lines.update((row["briefing"], row["id"]) for row in map(json.loads, text.split("\n")[:-1]))
    return [in_csv, in_json, in_lines] if name == "positions" else [in_csv, in_json]

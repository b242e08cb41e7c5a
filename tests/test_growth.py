"""Two thousand briefings: one more changes only the affected pages, and no page is heavy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from helpers.building import PROGRAM
from helpers.checked import quietly
from helpers.made_collections import DAYS, FIRST_DAY, Made, article, briefing, made, position, question
from helpers.publishing import beside_page
from helpers.whole import pages_of
from onrecord.engine.last_build import NOTHING, BuildContext
from onrecord.engine.ledger import in_memory
from onrecord.engine.output_table import TABLES
from onrecord.exports.linked_data import linked_data, linked_pages
from onrecord.languages import english
from onrecord.layout import Layout
from onrecord.markdown.rendering import Renderer
from onrecord.mkdocs_yml.settings import Settings
from onrecord.mkdocs_yml.site import read_site_settings
from onrecord.pages.actor import ActorPage
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.pages.entries import PositionEntry
from onrecord.pages.issue import STANDINGS, IssuePage
from onrecord.pages.issues import IssuesPartPage
from onrecord.pages.links import Link
from onrecord.pages.positions import NEWEST, PositionsPage
from onrecord.pages.quoting import passages_of
from onrecord.pages.splitting import LIMIT
from onrecord.publishing.finishing.data import slug_of
from onrecord.publishing.mkdocs import publish
from onrecord.publishing.publication import Publication
from onrecord.publishing.sources import Sources
from onrecord.publishing.staging import Staged
from onrecord.record import AnchoredBrief, Record
from onrecord.schema.models import Status
from onrecord.text.dates import first_day

SIZE = 2000
HEAVIEST = 12  # of each kind
HTML_BYTES = 150_000
SETTINGS = Settings("The Record")
RENDERER = Renderer((PROGRAM / "templates" / "markdown",))
# Only a part of the pages is published, so some links are broken.
MKDOCS = """\
site_name: The Record
nav: []
validation:
  links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore, absolute_links: ignore}
"""

Pages = dict[str, Page]


@cache
def grown() -> Made:
    return made(SIZE)


@cache
def pages_before() -> Pages:
    return by_path(grown().record())


def by_path(record: Record) -> Pages:
    return {page.path: page for page in pages_of(record)}


def rendered(page: Page) -> str:
    return RENDERER.render(page)


# --- one more -------------------------------------------------------------------------------------

SPEAKERS, RELAYER, SILENT = ("actor-0", "actor-150"), "actor-7", "actor-200"
ISSUES, ASKED_ON, ANSWERED_IN = ("issue-0", "issue-40"), "issue-3", f"brief-{SIZE - 1}"


def one_more(day: date, answered_by: str | None) -> AnchoredBrief:
    """A briefing that names actors and issues of many briefings, and of few."""
    made_from = article("en", 200, 7)
    status: Status = "answered" if answered_by else "open"
    return briefing(
        "one-more",
        day,
        made_from,
        [
            position(made_from, 0, SPEAKERS[0], ISSUES[0], "for"),
            position(made_from, 1, SPEAKERS[1], ISSUES[1], "against", relayed_by=RELAYER),
        ],
        [question("first", ASKED_ON, status, answered_by), question("second", None)],
        silent=[SILENT],
    )


def names_it(thing: Any) -> bool:
    """Whether a page has a link to the new briefing."""
    if isinstance(thing, Link):
        return "one-more" in thing.href
    if isinstance(thing, tuple):
        return any(map(names_it, thing))
    return isinstance(thing, Struct) and any(names_it(getattr(thing, f)) for f in thing.__struct_fields__)


def is_beside_a_new_part(page: Page) -> bool:
    """Whether a neighbouring part of this one is new."""
    around = getattr(page, "around", None)
    links = [link for link in (around.before, around.after) if link] if around else []
    folder = page.path.rpartition("/")[0]
    paths = {f"{folder}/{link.href}" if folder else link.href for link in links}
    return not paths <= pages_before().keys()


def changed_pages(after: Pages, record: Record) -> set[str]:
    before, old = pages_before(), grown().record()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    both = before.keys() & after.keys()
    linked = both.intersection(linked_pages(old), linked_pages(record))
    as_data = {
        path for path in linked if linked_data(path, old, SETTINGS) != linked_data(path, record, SETTINGS)
    }
    assert as_data <= changed
    # A template may not show all values of its page.
    return {path for path in changed if path not in both or rendered(before[path]) != rendered(after[path])}


def neighbours(new: AnchoredBrief) -> set[str]:
    in_order = sorted(
        [*grown().briefs, new], key=lambda brief: (-first_day(brief.brief.date).toordinal(), brief.slug)
    )
    at = in_order.index(new)
    return {brief.slug for brief in in_order[max(at - 1, 0) : at + 2]}


@pytest.mark.parametrize(
    ("day", "answered_by"),
    [
        (FIRST_DAY + timedelta(DAYS // 2), f"{ANSWERED_IN}#first"),
        (FIRST_DAY + timedelta(DAYS), None),
    ],
    ids=["in the middle", "the newest"],
)
def test_one_more_changes_the_pages_that_it_concerns_and_no_other(day: date, answered_by: str | None) -> None:
    new = one_more(day, answered_by)
    record = grown().record(new)
    after = by_path(record)
    changed = {path.removesuffix(".md") for path in changed_pages(after, record)}
    actors, issues = (*SPEAKERS, RELAYER, SILENT), (*ISSUES, ASKED_ON)
    concerned = {"index", "questions", "briefs/index", "issues/index", "unnamed", "outlets/letter_t"}
    concerned |= {f"questions_on_{ASKED_ON}", "questions_without_issue", "outlets/the-lindesk-mercury"}
    concerned |= {"tags/index", "tags/harbour"}
    concerned |= {f"briefs/{slug}" for slug in neighbours(new)}
    concerned |= {f"briefs/{ANSWERED_IN}"} if answered_by else set()
    concerned |= {f"actors/{actor}" for actor in actors} | {f"issues/{issue}" for issue in issues}
    # For each list in parts: the part of the day, and the parts above it.
    lists = [f"actors/{SPEAKERS[0]}", f"issues/{ISSUES[0]}", "questions_open", "briefs/in"]
    lists += ["outlets/the-lindesk-mercury", "tags/harbour", "questions_without_issue"]
    concerned |= {f"{name}_{day.year}" for name in lists}
    assert concerned <= changed
    register = grown().actors
    kinds = {(register[actor].kind, register[actor].name[0].lower()) for actor in actors}
    others = [
        *(rf"actors/kind_{kind}(_{letter}(_\d+)?)?" for kind, letter in kinds),
        *(rf"{name}_{day.year}(-{day.month:02}(_\d+)?)?" for name in (*lists, "questions_answered")),
        *(rf"{name}_{day.year}" for name in (f"actors/{SPEAKERS[1]}", f"issues/{ISSUES[1]}")),
        rf"changes(_{day.year}(-{day.month:02}(_\d+)?)?)?",
        r"outlets/letter_t_unnamed",
        rf"tags/pilots-of-{day.year}(_{day.year}(-{day.month:02}(_\d+)?)?)?",
        rf"outlets/the-lindesk-mercury(_{day.year}(-{day.month:02}(_\d+)?)?)?_unnamed",
    ]
    of_same = re.compile(rf"(actors/{SPEAKERS[0]}|issues/{ISSUES[0]}|changes)_")
    for path in changed - concerned:
        page = after[f"{path}.md"]
        # The same actor's next position on the issue shows the previous one.
        says_before = of_same.match(path) and names_it(page)
        known = any(re.fullmatch(pattern, path) for pattern in others)
        assert known or says_before or is_beside_a_new_part(page), path
    for path, page in after.items():
        assert not names_it(page) or path.removesuffix(".md") in changed, path
    assert len(changed) < 60 < len(after) / 20


# --- no page is heavy ----------------------------------------------------------------------------


def heaviest(pages: Iterable[Page], record: Record, number: int) -> Iterator[tuple[Page, str]]:
    """The heaviest pages of each kind, as Markdown."""
    encoder = msgspec.json.Encoder(enc_hook=str)
    of_kind: dict[type, list[Page]] = {}
    for page in pages:
        of_kind.setdefault(type(page), []).append(page)
    for kind in of_kind.values():
        # The size of a page's data shows well enough which pages to render.
        kind.sort(key=lambda page: len(encoder.encode(page)), reverse=True)
        texts = [(page, rendered(page)) for page in kind[: 2 * number]]
        yield from sorted(texts, key=lambda text: len(text[1].encode()), reverse=True)[:number]


def published(texts: Mapping[str, str], root: Path, record: Record | None = None) -> dict[str, int]:
    """The size of each page's HTML in bytes."""
    for folder in ("seeds", "briefs", "site_src"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    staged = Staged(root / "staged")
    beside = dict[str, str]()
    for slug in filter(None, map(slug_of, texts if record else ())):
        assert record
        beside |= {export.path: export.text for export in beside_page(record, slug)}
    for path, text in {**texts, **beside}.items():
        (staged.source / path).parent.mkdir(parents=True, exist_ok=True)
        (staged.source / path).write_text(text, encoding="utf-8")
    staged.site.mkdir()
    pages, none = frozenset(texts), frozenset[str]()
    publication = Publication(
        site_src=root / "site_src",
        staged=staged.source,
        sources=Sources(
            dict.fromkeys([*texts, *beside], b""),
            none,
            none,
            new=pages | beside.keys(),
            changed=pages,
            removed=none,
        ),
        pages=pages,
        templated=pages,
        from_own_templates=pages,
        modified={},
        places={},
        touched_briefs=None,
        briefs={},
        as_of=date(2031, 1, 1),
        words=english(),
        settings=read_site_settings(Layout(root)),
        slow_because=None,
    )
    context = BuildContext(Layout(root), in_memory(TABLES), NOTHING, quietly)
    assert publish(context, publication, staged, is_fresh=True)[0] == []
    written = {path: (staged.site / path).with_suffix(".html").read_text(encoding="utf-8") for path in texts}
    # A link to a page that is not there keeps its `.md`, which is shorter by two.
    return {path: len(html.encode()) + 2 * len(re.findall(r"\.md\b", html)) for path, html in written.items()}


def test_no_page_of_two_thousand_briefings_is_heavy(tmp_path: Path) -> None:
    record = grown().record()
    sample = dict(heaviest(pages_before().values(), record, HEAVIEST))
    # A hundred issues fit on one page.
    assert {type(page) for page in sample} == TEMPLATES.keys() - {IssuesPartPage}
    sizes = published({page.path: text for page, text in sample.items()}, tmp_path, record)
    assert len(sizes) > 80
    for path, size in sizes.items():
        assert size <= HTML_BYTES, (path, size)


@pytest.mark.parametrize("language", ["en", "ar", "hi", "zh"])
def test_nor_is_one_of_long_passages_in_any_script(tmp_path: Path, language: str) -> None:
    """The longest lists, with passages that are all too long."""
    few, crowd = made(95, language, 480, actors=1, issues=1), made(250, language, 480, actors=200, issues=1)
    texts = {}
    for at, collection in enumerate((few, crowd)):
        record = collection.record()
        pages = [p for p in pages_of(record) if isinstance(p, ActorPage | IssuePage | PositionsPage)]
        for page, text in heaviest(pages, record, 3):
            texts[f"{at}/{page.path}"] = text
        if collection is few:
            parts = [page for page in pages if isinstance(page, PositionsPage)]
            assert max(page.count for page in parts if page.groups) > 0.9 * LIMIT
        else:
            (page,) = [page for page in pages if isinstance(page, IssuePage)]
            assert sum(len(group.rows) for group in page.standings) == STANDINGS
            assert sum(len(group.positions) for group in page.groups) == NEWEST
    for path, size in published(texts, tmp_path).items():
        assert size <= HTML_BYTES, (path, size)


def test_a_page_shows_words_alike_whatever_their_script() -> None:
    """With entries of equal length in two scripts, the same number of entries shows its words."""
    english, chinese = (made(20, language, 480, actors=1, issues=1) for language in ("en", "zh"))
    briefs = [
        *english.briefs,
        *(msgspec.structs.replace(brief, slug=f"zh-{brief.slug}") for brief in chinese.briefs),
    ]
    record = Made(briefs, english.actors, english.issues).record()
    page = next(page for page in pages_of(record) if isinstance(page, IssuePage))
    shown: dict[str, list[int]] = {"en": [], "zh": []}
    hidden: dict[str, list[int]] = {"en": [], "zh": []}
    for entry in (entry for group in page.groups for entry in group.positions):
        assert isinstance(entry, PositionEntry)
        (name, id_) = entry.link.href.rpartition("/")[2].split(".md#")
        position = record.briefs[name].position(id_)
        whole = passages_of(name, id_, record.briefs[name].article, position.anchors)
        assert entry.passages == (() if entry.is_cut else whole)
        length = sum(len(one.text) for one in whole) + len(position.stated.translation or "")
        (hidden if entry.is_cut else shown)[entry.language].append(length)
    assert all(shown.values())
    assert any(hidden.values())
    longest_shown = max(length for lengths in shown.values() for length in lengths)
    assert all(length >= longest_shown for lengths in hidden.values() for length in lengths)

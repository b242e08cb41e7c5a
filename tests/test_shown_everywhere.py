"""Everywhere a position is shown, its words, basis and source agree with the data.

The tests cover all positions of three sites, in every place that shows one. The expected values come from
`data/positions.json`, which is first compared with the YAML. The last tests fail if something new shows
positions and is not covered here: a template that calls the macros for them, or a module that reads their
passages, basis or sentence.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpers import made_records
from helpers.building import PROGRAM, Site, built, published_example
from helpers.checked import record_of
from helpers.feeds import entries_of
from helpers.made_records import said
from helpers.publishing import finished_page
from onrecord.addresses import SEARCH_CALL
from onrecord.citing.cards import card_of
from onrecord.exports.identifiers import annotation_urn, change_urn, entry_urn
from onrecord.languages import english
from onrecord.markdown.rendering import Renderer
from onrecord.mkdocs_yml.settings import Settings
from onrecord.pages.changes import change_line
from onrecord.pages.entries import answer_entry
from onrecord.pages.home import home_page
from onrecord.pages.links import Linker
from onrecord.record import Record
from onrecord.search.excerpts import excerpts_of
from onrecord.search.things import POSITIONS, briefing_units, issue_unit
from onrecord.text.dates import is_before

SITES = ["real", "example", "strait"]
BASES = ["quoted", "partly quoted", "reported", "relayed"]
Key = tuple[str, str]


class Fact(Struct, frozen=True):
    """A position in the data, and the English words for it on pages.

    Attributes:
        words: the pieces of each passage, joined as people read them.
        known_by: its basis, with the speaker of the words if it is relayed.
        said_by: its actor, where there is no space for the basis.
    """

    says: str
    words: tuple[str, ...]
    gist: str
    basis: str
    words_basis: str
    unnamed: bool
    relayed_by: str
    known_by: str
    said_by: str
    language: str
    direction: str


def squeezed(text: str) -> str:
    return " ".join(text.split())


@cache
def facts(name: str) -> Mapping[Key, Fact]:
    root = built(name).root
    actors = read_yaml(root / "briefs" / "actors.yml")

    def named(actor: str) -> str:
        mark = " (unnamed source)" if actors[actor]["kind"] == "unnamed" else ""
        return f"{actors[actor]['name']}{mark}"

    found = {}
    for row in json.loads((root / "site" / "data" / "positions.json").read_text(encoding="utf-8")):
        relayer = row["relayed_by"]
        known = (
            f"second-hand, via {actors[relayer]['name']} ({row['words_basis']})" if relayer else row["basis"]
        )
        found[row["briefing"], row["id"]] = Fact(
            says=row["says"],
            words=tuple(" […] ".join(map(squeezed, passage)) for passage in row["passage"]),
            gist=squeezed(row["gist"] or ""),
            basis=row["basis"],
            words_basis=row["words_basis"],
            unnamed=row["unnamed"],
            relayed_by=actors[relayer]["name"] if relayer else "",
            known_by=known,
            said_by=named(row["actor"]) + (f", via {named(relayer)}" if relayer else ""),
            language=row["language"],
            direction="rtl" if row["language"].startswith(("ar", "he", "fa", "ur")) else "ltr",
        )
    return found


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(params=SITES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(name: str) -> Site:
    return built(name)


@pytest.fixture
def data(name: str) -> Mapping[Key, Fact]:
    return facts(name)


# --- the data themselves ---------------------------------------------------------------------------


def test_the_data_are_those_of_the_yaml(site: Site, data: Mapping[Key, Fact]) -> None:
    actors = read_yaml(site.root / "briefs" / "actors.yml")
    rows = json.loads((site.html / "data" / "positions.json").read_text(encoding="utf-8"))
    by_briefing: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_briefing[row["briefing"]].append(row)
    for path in (site.root / "briefs").glob("*.yml"):
        if path.stem in ("actors", "issues"):
            continue
        stated = read_yaml(path)
        article = (site.root / "seeds" / stated["source"]["file"]).read_text(encoding="utf-8-sig")
        for row, written in zip(by_briefing[path.stem], stated.get("positions", []), strict=True):
            assert (row["actor"], row["says"]) == (written["actor"], squeezed(written["says"]))
            assert row["relayed_by"] == written.get("relayed_by")
            sources = [written["actor"], written.get("relayed_by") or written["actor"]]
            assert row["unnamed"] == ("unnamed" in [actors[source]["kind"] for source in sources])
            assert row["basis"] == ("relayed" if written.get("relayed_by") else row["words_basis"])
            assert row["language"] == stated["source"].get("language", "en")
            assert [[article[a:b] for a, b in passage] for passage in row["spans"]] == row["passage"]
    assert len(data) == len(rows)


def test_the_sites_have_every_case() -> None:
    every = [fact for name in SITES for fact in facts(name).values()]
    assert {fact.basis for fact in every} == set(BASES)
    assert {fact.words_basis for fact in every if fact.basis == "relayed"} == set(BASES[:3])
    assert {(fact.basis == "relayed", fact.unnamed) for fact in every} == {
        (relayed, unnamed) for relayed in (True, False) for unnamed in (True, False)
    }
    assert {fact.direction for fact in every} == {"ltr", "rtl"}
    assert len({fact.language for fact in every}) > 2


# --- pages: the words ------------------------------------------------------------------------------


class Drawn(Struct, frozen=True):
    """A passage on a page.

    Attributes:
        marks: the elements with its words, one per paragraph of the article.
        place: the kind of page, and the section.
    """

    key: Key
    number: int
    marks: tuple[LexborNode, ...]
    place: str

    @property
    def mark(self) -> LexborNode:
        """The first mark."""
        return self.marks[0]


# Pages with passages in no folder.
PAGES = {"index.html": "home", "unnamed.html": "unnamed"}


@cache
def in_parts() -> Site:
    """The example with small limits, so that lists have parts, and with an address, so that it has embeds."""
    site = published_example(built("example").root.with_name("in-parts"))
    with patch("onrecord.pages.positions.NEWEST", 2), patch("onrecord.pages.unnamed.LIMIT", 6):
        done = site.run("build", "--jobs", "1")
    assert done.status == 0, done
    return site


def pages_of(site: Site) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path in sorted(site.html.rglob("*.html")):
        yield path.relative_to(site.html).as_posix(), LexborHTMLParser(path.read_text(encoding="utf-8"))


BLOCKS = ("blockquote", "td", "li", "pre")
CITED = "briefs: the box for citing"


def drawn_on(path: str, tree: LexborHTMLParser) -> Iterator[Drawn]:
    folder, _, page = path.rpartition("/")
    kind = f"{folder} part" if "_" in page else folder or PAGES.get(page, page)
    kind = "embed" if folder.startswith("embed/") else kind
    groups: dict[tuple[str, int], list[LexborNode]] = {}
    for mark in tree.css("mark.passage"):
        block = up_to(mark, *BLOCKS)
        groups.setdefault((mark.attributes["data-passage"] or "", block.mem_id), []).append(mark)
    for (passage, _), marks in groups.items():
        slug_, _, rest = passage.partition("#")
        id_, _, number = rest.partition("/")
        section = section_of(marks[0])
        place = f"{kind}: {'from' if section.startswith('from_') else section}"
        if section.startswith("day_"):
            place = "changes"
        elif up_to(marks[0], *BLOCKS).tag == "pre":
            place = CITED
        yield Drawn((slug_, id_), int(number), tuple(marks), place)


def section_of(node: LexborNode) -> str:
    """The id of the second-level heading above a node."""
    found, above = "", node.parent
    while above is not None:
        if (
            above.tag == "section"
            and (heading := above.css_first("h2")) is not None
            and heading.parent == above
        ):
            found = heading.attributes["id"] or ""
        above = above.parent
    return found


def up_to(node: LexborNode, *tags: str) -> LexborNode:
    above = node.parent
    while above is not None and above.tag not in tags:
        above = above.parent
    assert above is not None, tags
    return above


def siblings(node: LexborNode, way: str) -> Iterator[LexborNode]:
    other = getattr(node, way)
    while other is not None:
        if other.tag not in ("-text", "_comment"):
            yield other
        other = getattr(other, way)


def text(node: LexborNode) -> str:
    return squeezed(node.text())


def line_of(drawn: Drawn) -> str:
    """The text about a shown position: in its table cell, or before or after its words."""
    block, link = up_to(drawn.mark, *BLOCKS), f"#{drawn.key[1]}"
    if block.tag == "pre":
        return squeezed(block.text().partition(drawn.mark.text())[2])
    if block.tag != "blockquote":
        (label,) = block.css("span[class^=basis-], span[class^=known-]")
        return text(label)
    for before in siblings(block, "prev"):
        if before.tag == "p" and "meta" in classes(before):
            assert any((a.attributes["href"] or "").endswith(link) for a in before.css("a"))
            return text(before)
        if before.tag == "p" and set(classes(before)) & {slug(basis) for basis in BASES}:
            break  # It belongs to another position.
    return next(
        text(after)
        for after in siblings(block, "next")
        if after.tag == "p" and set(classes(after)) & {slug(basis) for basis in BASES}
    )


def classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def slug(basis: str) -> str:
    return basis.replace(" ", "-")


def bar_of(drawn: Drawn) -> str:
    """The class for the form of the bar beside the words."""
    block = up_to(drawn.mark, *BLOCKS)
    if block.tag != "blockquote":
        (label,) = block.css("span[class^=basis-], span[class^=known-]")
        return classes(label)[0].removeprefix("basis-").removeprefix("known-")
    (found,) = set(classes(up_to(drawn.mark, "p"))) & {slug(basis) for basis in BASES}
    return found


def around(node: LexborNode, attribute: str) -> str:
    above: LexborNode | None = node
    while above is not None:
        if value := (above.attributes or {}).get(attribute):
            return value
        above = above.parent
    return ""


# As a page says it, for any actor of the position.
KNOWN_BY = re.compile(
    r"second-hand, via .+? \((?:partly quoted|quoted|reported)\)|second-hand via [^,]+|second-hand"
    r"|partly quoted|quoted|reported",
    re.IGNORECASE,
)
SHOWN_IN = {
    "home: newest_words",
    "outlets part: from",
    "unnamed: from",
    "actors part: stated_positions",
    "actors: changes_of_position",
    "actors: stated_positions",
    "briefs: at_a_glance",
    "changes",
    CITED,
    "briefs: stated_positions",
    "embed: ",
    "issues part: stated_positions",
    "issues: stated_positions",
    "issues: where_they_stand",
}


def every_drawn() -> Iterator[tuple[Fact, Drawn]]:
    sites = [(name, built(name)) for name in SITES] + [("example", in_parts())]
    for name, site in sites:
        for path, tree in pages_of(site):
            for drawn in drawn_on(path, tree):
                if drawn.key in facts(name):  # Otherwise it belongs to a question.
                    yield facts(name)[drawn.key], drawn


def test_pages_show_the_words_the_basis_and_the_source_of_the_data() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for fact, drawn in every_drawn():
        where = f"{drawn.place} {drawn.key}"
        line = line_of(drawn)
        places[drawn.place].add(f"{fact.basis}{', unnamed' * fact.unnamed}")
        known = KNOWN_BY.search(line)
        assert known is not None, where
        is_short, is_cited = drawn.place == "briefs: at_a_glance", drawn.place == CITED
        short = f"second-hand via {fact.relayed_by}" if fact.relayed_by else fact.basis
        if is_cited:
            second_hand = "second-hand, " * bool(fact.relayed_by)
            assert f" ({fact.said_by}; {second_hand}{fact.words_basis} by " in line, where
        else:
            assert known[0].lower() == (short if is_short else fact.known_by).lower(), where
            assert bar_of(drawn) == slug(fact.basis), where
        assert (("unnamed" if is_short else "unnamed source") in line) == fact.unnamed, where
        assert around(drawn.mark, "lang") == fact.language, where
        assert (around(drawn.mark, "dir") or "ltr") == fact.direction, where
        shown = squeezed(" ".join(mark.text() for mark in drawn.marks))
        whole = fact.gist if drawn.number == 0 else fact.words[drawn.number - 1]
        assert shown == whole or whole.startswith(shown.removesuffix(" …").removesuffix("…").rstrip()), where
        strong = squeezed(" ".join(node.text() for mark in drawn.marks for node in mark.css("strong")))
        if is_cited:  # It is copied as plain text.
            continue
        letters, bold = (sum(map(str.isalnum, words)) for words in (shown, strong))
        if fact.words_basis == "quoted":
            assert bold == letters - sum(map(str.isalnum, "".join(re.findall(r"\[…\]", shown)))), where
        if fact.words_basis == "reported":
            assert bold == 0, where
    assert places.keys() == SHOWN_IN
    # No site has second-hand words on its first page: see the next test.
    for place in SHOWN_IN - {"home: newest_words"}:
        assert any(kind.startswith("relayed") for kind in places[place]), place
    assert all(
        any(kind.endswith("unnamed") for kind in kinds)
        for place, kinds in places.items()
        # In the sites, unnamed sources speak once on an issue: the table has their words.
        if place not in ("issues: stated_positions", "actors: changes_of_position", "changes")
    )


def test_a_card_of_the_first_page_says_who_relays() -> None:
    actors = {"ilse": made_records.actor("Ilse"), "clerk": made_records.actor("A clerk", "unnamed")}
    for relayer, known in (
        ("ilse", "second-hand, via Ilse (quoted)"),
        ("clerk", "second-hand, via A clerk (quoted), from an unnamed source"),
    ):
        position = said("p1", "for", relayed_by=relayer)
        record = made_records.record_of([made_records.briefing("b", date(2031, 3, 3), [position])], actors)
        page = finished_page(home_page(record), Renderer((PROGRAM / "templates" / "markdown",)))
        assert re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", page).count(f"Mira · {known} · For · ") == 1
        assert page.count("    {: .relayed }") == 1
        assert page.count('<mark class="passage" data-passage="b#p1/1">') == 1


def test_each_position_is_on_its_briefings_its_actors_and_its_issues_page(
    site: Site, name: str, data: Mapping[Key, Fact]
) -> None:
    found: dict[str, set[Key]] = defaultdict(set)
    bold: dict[Key, list[bool]] = defaultdict(list)
    for path, tree in pages_of(site):
        for drawn in drawn_on(path, tree):
            found[drawn.place].add(drawn.key)
            if drawn.place == "briefs: stated_positions":
                bold[drawn.key].append(drawn.mark.css_first("strong") is not None)
    found["issues: stated_positions"] |= found["issues: where_they_stand"]
    for place in ("briefs", "issues"):
        assert found[f"{place}: stated_positions"] == data.keys()
    # The words of a change are not repeated in the list below it.
    changed = found["actors: changes_of_position"]
    assert found["actors: stated_positions"] == data.keys() - changed
    assert changed == found["changes"]
    for key, fact in data.items():
        assert any(bold[key]) == (fact.words_basis != "reported"), key


# --- pages: where there is a name alone -------------------------------------------------------------


def links_to_positions(tree: LexborHTMLParser, selector: str) -> Iterator[tuple[str, LexborNode]]:
    for link in tree.css(selector):
        yield (link.attributes.get("href") or "").rpartition("#")[2], link


def numbers_on(tree: LexborHTMLParser) -> Mapping[str, int]:
    """The place of each position on its briefing's page, from 1, by id."""
    headings = tree.css("section > h4[id]")
    return {heading.attributes["id"] or "": number for number, heading in enumerate(headings, start=1)}


def test_a_name_alone_says_who_relays_and_that_a_source_is_unnamed(
    site: Site, name: str, data: Mapping[Key, Fact]
) -> None:
    by_id = {(slug, id_): fact for (slug, id_), fact in data.items()}
    seen: dict[str, int] = defaultdict(int)
    for path, tree in pages_of(site):
        own = path.removesuffix(".html").rpartition("/")[2]
        for id_, link in links_to_positions(tree, ".cited-by + ul > li > a"):
            if fact := by_id.get((own, id_)):
                number = numbers_on(tree)[id_]
                assert text(link) == f"{number}. {fact.said_by}"
                assert text(tree.css_first(f"#{id_} .no") or link) == str(number)
                seen["the source"] += 1
        for line in tree.css("#who_speaks_to_whom ~ ul > li"):
            for id_, _ in links_to_positions(LexborHTMLParser(line.html or ""), "a[href^='#']"):
                actor, _, relayer = by_id[own, id_].said_by.partition(", via ")
                assert text(line).startswith(actor)
                assert (f"relayed by {relayer}:" in text(line)) == bool(relayer)
                seen["who speaks to whom"] += 1
        for row in tree.css(".matrix tr[id]"):
            for mark in row.css(".at a"):
                slug_, _, id_ = (mark.attributes.get("href") or "").rpartition("/")[2].partition("#")
                fact = by_id[slug_.removesuffix(".html"), id_]
                assert text(mark).startswith(f"{fact.said_by.partition(' (')[0].partition(',')[0]}: ")
                beside = next(siblings(mark, "next"), None)
                note = text(beside) if beside is not None and beside.tag == "small" else ""
                assert ("(second-hand)" in note) == bool(fact.relayed_by)
                assert ("unnamed source" in text(row)) or not fact.unnamed
                seen["the matrix"] += 1
        for path_of, link in answers_on(tree):
            slug_, _, id_ = path_of.rpartition("/")[2].partition("#")
            fact = by_id[slug_.removesuffix(".html") or own, id_]
            assert text(link) == fact.said_by
            seen["answers"] += 1
    wanted = {"the source", "who speaks to whom", "the matrix", "answers"}
    assert seen.keys() == (wanted - {"answers"} if name == "real" else wanted)


def test_an_answer_says_who_relays_it_and_that_its_source_is_unnamed() -> None:
    """The three sites have no second-hand answers."""
    actors = {"ilse": made_records.actor("Ilse"), "clerk": made_records.actor("A clerk", "unnamed")}
    answers = [said("p1", "for", "ilse", relayed_by="clerk"), said("p2", "for", "clerk")]
    record = made_records.record_of([made_records.briefing("b", date(2031, 3, 3), answers)], actors)
    link = Linker(record, "questions.md")
    entries = [answer_entry(link, f"b#{id_}", date(2031, 3, 3)) for id_ in ("p1", "p2")]
    words = [english().said(entry.actor.text) for entry in entries if entry]
    assert words == ["Ilse, via A clerk (unnamed source)", "A clerk (unnamed source)"]


def test_a_change_on_one_line_says_who_relays_and_that_a_source_is_unnamed() -> None:
    """The three sites have no second-hand changes."""
    actors = {"ilse": made_records.actor("Ilse"), "clerk": made_records.actor("A clerk", "unnamed")}
    first = made_records.briefing("a", date(2031, 3, 3), [said("p1", "for", "ilse", relayed_by="clerk")])
    second = made_records.briefing("b", date(2031, 3, 4), [said("p2", "against", "ilse", relayed_by="clerk")])
    record = made_records.record_of([second, first], actors)
    (path,) = record.changes
    line = change_line(Linker(record, "index.md"), path)
    assert english().said(line.link.text) == "Ilse, via A clerk (unnamed source)"
    assert [stance.relayed for stance in line.stances] == [True, True]
    assert "against (second-hand)" in " ".join(rendered_home(record).split())


def rendered_home(record: Record) -> str:
    return Renderer((PROGRAM / "templates" / "markdown",)).render(home_page(record))


def answers_on(tree: LexborHTMLParser) -> Iterator[tuple[str, LexborNode]]:
    """The answering positions on a page, each with the link before it that names the actor."""
    for line in tree.css("main p, main li"):
        links = line.css("a")
        strong = line.css_first("strong")
        is_answer = strong is not None and text(strong).startswith("Answered by") and len(links) == 2
        in_list = (
            len(links) == 2
            and line.tag == "p"
            and re.fullmatch(re.escape(text(links[0])) + r": .*" + re.escape(text(links[1])), text(line))
        )
        to_actor = bool(links) and "actors/" in (links[0].attributes.get("href") or "")
        if to_actor and (is_answer or in_list) and "#" in (links[-1].attributes.get("href") or ""):
            yield links[-1].attributes["href"] or "", links[0]


def test_citations_say_who_relays_and_that_a_source_is_unnamed(site: Site, data: Mapping[Key, Fact]) -> None:
    seen = set()
    for path, tree in pages_of(site):
        if not tree.css("section > details.cite"):
            continue
        own = path.removesuffix(".html").rpartition("/")[2]
        items = json.loads((site.html / f"briefs/{own}.csl.json").read_text(encoding="utf-8"))
        csl = {item["id"]: item for item in items}
        bib = (site.html / f"briefs/{own}.bib").read_text(encoding="utf-8")
        entries = {entry.partition(",")[0]: entry for entry in bib.split("@misc{")[1:]}
        assert csl.keys() == entries.keys()
        for box in tree.css("section > details.cite"):
            sentence, key = (text(box.css_first(tag) or box) for tag in ("pre:last-of-type", "code"))
            links = [link.attributes["href"] for link in box.css("a")]
            assert links == [f"{own}.bib", f"{own}.ris", f"{own}.csl.json"]
            heading = next(node for node in siblings(box, "prev") if node.tag == "h4")
            place = own, heading.attributes["id"] or ""
            fact = data[place]
            title = f"{fact.said_by}: {squeezed(fact.says)}".removesuffix(".")
            item, bibtex = csl.pop(key), entries[key]
            assert item["title"] == title
            assert f"“{title}”" in sentence
            assert sum(map(str.isalnum, title)) <= sum(map(str.isalnum, bibtex))
            assert ("(unnamed source)" in bibtex, ", via " in bibtex) == (fact.unnamed, bool(fact.relayed_by))
            seen.add(place)
        assert not csl
    assert seen == data.keys()


def test_a_briefing_begins_with_a_line_for_each_position(site: Site, data: Mapping[Key, Fact]) -> None:
    for slug_ in record_of(site).briefs:
        page = LexborHTMLParser((site.html / f"briefs/{slug_}.html").read_text(encoding="utf-8"))
        lines = page.css("#at_a_glance + ul ul > li")
        to = [link.attributes["href"] for line in lines for link in line.css("span > a")]
        assert sorted(map(str, to)) == sorted(f"#{id_}" for briefing, id_ in data if briefing == slug_)
        issues = [text(heading) for heading in page.css("#stated_positions ~ section > h3")]
        assert [text(issue) for issue in page.css("#at_a_glance + ul > li > strong")] == issues


def test_counts_are_those_of_the_data(site: Site, data: Mapping[Key, Fact]) -> None:
    record = record_of(site)
    for slug_, brief in record.briefs.items():
        here = [fact for (briefing, _), fact in data.items() if briefing == slug_]
        numbers = {basis: sum(fact.basis == basis for fact in here) for basis in BASES}
        words = [
            f"{number} {basis.replace('relayed', 'second-hand')}"
            for basis, number in numbers.items()
            if number
        ]
        unnamed = sum(fact.unnamed for fact in here)
        tally = ", ".join(words) + (f"; {unnamed} from unnamed sources" if unnamed else "")
        card = card_of(record, brief, Settings("A site", cards=True))
        assert card.tally.partition(": ")[2] == tally
        assert card.alternative.endswith(f"{card.tally}. A site")


# --- data for programs -------------------------------------------------------------------------------


def test_feeds(site: Site, data: Mapping[Key, Fact]) -> None:
    by_urn = {entry_urn(slug_, id_): fact for (slug_, id_), fact in data.items()}
    seen = set()
    for path in site.html.glob("*/*.feed.xml"):
        for item in entries_of(path.read_text(encoding="utf-8")):
            fact = by_urn[item["id"]]
            assert item["title"] == f"{fact.said_by}: {fact.says}"
            tree = LexborHTMLParser(item["content_html"])
            (block,) = tree.css("blockquote")
            assert [text(passage) for passage in block.css("p")] == list(fact.words)
            assert (block.attributes["lang"], block.attributes["dir"]) == (fact.language, fact.direction)
            said = text(next(p for p in tree.css("p") if p.css_first("a") is not None))
            assert f"; {fact.known_by}" in said
            assert ("second-hand" in said) == (fact.basis == "relayed")
            assert ("a source that the article does not name" in said) == fact.unnamed
            seen.add(item["id"])
    assert seen == by_urn.keys()


def test_the_feed_of_changes(site: Site, data: Mapping[Key, Fact]) -> None:
    paths = {change_urn(path.later.slug, path.later.id): path for path in record_of(site).changes}
    entries = entries_of((site.html / "changes.xml").read_text(encoding="utf-8"))
    assert {item["id"] for item in entries} == paths.keys()
    for item in entries:
        path = paths[item["id"]]
        tree = LexborHTMLParser(item["content_html"])
        assert data[path.later.slug, path.later.id].said_by in item["title"]
        blocks = tree.css("blockquote")
        for statement, block in zip(path.statements, blocks, strict=True):
            fact = data[statement.slug, statement.id]
            assert [text(passage) for passage in block.css("p")] == list(fact.words)
            assert (block.attributes["lang"], block.attributes["dir"]) == (fact.language, fact.direction)
            said = text(next(siblings(block, "prev")))
            assert said.startswith(f"{statement.stance}; {statement.date.isoformat()}; ")
            assert f"; {fact.known_by}; " in said
            assert ("a source that the article does not name" in said) == fact.unnamed


def test_csv_and_the_briefings_json(site: Site, data: Mapping[Key, Fact]) -> None:
    with (site.html / "data" / "positions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["briefing"], row["id"]): row for row in csv.DictReader(file)}
    assert rows.keys() == data.keys()
    for path in (site.html / "briefs").glob("*.json"):
        if ".csl" in path.name or ".feed" in path.name:
            continue
        for position in json.loads(path.read_text(encoding="utf-8"))["positions"]:
            fact, row = data[path.stem, position["id"]], rows[path.stem, position["id"]]
            words = [" […] ".join(squeezed(p["text"]) for p in passage) for passage in position["passages"]]
            assert words == list(fact.words)
            assert row["passage"].replace("\n\n", "\0").replace("\n", " […] ").split("\0") == list(fact.words)
            for shown in (row, position):
                assert (shown["basis"], shown["words_basis"]) == (fact.basis, fact.words_basis)
            assert (row["unnamed"] == "true", position["unnamed"]) == (fact.unnamed, fact.unnamed)
            assert row["language"] == fact.language


def test_annotations_and_linked_data(site: Site, data: Mapping[Key, Fact]) -> None:
    seen = set()
    issues = read_yaml(site.root / "briefs" / "issues.yml")
    for path in (site.html / "briefs").glob("*.html"):
        slug_ = path.stem
        if not any(briefing == slug_ for briefing, _ in data):
            continue
        node = json.loads(path.with_suffix(".jsonld").read_text(encoding="utf-8"))
        assert "datePublished" not in node
        for issue in node["about"]:
            proposition = issues[issue["@id"].rpartition("/")[2].partition(".")[0]].get("proposition")
            assert issue.get("description") == (
                squeezed(f"Proposition: {proposition}") if proposition else None
            )
        parts = {part["@id"].rpartition("#")[2]: part for part in node["hasPart"]}
        annotations = {
            a["id"]: a
            for a in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["annotations"]
        }
        for (briefing, id_), fact in data.items():
            if briefing != slug_:
                continue
            part, annotation = parts[id_], annotations[annotation_urn(slug_, id_)]
            known = [fact.basis, *([fact.words_basis] if fact.relayed_by else [])]
            known += ["unnamed source"] if fact.unnamed else []
            assert part["keywords"] == known
            assert part["@type"] == ("Quotation" if fact.basis == "quoted" else "Claim")
            words = part if fact.basis == "quoted" else part["appearance"]
            shown = words["text"] if isinstance(words["text"], list) else [words["text"]]
            assert shown == list(fact.words)
            assert words["inLanguage"] == fact.language
            bodies = [body["value"] for body in annotation["body"] if body["purpose"] == "classifying"]
            assert bodies == known
            pieces = [squeezed(target["selector"][0]["exact"]) for target in annotation["target"]]
            assert pieces == [piece for passage in fact.words for piece in re.split(r" \[…\] ", passage)]
            assert {target["source"]["language"] for target in annotation["target"]} == {fact.language}
            seen.add((briefing, id_))
    assert seen == data.keys()


def test_the_search(site: Site, data: Mapping[Key, Fact]) -> None:
    record = record_of(site)
    known = {code: (b.value, words.value, unnamed) for (b, words, _, unnamed, _), code in POSITIONS.items()}
    assert len(known) == len(POSITIONS)
    seen = set()
    for slug_, brief in record.briefs.items():
        for unit in briefing_units(record, brief):
            for thing in unit.things:
                if thing.code in known:
                    fact = data[slug_, thing.shown[0]]
                    assert known[thing.code] == (fact.basis, fact.words_basis, fact.unnamed)
                    assert thing.shown[2] == fact.says
                    assert squeezed("".join(thing.shown[3])) == squeezed(" … ".join(fact.words))
                    if fact.words_basis != "partly quoted":
                        quoted = "".join(thing.shown[3][1::2])
                        assert any(map(str.isalnum, quoted)) == (fact.words_basis == "quoted")
                    assert thing.shown[6:] == ((fact.relayed_by,) if fact.relayed_by else ())
                    assert unit.language == fact.language
                    seen.add((slug_, thing.shown[0]))
    assert seen == data.keys()
    for id_, issue in record.issues.items():
        shown = issue_unit(record, id_).things[-1].shown
        assert shown[1:] == ((1,) if issue.proposition else ())  # Then the page has a proposition.


def test_the_comparison(site: Site, data: Mapping[Key, Fact]) -> None:
    """What its page loads; test_compare.py looks at what it shows of that."""
    record, seen = record_of(site), set()
    for actor_id, actor in record.actors.items():
        script = (site.html / "search" / f"by-{actor_id}.js").read_text(encoding="utf-8")
        _, (name, kind, _, issues) = json.loads(
            f"[{script.removeprefix(SEARCH_CALL).removesuffix(');' + chr(10))}]"
        )
        assert (name, kind) == (actor.name, actor.kind)
        of_actor = record.positions_of.get(actor_id, ())
        assert sorted(one["issue"] for one in issues) == sorted({said.issue for said in of_actor})
        for one in issues:
            fact = data[one["briefing"], one["id"]]
            assert one["basis"] == slug(fact.basis)
            assert one["words"] == slug(fact.words_basis)
            assert (bool(one["unnamed"]), one["via"]) == (fact.unnamed, fact.relayed_by)
            assert one["language"] == fact.language
            assert not one["cut"]
            said = [squeezed(" ".join(map("".join, lines))) for _, _, lines, _ in one["passages"]]
            assert said == list(fact.words)
            quoted = [
                "".join(run for line in lines for run in line[1::2]) for _, _, lines, _ in one["passages"]
            ]
            if fact.words_basis != "partly quoted":
                assert any(map(str.isalnum, "".join(quoted))) == (fact.words_basis == "quoted")
            (stated,) = [s for s in of_actor if (s.slug, s.id) == (one["briefing"], one["id"])]
            assert (one["stance"] or None, one["day"]) == (stated.stance, stated.date.isoformat())
            newer = [s for s in of_actor if s.issue == one["issue"] and is_before(stated.date, s.date)]
            assert not [s for s in newer if s.stance or not stated.stance]
            seen.add((one["briefing"], one["id"]))
    assert seen <= data.keys()
    assert len(seen) == len({(s.actor, s.issue) for said in record.positions_of.values() for s in said})


def test_the_quote_check(site: Site, data: Mapping[Key, Fact]) -> None:
    seen = set()
    for slug_, brief in record_of(site).briefs.items():
        for page, language, entries in excerpts_of(record_of(site), brief):
            for id_, name_, relayer, passages in filter(None, entries):
                assert page == slug_
                if not name_:  # a question's
                    continue
                fact = data[slug_, id_]
                assert fact.said_by.startswith(name_)
                assert (relayer, language) == (fact.relayed_by, fact.language)
                shown = [
                    " […] ".join("".join(runs)[begin:end] for _, runs, begin, end in stretches)
                    for stretches in passages
                ]
                assert squeezed(" … ".join(shown)) == squeezed(" … ".join(fact.words))
                seen.add((slug_, id_))
    assert seen == data.keys()


# --- and in nothing else -----------------------------------------------------------------------------

# Page templates that call a macro or a filter for positions, or read their sentences.
TEMPLATES = {
    *("actor", "briefing", "home", "issue", "positions", "unnamed", "unnamed_part"),
    *("questions", "questions_on", "questions_part"),
}
_DRAWS = re.compile(
    r"\b(?:[mp]\.(?:passages?|words|words_in_line|position_entries|claims|facts|known_by|basis|cite|question_entries|question_group)\("
    r"|speech_diagram\b|passage_lines\b|\w+\.says\b)"
)


def test_every_template_that_shows_positions_is_looked_at() -> None:
    found = set()
    for path in (PROGRAM / "templates" / "markdown").glob("*.md.j2"):
        if not path.name.startswith("_") and _DRAWS.search(path.read_text(encoding="utf-8")):
            found.add(path.name.removesuffix(".md.j2"))
    assert found == TEMPLATES


# Modules that read a position's sentence, passages or basis, with the test above for their output, or the
# reason why none is needed.
MODULES = {
    "citing/cards": "counts",
    "citing/citations": "citations",
    "exports/changes": "the table of changes, by test_exports_tables.py",
    "exports/annotations": "annotations",
    "exports/briefing": "the briefing's JSON",
    "exports/entries": "feeds",
    "exports/proof": "hashes: they say nothing of a position",
    "exports/rows": "CSV and JSON",
    "exports/statements": "linked data",
    "exports/versions": "hashes, and earlier wordings, by test_versions.py",
    "pages/briefing": "pages",
    "pages/embed": "pages",
    "pages/entries": "pages, answers",
    "pages/outlet": "numbers alone",
    "pages/shortening": "pages",
    "pages/source": "names alone",
    "pages/speech": "names alone",
    "record/attribution": "names alone, feeds, citations, annotations, linked data",
    "search/compared": "the comparison",
    "search/excerpts": "quote check",
    "search/things": "search",
}
_READ = {"anchors", "passages", "basis", "words_basis", "says"}
_MAKE_WHAT_IS_SHOWN = ("citing", "exports", "pages", "search", "charts")


def test_every_module_that_reads_them_is_looked_at() -> None:
    found = set()
    package = PROGRAM / "onrecord"
    for path in package.rglob("*.py"):
        module = path.relative_to(package).with_suffix("").as_posix()
        if module != "record/attribution" and not module.startswith(_MAKE_WHAT_IS_SHOWN):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in _READ:
                found.add(module)
    assert found == MODULES.keys()

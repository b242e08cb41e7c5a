"""What is added to a page's Markdown for the published page is what the record says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.collection import make
from helpers.browser import HOST, Contexts, checks, serve
from helpers.building import PROGRAM, Site, built, copy_of
from helpers.checked import record_of as record_of_site
from helpers.publishing import finished_text
from helpers.whole import pages_of
from helpers.wordings import wording
from onrecord.languages import Wording, english
from onrecord.markdown.rendering import Renderer
from onrecord.pages.catalogue import Page
from onrecord.pages.entries import PositionEntry
from onrecord.pages.quoting import Passage
from onrecord.publishing.finishing.page import finished, with_named_passages
from onrecord.record import Basis, Record
from onrecord.text.escaping import escape

SITES = ["real", "example", "strait"]
FOLDER = PROGRAM / "templates" / "markdown"
NAMED = re.compile(r'<mark class="passage" data-passage="([^"]*)">')
# What a reader of the Markdown does not want to see; attributes are for languages alone.
NOT_FOR_PEOPLE = re.compile(r"<details|data-|\{: [#.]")
SEEN = "cells => cells.filter(cell => cell.checkVisibility()).length"
FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)


@cache
def records() -> tuple[Record, ...]:
    roots = (PROGRAM / "tests" / "sites" / name for name in ("strait", "lake-toll"))
    return tuple(record_of_site(Site(root)) for root in (*roots, PROGRAM / "examples" / "sarrow-strait"))


def passages(value: Any) -> Iterator[Passage]:
    """All passages of a page, in the order of its fields."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from passages(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from passages(getattr(value, name))


def names(page: Page) -> list[str]:
    """A name for each mark that a page draws: one in each paragraph of a passage."""
    return sorted(
        passage.name for passage in passages(page) if passage.kind == "passage" for _ in passage.lines
    )


@pytest.mark.parametrize("words", [english(), wording("ar", content="en")], ids=["en", "ar"])
def test_each_mark_has_the_name_of_the_passage_that_was_drawn(words: Wording) -> None:
    renderer, seen = Renderer((FOLDER,), wording=words), 0
    for page in (page for record in records() for page in pages_of(record)):
        text = with_named_passages(page.path, renderer.render(page), words)
        found = NAMED.findall(text)
        assert sorted(found) == names(page), page.path
        assert "<mark>" not in text
        seen += len(found)
    assert seen > 500


@pytest.mark.parametrize("words", [english(), wording("ar", content="en")], ids=["en", "ar"])
def test_entries_have_the_shape_of_their_basis(words: Wording) -> None:
    renderer, seen = Renderer((FOLDER,), wording=words), set()
    for page in (page for record in records() for page in pages_of(record)):
        groups = getattr(page, "groups", ())
        entries = [entry for group in groups for entry in getattr(group, "positions", ())]
        entries = [entry for entry in entries if not entry.above]
        if not entries:
            continue
        assert all(isinstance(entry, PositionEntry) for entry in entries)
        text = finished_text(page.path, renderer.render(page), words=words)
        _, _, listed = text.partition("{: #stated_positions }")
        listed = listed.partition("\n## ")[0]
        found = re.findall(r"^    \{: \.(quoted|partly-quoted|reported|relayed) \}$", listed, re.MULTILINE)
        wanted = [entry.basis.value.replace(" ", "-") for entry in entries]
        assert found == wanted, page.path
        seen.update(found)
    assert len(seen) == len(Basis)


@pytest.mark.parametrize("name", SITES)
def test_the_markdown_has_nothing_that_only_the_page_needs(name: str) -> None:
    texts = [path.read_text("utf-8") for path in built(name).pages.rglob("*.md")]
    assert len(texts) > 20
    for text in texts:
        assert not NOT_FOR_PEOPLE.search(FIGURE.sub("", text)), text[:200]


def test_the_markdown_of_the_real_briefing_is_short() -> None:
    (path,) = (built("real").pages / "briefs").glob("us-*.md")
    assert path.stat().st_size <= 28_000


def boxes(path: Path) -> dict[str, LexborNode]:
    """The boxes for citing on a page, by the id of the heading before each."""
    found: dict[str, LexborNode] = {}
    id_ = ""
    for node in LexborHTMLParser(path.read_text("utf-8")).css("main :is(h2, h3, h4, section > .cite)"):
        if node.tag == "details":
            assert id_ not in found
            found[id_] = node
        else:
            id_ = node.attributes.get("id") or ""
    return found


@pytest.mark.parametrize("name", SITES)
def test_each_position_can_be_cited_and_linked_to(name: str) -> None:
    site = built(name)
    for data in (site.html / "briefs").glob("*[!l].json"):
        if data.name.endswith(".csl.json"):
            continue
        slug, page = data.stem, data.with_suffix(".html")
        briefing = json.loads(data.read_text("utf-8"))
        items = {item["id"]: item for item in json.loads(page.with_suffix(".csl.json").read_bytes())}
        found = boxes(page)
        assert found.keys() == {position["id"] for position in briefing["positions"]}
        for position in briefing["positions"]:
            box = found[position["id"]]
            key = box.css_first("code")
            assert key is not None
            title = items[key.text()]["title"]
            assert title.endswith(position["says"].removesuffix("."))
            assert f"“{title}”" in box.text()
            assert f"{slug}.html#{position['id']}" in box.text()
            assert briefing["source"]["publisher"] in box.text()
        tree = LexborHTMLParser(page.read_text("utf-8"))
        for thing in (*briefing["positions"], *briefing["questions"]):
            assert any(a.text() == "Link" for a in tree.css(f"main a[href='#{thing['id']}']"))


def test_a_page_is_published_again_when_only_its_data_change(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "root")
    template = (FOLDER / "briefing.md.j2").read_text("utf-8")
    start = template.index("{% if source.author %}")
    end = template.index("{% if source.published %}")
    site.write("templates/markdown/briefing.md.j2", template[:start] + template[end:])
    site.build()
    markdown = (site.pages / "briefs/qasira-offers-to-mediate.md").read_bytes()
    page = site.html / "briefs/qasira-offers-to-mediate.html"
    assert "Ilse Tarn" not in page.read_text("utf-8")
    site.edit("briefs/qasira-offers-to-mediate.yml", "  publisher: ", "  author: Ilse Tarn\n  publisher: ")
    site.build()
    assert (site.pages / "briefs/qasira-offers-to-mediate.md").read_bytes() == markdown
    assert all("Ilse Tarn" in box.text() for box in boxes(page).values())


@pytest.mark.parametrize(
    "markdown",
    [
        "# P\n\n> <mark>words</mark>\n",
        "# P\n\n- entry\n\n    > <mark>words</mark>\n",
        "# P\n\n| a |\n| --- |\n| <mark>words</mark> |\n",
        "# P\n\nA <mark>word</mark> alone.\n",
    ],
)
def test_a_mark_without_a_position_gets_no_name(markdown: str) -> None:
    # A passage without a name has no proof, and is not published.
    assert '<mark class="passage">word' in finished("actors/a.md", "actor-state", markdown, None, english())


def test_long_lists_name_their_passages_too(tmp_path: Path) -> None:
    make(tmp_path, 60)
    record, renderer = record_of_site(Site(tmp_path)), Renderer((FOLDER,))
    for page in pages_of(record):
        text = with_named_passages(page.path, renderer.render(page), english())
        assert sorted(NAMED.findall(text)) == names(page), page.path


def test_an_editors_words_name_no_position() -> None:
    facts = "    For · quoted · said to {} · Herald · [Title](../briefs/b.md#p)"
    entry = f"- Says.\n\n    > <mark>words</mark>\n\n{facts}"
    for words in ("](../briefs/x.md#y)", "[a](../briefs/x.md#y)", "· reported · <mark>"):
        text = f"# P\n\n{entry.format(escape(words))}\n"
        done = finished("actors/a.md", "actor-state", text, None, english())
        assert NAMED.findall(done) == ["b#p/1"]
        assert "> {: .quoted }" in done


@pytest.mark.parametrize("name", SITES)
def test_the_table_of_an_issue_is_one_for_software(name: str) -> None:
    """Its heads say what they are for; the next test reads it in a browser."""
    rows = 0
    for path in sorted((built(name).html / "issues").glob("*.html")):
        for table in LexborHTMLParser(path.read_text("utf-8")).css("table.matrix"):
            assert [caption.text() for caption in table.css("caption")] not in ([], [""])
            heads = table.css("thead th")
            assert {head.attributes["scope"] for head in heads} == {"col"}
            groups = table.css('th[scope="rowgroup"]')
            assert all(group.attributes["colspan"] == str(len(heads)) for group in groups)
            assert len(table.css("tbody")) == max(len(groups), 1)
            for row in table.css("tr[id]"):
                assert len(row.css('th[scope="row"]')) == 1
                assert len(row.css("th, td")) == len(heads)
                rows += 1
            # A line runs from each stance of a row to the next one, and no further.
            for row in table.css("tr[id]"):
                looks = [(cell.attributes.get("class") or "").split() for cell in row.css("td")[1:]]
                at = [number for number, look in enumerate(looks) if "at" in look]
                assert [number for number, look in enumerate(looks) if "from" in look] == at[1:]
                assert [number for number, look in enumerate(looks) if "to" in look] == at[:-1]
                between = [number for number, look in enumerate(looks) if "between" in look]
                assert between == [n for n in range(at[0], at[-1]) if n not in at]
    assert rows > 5


@pytest.mark.parametrize(
    "path", ["issues/channel-levy.html", "compare.html?a=joran-tesk&b=maren-oskell"], ids=["issue", "compare"]
)
def test_a_browser_takes_it_for_a_table_in_every_width(new_context: Contexts, path: str) -> None:
    """Also where a style sheet sets cells one below another; HTML allows no `role` to say it again."""
    context = new_context()
    serve(context, built("example"))
    page = context.new_page()
    page.goto(f"{HOST}/{path}")
    table = page.locator(".matrix, #compare_table")
    table.wait_for()
    assert table.locator("[role]:not([role=img])").count() == 0
    rows, caption = table.locator("tr").count(), " ".join(table.locator("caption").inner_text().split())
    assert rows > 8
    with checks() as check:
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            said = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
            roles = Counter(node["role"]["value"] for node in said if not node["ignored"])
            with check(width):
                assert roles["table"] == 1
                assert roles["row"] == rows
                assert roles["rowheader"] == rows - 1
                assert roles["columnheader"] == table.locator("thead th").count()
                assert roles["cell"] == table.locator("td").evaluate_all(SEEN)
                (name,) = [node["name"]["value"] for node in said if node["role"]["value"] == "table"]
                assert name == caption

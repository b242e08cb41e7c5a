"""Generated pages are the same, whether MkDocs or the program's fast reader converts their Markdown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import Enum
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils import meta
from msgspec import Struct, structs

from helpers import strategies as our
from helpers.both_readings import (
    COLLECTIONS,
    assert_both_read_the_same,
    collection_of,
    generated_pages,
    readings,
)
from helpers.building import PROGRAM, Site, content, small_site
from helpers.checked import record_of as record_of_site
from helpers.made_records import DAY, STANCES, actor, briefing, question, record_of, said
from helpers.publishing import finished_page
from helpers.same_page import as_seen
from helpers.strategies import inline_markdown
from helpers.thoroughness import tried
from helpers.whole import pages_of
from onrecord.markdown.rendering import Renderer
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.pages.charts import Speech
from onrecord.pages.splitting import LIMIT
from onrecord.publishing import conversion
from onrecord.publishing.conversion import NotRead, convert, knows_templates, template_sums
from onrecord.publishing.plugin import front_matter
from onrecord.record import Record
from onrecord.record.written import Correction
from onrecord.schema.models import Status
from onrecord.text.escaping import Markdown
from onrecord.text.phrases import Phrase

FOLDER = PROGRAM / "templates" / "markdown"
RENDERER = Renderer((FOLDER,))
# Values in a page that are not text: the program chose or checked their characters.
NO_TEXT = {
    "id",
    "note_id",
    "kind",
    "language",
    "direction",
    "path",
    "status",
    "stance",
    "speaker",
    "to",
    "names",
}
# Attribute lists, and other texts that only one of the two readers might take for markup.
TRAPS = [
    "word\n{: onclick=alert(1) }",
    "{: .c }",
    "{#own}",
    "a { #own .c }",
    "a {: .c } {: lang=ar dir=rtl }",
    "[a](b.md){: onclick=alert(1) }",
    "<? id=x?>",
    "<!--0-->",
    "<mark id=x>",
    "“x,”he",
    "「和平」说",
    "\u3000\u3000和平\u3000",
    "\u00a0a\u00a0",
    "a\\",
    "5 % 6%zz",
    "<figure>\n</figure>",
    "e\u0301 Ⅻ ½ ﬁ",
]


# --- what the program makes


@pytest.mark.parametrize("name", COLLECTIONS)
def test_both_readings_of_a_page_are_the_same(name: str) -> None:
    pages = generated_pages(collection_of(name))
    assert len(pages) > 20
    assert_both_read_the_same(pages)


@pytest.mark.parametrize("name", ["strait", "example", "real"])
def test_both_ways_make_the_same_site(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = collection_of(name)
    site = Site(tmp_path / "root")
    shutil.copytree(built.root, site.root, ignore=shutil.ignore_patterns(".onrecord", "site"))
    monkeypatch.setattr("onrecord.publishing.publication.knows_templates", lambda _: False)
    site.build()
    assert content(site.html) != content(built.html)  # These used the other reader.
    assert as_seen(content(site.html)) == as_seen(content(built.html))


def large() -> Record:
    """More of everything than fits on a page."""
    names = {
        f"actor-{number}": actor(f"{chr(65 + number % 26)}{number}", "person" if number % 2 else "unnamed")
        for number in range(LIMIT + 10)
    }
    statuses: list[Status] = ["open", "answered", "overtaken"]
    briefs = []
    for number, name in enumerate(names):
        day = DAY + timedelta(9 * number)
        positions = [
            said("p0", STANCES[number % 5], on=day - timedelta(1), relayed_by=name),
            said("p1", STANCES[number % 3], name),
            said("p2", None, name, issue=f"issue-{number}", toward=["mira"]),
        ]
        asked = [question(f"q{at}", status, issue="ship") for at, status in enumerate(statuses)]
        paper = f"{chr(65 + number % 26)} {number}"
        briefs.append(briefing(f"b{number}", day, positions, asked, publisher=paper, tags=["sea", paper]))
    return record_of(briefs, names, [f"{chr(65 + number % 26)} {number}" for number in range(len(names))])


@cache
def pages() -> Sequence[Page]:
    """Pages of all kinds, one per shape, that is, per set of present parts."""
    roots = (PROGRAM / "tests" / "sites" / "strait", PROGRAM / "examples" / "sarrow-strait")
    shapes: dict[tuple[object, ...], Page] = {}
    for record in (*(record_of_site(Site(root)) for root in roots), large()):
        for page in pages_of(record):
            there = (bool(getattr(page, name)) for name in page.__struct_fields__)
            shapes.setdefault((type(page), *there), page)
    return list(shapes.values())


def test_both_readings_of_pages_of_every_shape_are_the_same() -> None:
    assert {type(page) for page in pages()} == set(TEMPLATES)
    for page in pages():
        assert_both_read_the_same({page.path: finished_page(page, RENDERER)})


def filled(value: Any, texts: Iterator[str]) -> Any:
    """A page, or a part of one, with its texts replaced."""
    if isinstance(value, str) and not isinstance(value, Markdown | Enum):
        return next(texts)
    if isinstance(value, tuple):
        return tuple(filled(item, texts) for item in value)
    if isinstance(value, Struct):
        if isinstance(value, Phrase):
            return Phrase(value.key, tuple((name, filled(item, texts)) for name, item in value.values))
        names = set(value.__struct_fields__) - NO_TEXT
        new = {name: filled(getattr(value, name), texts) for name in sorted(names)}
        if isinstance(value, Correction):  # Its note is one line: an editor's note is never blank.
            new["note"] = " ".join(new["note"].split())
        return structs.replace(value, **new)
    return value


def lessened(value: Any, rng: Random) -> Any:
    """A page, or a part of one, without some optional parts and with shorter lists."""
    if isinstance(value, tuple):
        is_list = len({type(item) for item in value}) == 1  # and no pair
        kept = value[: rng.choice([1, 2, 3, len(value)])] if is_list else value
        return tuple(lessened(item, rng) for item in kept)
    if not isinstance(value, Struct) or isinstance(value, Phrase | Speech):
        return value
    hints, changed = get_type_hints(type(value)), dict[str, Any]()
    for name in value.__struct_fields__:
        # Whether groups of positions have an issue depends on the page, and no page has both; only open
        # questions have an `until`.
        may_be_missing = NoneType in get_args(hints[name]) and name not in ("issue", "until")
        if name == "names":  # of all actors of a drawing
            continue
        missing = may_be_missing and rng.random() < 0.2
        changed[name] = None if missing else lessened(getattr(value, name), rng)
    return structs.replace(value, **changed)


@tried(150)
@given(
    st.data(),
    st.randoms(use_true_random=False),
    st.lists(
        st.one_of(
            our.markdown_traps(),
            our.any_text(),
            inline_markdown(),
            st.lists(st.sampled_from([*TRAPS, *our.WORDS, " "]), max_size=6).map("".join),
        ).filter(str.strip),
        min_size=1,
        max_size=7,
    ),
)
def test_both_read_any_texts_the_same(data: st.DataObject, rng: Random, texts: list[str]) -> None:
    number = data.draw(st.integers(0, len(pages()) - 1))
    page = filled(lessened(pages()[number], rng), cycle(texts))
    assert_both_read_the_same({page.path: finished_page(page, RENDERER)})


@pytest.mark.parametrize("text", ["]", "[", ":", "]:", "!", "#", "|", "\\", "*", "`", "{: .c }", "1.", "- a"])
def test_both_read_one_trap_in_every_place_of_every_page_the_same(text: str) -> None:
    for page in pages():
        assert_both_read_the_same({page.path: finished_page(filled(page, cycle([text])), RENDERER)})


LINKS = """\
[a](gone.md) [b](other.md) [c](other.md#there) [d](other.md#not-there) [e](#here_it_is) [f](#not-here)
[g](gone/) [h](/gone.md) [i](/briefs/other.md) [j](other.html) [k](other) [l](../briefs/other.md) [m](.)
[n](https://a.b/c?d=1&amp;e=2#f) [o](mailto:a@b.c) [p](a@b.c) [q](?query) [r](other.md?query=1&amp;x=2#there)
[s](Other.md) [t](javascript%3Ax) [u](//host/other.md) [v](..) [w](%6Fther.md) [x](page.md#a_paragraph)
[y](#raw_id) [z](#drawn_id)
"""


def test_links_are_followed_and_missed_as_mkdocs_does() -> None:
    body = (
        "# Page\n\n## Here {: #here_it_is }\n\nText\n{: #a_paragraph .c }\n\n"
        '> <mark id="raw_id">m</mark>\n\n'
        '<figure>\n<p id="drawn_id"><a href="gone.md">x</a></p>\n</figure>\n\n'
    )
    texts = {"briefs/page.md": body + LINKS, "briefs/other.md": "# Other\n\n## There\n"}
    found = dict[str, list[str]]()
    for path, own, ours in readings(
        {path: f'---\ntitle: "T"\n---\n\n{text}' for path, text in texts.items()}
    ):
        assert ours == own, path
        found[path] = ours.warnings
    assert len(found["briefs/page.md"]) == 11
    assert not found["briefs/other.md"]


def test_the_table_of_contents_is_nested_and_ids_are_made_as_mkdocs_does() -> None:
    body = (
        "### First\n\n# Café 和平 & *more* `code`\n\n## Same\n\n## Same\n\n"
        "#### [Deep](x.md) {: #deep .c }\n\n## 和平\n\n## same_1\n\n# Last &lt;b&gt;\n\n## Same {: #same }\n"
    )
    for _, own, ours in readings({"index.md": f'---\ntitle: "T"\n---\n\n{body}'}):
        assert ours.toc == own.toc
        assert ours.ids == own.ids
        assert ours.title_in_text is None


def test_raw_blocks_are_left_as_they_are() -> None:
    raw = '<figure class="chart">\n<svg viewBox="0 0 1 1"><a href="x.html">{: .c }</a></svg>\n</figure>'
    words = '<pre>{: .c } **b** [c](d.md) <!--0--></pre>\n<a href="a.bib">a</a>'
    cite = f'<details class="cite">\n{words}\n</details>'
    html = convert(f"# T\n\n{raw}\n\n{cite}\n").html([])
    assert raw in html
    assert cite in html


@pytest.mark.parametrize(
    "markdown",
    [
        "- item\n{: .c }\n",
        "text\n{: onclick=alert(1) }\n",
        "a\n{:  }\n",
    ],
)
def test_attribute_lists_that_no_template_writes_are_left_to_mkdocs(markdown: str) -> None:
    with pytest.raises(NotRead):
        convert(markdown)


# --- front matter


@given(
    st.dictionaries(
        st.from_regex(r"k[a-z]{0,6}", fullmatch=True), st.one_of(our.any_text(), st.text()), min_size=1
    )
)
@example({"key": "\x7f\x85\u2028\u2029\ufeff\ufffe\U0001f600\x00", "kind": 'a\\"b\t\n/ # x: y'})
def test_front_matter_is_what_yaml_reads(values: dict[str, str]) -> None:
    template = RENDERER.environment.from_string(
        "---\n{% for key in values %}\n"
        "{{ key }}: {{ values[key] | yaml }}{% if loop.first %}  # a word{% endif %}\n\n"
        "{% endfor %}\n---\n\n# T\n"
    )
    source = template.render(values=values)
    read = front_matter(source)
    assert read == ("# T\n", values)
    assert read == meta.get_data(source)


@pytest.mark.parametrize(
    "source",
    [
        "# No front matter\n",
        "---\ntitle: plain\n---\n\n# T\n",
        '---\ntitle: "a" b\n---\n# T\n',
        '---\ntitle: "\\N"\n---\n# T\n',
        '---\ntitle: "a"\nlist:\n  - b\n---\n# T\n',
        '---\ntitle: "a"\n',
    ],
)
def test_front_matter_of_another_kind_is_left_to_mkdocs(source: str) -> None:
    assert front_matter(source) is None


# --- when nobody can say that both readings are the same

BY_HAND = "text\n- no list to Python-Markdown\n"


def own_template(site: Site) -> None:
    """A home page whose Markdown CommonMark reads differently."""
    home = (FOLDER / "home.md.j2").read_text(encoding="utf-8")
    site.write("templates/markdown/home.md.j2", f"{home}\n{BY_HAND}")


# Whether a page was read by the fast reader; None for other pages.
HOW = "def how(page):\n    return getattr(page, 'was_converted', None)\n"
TELLS_HOW = "def on_page_content(html, page, **_):\n    return f'{html}<p>read fast: {how(page)}</p>'\n"


def hook(site: Site, code: str) -> None:
    site.write("hook.py", HOW + code)
    site.write("mkdocs.yml", "site_name: x\nhooks: [hook.py]\n")


def home_of(site: Site) -> str:
    site.build()
    return (site.html / "index.html").read_text(encoding="utf-8")


def test_own_templates_are_read_by_mkdocs(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    own_template(site)
    assert "<p>text\n- no list to Python-Markdown</p>" in home_of(site)


def test_a_copy_of_the_programs_templates_is_no_other(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "templates")
    assert knows_templates([tmp_path / "templates", FOLDER, tmp_path / "missing"])
    (tmp_path / "templates" / "home.md.j2").write_bytes(
        (FOLDER / "home.md.j2").read_bytes().replace(b"\n", b"\r\n")
    )
    assert knows_templates([tmp_path / "templates"])
    (tmp_path / "templates" / "home.md.j2").write_bytes(b"\xff")
    assert not knows_templates([tmp_path / "templates"])


def test_markdown_that_a_hook_changes_is_read_by_mkdocs(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    hook(site, f"def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\n' + {BY_HAND!r}\n")
    assert "<p>text\n- no list to Python-Markdown</p>" in home_of(site)
    hook(site, f"def on_page_read_source(page, **_):\n    return {BY_HAND!r}\n")
    assert "<p>text\n- no list to Python-Markdown</p>" in home_of(site)


def test_hooks_run_for_pages_that_are_read_fast(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    hook(
        site,
        "seen = []\n"
        "def on_pre_page(page, **_):\n    seen.append('pre')\n    return page\n"
        "def on_page_markdown(markdown, **_):\n    seen.append('markdown')\n"
        "def on_page_content(html, page, **_):\n    return html + f'<p>{seen[-2:]} {how(page)}</p>'\n",
    )
    assert "<p>['pre', 'markdown'] True</p>" in home_of(site)


@pytest.mark.parametrize(
    "setting", ["- toc:\n      permalink: true", "- abbr", "- nl2br", "- footnotes:\n      PLACE_MARKER: No"]
)
def test_other_extensions_are_for_pages_by_hand(setting: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    hook(site, TELLS_HOW)
    site.write("mkdocs.yml", f"site_name: x\nhooks: [hook.py]\nmarkdown_extensions:\n  {setting}\n")
    page = home_of(site)
    assert "headerlink" not in page
    assert "<p>read fast: True</p>" in page


def test_pages_by_hand_are_read_by_mkdocs(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("site_src/own.md", f"# Own\n\n{BY_HAND}")
    hook(site, TELLS_HOW)
    site.build()
    for path, how in (
        ("own.html", None),
        ("about.html", None),
        ("index.html", True),
        ("briefs/note.html", True),
    ):
        assert f"<p>read fast: {how}</p>" in (site.html / path).read_text(encoding="utf-8"), path


def test_the_navigation_is_the_settings(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nnav:\n  - Start here: index.md\n  - People: actors/index.md\n")
    page = home_of(site)
    assert ">Start here</a>" in page
    assert ">People</a>" in page


def test_templates_that_were_compared_are_golden(golden_update: bool) -> None:
    """Whoever edits a template must run this file, which compares the two readers for its pages."""
    if golden_update:
        conversion.COMPARED.write_text(
            "".join(f"{line}\n" for line in template_sums(FOLDER)), encoding="utf-8"
        )
    assert conversion.COMPARED.read_text(encoding="utf-8").splitlines() == template_sums(FOLDER)

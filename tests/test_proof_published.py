"""If settings, hooks, templates or themes change an article's words, nothing is published."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from helpers.building import PROGRAM, Site, built, copy_of, state
from helpers.proof import TRAPS, proofs, read_otherwise, seed_words, site_with
from onrecord.proof.marks import Mark
from onrecord.publishing import proving
from onrecord.text.folding import fold_text

WORDS = "we open on the 1st of May and pay 1/2 of it"
TEMPLATES = PROGRAM / "templates" / "markdown"
NAME = "note#ana-kresh-we-open-on-the-1st-of/1"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return site_with(tmp_path / "root", WORDS)


def problems_of(site: Site) -> list[dict[str, Any]]:
    """The problems of a build; checks that the old site is kept."""
    before = state(site.root)
    done = site.run("--format", "json")
    assert done.status == 1, done
    assert state(site.root) == before
    problems: list[dict[str, Any]] = json.loads(done.out)
    return problems


def caught(site: Site, *named: str) -> dict[str, Any]:
    """The first problem; checks that its help names the possible cause."""
    problems = problems_of(site)
    assert {problem["rule"] for problem in problems} == {"published-words-differ"}, problems
    for name in named:
        assert name in problems[0]["help"]
    return problems[0]


# --- extensions: they are for pages by hand


@pytest.mark.parametrize(
    "extension",
    [
        "smarty",
        "abbr",
        "nl2br",
        "footnotes",
        "admonition",
        "wikilinks",
        "pymdownx.smartsymbols",
        "pymdownx.emoji",
        "pymdownx.caret",
        "pymdownx.tilde",
        "pymdownx.mark",
        "pymdownx.critic",
        "pymdownx.keys",
        "pymdownx.betterem",
        "pymdownx.magiclink:\n      repo_url_shortener: true\n      social_url_shorthand: true",
    ],
)
@pytest.mark.parametrize("hooked", [False, True], ids=["", "mkdocs-own-way"])
def test_no_extension_changes_a_word(extension: str, hooked: bool, tmp_path: Path) -> None:
    site = site_with(tmp_path / "root", TRAPS)
    site.write("site_src/own.md", "# Own\n\nThe 1st of May, 1/2.\n")
    settings = f"site_name: x\nmarkdown_extensions:\n  - {extension}\n"
    if hooked:
        site.write("hook.py", "def on_page_markdown(markdown, **_):\n    return markdown + '\\n'\n")
        settings += "hooks: [hook.py]\n"
    site.write("mkdocs.yml", settings)
    site.build()
    marks = read_otherwise(site.html / "briefs" / "note.html")
    assert fold_text(TRAPS) in [fold_text(text) for _, text in marks]
    page = (site.html / "briefs" / "note.html").read_text("utf-8")
    shown = re.findall(r'<mark class="passage" [^>]*>(.*?)</mark>', page, re.DOTALL)
    assert {tag for words in shown for tag in re.findall("<[^>]*>", words)} == {"<strong>", "</strong>"}
    if extension == "pymdownx.smartsymbols":
        assert "&frac12;" in (site.html / "own.html").read_text("utf-8")


# --- hooks and plug-ins


HOOKS = {
    "other-words": ("on_page_content", "html.replace('of May', 'of June')"),
    "a-word-more": ("on_page_content", "html.replace('we open', 'we never open')"),
    "a-word-less": ("on_page_content", "html.replace(' and pay 1/2 of it', '')"),
    "in-the-markdown": ("on_page_markdown", "html.replace('of May', 'of June')"),
    "in-the-whole-page": ("on_post_page", "html.replace('of May', 'of June')"),
    "superscript": ("on_page_content", "html.replace('1st', '1<sup>st</sup>')"),
    "struck-out": ("on_page_content", "html.replace('1st', '<del>1st</del>')"),
    "hidden": ("on_page_content", "html.replace('of May', '<span hidden>of May</span>')"),
    "hidden-by-style": (
        "on_page_content",
        "html.replace('<blockquote', '<blockquote style=\"display: none\"')",
    ),
    "in-a-comment": ("on_page_content", "html.replace('of May', '<!--of May-->')"),
    "a-picture": ("on_page_content", "html.replace('May', 'M<img alt=\"ay\" src=\"ay.png\">')"),
    "turned-round": ("on_page_content", "html.replace('1st of', '\\u202e1st of')"),
    "a-passage-more": (
        "on_page_content",
        'html + \'<mark class="passage" data-passage="note#x/1">we open</mark>\'',
    ),
    "without-a-name": ("on_page_content", "html + '<mark class=\"passage\">we never open</mark>'"),
    "a-passage-less": (
        "on_page_content",
        "__import__('re').sub('<blockquote.*?</blockquote>', '', html, flags=16)",
    ),
    "no-longer-marked": ("on_page_content", "html.replace(' data-passage=', ' data-was=')"),
    "another-name": ("on_page_content", "html.replace('the-1st-of/1', 'the-1st-of/2')"),
    "half-of-it": ("on_page_content", "html.replace(' and pay 1/2 of it', ' […]')"),
}


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_that_changes_words_publishes_nothing(hook: str, site: Site) -> None:
    site.build()
    event, changed = HOOKS[hook]
    argument = {"on_page_content": "html", "on_page_markdown": "markdown", "on_post_page": "output"}[event]
    code = f"def {event}({argument}, **_):\n    html = {argument}\n    return {changed}\n"
    site.write("hook.py", code)
    site.write("mkdocs.yml", "site_name: x\nhooks: [hook.py]\n")
    caught(site, "hook.py")


HARMLESS = {
    "soft-hyphens": "html.replace('May', 'M\\u00aday')",
    "typographer": "html.replace(\"'\", '\\u2019')",
    "a-glossary": "html.replace('of it', 'of <abbr title=\"the debt\">it</abbr>')",
    "a-link": "html.replace('1/2', '<a href=\"#half\">1/2</a>')",
    "a-break": "html.replace('1st of ', '1st of<br>')",
    "entities": "html.replace('May', '&#77;ay')",
    "a-comment": "html.replace('May', '<!-- the month -->May')",
    "around": "'<div class=\"wide\">' + html + '<p hidden>we never open</p></div>'",
}


@pytest.mark.parametrize("hook", HARMLESS)
def test_what_a_browser_shows_in_the_same_words_is_published(hook: str, site: Site) -> None:
    site.write("hook.py", f"def on_page_content(html, **_):\n    return {HARMLESS[hook]}\n")
    site.write("mkdocs.yml", "site_name: x\nhooks: [hook.py]\n")
    site.build()
    assert site.run("verify").status == 0


def test_the_problem_says_what_differs_and_where(site: Site) -> None:
    site.build()
    site.write("hook.py", "def on_page_content(html, **_):\n    return html.replace('of May', 'of June')\n")
    site.write("mkdocs.yml", "site_name: x\nhooks: [hook.py]\nplugins: [search]\n")
    problem = caught(site, "hooks in mkdocs.yml: hook.py", "plugins in mkdocs.yml: search")
    first = (site.pages / "actors/ana-kresh.md").read_text("utf-8").splitlines()
    assert problem["path"] == "site_src/actors/ana-kresh.md"
    assert "<mark>**we open on the 1st of May" in first[problem["line"] - 1]
    assert NAME in problem["message"]
    text = site.run().out
    assert "differs: May / June" in text
    assert "the article: … open on the 1st of May and pay 1/2 of …" not in text  # more of it has room
    assert "nothing was published" in site.run().err


def test_a_plug_in_that_changes_words_publishes_nothing(site: Site) -> None:
    """An installed plug-in, with metadata that names its class."""
    site.build()
    before = (site.html / "briefs" / "note.html").read_bytes()
    site.write(
        "lib/june.py",
        "from mkdocs.plugins import BasePlugin\n"
        "class June(BasePlugin):\n"
        "    def on_page_content(self, html, **_):\n        return html.replace('of May', 'of June')\n",
    )
    site.write("lib/june-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: june\nVersion: 1\n")
    site.write("lib/june-1.dist-info/entry_points.txt", "[mkdocs.plugins]\njune = june:June\n")
    site.write("mkdocs.yml", "site_name: x\nplugins: [june]\n")
    done = site.start("--format", "json", PYTHONPATH=str(site.root / "lib"))
    assert done.status == 1, done
    problem = json.loads(done.out)[0]
    assert problem["rule"] == "published-words-differ", problem
    assert "plugins in mkdocs.yml: june" in problem["help"]
    assert (site.html / "briefs" / "note.html").read_bytes() == before


# --- templates and themes


DRAWN = "{{ m.passages(position.passages, source.language) }}"
IN_LINE = "{{ p.line(position.line.passages, source, position.line.is_gist) }}"


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("{% filter replace('of May', 'of June') %}DRAWN{% endfilter %}", "words differ"),
        ("{% filter replace('mark', 'b') %}DRAWN{% endfilter %}", "does not show this passage"),
        ("{% filter replace('<mark', '<mark id=x') %}DRAWN{% endfilter %}", "does not show this passage"),
        ("DRAWN\n\nDRAWN", "no proof"),
        ("", "does not show this passage"),
    ],
    ids=["other-words", "not-marked", "other-marks", "twice", "left-out"],
)
def test_a_template_that_changes_words_publishes_nothing(site: Site, drawn: str, said: str) -> None:
    site.build()
    briefing = (TEMPLATES / "briefing.md.j2").read_text("utf-8")
    assert DRAWN in briefing
    assert IN_LINE in briefing
    for place in (DRAWN, IN_LINE):
        briefing = briefing.replace(place, drawn.replace("DRAWN", place))
    site.write("templates/markdown/briefing.md.j2", briefing)
    assert said in caught(site, "briefing.md.j2")["message"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("page.content", "(page.content | replace('of May', 'of June'))"),
        ("page.content", "(page.content | upper)"),
        ("page.content", "(page.content | striptags)"),
        ("<main ", "<main hidden "),
        ("<main ", "<main style='visibility : hidden' "),
        ("<main ", "<noscript><main "),
        ("<main ", "<template><main "),
        ("<main ", "<bdo dir=rtl><main "),
        ("<main ", "<!-- "),
        ("<main ", "<textarea><main "),
    ],
)
def test_a_theme_that_changes_words_publishes_nothing(site: Site, old: str, new: str) -> None:
    site.build()
    shutil.copytree(PROGRAM / "templates" / "theme", site.root / "templates" / "theme")
    main = (PROGRAM / "templates" / "theme" / "main.html").read_text("utf-8")
    assert old in main
    site.write("templates/theme/main.html", main.replace(old, new))
    caught(site, "templates/theme")


def test_a_page_by_hand_that_marks_its_own_words_is_caught(site: Site) -> None:
    site.build()
    site.write("site_src/own.md", '# Own\n\nShe: <mark class="passage" data-passage="a#b/1">Never.</mark>\n')
    problem = caught(site, "remove `data-passage` from this page")
    assert (problem["path"], problem["line"], problem["column"]) == ("site_src/own.md", 3, 6)


def test_a_page_by_hand_may_repeat_a_passage_as_it_is(site: Site) -> None:
    site.write("site_src/own.md", f'# Own\n\n<mark class="passage" data-passage="{NAME}">{WORDS}</mark>\n')
    site.build()
    site.write("site_src/own.md", f'# Own\n\n<mark class="passage" data-passage="{NAME}">{WORDS} !</mark>\n')
    caught(site)


# --- the proof


def test_an_edit_is_proved_in_an_incremental_build_as_in_a_clean_one(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "root")
    site.build()
    site.edit(
        "briefs/ostravia-answers-in-court.yml",
        "nowhere else\n    setting",
        "nowhere else\n    id: court\n    setting",
    )
    site.build()
    names = [name for name, *_ in proofs(site.html)]
    assert "ostravia-answers-in-court#court/1" in names
    assert site.run("verify").status == 0
    again = (site.html / "data/proof.json").read_bytes()
    site.run("--clean")
    assert (site.html / "data/proof.json").read_bytes() == again


def test_an_incremental_build_compares_the_pages_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = copy_of("strait", tmp_path / "root")
    site.build()
    read: list[str] = []

    def nothing(html: str) -> list[Mark]:
        read.append(html)
        return []

    monkeypatch.setattr(proving, "marks_in", nothing)
    site.edit("briefs/ostravia-answers-in-court.yml", "nowhere else.", "nowhere else at all.")
    done = site.run("--jobs", "1", "--format", "json")
    assert done.status == 1  # These pages have no passages.
    assert 0 < len(read) < len(list(site.html.rglob("*.html")))
    monkeypatch.undo()
    site.build()


@pytest.mark.parametrize("name", ["strait", "example"])
def test_each_passage_is_where_the_proof_says(name: str) -> None:
    site = built(name)
    found = {name: seed_words(site.root / "seeds", *proof) for name, *proof in proofs(site.html)}
    shown: dict[str, str] = {}
    for page in sorted(site.html.rglob("*.html")):
        is_own = page.parent.name == "briefs"
        for name, text in read_otherwise(page):
            if name.endswith("/0") or is_own:
                shown[name] = f"{shown[name]} {text}" if name in shown and is_own else text
    assert shown.keys() == {name for name in found if name in shown or not name.endswith("/0")}
    for name, text in shown.items():  # A position's are in the list of all positions, too.
        words = fold_text(found[name])
        # The box for citing has them once more.
        assert fold_text(text) in {" ".join([words] * times) for times in (1, 2, 3)}

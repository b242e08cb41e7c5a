"""A site whose every value and article holds markup: readers see it, and nothing acts on it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import Site, built, content
from selectolax.lexbor import LexborHTMLParser as Html

MARKUP = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) ](javascript:alert(4))"
    " ![b](c.png) <javascript:alert(5)> {{ 7*7 }} {% raw %}{# x #} `code` ``x` |a|b| **bold** _it_ ~~gone~~"
    " &amp; &lt;b&gt; &#60; # ## {: #own onclick=alert(6) } {.c} $m$ :smile: [^1] *[HTML]: y \\\\ \\* </p>"
    " </main> --> <!-- c ]]> http://bare.example <a@b.example> ==m== ^^i^^ C:\\x"
)
# Where editors may link, a link to nowhere is a problem of its own.
INLINE = MARKUP.replace("](", "] (").replace("<javascript", "< javascript")
# What begins a block where a line begins with it.
STARTS = [
    "",
    "# ",
    "--- ",
    "- ",
    "1. ",
    "1) ",
    "> ",
    "| ",
    ": ",
    "!!! note ",
    "``` ",
    "~~~ ",
    "{: #id } ",
    "*** ",
]
STARTS += ["=== ", "[^1]: ", "*[a]: ", "[r]: x ", "+ ", "<div> ", "&", "??? ", "^", "\\", "\u00a0", "…"]
ADDRESS = "https://example.org/a?b=1&amp;c=(d)[e]'*_~!;{{7*7}}".replace("{", "%7B").replace("}", "%7D")


def site_of(root: Path) -> Site:
    """One briefing for each beginning; all that an editor may write as text is markup."""
    site = Site(root)
    actors: dict[str, Any] = {}
    issues: dict[str, Any] = {}
    for number, start in enumerate(STARTS):
        text, inline = f"{start}{MARKUP} no. {number}", f"{start}{INLINE} no. {number}"
        file = f"it's [{number}](x) & <i> {{{{7*7}}}} `a`.txt"
        site.write(
            f"seeds/{file}",
            f"{text} headline\n\n{text} One.\n\n“{text} Two.”\n\n{text} Three.\n\n{text} Last.\n",
        )
        actors[f"a{number}"] = {
            "name": f"{text} name",
            "kind": ("person", "unnamed", "state")[number % 3],
            "also": [f"{text} also"],
            "of": f"a{(number + 1) % len(STARTS)}" if number + 1 < len(STARTS) else None,
            "note": f"{inline} note",
        }
        if actors[f"a{number}"]["of"] is None:
            del actors[f"a{number}"]["of"]
        issues[f"i{number}"] = {
            "title": f"{text} issue",
            "proposition": f"{text} proposition",
            "about": f"{inline} about",
        }
        briefing = {
            "title": f"{text} title",
            "date": "2031-01-01",
            "updated": "2031-01-02",
            "summary": f"{inline} summary\n\n{inline} more",
            "tags": [f"{text} tag"],
            "source": {
                "file": file,
                "publisher": f"{text} publisher",
                "author": f"{text} author",
                "url": ADDRESS,
                "archived": ADDRESS,
                "relays": f"{text} relays",
                "show": ("full", "excerpts")[number % 2],
                "language": ("en", "ar")[number // 2 % 2],
            },
            "actors": [{"id": f"a{number}", "role": f"{text} role"}],
            "positions": [
                {
                    "actor": f"a{number}",
                    "issue": f"i{number}",
                    "says": f"{text} says",
                    "passage": [f"{text} One.", f"{text} Three"],
                    "setting": f"{text} setting",
                    "translation": f"{text} translation",
                    "relayed_by": f"a{number}",
                    "toward": f"a{number}",
                    "stance": "for",
                    "id": "own",
                }
            ],
            "open_questions": [
                {
                    "ask": f"{text} ask?",
                    "issue": f"i{number}",
                    "passage": f"{text} Last.",
                    "watch": f"{text} watch",
                    "status": "answered",
                    "answer": f"{text} answer",
                    "answered_by": f"b{number}#own",
                    "id": "asked",
                },
                {"ask": f"{text} open?"},
            ],
            "corrections": [{"date": "2031-01-03", "note": f"{inline} correction"}],
        }
        site.write(f"briefs/b{number}.yml", dump(briefing))
    site.write("briefs/actors.yml", dump(actors))
    site.write("briefs/issues.yml", dump(issues))
    return site


def dump(data: Any) -> str:
    return yaml.safe_dump(data, default_style='"', allow_unicode=True, width=100_000)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = site_of(tmp_path_factory.mktemp("hostile"))
    site.build()
    return site


@pytest.fixture(scope="module")
def pages(hostile: Site) -> dict[str, Html]:
    return {
        path: Html(text.decode())
        for path, text in content(hostile.html).items()
        if path.endswith(".html") and isinstance(text, bytes)
    }


def test_nothing_acts(pages: dict[str, Html]) -> None:
    sound = Html((built("strait").html / "briefs" / "velmar-closes-the-strait.html").read_text("utf-8"))
    scripts = [node.html for node in sound.css("script:not([type='application/ld+json'])")]
    for path, page in pages.items():
        found = [node.html for node in page.css("script:not([type='application/ld+json'])")]
        assert len(found) <= len(scripts) + (path == "search.html"), path
        for node in page.css("*"):
            assert node.tag not in ("img", "iframe", "object", "del", "i"), path
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (path, node.html)
                assert not re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE), (
                    path,
                    value,
                )
        assert "bare.example" not in " ".join(a.attributes["href"] or "" for a in page.css("a[href]"))
        for container in page.css("main, body, html"):
            assert len(page.css(str(container.tag))) == 1, path


@pytest.mark.parametrize("number", range(len(STARTS)))
def test_readers_see_what_was_written(pages: dict[str, Html], number: int) -> None:
    text = " ".join(f"{STARTS[number]}{MARKUP} no. {number}".split())
    seen = {
        f"briefs/b{number}.html": [
            *("title", "tag", "publisher", "author", "relays", "role", "says", "setting", "translation"),
            *("ask?", "watch", "answer", "open?", "One.", "Three", "Last.", "headline", "name", "issue"),
            "proposition",
        ],
        f"actors/a{number}.html": ["name", "also", "says"],
        f"issues/i{number}.html": ["issue", "proposition", "says", "ask?"],
        "actors/index.html": ["name"],
        "issues/index.html": ["issue"],
        "questions.html": ["open?", "ask?"],
    }
    for path, fields in seen.items():
        body = pages[path].css_first("body")
        assert body is not None
        shown = " ".join(body.text().split())
        for field in fields:
            assert f"{text} {field}" in shown, (path, field)
        assert "49" not in re.sub(r"[0-9a-f]{64}", "", shown), path


def test_in_inline_markdown_raw_html_is_text(pages: dict[str, Html]) -> None:
    for path, field in (
        ("briefs/b0.html", "summary"),
        ("actors/a0.html", "note"),
        ("issues/i0.html", "about"),
    ):
        body = pages[path].css_first("body")
        assert body is not None
        shown = " ".join(body.text().split())
        assert f"no. 0 {field}" in shown
        assert shown.count("<script>alert(1)</script> <img src=x onerror=alert(2)>") > 1


def test_front_matter_holds_what_the_program_puts_there(hostile: Site) -> None:
    made_from = set()
    for path, text in content(hostile.pages).items():
        if not path.endswith(".md"):
            continue
        assert isinstance(text, bytes)
        if not path.endswith(".md"):
            continue
        _, front, _ = re.split(r"^---$", text.decode(), maxsplit=2, flags=re.MULTILINE)
        data = yaml.safe_load(front)
        assert all(isinstance(value, str) for value in data.values())
        if path != "about.md":
            assert set(data) - {"date", "modified"} == {"onrecord", "kind", "title", "description"}
            assert data["kind"] != "briefing" or isinstance(data["date"], str)
        made_from.add(data["onrecord"])
    assert f"briefs/b{len(STARTS) - 1}.yml" in made_from


def test_a_page_is_known_again_as_the_programs(hostile: Site) -> None:
    before = content(hostile.pages)
    hostile.build()
    assert content(hostile.pages) == before

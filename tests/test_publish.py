"""Publishing: with MkDocs and its continuation directly, and messages for refused content."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpers.building import PROGRAM, Done, Site, built, content, copy_of, environment, small_site, state

# The newest day in the collection is used as today.
NEWEST = str(int(datetime(2031, 5, 21, tzinfo=UTC).timestamp()))
SETTINGS = (PROGRAM / "mkdocs.yml").read_text(encoding="utf-8")


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


def with_own_settings(site: Site) -> Site:
    """A site with all files that the publisher needs, like a checkout of the program."""
    shutil.copytree(PROGRAM / "templates" / "theme", site.root / "templates" / "theme")
    site.write("mkdocs.yml", SETTINGS)
    return site


def publisher(program: str, site: Site, target: Path, **settings: str) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", program, "build", "--strict", "-f", "mkdocs.yml", "-d", str(target)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=site.root,
        env=environment(**settings),
    )
    return Done(done.returncode, done.stdout, done.stderr)


def pages_of(site: Site) -> dict[str, bytes | str]:
    """The site without the plain Markdown pages, which the program adds."""
    found = content(site.html)
    return {path: data for path, data in found.items() if not path.endswith(".md")}


def words_and_ids(html: bytes | str) -> tuple[Counter[str], set[str | None]]:
    """The words of a page's content, and the ids on the page."""
    page = LexborHTMLParser(html)
    main = page.css_first("main")
    words = Counter(main.text(separator=" ").split()) if main else Counter[str]()
    return words, {element.attributes["id"] for element in page.css("[id]")}


PART = Counter({"in": 9, "part": 9})


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_mkdocs_by_itself_and_its_successor_can_publish_the_pages(
    program: str, strait: Site, tmp_path: Path
) -> None:
    with_own_settings(strait).build()
    done = publisher(program, strait, tmp_path / "own", SOURCE_DATE_EPOCH=NEWEST)
    assert done.status == 0, done.err
    if program == "mkdocs":  # Its successor warns of itself.
        assert "WARNING" not in done.err
    theirs, ours = content(tmp_path / "own"), pages_of(strait)
    assert theirs.keys() == ours.keys()
    for path in [path for path in ours if path.endswith(".html") and path.startswith("briefs/")]:
        (their_words, their_ids), (words, ids) = words_and_ids(theirs[path]), words_and_ids(ours[path])
        # What a build adds to the Markdown of people: boxes for citing, permalinks, a drawing.
        # What it takes away: that a line shows a part of the words, and signs before them.
        bare = Counter(word.rstrip(":,.") for word in words.elements())
        assert not Counter(word.rstrip(":,.") for word in their_words.elements()) - bare - PART, path
        assert {id_ for id_ in ids if not str(id_).startswith("speech_")} <= their_ids, path


@pytest.mark.parametrize(
    ("link", "column"),
    [
        ("[gone](gone.md)", 20),
        ("[gone](index.md#gone)", 20),
        ("[gone](#gone)", 20),
        ("[gone](gone/)", 20),
        ("[gone](/gone.md)", 20),
        ("![gone](gone.png)", 21),
        ("[gone](briefs/gone.html)", 20),
    ],
)
def test_a_broken_link_in_a_page_by_hand_stops_the_build(small: Site, link: str, column: int) -> None:
    small.build()
    small.write("site_src/own.md", f"# Own\n\nA word on {link}, broken.\n".replace("word on", "word  on"))
    before = state(small.root)
    done = small.run()
    assert done.status == 1
    assert f"site_src/own.md:3:{column - 1}: error[publish-warning]" in done.out
    assert "1 error; nothing was published" in done.err
    assert state(small.root) == before
    # MkDocs alone gives the same pages and the same result.
    target = small.root.parent / "own"
    assert publisher("mkdocs", with_own_settings(small), target).status != 0


def test_the_place_is_that_of_the_link_not_of_a_name_that_holds_its_name(small: Site) -> None:
    small.write("site_src/data.md", "# Data\n")
    small.write("site_src/own.md", "# Own\n\nSee [data](data.md) and\n\n[a](a.md).\n")
    assert "site_src/own.md:5:5: error[publish-warning]" in small.run().out


def test_a_broken_anchor_in_a_summary_names_the_file_to_mend(small: Site) -> None:
    small.edit("briefs/note.yml", "Made up.", "Made up. See [this](#no_where).")
    done = small.run("--format", "json")
    (problem,) = json.loads(done.out)
    assert problem["rule"] == "publish-warning"
    assert problem["path"] == "site_src/briefs/note.md"
    assert "briefs/note.yml" in problem["help"]
    assert not small.html.exists()
    assert not small.pages.exists()


@pytest.mark.parametrize(
    ("settings", "line", "said"),
    [
        ("site_name: [", 1, "did not find"),
        ("- a list\n", 1, ""),
        ("site_name: x\nno_such_key: y\n", 2, "no_such_key"),
        ("site_name: x\ntheme:\n  name: no-such-theme\n", 3, "no-such-theme"),
        ("site_name: x\n\nplugins: [no-such-plugin]\n", 3, "no-such-plugin"),
        ("site_name: x\nmarkdown_extensions: [no_such_extension]\n", 2, "no_such_extension"),
        ("site_name: x\nnav: [gone.md]\n", 2, "gone.md"),
        ("site_name: x\nhooks: [gone.py]\n", 2, "gone.py"),
        ("site_name: x\nsite_url: 7\n", 2, "site_url"),
        ("site_name: !!python/object/apply:os.getpid []\n", 1, "site_name"),
    ],
)
def test_broken_settings_are_a_problem(small: Site, settings: str, line: int, said: str) -> None:
    small.write("mkdocs.yml", settings)
    done = small.run("--format", "json")
    assert done.status == 1, done
    assert "Traceback" not in done.err
    problem, *_ = json.loads(done.out)
    assert (problem["rule"], problem["path"]) == ("publish-warning", "mkdocs.yml")
    assert problem["line"] == line
    assert said in problem["message"]
    assert not small.html.exists()


def test_an_error_in_the_theme_is_a_problem_at_its_line(small: Site) -> None:
    for text, line in [
        ("<p>\n{{ page.content }}\n{{ no_such_name.at_all }}\n", 3),
        ("<p>\n{% if %}\n", 2),
        ("{% extends 'gone.html' %}\n", 1),
    ]:
        small.write("templates/theme/main.html", text)
        small.write("templates/theme/404.html", "<p>not here")
        done = small.run()
        assert done.status == 1, done
        assert f"templates/theme/main.html:{line}:1: error[publish-warning]" in done.out, text
        assert done.out.count("error[") == 1
    small.write("templates/theme/main.html", "<p>{{ page.content }}")
    small.write("templates/theme/404.html", "<p>\n\n{{ 1 // 0 }}")
    assert "ZeroDivisionError" in small.run().out


def test_a_page_by_hand_that_cannot_be_read_is_a_problem(small: Site) -> None:
    page = small.write("site_src/own.md", "# Own\n")
    page.write_bytes(b"# Caf\xe9\n")
    done = small.run()
    assert done.status == 1, done
    assert "site_src/own.md:1:1: error[publish-warning]" in done.out
    assert done.out.count("error[") == 1


def test_what_a_hook_does_wrong_is_said_and_what_it_prints_is_no_problem(small: Site) -> None:
    small.write("mkdocs.yml", f"{SETTINGS}\nhooks: [hook.py]\n")
    small.write("hook.py", "def on_page_markdown(markdown, **_):\n    print('a word')\n    return markdown\n")
    done = small.run("--format", "json")
    assert (done.status, json.loads(done.out)) == (0, [])
    assert "a word" in done.err
    for number, line in enumerate(("import no_such_library", "1 / 0", "raise SystemError('no')")):
        small.write(f"hook{number}.py", f"def on_env(env, **_):\n    {line}\n")
        small.write("mkdocs.yml", f"{SETTINGS}\nhooks: [hook{number}.py]\n")
        done = small.run()
        assert done.status == 1, done
        assert f"hook{number}.py:2:5: error[publish-warning]" in done.out


def test_a_theme_by_name_is_the_settings_choice(small: Site) -> None:
    small.write("mkdocs.yml", SETTINGS.partition("theme:")[0] + "theme:\n  name: mkdocs\n  locale: en\n")
    small.build()
    assert "bootstrap" in (small.html / "index.html").read_text(encoding="utf-8")


def test_the_newest_day_of_the_record_stands_for_today() -> None:
    packed = content(built("strait").html)["sitemap.xml.gz"]
    assert isinstance(packed, bytes)
    assert int.from_bytes(packed[4:8], "little") == int(NEWEST)  # RFC 1952: MTIME


def test_the_day_that_the_operator_names_is_honoured(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    small.build()
    assert int.from_bytes((small.html / "sitemap.xml.gz").read_bytes()[4:8], "little") // 86400 == 11574
    assert os.environ["SOURCE_DATE_EPOCH"] == "1000000000"


@pytest.mark.parametrize("said", ["abc", "", "-1", "1.5", "4294967296", "٣"])
def test_a_day_that_cannot_be_is_put_down_to_the_environment(
    small: Site, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    done = small.run()
    assert done.status == 2
    assert "SOURCE_DATE_EPOCH" in done.err
    assert "mkdocs.yml" not in done.out + done.err
    assert not small.html.exists()


def test_a_date_that_gzip_cannot_hold_is_published(small: Site) -> None:
    note = small.root / "briefs" / "note.yml"
    note.write_text(re.sub(r"(?m)^date: \d{4}", "date: 2131", note.read_text("utf-8")), encoding="utf-8")
    small.build()
    assert "2131" in (small.html / "briefs" / "note.html").read_text(encoding="utf-8")


def test_what_a_sites_own_settings_leave_unsaid_is_the_programs(small: Site) -> None:
    small.write("mkdocs.yml", "site_name: The Gulf Desk\n")
    small.build()
    page = (small.html / "briefs" / "note.html").read_text(encoding="utf-8")
    assert "The Gulf Desk</title>" in page
    assert "css/site.css" in page
    assert not (small.html / "search" / "search_index.json").exists()  # that of MkDocs
    assert not (small.html / "briefs" / "note").exists()


def test_what_inherited_settings_say_is_said(small: Site) -> None:
    small.write("base.yml", "theme:\n  name: mkdocs\n  locale: en\nsite_name: The base\n")
    small.write("mkdocs.yml", "INHERIT: base.yml\nsite_description: !!python/name:os.getcwd\n")
    done = small.run()
    assert done.status == 1  # The tag names code, which MkDocs runs, so it is not a description.
    small.write("mkdocs.yml", "INHERIT: base.yml\ncopyright: !ENV [NO_SUCH_VARIABLE, Nobody]\n")
    small.build()
    page = (small.html / "index.html").read_text(encoding="utf-8")
    assert "bootstrap" in page
    assert "The base" in page


@pytest.mark.parametrize(("base", "place"), [(None, "mkdocs.yml:1:10"), ("site_name: [\n", "base.yml:2:1")])
def test_what_cannot_be_inherited_is_a_problem(small: Site, base: str | None, place: str) -> None:
    small.write("mkdocs.yml", "INHERIT: base.yml\n")
    if base:
        small.write("base.yml", base)
    done = small.run()
    assert done.status == 1
    assert f"{place}: error[publish-warning]" in done.out


def test_a_wrong_value_that_is_inherited_is_a_problem_where_it_is_written(small: Site) -> None:
    small.write("mkdocs.yml", "INHERIT: base.yml\n")
    small.write("base.yml", "site_name: x\nplugins: [no-such-plugin]\n")
    done = small.run()
    assert done.status == 1
    assert "base.yml:2:11: error[publish-warning]" in done.out


def test_the_promised_addresses_are_no_setting(small: Site) -> None:
    small.write("mkdocs.yml", "site_name: x\nmarkdown_extensions: [toc]\n")
    small.build()
    page = (small.html / "briefs" / "note.html").read_text(encoding="utf-8")
    assert 'id="the_source"' in page
    assert "{:" not in page


def test_a_page_that_asks_for_a_template_that_is_not_there(small: Site) -> None:
    small.write("site_src/own.md", "---\ntemplate: gone.html\n---\n# Own\n")
    done = small.run()
    assert done.status == 1
    assert "site_src/own.md:1:1: error[publish-warning]" in done.out
    assert "gone.html" in done.out


@pytest.mark.parametrize(
    "title", ["A <b> & more", "1 < 2 > 0", "<script>x</script>", "Q&A", "&lt;", "<!-- -->", "’ “a”"]
)
def test_titles_of_the_navigation_are_text(small: Site, title: str) -> None:
    other = f"{title} again"
    nav = [{title: "index.md"}, "actors/index.md", {f"{title}, a section": [{other: "own.md"}]}]
    small.write("mkdocs.yml", json.dumps({"site_name": "x", "nav": nav}, ensure_ascii=False))
    small.write("site_src/own.md", "A page without a heading.\n")
    small.build()
    page = LexborHTMLParser((small.html / "own.html").read_text(encoding="utf-8"))
    shown = [link.text() for link in page.css("nav[aria-label=Site] a")]
    assert shown[0] == title
    assert shown[-1] == f"{title}, a section"
    (head,) = page.css("title")
    assert head.text().startswith(other)

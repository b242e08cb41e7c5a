"""Which way a site is published: what its settings say of it is what happens, and both ways agree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.building import Site, content, small_site
from onrecord.layout import PROGRAM, Layout
from onrecord.mkdocs_yml.fast_way import fast_way, unknown_inputs
from onrecord.mkdocs_yml.site import read_site_settings
from onrecord.mkdocs_yml.theme import asks_for_other_pages
from onrecord.publishing import placing, publication

FAST = "published the fast way\n"
SLOW = "published by MkDocs page by page, because "
HOOK = "def on_page_content(html, **_):\n    return f'{html}<p>by a hook</p>'\n"
# One page asks for all of them; the theme is the program's but for this.
LISTS_PAGES = "{% for file in pages %}{{ file.page.title }}{% endfor %}"
OWN_PAGES = "{% set pages = 1 %}{{ page.content }}{% trans %}a{% endtrans %}{{ pages }}"
PLAIN_KEYS = """\
site_name: x
site_author: y
copyright: z
site_url: https://a.example/
edit_uri: e
repo_url: https://github.com/a/b
strict: true
docs_dir: site_src
site_dir: site
use_directory_urls: false
dev_addr: 127.0.0.1:8000
extra_css: [css/own.css]
extra_javascript: [js/own.js]
extra: {notice: n, history: false}
"""

# Settings, what else the site has, and the reason for MkDocs' way; empty where the fast way is right.
SITES: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing said": ("site_name: x", {}, ""),
    "only a comment": ("# site_name: x", {}, ""),
    "plain keys": (
        PLAIN_KEYS,
        {},
        "",
    ),
    "an unknown key": ("site_name: x\ngoogle_analytics: [a, b]", {}, "a key that onrecord does not know"),
    "a plug-in": ("site_name: x\nplugins: [search]", {}, "names a plug-in (search)"),
    "a plug-in with settings": (
        "site_name: x\nplugins:\n- search: {lang: en}",
        {},
        "names a plug-in (search)",
    ),
    "plug-ins as keys": ("site_name: x\nplugins: {search: {}}", {}, "names a plug-in (search)"),
    "plug-ins left empty, which are MkDocs' own": ("site_name: x\nplugins:", {}, "names a plug-in (search)"),
    "no plug-in": ("site_name: x\nplugins: []", {}, ""),
    "hooks": ("site_name: x\nhooks: [hook.py]", {"hook.py": HOOK}, "has hooks"),
    "no hooks": ("site_name: x\nhooks: []", {}, ""),
    "a theme": ("site_name: x\ntheme: mkdocs", {}, "names a theme (mkdocs)"),
    "a theme with settings": ("site_name: x\ntheme:\n  name: readthedocs\n  locale: en", {}, "(readthedocs)"),
    "a theme left empty, which is MkDocs' own": ("site_name: x\ntheme:", {}, "names a theme (mkdocs)"),
    "the theme's folder": (
        "site_name: x\ntheme: {name: null, custom_dir: look, static_templates: [404.html]}",
        {"look/main.html": "{{ page.content }}", "look/404.html": "<p>gone"},
        "in a folder of its own (look)",
    ),
    "a setting of the theme": ("site_name: x\ntheme: {name: null, locale: en}", {}, "settings (locale)"),
    "no navigation": ("site_name: x\nnav:", {}, "has no nav"),
    "an empty navigation": ("site_name: x\nnav: []", {}, "has no nav"),
    "a navigation of its own": ("site_name: x\nnav:\n- Start: index.md\n- Who:\n  - actors/index.md", {}, ""),
    "templates beside the theme's": (
        "site_name: x\nextra_templates: [list.txt]",
        {"site_src/list.txt": LISTS_PAGES},
        "has extra_templates",
    ),
    "excluded files": ("site_name: x\nexclude_docs: |\n  *.tmp\n  briefs/note.md", {}, "has exclude_docs"),
    "nothing excluded": ("site_name: x\nexclude_docs: ''", {}, ""),
    "drafts": ("site_name: x\ndraft_docs: actors/", {}, "has draft_docs"),
    "files that need no navigation": ("site_name: x\nnot_in_nav: /briefs/", {}, ""),
    "missing from the navigation: told": (
        "site_name: x\nvalidation: {nav: {omitted_files: info}}",
        {},
        "",
    ),
    "missing from the navigation: a warning": (
        "site_name: x\nvalidation: {nav: {omitted_files: warn}}",
        {},
        "missing from nav",
    ),
    "missing from the navigation: a warning in the short form": (
        "site_name: x\nvalidation: {omitted_files: warn}",
        {},
        "missing from nav",
    ),
    "missing from the navigation: both forms": (
        "site_name: x\nvalidation: {omitted_files: warn, nav: {omitted_files: ignore}}",
        {},
        "",
    ),
    "links unchecked": ("site_name: x\nvalidation: {links: {anchors: ignore, not_found: info}}", {}, ""),
    "extensions": (
        "site_name: x\nmarkdown_extensions: [abbr, footnotes, markdown.extensions.smarty]",
        {},
        "",
    ),
    "extensions with settings": (
        "site_name: x\nmarkdown_extensions:\n- toc: {permalink: true}\n- footnotes: {BACKLINK_TEXT: up}",
        {"site_src/own.md": "# Own\n\nA note.[^1]\n\n[^1]: Here.\n"},
        "",
    ),
    "extensions as keys": ("site_name: x\nmarkdown_extensions: {toc: {permalink: true}}", {}, ""),
    "an extension that reads files": (
        "site_name: x\nmarkdown_extensions:\n- pymdownx.snippets: {base_path: seeds}",
        {},
        "that may read other files (pymdownx.snippets)",
    ),
    "a function": (
        "site_name: x\nmarkdown_extensions:\n- toc:\n    slugify: !!python/name:os.path.join",
        {},
        "a tag that only MkDocs reads (!!python/name:os.path.join)",
    ),
    "a tag of MkDocs": ("site_name: x\nextra: {a: !relative $docs_dir}", {}, "(!relative)"),
    "a function in a value that another replaces": (
        "site_name: x\nextra: {a: !!python/name:os.path.join ''}\nextra: {}",
        {},
        "a tag that only MkDocs reads (!!python/name:os.path.join)",
    ),
    "inherited": ("INHERIT: base.yml", {"base.yml": "site_name: x\nextra: {notice: n}"}, ""),
    "an inherited plug-in": (
        "INHERIT: base.yml\nsite_name: x",
        {"base.yml": "plugins: [search]"},
        "names a plug-in (search)",
    ),
    "inherited hooks, taken back": (
        "INHERIT: base.yml\nsite_name: x\nhooks: []",
        {"base.yml": "hooks: [hook.py]", "hook.py": HOOK},
        "",
    ),
    "an inherited theme": (
        "INHERIT: base.yml\nsite_name: x",
        {"base.yml": "theme: {name: mkdocs}"},
        "(mkdocs)",
    ),
    "inherited validation": (
        "INHERIT: base.yml\nsite_name: x\nvalidation: {links: {anchors: ignore}}",
        {"base.yml": "validation: {nav: {omitted_files: warn}}"},
        "missing from nav",
    ),
    "a variable": (
        "site_name: !ENV [NO_SUCH_VARIABLE, A name]\nplugins: !ENV [NO_SUCH_VARIABLE, []]",
        {},
        "",
    ),
    "a plug-in by a variable": (
        "site_name: x\nplugins: !ENV [NO_SUCH_VARIABLE, [search]]",
        {},
        "names a plug-in (search)",
    ),
    "a template that asks for all pages": (
        "site_name: x",
        {"templates/theme/main.html": "{{ page.content }}" + LISTS_PAGES},
        "the theme's template main.html asks for pages",
    ),
    "a template that is dated": (
        "site_name: x",
        {"templates/theme/main.html": "{{ page.content }}{{ build_date_utc.year }}"},
        "the theme's template main.html asks for build_date_utc",
    ),
    "a template that dates its page": (
        "site_name: x",
        {"templates/theme/main.html": "{{ page.content }}{{ page.update_date }}"},
        "main.html shows the day of the build",
    ),
    "a template of another kind that asks for all pages": (
        "site_name: x\ntheme: {name: null, static_templates: [list.txt]}",
        {"templates/theme/main.html": "{{ page.content }}", "templates/theme/list.txt": LISTS_PAGES},
        "the theme's template list.txt asks for pages",
    ),
    "a template that names pages of its own": (
        "site_name: x",
        {"templates/theme/main.html": OWN_PAGES},
        "",
    ),
}


# Where one build shows no difference: what it is made from can change, and nothing that is known would tell.
TOLD_BY_NO_BUILD = {
    "a function",
    "a function in a value that another replaces",
    "a setting of the theme",
    "a tag of MkDocs",
    "a template that dates its page",
    "a template that is dated",
    "a theme",
    "a theme left empty, which is MkDocs' own",
    "a theme with settings",
    "an extension that reads files",
    "an inherited theme",
    "an unknown key",
    "the theme's folder",
}


def site_with(folder: Path, settings: str, files: dict[str, str]) -> Site:
    site = small_site(folder)
    site.write("mkdocs.yml", f"{settings}\n")
    site.write("site_src/hand.md", "# By hand\n\nSee [it](briefs/note.md).\n")
    for path, text in files.items():
        site.write(path, text)
    if "templates/theme/main.html" in files:
        site.write("templates/theme/404.html", "<p>gone")
    return site


def outcome(site: Site) -> object:
    """What a build makes, or what it says."""
    done = site.run()
    return content(site.html) if done.status == 0 else done.out


@pytest.mark.parametrize("name", SITES)
def test_a_site_goes_the_way_that_its_settings_say(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, files, reason = SITES[name]
    site, other = (site_with(tmp_path / folder, settings, files) for folder in ("site", "other"))
    said = fast_way(read_site_settings(Layout(site.root)))
    assert bool(said) == bool(reason)
    assert reason in (said or "")
    done = site.run("--verbose")
    if done.status == 0:
        *before, way = done.err.splitlines(keepends=True)
        assert way == (f"{SLOW}{said}\n" if said else FAST)
        assert all(line.startswith("this build ") for line in before)
    result = content(site.html) if done.status == 0 else done.out
    # The other way makes the same site where the reason is none, and another one where it is one.
    monkeypatch.setattr(publication, "fast_way", lambda _: None if said else "somebody wants to see it")
    monkeypatch.setattr(placing, "unknown_inputs", lambda _: None)
    assert (outcome(other) == result) == (not reason or name in TOLD_BY_NO_BUILD)


def test_settings_that_let_nobody_know_what_changed_are_among_those_of_the_slow_way(tmp_path: Path) -> None:
    for number, (settings, files, reason) in enumerate(SITES.values()):
        found = read_site_settings(Layout(site_with(tmp_path / str(number), settings, files).root))
        unknown = unknown_inputs(found)
        assert unknown in (None, fast_way(found))
        assert not unknown or reason


def test_settings_that_cannot_be_read_are_a_reason(tmp_path: Path) -> None:
    for number, (settings, files) in enumerate(
        [
            ("site_name: [", {}),
            ("- a list", {}),
            ("INHERIT: gone.yml", {}),
            ("INHERIT: b.yml", {"b.yml": "a: ["}),
        ]
    ):
        site = site_with(tmp_path / str(number), settings, files)
        name = "b.yml" if files else "mkdocs.yml"
        assert unknown_inputs(read_site_settings(Layout(site.root))) == f"{name} cannot be read"


def test_with_a_link_among_the_files_each_build_publishes_all_pages_the_fast_way(tmp_path: Path) -> None:
    site = site_with(tmp_path, "site_name: x", {"site_src/own.md": "# Own\n"})
    (site.pages / "again.md").symlink_to("own.md")
    for words in ("Own", "Another"):  # What the link leads to has no state of its own.
        site.write("site_src/own.md", f"# {words}\n")
        assert site.run("-v").err == FAST
        for name in ("own", "again"):
            assert f">{words}</h1>" in (site.html / f"{name}.html").read_text(encoding="utf-8")


def test_the_way_is_told_where_pages_were_published(tmp_path: Path) -> None:
    site = site_with(tmp_path, "site_name: x", {})
    assert site.run().err == ""
    assert site.run("build", "-v").err == ""  # Nothing had changed.
    site.edit("briefs/note.yml", "Made up.", "Made up again.")
    assert site.run("build", "-v").err == FAST
    site.write("briefs/note.yml", "title: [")
    assert "published" not in site.run("-v").err.replace("nothing was published", "")


def test_the_programs_own_theme_sees_no_pages_but_its_own(tmp_path: Path) -> None:
    """Nobody looks at it in a build."""
    shutil.copytree(PROGRAM / "templates" / "theme", tmp_path / "templates" / "theme")
    assert asks_for_other_pages(read_site_settings(Layout(tmp_path))) is None
    assert fast_way(read_site_settings(Layout(PROGRAM))) is None


@pytest.mark.parametrize("template", [b"{% if %} pages", b"\xff pages"])
def test_a_template_that_cannot_be_read_is_left_to_mkdocs(template: bytes, tmp_path: Path) -> None:
    (tmp_path / "templates" / "theme").mkdir(parents=True)
    (tmp_path / "templates" / "theme" / "main.html").write_bytes(template)
    said = asks_for_other_pages(read_site_settings(Layout(tmp_path)))
    assert said == "the theme's template main.html cannot be read"

"""With --untrusted no code of a site runs, and nothing of the machine is read for it.

Each attack tries to leave a file behind (`RAN`) or to publish a secret (`SECRET`), in a build of its own
process with the secret in its environment.  The build must fail, and name the place of what it refuses.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from mkdocs.config import load_config

from helpers.building import NOTE, PROGRAM, Site, content, small_site
from onrecord.layout import Layout
from onrecord.markdown.compiling import Compiled
from onrecord.markdown.rendering import Renderer
from onrecord.mkdocs_yml.code import announced, code_of
from onrecord.mkdocs_yml.site import read_site_settings

SECRET = "token-5b1f-of-nobody"
RAN = "ran.txt"
# Runs when Python imports or executes it.
CODE = "import pathlib; pathlib.Path({ran!r}).write_text('ran')\n"
# Runs when Jinja renders it.
TEMPLATE = "{{{{ cycler.__init__.__globals__.os.system('touch {ran}') }}}}"


class Attack:
    """A site whose settings or files hold code.

    Args:
        settings: mkdocs.yml; `{ran}` is the path of the file that the code would write.
        place: where the problem is: path, line and column.
        files: more files.
    """

    def __init__(self, settings: str, place: str, **files: str) -> None:
        self.settings, self.place, self.files = settings, place, files


HOOK, PAGE = "hooks/own.py", "site_src/page.md"
ATTACKS: dict[str, Attack] = {
    "a hook": Attack("site_name: x\nhooks: [h.py]\n", "mkdocs.yml:2:9", **{"h.py": CODE}),
    "a hook in a folder": Attack(f"hooks:\n- {HOOK}\n", "mkdocs.yml:2:3", **{HOOK: CODE}),
    "an inherited hook": Attack(
        "INHERIT: base.yml\n", "base.yml:2:3", **{"base.yml": "hooks:\n- h.py\n", "h.py": CODE}
    ),
    "a hook that the child removes": Attack(
        "INHERIT: base.yml\nhooks: [i.py]\n",
        "mkdocs.yml:2:9",
        **{"base.yml": "hooks: [h.py]\n", "h.py": CODE, "i.py": CODE},
    ),
    "a hook by an alias": Attack("watch: &a [h.py]\nhooks: *a\n", "mkdocs.yml:1:12", **{"h.py": CODE}),
    "a hook by a merge key": Attack("<<: {{hooks: [h.py]}}\n", "mkdocs.yml:1:14", **{"h.py": CODE}),
    "a hook by a key in quotation marks": Attack(
        '"\\x68ooks": [h.py]\n', "mkdocs.yml:1:14", **{"h.py": CODE}
    ),
    "a hook as a mapping": Attack("hooks: {{h.py: }}\n", "mkdocs.yml:1:9", **{"h.py": CODE}),
    "a hook in the second of two keys": Attack(
        "hooks: []\nhooks: [h.py]\n", "mkdocs.yml:2:9", **{"h.py": CODE}
    ),
    "a tag that calls": Attack("extra: !!python/object/apply:os.system ['touch {ran}']\n", "mkdocs.yml:1:8"),
    "a tag that makes": Attack(
        "extra:\n  a: !!python/object/new:os.system ['touch {ran}']\n", "mkdocs.yml:2:6"
    ),
    "a tag with a long name": Attack(
        "extra: !<tag:yaml.org,2002:python/object/apply:os.system> ['touch {ran}']\n", "mkdocs.yml:1:8"
    ),
    "a tag by a handle": Attack(
        "%TAG !x! tag:yaml.org,2002:python/object/apply:\n---\nextra: !x!os.system ['touch {ran}']\n",
        "mkdocs.yml:3:8",
    ),
    "a tag in a key": Attack(
        "extra:\n  ? !!python/object/apply:os.system ['touch {ran}']\n  : a\n", "mkdocs.yml:2:5"
    ),
    "a tag in a value that another replaces": Attack(
        "extra: !!python/object/apply:os.system ['touch {ran}']\nextra: {{a: b}}\n", "mkdocs.yml:1:8"
    ),
    "a tag in what is merged": Attack(
        "extra:\n  <<: {{b: !!python/object/apply:os.system ['touch {ran}']}}\n  b: c\n", "mkdocs.yml:2:11"
    ),
    "a tag in the default of a variable": Attack(
        "extra: {{a: !ENV [NO_SUCH, !!python/object/apply:os.system ['touch {ran}']]}}\n", "mkdocs.yml:1:27"
    ),
    "a tag in an inherited file": Attack(
        "INHERIT: base.yml\n",
        "base.yml:1:8",
        **{"base.yml": "extra: !!python/object/apply:os.system ['touch {ran}']\n"},
    ),
    "a tag that names a function": Attack(
        "markdown_extensions:\n- toc:\n    slugify: !!python/name:os.system\n",
        "mkdocs.yml:3:14",
        **{PAGE: "# touch {ran}\n"},
    ),
    "a module by a tag": Attack("a: !!python/module:this\n", "mkdocs.yml:1:4"),
    "a variable": Attack("extra:\n  notice: !ENV A_TOKEN\n", "mkdocs.yml:2:11"),
    "a variable after another": Attack("site_name: !ENV [NO_SUCH, A_TOKEN, x]\n", "mkdocs.yml:1:12"),
    "a variable by an alias": Attack("extra: {{a: &a A_TOKEN, notice: !ENV [*a]}}\n", "mkdocs.yml:1:32"),
    "a variable in an address": Attack("site_url: !ENV A_TOKEN\n", "mkdocs.yml:1:11"),
    "a variable in a message": Attack("extra:\n  language: !ENV A_TOKEN\n", "mkdocs.yml:2:13"),
    "a variable in a path": Attack("INHERIT: !ENV A_TOKEN\n", "mkdocs.yml:1:10"),
    "a variable in a key": Attack("extra:\n  ? !ENV A_TOKEN\n  : a\n", "mkdocs.yml:2:5"),
    "a plug-in": Attack("plugins: [search, macros]\n", "mkdocs.yml:1:19"),
    "a plug-in in a mapping": Attack("plugins:\n  macros: {{}}\n", "mkdocs.yml:2:3"),
    "a plug-in that is switched off": Attack("plugins:\n- macros: {{enabled: false}}\n", "mkdocs.yml:2:3"),
    "a plug-in of a namespace": Attack("plugins: [/search]\n", "mkdocs.yml:1:11"),
    "a search that starts a program": Attack(
        "plugins:\n- search:\n    prebuild_index: node\n", "mkdocs.yml:3:5"
    ),
    "a theme's name": Attack("theme: readthedocs\n", "mkdocs.yml:1:8"),
    "a theme's name in a mapping": Attack("theme:\n  name: mkdocs\n", "mkdocs.yml:2:3"),
    "a theme's folder": Attack(
        "theme:\n  name: null\n  custom_dir: look\n",
        "mkdocs.yml:3:3",
        **{"look/main.html": TEMPLATE, "look/404.html": TEMPLATE},
    ),
    "a theme in its usual place": Attack(
        "site_name: x\n", "templates/theme:1:1", **{"templates/theme/main.html": TEMPLATE}
    ),
    "a Markdown template": Attack(
        "site_name: x\n", "templates/markdown:1:1", **{"templates/markdown/issues.md.j2": TEMPLATE}
    ),
    "a Markdown template without settings": Attack(
        "", "templates/markdown:1:1", **{"templates/markdown/about/macros.j2": TEMPLATE}
    ),
    "a template beside the pages": Attack(
        "extra_templates: [list.txt]\n", "mkdocs.yml:1:19", **{"site_src/list.txt": TEMPLATE}
    ),
    "an extension that includes files": Attack(
        "markdown_extensions:\n- pymdownx.snippets: {{base_path: [/], restrict_base_path: false}}\n",
        "mkdocs.yml:2:3",
        **{PAGE: '# A page\n\n--8<-- "{outside}"\n'},
    ),
    "an extension of the site's own": Attack(
        "markdown_extensions: [own]\n", "mkdocs.yml:1:23", **{"own.py": CODE, "site_src/own.py": CODE}
    ),
    "an extension by its class": Attack(
        "markdown_extensions: ['own:Own']\n", "mkdocs.yml:1:23", **{"own.py": CODE}
    ),
    # Pygments would open the font that the page names.
    "an extension that opens files": Attack(
        "markdown_extensions: [fenced_code, codehilite]\n",
        "mkdocs.yml:1:36",
        **{PAGE: "``` {{ .python pygments_formatter=img font_name=/proc/self/environ }}\na = 1\n```\n"},
    ),
    "an inherited file outside": Attack("INHERIT: ../outside.yml\n", "mkdocs.yml:1:10"),
    "an inherited file of the machine": Attack("INHERIT: /proc/self/environ\n", "mkdocs.yml:1:10"),
    "a theme outside": Attack("theme:\n  custom_dir: ../outside\n", "mkdocs.yml:2:15"),
    "a hook outside": Attack("hooks: [../outside.py]\n", "mkdocs.yml:1:9"),
}


def attacked(folder: Path, attack: Attack) -> tuple[Site, Path]:
    """The site of an attack, beside files that are not part of it; and the file that it would write."""
    folder.mkdir(exist_ok=True)
    ran = folder / RAN
    (folder / "outside.yml").write_text(f"extra:\n  notice: {SECRET}\n", encoding="utf-8")
    (folder / "outside.py").write_text(CODE.format(ran=str(ran)), encoding="utf-8")
    (folder / "outside").mkdir(exist_ok=True)
    for name in ("main.html", "404.html"):
        (folder / "outside" / name).write_text(TEMPLATE.format(ran=ran), encoding="utf-8")
    site = small_site(folder / "site")
    if attack.settings:
        site.write("mkdocs.yml", attack.settings.format(ran=ran))
    names = {"ran": str(ran), "outside": str(folder / "outside.yml")}
    for path, text in attack.files.items():
        site.write(path, text.format(**names))
    return site, ran


def said_and_published(site: Site, said: str) -> str:
    """What a build said, and all that it left in the site's folder, which the attack did not bring along."""
    left = [path for path in site.root.rglob("*") if path.is_file() and "outside" not in path.name]
    return said + "".join(path.read_bytes().decode("utf-8", "replace") for path in left)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_at_its_place(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_TOKEN", SECRET)
    attack = ATTACKS[name]
    site, ran = attacked(tmp_path, attack)
    for command in ("check", "build"):
        done = site.run(command, "--untrusted", "--format", "json")
        places = [f"{p['path']}:{p['line']}:{p['column']}" for p in json.loads(done.out)]
        assert done.status == 1
        assert attack.place in places
        assert not ran.exists()
        assert SECRET not in said_and_published(site, done.out + done.err)
        assert not site.html.exists()


# Attacks that a build refuses also where the site is trusted, or that need what is not installed.
NEVER = {
    "a hook as a mapping",
    "a module by a tag",
    "a plug-in",
    "a plug-in in a mapping",
    "a plug-in of a namespace",
    "a plug-in that is switched off",
    "a search that starts a program",
    "a theme's name",
    "a theme's name in a mapping",
    "a hook outside",
    "a theme outside",
    "a variable in a message",
    "a variable in a key",
    "a tag in a key",
    "a tag that names a function",
    "a Markdown template without settings",
    "an extension that opens files",
    "a variable in a path",
    "a variable in an address",
    "an extension by its class",
    "an extension of the site's own",
    "an inherited file of the machine",
    "an inherited file outside",
}


@pytest.mark.parametrize("name", sorted(ATTACKS.keys() - NEVER))
def test_the_same_attack_works_where_the_site_is_trusted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_TOKEN", SECRET)
    site, ran = attacked(tmp_path, ATTACKS[name])
    done = site.run("build")
    assert done.err.startswith("this build ")
    assert ran.exists() or SECRET in said_and_published(site, ""), done


@pytest.mark.parametrize("theme", ["theme: onrecord", "theme: {name: onrecord}", "theme: {custom_dir: ''}"])
def test_the_programs_own_theme_may_be_named(theme: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", f"site_name: x\n{theme}\n")
    assert site.run("check", "--untrusted").status == 0
    assert site.run("build", "--untrusted").status == 0


def test_a_harmless_site_is_built_as_ever(tmp_path: Path) -> None:
    """With all that is allowed: MkDocs' own search, harmless extensions, words of a language."""
    settings = (
        "site_name: x\nplugins: [search]\ntheme: {name: null, custom_dir: templates/theme}\n"
        "markdown_extensions: [toc: {permalink: true}, admonition, markdown.extensions.smarty]\n"
        "extra: {notice: Made up., language: en}\nnav: [Home: index.md, Page: page.md]\nhooks: []\n"
    )
    sites = []
    for name in ("trusted", "untrusted"):
        site = small_site(tmp_path / name)
        site.write("mkdocs.yml", settings)
        site.write("base.yml", "site_author: Nobody\n")
        site.write("site_src/page.md", "# A page\n\n!!! note\n    “A” -- b\n")
        site.write("templates/languages/en.yml", "home:\n  title: A word\n")
        done = site.run("build", *(["--untrusted"] if name == "untrusted" else []))
        assert (done.status, done.err) == (0, ""), done
        sites.append(content(site.html))
    assert sites[0] == sites[1]


@pytest.mark.parametrize("text", ["{{ 7 * 191 }}", "{% raw %}", "{# x #}", "{x.__class__}", "{0}"])
def test_words_of_a_language_are_no_templates(text: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("templates/languages/en.yml", f"home:\n  title: 'x {text}'\n")
    done = site.run("build", "--untrusted")
    pages = "".join(path.read_text(encoding="utf-8") for path in site.html.rglob("*.html"))
    assert done.status == 1 or text in pages
    assert "1337" not in pages


def poisoned(name: str, environment: Environment, ran: Path) -> None:
    """Write a compiled template that Jinja would load for the source, and that writes a file."""
    cache, loader = environment.bytecode_cache, environment.loader
    assert isinstance(cache, Compiled)
    assert loader is not None
    source, filename, _ = loader.get_source(environment, name)
    bucket = cache.get_bucket(environment, name, filename, source)
    bucket.code = compile(
        f"{CODE.format(ran=str(ran))}name = {name!r}\nblocks = {{}}\ndef root(context): yield ''\n",
        "x",
        "exec",
    )
    cache.dump_bytecode(bucket)


@pytest.mark.parametrize("untrusted", [False, True])
def test_compiled_templates_that_a_branch_brings_along_do_not_run(tmp_path: Path, *, untrusted: bool) -> None:
    site, ran = small_site(tmp_path / "site"), tmp_path / RAN
    # Such a folder has no template of its own, and the compiled ones of the site are used.
    site.write("templates/markdown/.gitkeep" if not untrusted else "site_src/x.txt", "")
    (site.root / "templates" / "markdown").mkdir(parents=True, exist_ok=True)
    layout = Layout(site.root)
    renderer = Renderer(layout.templates, layout.work / "templates")
    poisoned("issues.md.j2", renderer.environment, ran)
    done = site.run("build", *(["--untrusted"] if untrusted else []))
    assert done.status == (0 if untrusted else 2), done
    assert ran.exists() == (not untrusted)


def test_a_cache_that_says_that_nothing_has_changed_is_not_believed(tmp_path: Path) -> None:
    site, ran = attacked(tmp_path, ATTACKS["a hook"])
    site.build()
    ran.unlink()
    assert site.run("build", "--untrusted").status == 1
    site.write("mkdocs.yml", "site_name: x\n")
    site.build()
    for path in [path for path in (site.root / ".onrecord").rglob("*") if path.is_file()]:
        if path.name != "lock":
            path.unlink()  # It shares its content with the site.
            path.write_bytes(b"planted")
    planted = site.write(".onrecord/templates/planted.cache", "planted")
    assert site.run("build", "--untrusted").status == 0
    assert not planted.exists()
    left = [path for path in (site.root / ".onrecord").rglob("*") if path.is_file()]
    assert not any(path.read_bytes() == b"planted" for path in left)


def test_mkdocs_gets_what_was_checked_and_not_what_the_file_says_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, ran = attacked(tmp_path, Attack("site_name: x\n", ""))
    load = load_config

    def load_later(*arguments: Any, **settings: Any) -> Any:
        site.write("h.py", CODE.format(ran=str(ran)))
        site.write("mkdocs.yml", "site_name: y\nhooks: [h.py]\n")
        return load(*arguments, **settings)

    monkeypatch.setattr("onrecord.publishing.mkdocs.load_config", load_later)
    assert site.run("build", "--untrusted").status == 0
    assert not ran.exists()
    assert "<title>x" in (site.html / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a hook", "this build runs code of the site: hooks: h.py (--untrusted refuses that)"),
        ("a plug-in", "this build runs code of the site: plug-ins: macros (--untrusted refuses that)"),
        ("a variable", "this build reads from the environment: A_TOKEN (--untrusted refuses that)"),
        (
            "a tag that names a function",
            "this build runs code of the site: tags: !!python/name:os.system (--untrusted refuses that)",
        ),
        (
            "a theme in its usual place",
            "this build runs code of the site: themes: templates/theme (--untrusted refuses that)",
        ),
    ],
)
def test_a_build_says_in_a_line_what_will_run(name: str, line: str, tmp_path: Path) -> None:
    site, _ = attacked(tmp_path, ATTACKS[name])
    assert site.run("build").err.splitlines()[0] == line
    assert "this build" not in site.run("check").err


def test_many_are_counted_and_one_line_has_all(tmp_path: Path) -> None:
    hooks = "".join(f"- h{n}.py\n" for n in range(8))
    site, _ = attacked(tmp_path, Attack(f"hooks:\n{hooks}extra: {{{{notice: !ENV A_TOKEN}}}}\n", ""))
    line = announced(code_of(read_site_settings(Layout(site.root))))
    assert line == (
        "this build runs code of the site: hooks: h0.py, h1.py, h2.py, h3.py, h4.py, and 3 others,"
        " and reads from the environment: A_TOKEN (--untrusted refuses that)"
    )


def test_the_programs_own_settings_and_templates_are_not_the_sites(tmp_path: Path) -> None:
    for root in (PROGRAM, tmp_path):
        assert code_of(read_site_settings(Layout(root))) == []


@pytest.mark.parametrize(
    "settings",
    [
        "hooks: [!ENV A_TOKEN]",
        "plugins: [!ENV A_TOKEN]",
        "markdown_extensions: [!ENV A_TOKEN]",
        "theme: !ENV A_TOKEN",
        "theme: {custom_dir: !ENV A_TOKEN}",
        "extra_templates: [!ENV A_TOKEN]",
        "extra: {language: !ENV A_TOKEN}",
        "nav: [!ENV A_TOKEN]",
        "INHERIT: !ENV A_TOKEN",
        "site_url: !ENV A_TOKEN",
        "repo_url: !ENV A_TOKEN",
        "validation: {links: {anchors: !ENV A_TOKEN}}",
        "!ENV A_TOKEN : a",
        "copyright: &a !ENV A_TOKEN\n*a : b",
    ],
)
def test_no_message_of_a_check_has_the_value_of_a_variable(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", f"{settings}\n")
    for value in (SECRET, f"../{SECRET}", f"javascript:{SECRET}"):
        monkeypatch.setenv("A_TOKEN", value)
        done = site.run("check")
        assert SECRET not in done.out + done.err
        assert SECRET not in announced(code_of(read_site_settings(Layout(site.root))))


@pytest.mark.parametrize("settings", ["INHERIT: {}.yml", "theme:\n  custom_dir: {}", "hooks: [{}.py]"])
def test_a_way_up_from_a_link_is_the_one_that_mkdocs_takes(settings: str, tmp_path: Path) -> None:
    site, ran = attacked(tmp_path, Attack(f"{settings.format('way/../../outside')}\n", ""))
    # The folder above the target of the link has the same names, and is inside.
    for name in ("outside.yml", "outside.py", "outside/main.html", "outside/404.html"):
        site.write(f"a/{name}", (tmp_path / name).read_text(encoding="utf-8"))
    (site.root / "a" / "b" / "c").mkdir(parents=True)
    (site.root / "way").symlink_to("a/b/c")
    done = site.run("build")
    assert done.status == 1
    assert "error[link-outside]" in done.out
    assert SECRET not in said_and_published(Site(site.root / "site"), done.out + done.err)
    assert not ran.exists()


# What looks like code where nothing runs code: it may be shown as the text that it is, or be a problem.
TEXTS: dict[str, Attack] = {
    "a tag in a page's front matter": Attack(
        "site_name: x\n", "", **{PAGE: "---\na: !!python/object/apply:os.system ['touch {ran}']\n---\n# A\n"}
    ),
    "a variable in a page's front matter": Attack(
        "site_name: x\n", "", **{PAGE: "---\ntitle: !ENV A_TOKEN\n---\n# A\n"}
    ),
    "a template of the machine for a page": Attack(
        "site_name: x\n", "", **{PAGE: "---\ntemplate: /proc/self/environ\n---\n# A\n"}
    ),
    "a template of the pages for a page": Attack(
        "site_name: x\n",
        "",
        **{PAGE: "---\ntemplate: ../../site_src/own.html\n---\n# A\n", "site_src/own.html": TEMPLATE},
    ),
    "a template as a page": Attack("site_name: x\n", "", **{PAGE: f"# A\n\n{TEMPLATE}\n"}),
    "templates among the pages": Attack(
        "site_name: x\n", "", **{"site_src/main.html": TEMPLATE, "site_src/404.html": TEMPLATE}
    ),
    "a static template among the pages": Attack(
        "theme:\n  static_templates: [../../site_src/own.html, own.html]\n",
        "",
        **{"site_src/own.html": TEMPLATE},
    ),
    "a template as a name": Attack(f'site_name: "{TEMPLATE}"\n', ""),
    "a template as a notice": Attack(f'extra:\n  notice: "{TEMPLATE}"\n', ""),
    "a template as a title": Attack(f'nav:\n- "{TEMPLATE}": index.md\n', ""),
    "a format that names what is inside": Attack(
        "repo_url: https://a.example/\nedit_uri_template: '{{path.__class__.__init__.__globals__}}'\n", ""
    ),
    "a language outside": Attack("extra:\n  language: ../../outside\n", ""),
    "a language of the search outside": Attack("plugins:\n- search:\n    lang: [../../../../outside]\n", ""),
    "a function by its name": Attack(
        "markdown_extensions:\n- toc:\n    slugify: os.system\n", "", **{PAGE: "# touch {ran}\n"}
    ),
    "a style sheet outside": Attack("extra_css: [../../outside.yml, /proc/self/environ]\n", ""),
    "a page outside": Attack("nav: [index.md, ../../outside.yml]\n", ""),
    "a second document": Attack("site_name: x\n---\nhooks: [h.py]\n", "", **{"h.py": CODE}),
    "modules that libraries import": Attack(
        "site_name: x\n", "", **{"yaml.py": CODE, "jinja2/__init__.py": CODE, "sitecustomize.py": CODE}
    ),
    "an article outside": Attack(
        "site_name: x\n", "", **{"briefs/note.yml": NOTE.replace("note.txt", "../../outside.yml")}
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_only_looks_like_code_does_not_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_TOKEN", SECRET)
    site, ran = attacked(tmp_path, TEXTS[name])
    done = site.run("build", "--untrusted")
    assert done.status in (0, 1)
    assert not ran.exists()
    assert SECRET not in said_and_published(site, done.out + done.err)

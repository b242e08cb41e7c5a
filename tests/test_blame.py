"""What goes wrong while MkDocs runs is put down to what it was, with exit status 1 and no traceback."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from helpers.building import Done, Site, small_site

HOOKS: dict[str, tuple[str, int, int, str]] = {
    "while it is imported": (
        "a = 1\nraise ValueError('here')\n",
        2,
        1,
        "error in this hook: ValueError: here",
    ),
    "a slip": ("a = 1\ndef f(:\n", 2, 1, "error in this hook: SyntaxError: invalid syntax"),
    "in an event": (
        "def on_page_markdown(markdown, **_):\n    return markdown + 1\n",
        2,
        5,
        "error in this hook: TypeError: can only concatenate str",
    ),
    "in the template's context": (
        "def on_page_context(context, **_):\n    return 1 / 0\n",
        2,
        5,
        "ZeroDivisionError",
    ),
    "in a library": (
        "import json\ndef on_config(config):\n    json.loads('{')\n",
        3,
        5,
        "error in this hook: JSONDecodeError: Expecting property name",
    ),
    "a file": ("def on_config(config):\n    open('/no/such')\n", 2, 5, "FileNotFoundError"),
    "a database": (
        "import sqlite3\ndef on_config(config):\n    raise sqlite3.OperationalError('locked')\n",
        3,
        5,
        "error in this hook: OperationalError: locked",
    ),
    "an exit": (
        "import sys\ndef on_config(config):\n    sys.exit(0)\n",
        3,
        5,
        "error in this hook: SystemExit: 0",
    ),
    "an error without words": ("def on_config(config):\n    raise AssertionError\n", 2, 5, "AssertionError"),
    "an error of MkDocs'": (
        "from mkdocs.exceptions import BuildError\ndef on_env(env, **_):\n    raise BuildError('mine')\n",
        3,
        5,
        "error in this hook: BuildError: mine",
    ),
    "an error about another": (
        "def on_env(env, **_):\n  try: 1 / 0\n  except ArithmeticError as e:\n    raise KeyError(1) from e\n",
        4,
        5,
        "error in this hook: KeyError: 1",
    ),
    "no end": ("def on_config(config):\n    return on_config(config)\n", 2, 5, "RecursionError"),
    "a warning": (
        "import logging\ndef on_config(config):\n    logging.getLogger('mkdocs.hooks').warning('mind')\n",
        3,
        5,
        "warning of this hook: mind",
    ),
}


def problems_of(site: Site, library: Path | None = None) -> list[dict[str, Any]]:
    """The problems of a build that fails; if there is a library, in a process that has it."""
    command = "build", "--format", "json"
    done = site.start(*command, PYTHONPATH=str(library)) if library else site.run(*command)
    assert done.status == 1, done
    assert "Traceback" not in done.out + done.err
    assert not site.html.exists()
    problems: list[dict[str, Any]] = json.loads(done.out)
    return problems


def place(problem: dict[str, Any]) -> str:
    return f"{problem['path']}:{problem['line']}:{problem['column']}"


@pytest.mark.parametrize("name", HOOKS)
def test_an_error_of_a_hook_is_at_its_line(name: str, tmp_path: Path) -> None:
    text, line, column, said = HOOKS[name]
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nhooks: [hooks/own.py]\n")
    site.write("hooks/own.py", text)
    [problem] = problems_of(site)
    assert place(problem) == f"hooks/own.py:{line}:{column}"
    assert said in problem["message"]


def test_an_error_in_a_module_of_a_hook_is_at_its_line(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nhooks: [hooks/own.py]\n")
    site.write("hooks/own.py", "from module_of_own import f\ndef on_config(config):\n    f()\n")
    site.write("hooks/module_of_own.py", "def f():\n    raise KeyError('a')\n")
    [problem] = problems_of(site)
    assert (place(problem), problem["message"]) == (
        "hooks/module_of_own.py:2:5",
        "error in this hook: KeyError: 'a'",
    )


@pytest.mark.parametrize(
    "text", ["def on_config(config):\n    return 3\n", "def on_page_content(html, **_):\n    return 7\n"]
)
def test_what_a_hook_returned_is_put_down_to_the_hook(text: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nhooks:\n- own.py\n")
    site.write("own.py", text)
    [problem] = problems_of(site)
    assert place(problem) == "mkdocs.yml:3:3"
    assert "may have returned a wrong value" in problem["message"]


def installed(folder: Path, group: str, name: str, text: str) -> Path:
    """A library with a module and its entry point."""
    data = folder / "made_up-1.dist-info"
    data.mkdir(parents=True)
    (folder / "made_up.py").write_text(text, encoding="utf-8")
    (data / "METADATA").write_text("Name: made_up\nVersion: 1\n", encoding="utf-8")
    (data / "entry_points.txt").write_text(f"[{group}]\n{name} = made_up:Made\n", encoding="utf-8")
    return folder


PLUGIN = """\
from mkdocs.plugins import BasePlugin
class Made(BasePlugin):
    def on_page_markdown(self, markdown, **_):
        {}
"""


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("raise ValueError('x')", "ValueError: x"),
        ("open('/no/such')", "FileNotFoundError"),
        ("raise SystemExit", "SystemExit"),
    ],
)
def test_an_error_of_a_plug_in_is_at_its_name(statement: str, said: str, tmp_path: Path) -> None:
    library = installed(tmp_path / "library", "mkdocs.plugins", "sums", PLUGIN.format(statement))
    site = small_site(tmp_path / "site")
    site.write("mkdocs.yml", "site_name: x\nplugins:\n- search\n- sums\n")
    [problem] = problems_of(site, library)
    assert place(problem) == "mkdocs.yml:4:3"
    assert f"error in the plug-in sums (made_up, line 4): {said}" in problem["message"]


EXTENSIONS = {
    "of Python-Markdown": (
        "toc: {slugify: x}",
        "error in the Markdown extension toc (markdown.extensions.toc, line ",
        "TypeError: 'str' object is not callable",
    ),
    "of another": (
        "pymdownx.snippets: {check_paths: true}",
        "error in the Markdown extension pymdownx.snippets (pymdownx.snippets, line ",
        "SnippetMissingError: Snippet at path 'gone.txt' could not be found",
    ),
    "that is not there": ("gone", "Failed to load extension 'gone': ", "ModuleNotFoundError"),
    "that lacks an option": (
        "footnotes: {gone: 1}",
        "Failed to load extension 'footnotes': ",
        "KeyError: 'gone'",
    ),
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_an_error_of_an_extension_is_at_its_name(name: str, tmp_path: Path) -> None:
    written, owner, said = EXTENSIONS[name]
    site = small_site(tmp_path)
    site.write("mkdocs.yml", f"site_name: x\nmarkdown_extensions:\n- attr_list\n- {written}\n")
    site.write("site_src/hand.md", '# By hand\n\n--8<-- "gone.txt"\n')
    [problem] = problems_of(site)
    assert place(problem) == "mkdocs.yml:4:3"
    assert owner in problem["message"]
    assert problem["message"].endswith(said) or said in problem["message"]
    assert "File " not in problem["message"]


TEMPLATES = {
    "the theme's": ("site_name: x", "templates/theme/main.html", "templates/theme/main.html:2:1"),
    "of a page": ("site_name: x", "templates/theme/404.html", "templates/theme/404.html:2:1"),
    "of another folder": ("theme: {name: null, custom_dir: look}", "look/main.html", "look/main.html:2:1"),
    "beside the pages": ("extra_templates: [list.txt]", "site_src/list.txt", "mkdocs.yml:1:19"),
}


@pytest.mark.parametrize(
    "text", ["{{ 1 // 0 }}", "{{ none.gone.gone }}", "{% if %}", "{{ page | no_filter }}"]
)
@pytest.mark.parametrize("name", TEMPLATES)
def test_an_error_in_a_template_is_at_its_line(name: str, text: str, tmp_path: Path) -> None:
    settings, path, where = TEMPLATES[name]
    site = small_site(tmp_path)
    site.write("mkdocs.yml", f"{settings}\n")
    folder = Path(path).parent
    if folder.name in ("theme", "look"):
        site.write(f"{folder}/main.html", "{{ page.content }}\n")
        site.write(f"{folder}/404.html", "gone\n")
    site.write(path, f"{{{{ page.content }}}}\n{text}\n")
    [problem] = problems_of(site)
    assert place(problem) == where


def test_a_full_disk_is_nobodys_fault(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nhooks: [own.py]\n")
    site.write(
        "own.py",
        f"def on_config(config):\n    raise OSError({errno.ENOSPC}, {os.strerror(errno.ENOSPC)!r})\n",
    )
    done: Done = site.run()
    assert done.status == 3
    assert done.err.endswith("stopped: No space left on device\n")


PLACES = {
    "a plug-in that is not there": ("plugins:\n- search\n- gone\n", "mkdocs.yml:3:3"),
    "an option of a plug-in": ("plugins:\n- search: {gone: 1}\n", "mkdocs.yml:2:3"),
    "a hook that is not there": ("hooks:\n- gone.py\n", "mkdocs.yml:2:3"),
    "a page that is not there": ("nav:\n- index.md\n- More:\n  - gone.md\n", "mkdocs.yml:4:5"),
    "a titled page that is not there": ("nav:\n- Home: index.md\n- Gone: gone.md\n", "mkdocs.yml:3:9"),
    "a template that is not there": ("extra_templates:\n- gone.txt\n", "mkdocs.yml:2:3"),
    "a static template that is not there": (
        "theme: {name: null, static_templates: [404.html, gone.html]}\n",
        "mkdocs.yml:1:50",
    ),
    "a page that is excluded": ("exclude_docs: /index.md\n", "mkdocs.yml:1:1"),
    "a page that is a draft": ("draft_docs: questions.md\n", "mkdocs.yml:1:1"),
}


@pytest.mark.parametrize("name", PLACES)
def test_what_mkdocs_misses_is_told_at_the_item(name: str, tmp_path: Path) -> None:
    settings, where = PLACES[name]
    site = small_site(tmp_path)
    site.write("mkdocs.yml", settings)
    [problem] = problems_of(site)
    assert place(problem) == where

"""Compare the lists of files to change in docs/architecture.md with the code.

`test_promises.py` checks that the files exist.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache

import pytest

from helpers.building import PROGRAM

_TEXT = (PROGRAM / "docs" / "architecture.md").read_text(encoding="utf-8")
_PATH = re.compile(r"`([\w./-]+/[\w./-]*|mkdocs\.yml)`")


def listed(heading: str) -> set[str]:
    """The files and folders named under a heading."""
    below = _TEXT.split(f"\n### {heading}\n", 1)[1]
    return set(_PATH.findall(re.split(r"\n##+ ", below, maxsplit=1)[0]))


def column(heading: str, name: str) -> set[str]:
    """The files in a column of the table under a heading; 'the same' means those of the first column."""
    below = _TEXT.split(f"\n### {heading}\n", 1)[1].split("\n### ", 1)[0]
    head, _, *rows = (line.strip("| ").split(" | ") for line in below.splitlines() if line.startswith("|"))
    (at,) = (number for number, title in enumerate(head) if f"`{name}`" in title)
    found: set[str] = set()
    for row in rows:
        found.update(_PATH.findall(row[at]))
        if row[at].startswith("the same"):
            found.update(_PATH.findall(row[1]))
    return found


@cache
def modules() -> dict[str, list[ast.AST]]:
    """The nodes of the syntax tree of each module."""
    return {
        path.relative_to(PROGRAM).as_posix(): [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        for path in PROGRAM.glob("onrecord/**/*.py")
    }


def _is_key(node: ast.AST, key: str) -> bool:
    """Whether a node uses a key: as attribute, argument, field or text."""
    match node:
        case ast.Attribute(attr=name) | ast.keyword(arg=name) | ast.AnnAssign(target=ast.Name(id=name)):
            return name == key
        case ast.Constant(value=value):
            return bool(value == key)
    return False


def using(is_use: Callable[[ast.AST], bool]) -> set[str]:
    return {path for path, nodes in modules().items() if any(map(is_use, nodes))}


@pytest.mark.parametrize("key", ["setting", "stance", "gist"])
def test_each_file_that_knows_a_key_of_a_position_is_listed(key: str) -> None:
    in_template = re.compile(rf"\b(?:position|entry|row|block)\w*(?:\.\w+)*\.{key}\b")
    shown = {
        path.relative_to(PROGRAM).as_posix()
        for path in PROGRAM.glob("templates/markdown/*.j2")
        if in_template.search(path.read_text(encoding="utf-8"))
    }
    found = using(lambda node: _is_key(node, key)) | shown
    assert "onrecord/schema/models.py" in found
    assert found <= column("A key of a position", key)


def test_no_file_is_listed_for_a_key_that_does_not_know_it() -> None:
    for key in ("setting", "stance", "gist"):
        named = {path for path in column("A key of a position", key) if path.startswith("onrecord/")}
        for path in named:
            assert key in (PROGRAM / path).read_text(encoding="utf-8"), (key, path)


def _imports(node: ast.AST, module: str) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == module


@pytest.mark.parametrize(
    ("heading", "module"),
    [
        ("A kind of page", "onrecord.pages.search"),
        ("A kind of page", "onrecord.pages.issues"),
        ("An export", "onrecord.exports.robots"),
        ("An export", "onrecord.exports.json_feed"),
        ("A language", "onrecord.speakers.german"),
    ],
)
def test_each_file_that_imports_such_a_module_is_listed(heading: str, module: str) -> None:
    found = using(lambda node: _imports(node, module))
    assert found
    assert found <= listed(heading)


@pytest.mark.parametrize("page", ["QUESTIONS", "BRIEFINGS"])
def test_each_file_that_knows_a_page_by_its_path_is_known_to_the_map(page: str) -> None:
    def names(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and page in {alias.name for alias in node.names}

    elsewhere = {path for path in using(names) if not path.startswith("onrecord/pages/")}
    assert elsewhere
    assert elsewhere - {"onrecord/exports/feeds.py"} <= listed("A kind of page")


@pytest.mark.parametrize("code", ["ar"])
def test_no_module_names_a_language_of_the_interface(code: str) -> None:
    assert using(lambda node: isinstance(node, ast.Constant) and node.value == code) == set()


@pytest.mark.parametrize("code", ["de"])
def test_each_module_that_names_a_language_of_the_checks_is_listed(code: str) -> None:
    found = using(lambda node: isinstance(node, ast.Constant) and node.value == code)
    assert found <= listed("A language")

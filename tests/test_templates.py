"""Templates and page classes match: neither has a name that the other lacks."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jinja2
import pytest
from jinja2 import nodes
from msgspec import Struct

from helpers.building import PROGRAM, built, content
from helpers.wordings import wording
from onrecord.languages import Wording, english
from onrecord.markdown import rendering
from onrecord.markdown.compiling import HOW, MARKDOWN, Environment
from onrecord.markdown.rendering import Renderer
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.pages.charts import Speech
from onrecord.pages.links import Link
from onrecord.record import Basis
from onrecord.text.escaping import Markdown

FOLDER = PROGRAM / "templates" / "markdown"
PAGES = list(TEMPLATES)

# Fields of pages that their template does not write, with the reason.
NOT_SHOWN = {
    "path": "where the page is written; it is the address itself",
}
# What drawings are made of, and words that are said later: `onrecord.pages.charts` and
# `onrecord.markdown.phrases` know them.
NOT_OF_PAGES = ("onrecord.pages.charts", "onrecord.text.phrases", "onrecord.text.dates")
# Names in templates that belong to Jinja or to Python's own types.
NOT_OURS = {
    *("loop", "first", "last", "index", "changed", "list", "grouper"),  # of loops and groups
    *("rpartition", "partition", "split", "value", "year"),  # of str, of an enum, of a date
}


@cache
def parsed(name: str) -> nodes.Template:
    return jinja2.Environment().parse((FOLDER / name).read_text(encoding="utf-8"))


def attributes(template: nodes.Template) -> Iterator[tuple[str | None, str]]:
    """All `a.b` in a template: the name before the dot (None for an expression), and the name after it."""
    for access in template.find_all(nodes.Getattr):
        yield access.node.name if isinstance(access.node, nodes.Name) else None, access.attr
    for call in template.find_all(nodes.Filter):
        if call.name in ("groupby", "selectattr", "rejectattr", "map", "sort"):
            named = [keyword.value for keyword in call.kwargs if keyword.key == "attribute"]
            for argument in [*call.args[:1], *named]:
                if isinstance(argument, nodes.Const):
                    for attribute in str(argument.value).split("."):
                        yield None, attribute


def fields(kind: Any) -> set[str]:
    return set(kind.__struct_fields__)


def parts(kind: Any) -> set[Any]:
    """The classes in a page class, itself included."""
    found = {kind}
    waiting = list(typing.get_type_hints(kind).values())
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and issubclass(hint, Struct) and hint not in found:
            found.add(hint)
            waiting += typing.get_type_hints(hint).values()
        waiting += typing.get_args(hint)
    return found


ALL_PARTS = sorted(set().union(*(parts(kind) for kind in PAGES)), key=lambda kind: str(kind.__name__))


def test_every_kind_of_page_has_a_template_and_every_template_a_kind_of_page() -> None:
    assert set(typing.get_args(Page)) == set(TEMPLATES)
    named = {name for name in TEMPLATES.values() if (FOLDER / name).is_file()}
    assert named == set(TEMPLATES.values())
    assert named == {path.name for path in FOLDER.glob("*.j2") if not path.name.startswith("_")}


@pytest.mark.parametrize("kind", PAGES)
def test_a_template_names_only_fields_that_its_page_has(kind: type[Page]) -> None:
    named = {name for before, name in attributes(parsed(TEMPLATES[kind])) if before == "page"}
    assert named <= fields(kind)


@pytest.mark.parametrize("kind", PAGES)
def test_a_template_shows_every_field_of_its_page(kind: type[Page]) -> None:
    named = {name for before, name in attributes(parsed(TEMPLATES[kind])) if before == "page"}
    assert fields(kind) - named - set(NOT_SHOWN) == set()


def test_what_is_listed_as_not_shown_is_a_field_and_is_not_shown() -> None:
    for name in NOT_SHOWN:
        assert all(name in fields(kind) for kind in PAGES)
        assert not any((("page", name) in attributes(parsed(template))) for template in TEMPLATES.values())


def names_used() -> set[str]:
    return {name for path in FOLDER.glob("*.j2") for _, name in attributes(parsed(path.name))}


def test_names_inside_of_pages_exist() -> None:
    known = set().union(*(fields(part) for part in ALL_PARTS)) | NOT_OURS
    shared = [path.name for path in FOLDER.glob("_*.j2")]
    macros = {macro.name for name in shared for macro in parsed(name).find_all(nodes.Macro)}
    assert names_used() <= known | macros


@pytest.mark.parametrize(
    "part",
    [part for part in ALL_PARTS if part not in PAGES and not part.__module__.startswith(NOT_OF_PAGES)],
)
def test_every_field_inside_of_a_page_is_shown_somewhere(part: Any) -> None:
    # The filter `link` writes both fields of a link; `passage_lines` writes a passage.
    shown = names_used() | {"text", "href", "quoted", "language"}
    assert fields(part) - shown == set()


@pytest.mark.parametrize("kind", ALL_PARTS)
def test_the_docstring_of_a_page_names_only_its_fields(kind: Any) -> None:
    text = kind.__doc__ or ""
    assert not text.startswith(f"{kind.__name__}("), "no docstring of its own"
    _, _, listed = text.partition("Attributes:")
    named = re.findall(r"^ {8}(\w+):", listed, re.MULTILINE)
    assert set(named) <= fields(kind)
    assert bool(listed) == bool(named)


@pytest.mark.parametrize("name", ["strait", "real"])
def test_pages_are_tidy_markdown(name: str) -> None:
    pages = {path: text for path, text in content(built(name).pages).items() if path.endswith(".md")}
    assert len(pages) > 20
    for text in pages.values():
        assert isinstance(text, bytes)
        page, _, _ = text.decode().partition('\n<script type="application/ld+json">')
        assert page.startswith("---\n")
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
        assert "\n\n\n" not in page
        assert not re.search(r"[ \t]+$", page, re.MULTILINE)
        assert not re.search(r"\{[{%#](?!:)|[%}]\}(?!\n)", page.replace("{: #", "{: "))
        for heading in re.finditer(r"(.*)\n(#+ .*)\n(.*)", page):
            assert heading.group(1) == ""
            assert heading.group(3) == ""


HOSTILE = "<b> *a* [x](javascript:y) `c` & # | \n\n- d"
GIVEN: dict[str, tuple[Any, ...]] = {
    "basis": (Basis.QUOTED,),
    "indented": (Markdown("a\nb"),),
    "link": (Link(HOSTILE, HOSTILE),),
    "link_here": (Link(HOSTILE, HOSTILE), HOSTILE),
    "link_titled": (Link(HOSTILE, HOSTILE), Markdown('a "b"')),
    "listed": ([HOSTILE, HOSTILE],),
    "say": ("home.title",),
    "span": (HOSTILE, "ar"),
    "speech_diagram": ([Speech("a", "b", "towards")], [("a", HOSTILE), ("b", HOSTILE)]),
    "short": (date(2031, 1, 1),),
    "to": (HOSTILE, Markdown("x")),
}


@pytest.mark.parametrize("wording", [english(), wording("ar", content="en")], ids=["en", "ar"])
@pytest.mark.parametrize("name", sorted(MARKDOWN))
def test_what_is_not_escaped_again_is_markdown(name: str, wording: Wording) -> None:
    made = Renderer((FOLDER,), wording=wording).environment.filters[name](*GIVEN.get(name, (HOSTILE,)))
    assert type(made) is Markdown


def test_what_another_version_of_the_program_has_compiled_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "text.j2").write_text("{{ 1 }}", encoding="utf-8")
    compiled = tmp_path / "compiled"

    def kept() -> dict[str, bytes | str]:
        Renderer((tmp_path,), compiled).environment.get_template("text.j2")
        return content(compiled)

    before = kept()
    assert before
    assert kept() == before
    with patch.object(rendering, "HOW", f"{HOW} "):
        assert kept() != before
    assert inspect.getsource(Environment) in HOW

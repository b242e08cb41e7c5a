"""Stage 6: a page becomes Markdown.

A template sees one variable, `page`: the class of `onrecord.pages.catalogue` for its kind.  It has no words
of its own: it asks for them by key, `say('home.title')`, or as plain text for the front matter with `text`.
Whatever it writes with `{{ … }}` is escaped (`onrecord.text.escaping`), and an editor's words are marked
where they are in another language (`onrecord.saying`); a name that is not there is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from traceback import extract_tb
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from onrecord.charts import speech_diagram, stance_chart
from onrecord.languages import english
from onrecord.languages.wording import Literal, Wording, capital
from onrecord.layout import PROGRAM, Layout
from onrecord.pages.catalogue import TEMPLATES, Page
from onrecord.pages.quoting import Segment
from onrecord.saying import Sayer
from onrecord.text import escaping
from onrecord.text.escaping import Markdown, escape, strong

# What YAML, unlike JSON, wants written as an escape.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

# What templates call.
_FUNCTIONS = frozenset({"say", "text", "to"})

_OPTIONS: dict[str, Any] = {
    "autoescape": True,  # So that macros give Markdown; what is not has been to `finalize`.
    "keep_trailing_newline": True,
    "lstrip_blocks": True,
    "optimized": False,  # For one run, folding constants costs more than it saves.
    "trim_blocks": True,
}


class _CodeGenerator(CodeGenerator):
    """Has a template write what `finalize` made as it is, and not ask whether that is Markdown."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")


class _AsFilters(NodeTransformer):
    """Has a template call `say` as it calls filters, which takes it half the time."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in _FUNCTIONS or not node.args:
            return node
        words, *more = node.args
        named = words, node.node.name, more, node.kwargs, None, None
        return nodes.Filter(*named, lineno=node.lineno)


class _Environment(jinja2.Environment):
    code_generator_class = _CodeGenerator

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = _AsFilters().visit(super()._parse(source, name, filename))
        assert isinstance(tree, nodes.Template)
        return tree


_HOW = f"{_CodeGenerator.__name__} {_AsFilters.__name__} {_OPTIONS}"


class TemplateError(Exception):
    """A template cannot be used; the message names it and its line."""


class Compiled(jinja2.FileSystemBytecodeCache):
    """Templates kept compiled.  Jinja throws away what is damaged or was made from another text.

    Args:
        folder: where they are kept.
        of: what they are templates of, so that others of the same names can be there too.
        how: what else what comes of a text depends on.
    """

    def __init__(self, folder: Path, of: str, how: str) -> None:
        super().__init__(str(folder), pattern=f"__jinja2_{of}_%s.cache")
        self._how = f"{jinja2.__version__} {how}"

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self._how} {source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # A folder that may not be written costs time, nothing else.
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


# What is always said in the same words.
_CONSTANT = re.compile(r"\{\{ say\('([a-z_.]+)'\)( \| label)?( \| capital)? \}\}")


class _Loader(jinja2.FileSystemLoader):
    """Templates with what they always say in the same words written into them already: nine tenths of what a
    page says, which would cost as much as all else to look up again and again.
    """

    def __init__(self, sayer: Sayer, folders: tuple[Path, ...]) -> None:
        super().__init__([str(folder) for folder in folders])
        self._sayer = sayer

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, name, is_fresh = super().get_source(environment, template)
        return _CONSTANT.sub(self._said, source), name, is_fresh

    def _said(self, call: re.Match[str]) -> str:
        try:
            words = self._sayer.say(call[1])
        except LookupError:  # The template says where, when it is asked.
            return call[0]
        words = self._sayer.say("lists.label", label=words) if call[2] else words
        words = capital(words) if call[3] else words
        return call[0] if "{" in words else words  # Braces would be Jinja's.


class Renderer:
    """Turns pages into Markdown.

    Args:
        folders: where templates are; the first folder that has one wins.
        compiled: a folder to keep templates compiled in.
        wording: the site's language; English unless given.
    """

    def __init__(
        self, folders: tuple[Path, ...], compiled: Path | None = None, wording: Wording | None = None
    ) -> None:
        self._folders = folders
        words = wording or english()
        sayer = Sayer(words)
        self.environment = _Environment(
            loader=_Loader(sayer, folders),
            undefined=jinja2.StrictUndefined,
            finalize=sayer.said,
            bytecode_cache=Compiled(compiled, words.tag, _HOW) if compiled else None,
            auto_reload=False,
            **_OPTIONS,
        )
        self.environment.globals.update(language=words.tag, is_foreign=words.is_foreign)
        self.environment.filters.update(
            say=sayer.say,
            to=_to,
            text=words.text,
            inline=sayer.inline,
            prose=sayer.prose,
            paragraph=sayer.paragraph,
            attributes=sayer.attributes,
            span=sayer.span,
            said=sayer.said,
            listed=sayer.listed,
            label=lambda words: sayer.say("lists.label", label=words),
            literal=Literal,
            basis=sayer.basis,
            link=sayer.link,
            capital=capital,
            url=escaping.url,
            code=escaping.code,
            html=escaping.html,
            strong=_strong,
            emphasised=_emphasised,
            indented=_indented,
            day=sayer.said,
            yaml=_yaml,
            plain=words.said,
            stance_chart=lambda rows: Markdown(stance_chart(rows, words)),
            speech_diagram=lambda speeches, names: Markdown(speech_diagram(speeches, dict(names), words)),
        )

    def render(self, page: Page) -> str:
        """The Markdown of a page.

        Raises:
            TemplateError: the template is missing or wrong.
        """
        name = TEMPLATES[type(page)]
        try:
            text = self.environment.get_template(name).render(page=page)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{error.name}:{error.lineno}: {error.message}") from error
        except Exception as error:  # A template is a program: any of Python's errors can come of it.
            if isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
                raise
            raise TemplateError(f"{self._place(error) or name}: {error}") from error
        return _tidy(text)

    def _place(self, error: Exception) -> str:
        """The innermost line of a template that led to an error."""
        place = ""
        for frame in extract_tb(error.__traceback__):
            for folder in self._folders:
                if Path(frame.filename).is_relative_to(folder):
                    place = f"{Path(frame.filename).relative_to(folder).as_posix()}:{frame.lineno}"
        return place


def compile_own() -> None:
    """Compile the program's own templates; `make` does so when it installs."""
    layout = Layout(PROGRAM)
    environment = Renderer(layout.templates, layout.compiled).environment
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


def _to(address: str, words: Markdown) -> Markdown:
    """A link with words of ours."""
    return Markdown(f"[{words}]({escaping.url(address)})")


def _strong(text: str) -> Markdown:
    """A whole line in strong emphasis."""
    return Markdown(strong(text))


def _emphasised(line: Sequence[Segment]) -> Markdown:
    """A line of a passage: strong is what stands inside quotation marks in the article."""
    written = ""
    for at, segment in enumerate(line):
        if segment.quoted:
            after = escape(line[at + 1].text) if at + 1 < len(line) else ""
            written += strong(segment.text, written, after)
        else:
            written += escape(segment.text)
    return Markdown(written)


def _indented(text: Markdown) -> Markdown:
    """Markdown as a list's item has it below its first line."""
    return Markdown("\n".join(f"    {line}" if line else "" for line in text.split("\n")))


def _yaml(value: Any) -> Markdown:
    """A value of the front matter, on one line: a string of JSON, which is one of YAML too."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    quoted = json.dumps(text, ensure_ascii=False)
    return Markdown(_NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted))


def _tidy(text: str) -> str:
    """At most one blank line in a row, no space at the ends of lines, a newline at the end."""
    tidy = "\n".join(map(str.rstrip, text.split("\n")))
    while "\n\n\n" in tidy:
        tidy = tidy.replace("\n\n\n", "\n\n")
    return tidy.strip("\n") + "\n"

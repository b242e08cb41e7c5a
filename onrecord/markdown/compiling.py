"""Compile templates to a cache, with fixed texts of the site already filled in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer

from onrecord.engine.digests import BYTES, digest_of
from onrecord.languages.wording import capital
from onrecord.layout import PROGRAM
from onrecord.markdown.phrases import MarkdownPhrases

# The functions that templates call.
_FUNCTIONS = frozenset({"say", "text", "to"})
# Filters that always return Markdown.
MARKDOWN = frozenset(
    "attributes basis code day html indented inline label link link_here link_titled listed paragraph prose"
    " said say short span strong to url yaml".split()
)
_OWN = f"{PROGRAM / 'templates' / 'markdown'}{os.sep}"

OPTIONS: dict[str, Any] = {
    "autoescape": True,  # Macros return Markdown: their other values went through `finalize`.
    "keep_trailing_newline": True,
    "lstrip_blocks": True,
    "optimized": False,  # Constant folding costs more than it saves in one run.
    "trim_blocks": True,
}


class _CodeGenerator(CodeGenerator):
    """Generates code that writes results of `finalize` directly, without checking whether they are Markdown.

    Results of filters that return Markdown skip `finalize`. The program's own templates only get objects with
    attributes, so their code does not try items as well.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write("(" if isinstance(node, nodes.Filter) and node.name in MARKDOWN else finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if self.filename is None or not self.filename.startswith(_OWN):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class _AsFilters(NodeTransformer):
    """Turns calls of `say` and the like into filters, which take half the time."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in _FUNCTIONS or not node.args:
            return node
        words, *more = node.args
        named = words, node.node.name, more, node.kwargs, None, None
        return nodes.Filter(*named, lineno=node.lineno)


class FastContext(Context):
    """Calls macros directly: most calls are of macros, and these never need the context."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja
        if type(__obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class FastEnvironment(jinja2.Environment):
    """Looks up items of mappings at once; Jinja first asks for an attribute, which raises an exception."""

    context_class = FastContext

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICT:
            return obj[attribute]
        return super().getattr(obj, attribute)


_OF_DICT = frozenset(dir(dict))


class Environment(jinja2.Environment):
    """The Jinja environment with the classes above."""

    code_generator_class = _CodeGenerator
    context_class = FastContext

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = _AsFilters().visit(super()._parse(source, name, filename))
        assert isinstance(tree, nodes.Template)
        return tree


def load(environment: jinja2.Environment, names: Iterable[str]) -> None:
    """Load templates into memory, so that processes that are forked later have them.

    One that cannot be loaded is skipped, whatever is wrong with it: rendering reports it if a page needs it.
    """
    for name in names:
        with suppress(Exception):
            environment.get_template(name)


# The code of this module: part of the cache key, so that another version does not reuse compiled templates.
HOW = Path(__file__).read_text(encoding="utf-8")


class Compiled(jinja2.BytecodeCache):
    """A cache of compiled templates, each with a digest: Python runs whatever damaged code it is given.

    Args:
        folder: the folder of the cache.
        of: keeps apart templates that have the same name.
        how: everything else that the compiled code depends on.
    """

    def __init__(self, folder: Path, of: str, how: str) -> None:
        self._folder, self._of = folder, of
        self._how = f"{jinja2.__version__} {how}"

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self._how} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            data = self._file(bucket).read_bytes()
            if data[:BYTES] == digest_of(data[BYTES:]):
                bucket.bytecode_from_string(data[BYTES:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        with suppress(OSError):  # Without write access templates are compiled every time.
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._file(bucket)
            beside = file.with_suffix(f".{os.getpid()}")  # Another process may be making the same file.
            try:
                beside.write_bytes(digest_of(code) + code)
                beside.replace(file)
            finally:
                beside.unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._of}_{bucket.key}.cache"


# Calls of `say` with a constant key and no values.
_CONSTANT = re.compile(r"\{\{ say\('([a-z_.]+)'\)( \| label)?( \| capital)? \}\}")


class Loader(jinja2.FileSystemLoader):
    """Loads templates with fixed texts filled in.

    They are nine tenths of a page's texts; looking them up would double the time of rendering.
    """

    def __init__(self, phrases: MarkdownPhrases, folders: tuple[Path, ...]) -> None:
        super().__init__([str(folder) for folder in folders])
        self._sayer = phrases

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, name, is_fresh = super().get_source(environment, template)
        return _CONSTANT.sub(self._said, source), name, is_fresh

    def _said(self, call: re.Match[str]) -> str:
        try:
            words = self._sayer.say(call[1])
        except LookupError:  # Not an error yet: rendering reports it with its line.
            return call[0]
        words = self._sayer.say("lists.label", label=words) if call[2] else words
        words = capital(words) if call[3] else words
        return call[0] if "{" in words else words  # Jinja would read braces as its own.

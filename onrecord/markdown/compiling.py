"""How templates are compiled: with what they always say in the same words written into them, and kept."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer

from onrecord.languages.wording import capital
from onrecord.layout import PROGRAM
from onrecord.markdown.saying import Sayer

# What templates call.
_FUNCTIONS = frozenset({"say", "text", "to"})
# Filters that give Markdown, whatever they are given.
MARKDOWN = frozenset(
    "attributes basis code day html indented inline label link listed paragraph prose said say"
    " span speech_diagram stance_chart strong to url yaml".split()
)
_OWN = f"{PROGRAM / 'templates' / 'markdown'}{os.sep}"

OPTIONS: dict[str, Any] = {
    "autoescape": True,  # So that macros give Markdown; what is not has been to `finalize`.
    "keep_trailing_newline": True,
    "lstrip_blocks": True,
    "optimized": False,  # For one run, folding constants costs more than it saves.
    "trim_blocks": True,
}


class _CodeGenerator(CodeGenerator):
    """Has a template write what `finalize` made as it is, and not ask whether that is Markdown.

    What comes of a filter that gives Markdown is not handed to `finalize`.  What the program's own templates
    are given has attributes, so these do not look for items beside them.
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
    """Has a template call `say` as it calls filters, which takes it half the time."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in _FUNCTIONS or not node.args:
            return node
        words, *more = node.args
        named = words, node.node.name, more, node.kwargs, None, None
        return nodes.Filter(*named, lineno=node.lineno)


class FastContext(Context):
    """Calls macros without asking whether they want the context: they never do, and most calls are theirs."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja
        if type(__obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class Environment(jinja2.Environment):
    """Compiles templates as above."""

    code_generator_class = _CodeGenerator
    context_class = FastContext

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = _AsFilters().visit(super()._parse(source, name, filename))
        assert isinstance(tree, nodes.Template)
        return tree


# How templates are compiled: this very module.  What another version of it has kept is not taken for ours.
HOW = Path(__file__).read_text(encoding="utf-8")


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


class Loader(jinja2.FileSystemLoader):
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

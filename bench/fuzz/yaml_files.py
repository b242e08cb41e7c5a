"""The YAML of a site: a briefing or a register with changes, in a check of the whole site."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from msgspec import Struct

from bench.fuzz.articles import check_place
from bench.fuzz.inputs import whole
from bench.fuzz.running import PROGRAM, SIZE, Reader, bounded, quietly
from bench.fuzz.yaml_signs import YAML_SIGNS
from onrecord.checking.check import check
from onrecord.interface import reporting
from onrecord.layout import Layout
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.registers import REGISTERS
from onrecord.metadata.tree import MappingNode, Node, Scalar
from onrecord.rules.problems import Problem

_SITE = PROGRAM / "tests" / "sites" / "strait"
_FILES = tuple(sorted(path.relative_to(_SITE).as_posix() for path in _SITE.glob("briefs/*.yml")))
_BRIEFS = tuple(name for name in _FILES if Path(name).name not in REGISTERS)
_SHORTEST = min(_BRIEFS, key=lambda name: (_SITE / name).stat().st_size)
_KEY = re.compile(r"`([\w-]+)` is (?:not a key here|already in line)")
_BEFORE_KEY = re.compile(r"^(?:[!&]\S*\s+)*[\"']*")


class Change(Struct, frozen=True):
    """A file of the site, and what it is replaced with."""

    file: str
    text: str


@st.composite
def _changes(draw: st.DrawFn) -> Change:
    file = draw(st.sampled_from(_FILES))
    original = (_SITE / file).read_text(encoding="utf-8")
    return Change(file, draw(whole([original], YAML_SIGNS)))


@cache
def _root(file: str) -> Path:
    """A copy of the site in a temporary folder, with one briefing: the one to change, or the shortest."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-")) / "site"
    left_out = [Path(name).name for name in _BRIEFS if name != (file if file in _BRIEFS else _SHORTEST)]
    shutil.copytree(_SITE, root, ignore=shutil.ignore_patterns("site", ".onrecord", *left_out))
    return root


def _check(change: Change) -> None:
    root, data = _root(change.file), change.text.encode("utf-8", "surrogatepass")
    path = root / change.file
    original = path.read_bytes()
    path.write_bytes(data)
    os.utime(path, (0, 0))  # A file that has just been written is waited for.
    try:
        with bounded(len(change.text)):
            checked = check(Layout(root), quietly)
    finally:
        path.write_bytes(original)
    found = [*checked.problems, *(problem for draft in checked.drafts for problem in draft.problems)]
    ours = [problem for problem in found if problem.location.path == change.file]
    text = data.decode("utf-8-sig", "replace")
    for problem in ours:
        if problem.rule.name not in ("bad-encoding", "binary-file"):
            _check_place(problem, text)
    for show in (reporting.as_text, reporting.as_json, reporting.as_github):
        show(found)
    if len(text) < SIZE // 2:
        _check_reading(change.file, text, ours)


def _check_place(problem: Problem, text: str) -> None:
    check_place(problem, text)
    place = problem.location
    named = _KEY.match(problem.message)
    if named and place.text.isprintable() and "\\" not in place.text:
        assert _BEFORE_KEY.sub("", place.text[place.column - 1 :], 1).startswith(named[1])
    if problem.message.startswith("a value cannot begin with "):
        assert place.text[place.column - 1] == problem.message[-1]


def _check_reading(file: str, text: str, problems: list[Problem]) -> None:
    """PyYAML's own loader, which is another parser, reads the same, or does not read it either."""
    document, found = read_yaml(file, text)
    try:
        expected = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    except (yaml.YAMLError, ValueError):
        assert any(problem.is_error for problem in problems), "this is not YAML"
    else:
        if document is not None and not found:
            assert _plain(document.root) == expected


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node.values.items()}
    return [_plain(item) for item in node.items]


READER = Reader("yaml", _changes(), _check)

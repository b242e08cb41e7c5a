"""Reading YAML event by event.

Every scalar stays the text that was written, each node knows its line and column, and what a
briefing has no use for (anchors, aliases, tags, merge keys, several documents) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from onrecord.metadata import syntax_errors as found
from onrecord.metadata.characters import PLACEHOLDER, scan_characters
from onrecord.metadata.dropped import dropped, unclosed_quote
from onrecord.metadata.escapes import scan_escapes
from onrecord.metadata.list_signs import with_hyphens
from onrecord.metadata.parser_errors import explain_parser_error
from onrecord.metadata.tree import Document, MappingNode, Node, Path, Scalar, SequenceNode
from onrecord.rules.problems import Location, Problem
from onrecord.rules.syntax import DUPLICATE_KEY
from onrecord.text.yaml_events import Event, EventReader

MAX_DEPTH = 16
# The marks that git puts around the two versions of what it could not merge.
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: |$)")


class _Refusal(Exception):
    """Stops the reading of events; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(path: str, text: str, *, may_be_empty: bool = False) -> tuple[Document | None, list[Problem]]:
    """Read a file whose top level is a mapping.

    Args:
        path: its name in problems, relative to the root.
        text: its characters.
        may_be_empty: whether a file with nothing but comments is a mapping without keys.

    Returns:
        The document, or None where it cannot be read, and the problems found.
    """
    document = Document(path, text, MappingNode(1, 1))
    with_lists, problems = with_hyphens(document, text)
    scanned = scan_characters(document, with_lists)
    problems += scanned.problems
    if not scanned.knows_indentation:
        return None, problems
    try:
        if "%" in text:
            _refuse_directives(document)
        if "<<<<<<<" in text or ">>>>>>>" in text:
            _refuse_conflicts(document)
        root = _root_of(scanned.text, document, problems)
    except _Refusal as refusal:
        if refusal.problem.location.line not in {p.location.line for p in problems}:
            problems.append(refusal.problem)
        return None, problems
    if root is None and may_be_empty:
        return document, problems
    if not isinstance(root, MappingNode):
        place = document.of(root) if root else document.at(1, 1)
        return None, [*problems, found.no_mapping(place)]
    document.root = root
    return document, problems


class UnreadDocument(Document):
    """A file that is known to be sound, and is read when somebody asks for a place in it."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text, MappingNode(1, 1))
        self._unread: str | None = text

    def node(self, path: Path) -> Node:
        if self._unread is not None:
            document, _ = read_yaml(self.path, self._unread, may_be_empty=True)
            assert document is not None, "it was sound"
            self.root, self._unread = document.root, None
            vars(self).pop("scalars", None)  # Those of the tree that was not read yet: none.
        return super().node(path)


def _refuse_directives(document: Document) -> None:
    """Before parsing: PyYAML's two parsers disagree on lines that begin with %."""
    for number, line in enumerate(document.lines, start=1):
        if line.startswith("%"):
            raise _Refusal(found.directive(document.at(number, 1)))


def _refuse_conflicts(document: Document) -> None:
    """Before parsing: what git writes where two versions could not be merged."""
    for number, line in enumerate(document.lines, start=1):
        if _CONFLICT.match(line):
            raise _Refusal(found.conflict(document.at(number, 1)))


def _root_of(text: str, document: Document, problems: list[Problem]) -> Node | None:
    """The top node of a file; None where there is none."""
    reader = _Reader(document, problems)
    try:
        return reader.read(text)
    except yaml.YAMLError as error:
        raise _Refusal(explain_parser_error(error, document, reader)) from None


class _Reader(EventReader[Node]):
    """Makes the tree from the events; what is refused on the way goes into `problems`.

    Args:
        document: the file.
        problems: those that are known so far.
    """

    max_depth = MAX_DEPTH

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        super().__init__()
        self._document = document
        self._lines = document.lines
        self._problems = problems
        self._refused: set[int] = set()
        # The items that a mapping in a list turned out to hold behind its first.
        self._split: list[MappingNode] = []
        self._known: dict[str, tuple[int, bool]] = {}  # For each sign, the last line asked for.

    def after_document(self, end: Event) -> None:
        """Refuse what follows, which would be left out without a word."""
        if end.explicit:
            self._refuse_rest(end)
        elif not isinstance(event := self.following(), yaml.StreamEndEvent):
            raise _Refusal(found.second_document(self._place(event)))

    def _refuse_rest(self, end: yaml.Event) -> None:
        """Refuse what follows the line `...`: it would be left out without a word."""
        place = self._place(end)
        for text in self._lines[place.line :]:
            if text.partition("#")[0].strip():
                raise _Refusal(found.end_of_content(place))

    def node(self, event: Event) -> Node:
        return self._plain(event) or super().node(event)

    def _plain(self, event: Event) -> Scalar | None:
        """A text on one line without marks, anchor and tag, as nearly all are; None for all else."""
        if type(event) is not yaml.ScalarEvent or event.style or event.anchor or event.tag:
            return None
        mark: Any = event.start_mark
        line, column = mark.line, mark.column
        end: Any = event.end_mark
        if line != end.line or line >= len(self._lines):
            return None
        if column >= len(self._lines[line]) or self._has("#", line):
            return None
        self.latest = event
        return Scalar(line + 1, column + 1, event.value.replace(PLACEHOLDER, ""), "")

    def _has(self, sign: str, line: int) -> bool:
        """Whether a line has a sign; a line with thousands of values is searched once."""
        known = self._known.get(sign)
        if known is None or known[0] != line:
            known = self._known[sign] = line, sign in self._lines[line]
        return known[1]

    def scalar(self, event: Event) -> Scalar:
        special = self._refuse_specials(event)
        scalar = self._scalar(event, *self._where(event))
        scalar.doubtful |= special
        return scalar

    def alias(self, event: Event) -> Scalar:
        self._refuse(found.feature(self._place(event)))
        return Scalar(*self._where(event), f"*{event.anchor}", "*", doubtful=True)

    def sequence(self, event: Event) -> SequenceNode:
        self._refuse_specials(event)
        node = SequenceNode(*self._where(event))
        for item in self.items():
            node.items.append(item)
            if self._split:
                node.items += self._split
                self._split = []
        return node

    def mapping(self, event: Event) -> MappingNode:
        self._refuse_specials(event)
        node = MappingNode(*self._where(event))
        items = [node]
        for key in self.keys():
            if self._may_begin_an_item(node, key):
                node = MappingNode(key.line, key.column)
                items.append(node)
            usable = self._check_key(node, key)
            value = self.value()
            if usable:
                assert isinstance(key, Scalar), "other keys are of no use"
                node.keys[key.value] = key
                node.values[key.value] = value
        self._split = self._told_apart(items) if len(items) > 1 else []
        return items[0]

    def _may_begin_an_item(self, node: MappingNode, key: Node) -> bool:
        """Whether a key repeats the first one of its item, as in a second item without its hyphen."""
        if not (node.keys and isinstance(key, Scalar) and len(self.open) > 1):
            return False
        is_in_list = type(self.open[-2]) is yaml.SequenceStartEvent and not self.open[-1].flow_style
        return is_in_list and key.value == next(iter(node.keys))

    def _told_apart(self, items: Sequence[MappingNode]) -> list[MappingNode]:
        """Those of an item's parts that repeat several of its keys, and so are items of their own.

        The keys of the other parts become the first one's, where it lacks them.
        """
        first, apart = items[0], []
        for item in items[1:]:
            repeated = [key for key in item.keys if key in first.keys]
            place = self._document.of(item.keys[repeated[0]])
            if len(repeated) > 1:
                self._problems.append(found.item_without_hyphen(place, DUPLICATE_KEY))
                apart.append(item)
                continue
            self._problems.append(found.duplicate_key(place, repeated[0], first.keys[repeated[0]].line))
            for key, written in item.keys.items():
                first.keys.setdefault(key, written)
                first.values.setdefault(key, item.values[key])
        return apart

    def too_deep(self, event: Event) -> _Refusal:
        self._refuse_specials(event)
        return _Refusal(found.too_deep(self._place(event), MAX_DEPTH))

    def _check_key(self, node: MappingNode, key: Node) -> bool:
        if not isinstance(key, Scalar) or self._is_marked(key):
            self._refuse(found.complex_key(self._document.of(key)))
        elif key.value == "<<" and not key.style:
            self._refuse(found.merge_key(self._document.of(key)))
        elif key.value in node.keys:
            place = self._document.of(key)
            self._problems.append(found.duplicate_key(place, key.value, node.keys[key.value].line))
        else:
            return True
        return False

    def _is_marked(self, key: Scalar) -> bool:
        """Whether a question mark begins a key: `? key`."""
        if not self._has("?", key.line - 1):
            return False
        line, end = self._lines[key.line - 1], key.column - 1
        while end and line[end - 1].isspace():
            end -= 1
        return line[end - 1 : end] == "?"

    def _refuse_specials(self, event: Event) -> bool:
        """Whether a node has an anchor or a tag, which is a problem."""
        special = bool(event.anchor or event.tag)
        if special:
            self._refuse(found.feature(self._place(event)))
        return special

    def _refuse(self, problem: Problem) -> None:
        """Note a part of YAML that is not read; of several in a line, the first."""
        if problem.location.line not in self._refused:
            self._refused.add(problem.location.line)
            self._problems.append(problem)

    def _scalar(self, event: Event, line: int, column: int) -> Scalar:
        """A text, and what is wrong with the way that it is written."""
        style = event.style.strip() if event.style else ""
        scalar = Scalar(line, column, event.value.replace(PLACEHOLDER, ""), style)
        # libyaml lets the last text of a file without a last line break end one line below.
        last_line = min(event.end_mark.line + 1, len(self._lines))
        before = len(self._problems)
        if style in ('"', "'"):
            problem = unclosed_quote(self._document, scalar, last_line)
            if problem:
                raise _Refusal(problem)
            if style == '"':
                self._problems.extend(scan_escapes(self._document, scalar, last_line))
        elif not style:
            self._problems.extend(dropped(self._document, scalar, last_line, event.end_mark.column))
        scalar.doubtful = len(self._problems) > before
        return scalar

    def _where(self, event: Event) -> tuple[int, int]:
        """The line and column of a node; most nodes never need a location, which carries its line's text."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if line > len(self._lines) or column > len(self._lines[line - 1]):
            return self._document.clamped(line, column)
        return line, column

    def _place(self, event: Event) -> Location:
        return self._document.at(event.start_mark.line + 1, event.start_mark.column + 1)

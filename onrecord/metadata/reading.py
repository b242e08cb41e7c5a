"""Reading YAML event by event.

Every scalar stays the text that was written, each node knows its line and column, and what a
briefing has no use for (anchors, aliases, tags, merge keys, several documents) is refused.  Reading
PyYAML's events rather than its nodes bounds the depth before anything recursive sees the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from onrecord.metadata import syntax_errors as found
from onrecord.metadata.characters import PLACEHOLDER, scan_characters, scan_escapes
from onrecord.metadata.parser_errors import Reached, explain_parser_error
from onrecord.metadata.tree import Document, MappingNode, Node, Path, Scalar, SequenceNode
from onrecord.problems import Location, Problem

MAX_DEPTH = 16
# libyaml where PyYAML was built with it: ten times as fast, the same events.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENTRY = re.compile(r"(?P<indent> *)(?P<hyphens>(?:- +)*)(?P<key>[\w-]+:(?:\s|$))?")
_CUTTING_COMMENT = re.compile(r"( +)#(.?)")


class _Refusal(Exception):
    """Stops the reading of events; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(path: str, text: str) -> tuple[Document | None, list[Problem]]:
    """Read a file whose top level is a mapping.

    Args:
        path: its name in problems, relative to the root.
        text: its characters.

    Returns:
        The document, or None where it cannot be read, and the problems found.
    """
    document = Document(path, text, MappingNode(1, 1))
    scanned = scan_characters(document, text)
    problems = scanned.problems
    if not scanned.knows_indentation:
        return None, problems
    reached = Reached()
    try:
        if "%" in text:
            _refuse_directives(document)
        root = _root_of(scanned.text, document, problems, reached)
    except _Refusal as refusal:
        if refusal.problem.location.line not in {p.location.line for p in problems}:
            problems.append(refusal.problem)
        return None, problems
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
            document, _ = read_yaml(self.path, self._unread)
            assert document is not None, "it was sound"
            self.root, self._unread = document.root, None
            vars(self).pop("scalars", None)  # Those of the tree that was not read yet: none.
        return super().node(path)


def _refuse_directives(document: Document) -> None:
    """Before parsing: PyYAML's two parsers disagree on lines that begin with %."""
    for number, line in enumerate(document.lines, start=1):
        if line.startswith("%"):
            raise _Refusal(found.directive(document.at(number, 1)))


def _root_of(text: str, document: Document, problems: list[Problem], reached: Reached) -> Node | None:
    """The top node of a file; None where there is none."""
    try:
        parser = LOADER(text)
        try:
            return _Builder(document, problems, reached, parser.get_event).build()
        finally:
            parser.dispose()
    except yaml.YAMLError as error:
        raise _Refusal(explain_parser_error(error, document, reached)) from None


class _Builder:
    """Makes the tree from the events; what is refused on the way goes into `problems`.

    Args:
        document: the file.
        problems: those that are known so far.
        reached: kept up to date for the explanation of a parser's error.
        following: gives the next event.
    """

    def __init__(
        self, document: Document, problems: list[Problem], reached: Reached, following: Callable[[], Any]
    ) -> None:
        self._document = document
        self._lines = document.lines
        self._problems = problems
        self._reached = reached
        self._following = following
        self._refused: set[int] = set()

    def build(self) -> Node | None:
        """The top node of the first document; None where there is none."""
        root: Node | None = None
        while not isinstance(event := self._following(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise _Refusal(found.second_document(self._place(event)))
            if isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                self._refuse_rest(event)
                break
            if isinstance(event, yaml.NodeEvent):
                self._reached.top = self._reached.top or event
                root = self._node(event)
        return root

    def _refuse_rest(self, end: yaml.Event) -> None:
        """Refuse what follows the line `...`: it would be left out without a word."""
        place = self._place(end)
        for text in self._lines[place.line :]:
            if text.partition("#")[0].strip():
                raise _Refusal(found.end_of_content(place))

    def _node(self, event: Any) -> Node:
        return self._plain(event) or self._any_node(event)

    def _plain(self, event: Any) -> Scalar | None:
        """A text on one line without marks, anchor and tag, as nearly all are; None for all else."""
        if type(event) is not yaml.ScalarEvent or event.style or event.anchor or event.tag:
            return None
        mark: Any = event.start_mark
        line, column = mark.line, mark.column
        end: Any = event.end_mark
        if line != end.line or line >= len(self._lines):
            return None
        text = self._lines[line]
        if column >= len(text) or "#" in text:
            return None
        self._reached.latest = event
        return Scalar(line + 1, column + 1, event.value.replace(PLACEHOLDER, ""), "")

    def _any_node(self, event: Any) -> Node:
        self._reached.latest = event
        # A location carries its line's text; most nodes never need one.
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if line > len(self._lines) or column > len(self._lines[line - 1]):
            line, column = self._document.clamped(line, column)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(found.feature(self._place(event)))
            return Scalar(line, column, f"*{event.anchor}", "*", doubtful=True)
        assert isinstance(event, yaml.NodeEvent), "a node begins with its event"
        special = bool(event.anchor or getattr(event, "tag", None))
        if special:
            self._refuse(found.feature(self._place(event)))
        if isinstance(event, yaml.ScalarEvent):
            scalar = self._scalar(event, line, column)
            scalar.doubtful |= special
            return scalar
        if len(self._reached.open) == MAX_DEPTH:
            raise _Refusal(found.too_deep(self._place(event), MAX_DEPTH))
        self._reached.open.append(event)
        node = (
            self._sequence(SequenceNode(line, column))
            if isinstance(event, yaml.SequenceStartEvent)
            else self._mapping(MappingNode(line, column))
        )
        self._reached.open.pop()
        return node

    def _sequence(self, node: SequenceNode) -> SequenceNode:
        while type(event := self._following()) is not yaml.SequenceEndEvent:
            node.items.append(self._node(event))
        self._reached.latest = event
        return node

    def _mapping(self, node: MappingNode) -> MappingNode:
        following, plain = self._following, self._plain
        while type(event := following()) is not yaml.MappingEndEvent:
            key = plain(event) or self._any_node(event)
            usable = self._check_key(node, key)
            event = following()
            value = plain(event) or self._any_node(event)
            if usable:
                assert isinstance(key, Scalar), "other keys are of no use"
                node.keys[key.value] = key
                node.values[key.value] = value
        self._reached.latest = event
        return node

    def _check_key(self, node: MappingNode, key: Node) -> bool:
        line = self._lines[key.line - 1]
        if not isinstance(key, Scalar) or ("?" in line and line[: key.column - 1].rstrip().endswith("?")):
            self._refuse(found.complex_key(self._document.of(key)))
        elif key.value == "<<" and not key.style:
            self._refuse(found.merge_key(self._document.of(key)))
        elif key.value in node.keys:
            place = self._document.of(key)
            self._problems.append(found.duplicate_key(place, key.value, node.keys[key.value].line))
        else:
            return True
        return False

    def _refuse(self, problem: Problem) -> None:
        """Note a part of YAML that is not read; of several in a line, the first."""
        if problem.location.line not in self._refused:
            self._refused.add(problem.location.line)
            self._problems.append(problem)

    def _scalar(self, event: Any, line: int, column: int) -> Scalar:
        """A text; and what YAML drops or joins in it without a word: comments, lines, escapes.

        PyYAML's two parsers share no type of event that is sure to have both its marks.
        """
        lines, end, style = self._lines, event.end_mark, event.style
        scalar = Scalar(line, column, event.value.replace(PLACEHOLDER, ""), style.strip() if style else "")
        # libyaml lets the last text of a file without a last line break end one line below.
        last_line = min(end.line + 1, len(lines))
        inside = range(scalar.line + 1, last_line + 1)
        before = len(self._problems)
        if scalar.style in ('"', "'"):
            self._refuse_swallowed_lines(self._place(event), inside)
            if scalar.style == '"':
                self._problems.extend(scan_escapes(self._document, scalar, last_line))
        elif not scalar.style:
            self._look_behind(scalar, last_line, end.column)
            for number in inside:
                text = lines[number - 1]
                if text.lstrip().startswith("- "):
                    start = self._document.at(number, len(text) - len(text.lstrip()) + 1)
                    self._problems.append(found.swallowed_item(start))
                    break
        scalar.doubtful = len(self._problems) > before
        return scalar

    def _refuse_swallowed_lines(self, place: Location, inside: range) -> None:
        """A quotation mark that another value's closes: what is between are keys and items, not text."""
        start, own_key, own_hyphens = _entry_of(place.text)
        limit = start + len(own_hyphens) - (0 if own_key else 1)
        for number in inside:
            start, key, hyphens = _entry_of(self._document.lines[number - 1])
            if (key or hyphens) and start <= limit:
                raise _Refusal(found.unclosed_quote(place, number))

    def _look_behind(self, scalar: Scalar, line: int, column: int) -> None:
        comment = _CUTTING_COMMENT.match(self._document.lines[line - 1], column)
        if comment:
            gap, next_character = comment.groups()
            where = line, column + len(gap) + 1
            if next_character.strip():
                self._problems.append(found.cut_by_hash(self._document.at(*where)))
            elif len(gap) == 1:
                scalar.tight_comment = where

    def _place(self, event: Any) -> Location:
        return self._document.at(event.start_mark.line + 1, event.start_mark.column + 1)


def _entry_of(line: str) -> tuple[int, str, str]:
    """How far in a line begins, and the key and the hyphens that it begins with, if any."""
    match = _ENTRY.match(line)
    assert match is not None, "the expression matches the empty text"
    return match.end("indent"), match["key"] or "", match["hyphens"]

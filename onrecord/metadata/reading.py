"""Reading YAML event by event.

Every scalar stays the text that was written, each node knows its line and column, and what a
briefing has no use for (anchors, aliases, tags, merge keys, several documents) is refused.  Reading
PyYAML's events rather than its nodes bounds the depth before anything recursive sees the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from onrecord.metadata.characters import hidden, make_readable, scan_characters
from onrecord.metadata.syntax_errors import begin_of, cut_by_hash, end_of, explain_syntax_error
from onrecord.metadata.tree import Document, MappingNode, Node, Scalar, SequenceNode
from onrecord.problems import Location, Problem
from onrecord.rules import syntax as rules
from onrecord.text.characters import is_hidden

MAX_DEPTH = 16
# libyaml where PyYAML was built with it: ten times as fast, the same events.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
    lexical = list(scan_characters(document, text))
    if any(p.rule is rules.TAB and not p.location.text[: p.location.column].strip() for p in lexical):
        return None, lexical  # What follows depends on indentation that cannot be known.
    problems: list[Problem] = []
    builder = _Builder(document, problems)
    try:
        root = builder.build(_events(make_readable(text), document, builder))
    except _Refusal as refusal:
        known = {p.location.line for p in lexical}
        if refusal.problem.location.line not in known:
            problems.append(refusal.problem)
        return None, lexical + problems
    if not isinstance(root, MappingNode):
        place = document.at(root.line, root.column) if root else document.at(1, 1)
        message = "there is no `key: value` in this file"
        help_text = "write it as lines of `key: value`; the documentation shows a whole briefing"
        return None, [*lexical, *problems, Problem(rules.NOT_A_MAPPING, place, message, help_text)]
    document.root = root
    return document, lexical + problems


def _events(text: str, document: Document, builder: _Builder) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _Refusal(explain_syntax_error(error, document.at, builder.latest)) from None


class _Builder:
    """Makes the tree from the events; what is refused on the way goes into `problems`."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self._document = document
        self._problems = problems
        self._depth = 0
        self.latest: yaml.Event | None = None

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        """The top node of the first document; None where there is none."""
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                place = self._place(event)
                raise _Refusal(
                    Problem(
                        rules.YAML_SYNTAX,
                        place,
                        "a second document begins here",
                        "take this line out: a file holds one briefing",
                    )
                )
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        self.latest = event
        line, column = begin_of(event)
        self._refuse_features(event)
        if isinstance(event, yaml.ScalarEvent):
            scalar = Scalar(line, column, event.value, (event.style or "").strip())
            self._look_behind(scalar, event)
            return scalar
        if isinstance(event, yaml.AliasEvent):
            return Scalar(line, column, f"*{event.anchor}", "*")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refusal(
                Problem(
                    rules.TOO_DEEP,
                    self._place(event),
                    f"this is nested more than {MAX_DEPTH} levels deep",
                    "a briefing needs four levels at most; quote the value if it is text",
                )
            )
        node = (
            self._sequence(SequenceNode(line, column), events)
            if isinstance(event, yaml.SequenceStartEvent)
            else self._mapping(MappingNode(line, column), events)
        )
        self._depth -= 1
        return node

    def _sequence(self, node: SequenceNode, events: Iterator[yaml.Event]) -> SequenceNode:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                self.latest = event
                break
            node.items.append(self._node(event, events))
        return node

    def _mapping(self, node: MappingNode, events: Iterator[yaml.Event]) -> MappingNode:
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                self.latest = event
                break
            key = self._node(event, events)
            value = self._node(next(events), events)
            if not isinstance(key, Scalar):
                self._refuse(self._document.of(key), "a list or a mapping as a key")
            elif key.value == "<<" and not key.style:
                self._refuse(self._document.of(key), "a merge key (<<)")
            elif key.value in node.keys:
                first = node.keys[key.value].line
                self._problems.append(
                    Problem(
                        rules.DUPLICATE_KEY,
                        self._document.of(key),
                        f"`{key.value}` is here already, in line {first}",
                        "keep one of the two, or make one list of both",
                    )
                )
            else:
                node.keys[key.value] = key
                node.values[key.value] = value
        return node

    def _refuse_features(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(self._place(event), f"an alias (*{event.anchor})")
            return
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._refuse(self._place(event), f"an anchor (&{anchor})")
        if getattr(event, "tag", None):
            self._refuse(self._place(event), "a tag (!)")

    def _refuse(self, place: Location, what: str) -> None:
        help_text = "write the value out; if the sign belongs to the text, quote the whole value"
        self._problems.append(Problem(rules.YAML_FEATURE, place, f"{what} is not read here", help_text))

    def _look_behind(self, scalar: Scalar, event: yaml.ScalarEvent) -> None:
        """Find what YAML drops or joins without a word: comments, lines, escapes."""
        if scalar.style:
            self._check_escapes(scalar)
            return
        last_line, behind = end_of(event)
        rest = self._document.at(last_line, 1).text[behind - 1 :]
        comment = _CUTTING_COMMENT.match(rest)
        if comment:
            gap, next_character = comment.groups()
            where = last_line, behind + len(gap)
            if next_character.strip():
                self._problems.append(cut_by_hash(self._document.at(*where)))
            elif len(gap) == 1:
                scalar.tight_comment = where
        for number in range(scalar.line + 1, last_line + 1):
            text = self._document.at(number, 1).text
            if text.lstrip().startswith("- "):
                place = self._document.at(number, len(text) - len(text.lstrip()) + 1)
                message = "this list item is indented more than the one above and became part of it"
                help_text = "indent it like its neighbours; if it is text, quote the whole value"
                self._problems.append(Problem(rules.BAD_INDENTATION, place, message, help_text))

    def _check_escapes(self, scalar: Scalar) -> None:
        line = self._document.of(scalar)
        for at in range(len(scalar.value)):
            # One that stands in the file as itself was found there already.
            if is_hidden(scalar.value, at) and scalar.value[at] not in line.text:
                self._problems.append(hidden(line, scalar.value[at]))

    def _place(self, event: yaml.Event) -> Location:
        return self._document.at(*begin_of(event))

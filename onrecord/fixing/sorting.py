"""Sort the entries of a register, each with the comments that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.fixing.edits import line_break_of
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.tree import Node, Scalar, SequenceNode

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def sorted_register(name: str, text: str) -> str:
    """The text of a register with its entries in the order of their ids; as it is if it cannot be read.

    A comment right above an entry moves with it.  One that stands alone, with empty lines around it, is a
    heading: the entries below it are sorted by themselves.  Empty lines stay where they are.
    """
    document, problems = read_yaml(name, text)
    if document is None or any(problem.is_error for problem in problems):
        return text
    if any(key.column != 1 for key in document.root.keys.values()):
        return text
    end = "" if text.endswith(("\n", "\r")) else line_break_of(text)
    lines = [match.group() for match in _LINE.finditer(text + end) if match.group()]
    keys = {key.line: id_ for id_, key in document.root.keys.items()}
    after = "".join(_sorted_parts(lines, keys)).removesuffix(end)
    again, _ = read_yaml(name, after)
    return after if again is not None and _shape(again.root) == _shape(document.root) else text


def _shape(node: Node) -> object:
    """A node without its places and the order of its keys."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, SequenceNode):
        return list(map(_shape, node.items))
    return {key: _shape(value) for key, value in node.values.items()}


def _sorted_parts(lines: Sequence[str], keys: dict[int, str]) -> Iterator[str]:
    """The lines of the file, entries sorted between headings."""
    starts = sorted(_start_of(lines, line) for line in keys)
    heads = {_start_of(lines, line): id_ for line, id_ in keys.items()}
    bounds = [*starts, len(lines) + 1]
    yield from lines[: starts[0] - 1 if starts else len(lines)]
    group: list[tuple[str, list[str], list[str]]] = []
    for start, end in zip(starts, bounds[1:], strict=True):
        body = list(lines[start - 1 : end - 1])
        size = next((at for at in range(1, len(body)) if not body[at].strip()), len(body))
        own, rest = _split(body, size)
        group.append((heads[start], own, rest))
        if any(line.strip() for line in rest):  # A heading ends the group.
            yield from _in_order(group)
            group = []
    yield from _in_order(group)


def _split(body: Sequence[str], size: int) -> tuple[list[str], list[str]]:
    """An entry's own lines, and the empty lines and headings after them.

    Lines that are indented, and empty ones before them, are the entry's.
    """
    last = max(at for at in range(len(body)) if at < size or body[at].startswith((" ", "\t")))
    last = max(at for at in range(last + 1) if body[at].strip())
    return list(body[: last + 1]), list(body[last + 1 :])


def _in_order(group: Sequence[tuple[str, list[str], list[str]]]) -> Iterator[str]:
    """The entries sorted by id; what follows the first one still follows the first one."""
    for (_, own, _), (_, _, rest) in zip(sorted(group, key=lambda one: one[0]), group, strict=True):
        yield from own
        yield from rest


def _start_of(lines: Sequence[str], line: int) -> int:
    """The first line, from 1, of the comments right above an entry's key; else the key's own."""
    start = line
    while start > 1 and lines[start - 2].startswith("#"):
        start -= 1
    return start

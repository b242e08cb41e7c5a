"""Write an item or a value into a briefing's text, and leave every other character as it is.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from onrecord.drafting.yaml_text import can_be_written, flow_list, one_line, scalar
from onrecord.fixing.edits import Edit, edited, line_break_of
from onrecord.fixing.values import YamlText
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.tree import Document, MappingNode, Path, Scalar, SequenceNode
from onrecord.schema.models import Brief

# How far in the first item of a list begins; the keys of an item are as far from its hyphen.
_INDENT = 2
_KEYS = tuple(Brief.model_fields)  # in the order in which a briefing has them


_GONE = "the place is no longer there; reload the page"


class CannotWriteError(Exception):
    """Why nothing can be written into a file, in words for its editor, who then types it by hand."""


Fields = Mapping[str, str | Sequence[str]]


def item_lines(fields: Fields) -> list[str]:
    """An item of a list as lines of YAML, with its hyphen.

    Args:
        fields: its keys and values in their order; empty values are left out.

    Raises:
        CannotWriteError: a value has a character that a briefing must not have.
    """
    written = [f"{key}: {_as_yaml(value)}" for key, value in fields.items() if value]
    return [f"{' ' * _INDENT if number else '- '}{line}" for number, line in enumerate(written)]


def _as_yaml(value: str | Sequence[str]) -> str:
    texts = [one_line(text) for text in ([value] if isinstance(value, str) else value)]
    if not all(map(can_be_written, texts)):
        raise CannotWriteError("a text has a character that YAML cannot have")
    return scalar(texts[0]) if len(texts) == 1 else flow_list(texts)


def with_item(name: str, text: str, path: Path, lines: Sequence[str], before: int | None = None) -> str:
    """A briefing's text with a new item in one of its lists; see `item_edit`."""
    return edited(text, [item_edit(name, text, path, lines, before)])


def item_edit(name: str, text: str, path: Path, lines: Sequence[str], before: int | None = None) -> Edit:
    """The edit that adds an item to one of a briefing's lists, in the layout of those that are there.

    Args:
        name: of the file, for messages.
        text: its characters.
        path: of the list: keys, and indexes of items; its last key is added where it is missing.
        lines: the item, as `item_lines` writes it.
        before: the index of the item that it comes before; None for the end.

    Raises:
        CannotWriteError: the file is not YAML, or the list is written in brackets.
    """
    *above, key = path
    document, file = _document(name, text), YamlText(name, text)
    parent = document.node(above)
    if not isinstance(parent, MappingNode) or not isinstance(key, str):
        raise CannotWriteError(_GONE)
    listed = parent.values.get(key)
    inside = " " * (parent.column - 1)
    indented = [f"{inside}{' ' * _INDENT}{line}" for line in lines]
    if isinstance(listed, SequenceNode) and listed.items:
        edit = _in_list(file, listed, lines, before)
    elif isinstance(listed, Scalar) and listed.is_empty:
        edit = _below(file, parent.keys[key].line, indented)
    elif listed is not None:
        raise CannotWriteError(_in_brackets(f"`{key}`"))
    elif above:
        last = _last_line(file, parent, _sibling(document, above))
        edit = _below(file, last, [f"{inside}{key}:", *indented])
    else:
        edit = _with_list(parent, file, key, indented)
    read = _document(name, edited(text, [edit])).node(path)
    if not isinstance(read, SequenceNode) or len(read.items) != 1 + len(getattr(listed, "items", ())):
        raise CannotWriteError(_unknown(key))
    return edit


def with_value(name: str, text: str, path: Path, value: str, *, as_it_is: bool = False) -> str:
    """A briefing's text with another value of a key; with the key, if it was not there.

    Args:
        name: of the file, for messages.
        text: its characters.
        path: of the value: keys, and indexes of items.
        value: one line.
        as_it_is: whether it is written without quotation marks, as dates are.

    Raises:
        CannotWriteError: the file is not YAML, there is no such item, its value is a list, or the new one is
            empty.
    """
    *above, last = path
    if not one_line(value):
        raise CannotWriteError(f"an empty `{last}` is not written; remove the key in the file")
    document = _document(name, text)
    parent = document.node(above)
    if not isinstance(parent, MappingNode) or not isinstance(last, str):
        raise CannotWriteError(_GONE)
    file = YamlText(name, text)
    found, new = parent.values.get(last), value if as_it_is else _as_yaml(value)
    if found is None:
        line = f"{' ' * (parent.column - 1)}{last}: {new}"
        edit = _below(file, _last_line(file, parent, _sibling(document, above)), [line])
    else:
        place = file.at(found.line, found.column)
        if not isinstance(found, Scalar) or place is None or place.in_brackets:
            raise CannotWriteError(_in_brackets(f"`{last}`"))
        stop = place.start + len(text[place.start : place.end].rstrip())
        space = " " if text[place.start - 1 : place.start] == ":" else ""
        edit = Edit(place.start, stop, f"{space}{new}")
    after = edited(text, [edit])
    read = _document(name, after).node(path)
    if not isinstance(read, Scalar) or " ".join(read.value.split()) != one_line(value):
        raise CannotWriteError(_unknown(last))
    return after


def _document(name: str, text: str) -> Document:
    document, _ = read_yaml(name, text)
    if document is None:
        raise CannotWriteError("YAML cannot read the file; `check` says where")
    return document


def _in_brackets(what: str) -> str:
    return f"{what} is written in brackets or on one line; the desk writes into lists with an item per line"


def _unknown(key: str) -> str:
    return f"`{key}` is written in a way that the desk does not know; edit it in the file"


def _sibling(document: Document, path: Path) -> MappingNode | None:
    """The item after the one at a path; None if there is none, or it is no item."""
    if not path or not isinstance(path[-1], int):
        return None
    following = document.node([*path[:-1], path[-1] + 1])
    return following if isinstance(following, MappingNode) else None


def _in_list(file: YamlText, listed: SequenceNode, lines: Sequence[str], before: int | None) -> Edit:
    items = [item for item in listed.items if isinstance(item, MappingNode)]
    first = items[0] if items else None
    value = file.at(first.line, first.column) if first else None
    if first is None or value is None or value.in_brackets or len(items) != len(listed.items):
        raise CannotWriteError(_in_brackets("the list"))
    lasts = [_last_line(file, *pair) for pair in zip(items, [*items[1:], None], strict=True)]
    inside, column = " " * (first.column - 1), listed.column - 1
    hyphen = f"{inside[:column]}-{inside[column + 1 :]}"
    new = [f"{inside if number else hyphen}{line[_INDENT:]}" for number, line in enumerate(lines)]
    gap = [""] if any(not _line(file, last + 1).strip() for last in lasts[:-1]) else []
    if before == 0:
        return _above(file, listed.line, [*new, *gap])
    return _below(file, lasts[-1 if before is None else before - 1], [*gap, *new])


def _with_list(root: MappingNode, file: YamlText, key: str, lines: Sequence[str]) -> Edit:
    """The edit that adds a list that a briefing lacks, before the keys that come after it in a briefing."""
    new = [f"{key}:", *lines]
    known = {name: node.line for name, node in root.keys.items() if name in _KEYS}
    later = [line for name, line in known.items() if _KEYS.index(name) > _KEYS.index(key)]
    if not later:
        return _below(file, _last_line(file, root), ["", *new])
    return _above(file, min(later), [*new, ""])


def _last_line(file: YamlText, item: MappingNode, following: MappingNode | None = None) -> int:
    """The last line of a mapping, which another one may follow: with a key, a value, or a comment inside."""
    start, column = file.lines.offset(item.line, item.column), item.column - 1
    limit = file.lines.offset(following.line, following.column) if following else len(file.text) + 1
    below = (value for value in file.values if start <= value.start < limit)
    inside = takewhile(lambda value: not value.is_key or _column(file, value.start) >= column, below)
    last = max((value.end for value in inside), default=start)
    number = file.lines.line(start + max(len(file.text[start:last].rstrip()) - 1, 0))
    inner = f"{' ' * column}#"
    while column and _line(file, number + 1).startswith(inner):
        number += 1
    return number


def _column(file: YamlText, place: int) -> int:
    return place - file.lines.offset(file.lines.line(place), 1)


def _line(file: YamlText, number: int) -> str:
    """A line's text, empty below the last one."""
    if number > 1 and file.lines.end(number - 1) >= len(file.text):
        return ""
    return file.text[file.lines.offset(number, 1) : file.lines.end(number)]


def _below(file: YamlText, number: int, lines: Sequence[str]) -> Edit:
    """Some lines below a line."""
    place, end = file.lines.end(number), line_break_of(file.text)
    return Edit(place, place, "".join(f"{end}{line}" for line in lines))


def _above(file: YamlText, number: int, lines: Sequence[str]) -> Edit:
    """Some lines above a line, and above the comments that belong to it."""
    column = len(_line(file, number)) - len(_line(file, number).lstrip(" "))
    while number > 1 and _line(file, number - 1).startswith(f"{' ' * column}#"):
        number -= 1
    place, end = file.lines.offset(number, 1), line_break_of(file.text)
    return Edit(place, place, "".join(f"{line}{end}" for line in lines))

"""Change a few characters of a value, and leave the others, its line breaks and its marks as they are."""

from __future__ import annotations

from difflib import SequenceMatcher

from onrecord.fixing.context import Context
from onrecord.fixing.edits import Edit
from onrecord.fixing.quoting import quoted
from onrecord.fixing.values import Value
from onrecord.text.spans import Span

_SPACES = " \t\r\n"


def respelled(context: Context, value: Value, new: str) -> tuple[Edit, ...] | None:
    """Edits after which a value reads as other words, with as few characters changed as possible.

    Args:
        context: the file.
        value: a value of it.
        new: what it should say, on one line.

    Returns:
        None if the value is written in a way that cannot be edited, such as with escapes.
    """
    written = _written(context.file.text, value)
    if written is None:
        return None
    old = "".join(sign for sign, _ in written)
    places = [span for _, span in written]
    edits: list[Edit] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        start = places[a].start if a < len(places) else places[-1].end
        words = new[c:d].replace("'", "''") if value.style == "'" else new[c:d]
        edits.append(Edit(start, places[b - 1].end if b > a else start, words))
    if context.reads_as(edits, value, new):
        return tuple(edits)
    whole = (Edit(value.start, value.end, quoted(new)),)
    return whole if value.style in ("", "'", '"') and context.reads_as(whole, value, new) else None


def _written(text: str, value: Value) -> list[tuple[str, Span]] | None:
    """The characters of a value as YAML reads them, each with its place; a run of white space is one."""
    start, end = value.start, value.end
    if value.style in ("'", '"'):
        start, end = start + 1, end - 1
    elif value.style:  # A block begins below its sign.
        start = _next_line(text, start)
    if value.style == '"' and "\\" in text[start:end]:
        return None
    found: list[tuple[str, Span]] = []
    at = start
    while at < end:
        stop = at + 1
        sign = text[at]
        if sign in _SPACES:
            while stop < end and text[stop] in _SPACES:
                stop += 1
            sign = " "
        elif value.style == "'" and text.startswith("''", at):
            stop = at + 2
        found.append((sign, Span(at, stop)))
        at = stop
    while found and found[0][0] == " ":
        found.pop(0)
    while found and found[-1][0] == " ":
        found.pop()
    return found if found and "".join(sign for sign, _ in found) == value.words else None


def _next_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end + 1 if end != -1 else len(text)

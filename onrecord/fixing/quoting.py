"""Put quotation marks around values that YAML would read differently, without changing their words."""

from __future__ import annotations

import re

from onrecord.fixing import signs
from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix
from onrecord.fixing.values import Value
from onrecord.metadata.characters import PLACEHOLDER
from onrecord.metadata.syntax_errors import TYPOGRAPHIC_QUOTES
from onrecord.metadata.validation import ARTICLES_WORDS
from onrecord.rules.problems import Problem
from onrecord.schema.models import Position
from onrecord.text.folding import fold_text

# A comment as people are told to write it: two spaces before it, and one after its sign.
_COMMENT = re.compile(r"\s{2,}#(?=\s|$)")
_KEY = re.compile(r"\s*(?:- +)*[\w-]+:(?:\s|$)")
_OTHER_KEY = re.compile(rf"\s(?:{'|'.join(Position.model_fields)}):(?=\s)")
_INDENT = re.compile(r" *")
_APOSTROPHE = re.compile(r"(?<=\w)[’‘'](?=\w)")


def colon(problem: Problem, context: Context) -> Fix | None:
    """Quote a value with a colon and a space in it."""
    place = context.offset(problem.location)
    line = context.file.lines.line(place)
    value = context.file.last_before(place)
    if value is None or value.style or value.in_brackets:
        return None
    if value.is_key and value.end != place:
        return None  # Its value is something else than a text.
    if context.file.lines.line(value.start) < line and (above := signs.key_of(problem, context, value.start)):
        return above
    if value.owner > 0 and _OTHER_KEY.search(context.file.text, value.start, context.file.lines.end(line)):
        return None  # Perhaps two lines were joined.
    return _quoted(problem, context, value, value.start)


def cut_by_hash(problem: Problem, context: Context) -> Fix | None:
    """Quote a value that ends at a #; a # with spaces on both sides may begin a comment."""
    place = context.offset(problem.location)
    value = context.file.last_before(place)
    if value is None or value.style or value.in_brackets or value.is_key:
        return None
    fix = _quoted(problem, context, value, value.start if value.words else place)
    following = context.file.text[place + 1 : place + 2]
    if fix is None or following.strip():
        return fix
    before = len(context.file.text[:place].rstrip(" "))
    comment = Choice("a comment: two spaces before #", (Edit(before, place, "  "),))
    text = fix.choices[0]
    return Fix(problem, (Choice(f"text: {text.label}", text.edits), comment), "does this # begin a comment?")


def smart_quotes(problem: Problem, context: Context) -> Fix | None:
    """Replace typographic marks around a value by straight ones, or keep them inside straight ones."""
    value = context.value_at(problem.location)
    if value is None or value.style:
        return None
    text = context.file.text
    end = value.end if value.words[-1:] in TYPOGRAPHIC_QUOTES else _end_of(context, value, value.start)
    if end is None:
        return None
    raw = text[value.start : end]
    if len(raw) <= 2 or raw[-1] not in TYPOGRAPHIC_QUOTES or (end != value.end and value.in_brackets):
        return None
    kept = _has_more(raw) or _may_quote(context, value, raw[1:-1])
    words = raw if kept else raw[1:-1].strip()
    new = quoted(words)
    edit = Edit(value.start, end, new)
    if not context.reads_as((edit,), value, words):
        return None
    return Fix(problem, (Choice(f"{_on_line(raw)} → {_on_line(new)}", (edit,)),))


def text_after_quote(problem: Problem, context: Context) -> Fix | None:
    """Put other marks around a value that has its own mark inside: 'There won't be talks'."""
    place = context.offset(problem.location)
    value = context.file.last_before(place)
    if value is None or value.end != place + 1 or value.in_brackets:
        return None
    number = context.file.lines.line(place)
    comment = _COMMENT.search(context.file.text, place, context.file.lines.end(number))
    end = comment.start() if comment else context.file.lines.end(number)
    raw = context.file.text[value.start : end].rstrip()
    inner = raw[1:-1]
    opens = inner.partition(raw[0])[2][:1]
    # In 'yes' and 'no', the marks at the ends are no pair.
    if raw[-1] != raw[0] or raw[0] * 2 in inner or "\\" in inner or not opens.isalnum():
        return None
    edit = Edit(value.start, value.start + len(raw), quoted(inner))
    if not context.reads_as((edit,), value, inner):
        return None
    return Fix(problem, (Choice(f"{_on_line(raw)} → {_on_line(edit.new)}", (edit,)),))


def quoted(words: str) -> str:
    """A text, perhaps of several lines, in straight quotation marks."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def _has_more(raw: str) -> bool:
    """Whether the marks at the ends of a text are not one pair: “yes” and “no”."""
    inner = _APOSTROPHE.sub("", raw[1:-1])
    return raw[0] in inner or raw[-1] in inner


def _may_quote(context: Context, value: Value, inner: str) -> bool:
    """Whether the marks around a text may say that it is quoted from the article.

    Marks around words that the article does not have cannot; `passage` needs none.
    """
    before = context.file.text[
        context.file.lines.offset(context.file.lines.line(value.start), 1) : value.start
    ]
    key = before.strip(" -:")
    if key in ARTICLES_WORDS:
        return False
    if context.article is None:
        return key == "says"
    return next(context.folded.find(fold_text(inner)), None) is not None


def _quoted(problem: Problem, context: Context, value: Value, start: int) -> Fix | None:
    end = _end_of(context, value, start)
    if end is None:
        return None
    raw = context.file.text[start:end]
    if raw[-1:] in ("'", '"') and _APOSTROPHE.sub("", raw).count(raw[-1]) % 2:
        return None  # Perhaps the mark before the value was forgotten.
    new = quoted(raw)
    edit = Edit(start, end, new)
    moved = Value(start, end, "", "", value.owner, value.is_key, value.in_brackets)
    words = context.file.plain[start:end].replace(PLACEHOLDER, "")
    if raw[0] in "\"'[{|>&*!%@`" or not context.reads_as((edit,), moved, words):
        return None
    return Fix(problem, (Choice(f"{_on_line(raw)} → {_on_line(new)}", (edit,)),))


def _end_of(context: Context, value: Value, start: int) -> int | None:
    """The end of an unquoted value as it was meant: of its line, and of those that continue it.

    None if one of those lines may be something else.
    """
    file = context.file
    number = file.lines.line(start)
    comment = _COMMENT.search(file.text, start, file.lines.end(number))
    end = comment.start() if comment else file.lines.end(number)
    while not comment:
        number += 1
        line = (
            file.text[file.lines.offset(number, 1) : file.lines.end(number)] if _has(file.text, end) else ""
        )
        indent = _INDENT.match(line)
        if not line.strip() or indent is None or indent.end() <= value.owner:
            break
        if _KEY.match(line) or line.lstrip().startswith(("- ", "#")):
            return None
        comment = _COMMENT.search(line)
        end = file.lines.offset(number, 1) + (comment.start() if comment else len(line))
    return start + len(file.text[start:end].rstrip())


def _has(text: str, end: int) -> bool:
    """Whether there is a line below the one that ends at a place."""
    return end < len(text) and text[end] in "\r\n"


def _on_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:36]} … {line[-20:]}"

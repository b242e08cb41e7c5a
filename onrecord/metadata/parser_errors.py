"""Turn PyYAML's syntax errors into messages for editors.

PyYAML describes where its grammar broke; an editor wants to know which quotation mark, colon or space to fix.
The wordings of libyaml and of PyYAML's own parser differ; this module reads only what they share, and shows
none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from msgspec import Struct

from onrecord.metadata import syntax_errors as found
from onrecord.metadata.tree import Document
from onrecord.rules.problems import Location, Problem
from onrecord.schema.models import Brief, inner_model, keys_of
from onrecord.text.yaml_events import EventReader

_KEY = re.compile(r"\s*(?P<hyphen>- +)?(?P<key>[\w-]+)\s*:(?: |$)")
_GROUP = re.compile(r"\s*(?:- +)*[\w-]+:\s*(?:#.*)?$")
_BARE_KEY = re.compile(r"\s*(?:- +)*[\w-]+$")


class _Stop(Struct, frozen=True):
    """Where the parser stopped.

    Attributes:
        here: the place of the error.
        begin: the beginning of the value or group that it was reading.
        latest: the place of the last event; None before the first.
        behind: the place right after that event.
        style: the quote or block sign of the last event, if it is a text.
        bracket: the place of the innermost open bracket.
        top: the beginning of the file's content.
    """

    document: Document
    here: Location
    begin: Location
    latest: Location | None
    behind: Location | None
    style: str
    bracket: Location | None
    top: Location | None

    @property
    def before(self) -> str:
        """The part of the line before `here`."""
        return self.here.text[: self.here.column - 1]

    @property
    def closing_mark(self) -> Location | None:
        """The place of the last event's closing mark, if it is a quoted value in the line of `here`."""
        if self.behind is None or self.style not in ("'", '"') or self.behind.line != self.here.line:
            return None
        return self.document.at(self.behind.line, self.behind.column - 1)

    @property
    def last_sign(self) -> str:
        """The last character of the last event."""
        return self.behind.text[self.behind.column - 2 : self.behind.column - 1] if self.behind else ""

    @property
    def is_next_to_latest(self) -> bool:
        """Whether the last event ends right before `here`, in the same line."""
        if self.behind is None or self.behind.line != self.here.line:
            return False
        return not self.here.text[self.behind.column - 1 : self.here.column - 1].strip()


def explain_parser_error(error: yaml.YAMLError, document: Document, reader: EventReader[Any]) -> Problem:
    """Turn PyYAML's error into a problem.

    Args:
        error: what PyYAML raised.
        document: the file.
        reader: knows what was read before.
    """
    # After 'but found' PyYAML names the next token, not the mistake.
    problem = re.sub(r", but (found|got) .*", "", getattr(error, "problem", None) or "", flags=re.DOTALL)
    said = f"{getattr(error, 'context', None) or ''}: {problem}"
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return found.unreadable(document.at(1, 1))
    stop = _stop(document, mark, getattr(error, "context_mark", None) or mark, reader)
    for words, explain in _EXPLANATIONS:
        if words.search(said):
            return explain(stop)
    return found.unreadable(stop.here)


def _stop(document: Document, mark: Any, context_mark: Any, reader: EventReader[Any]) -> _Stop:
    def place(at: Any) -> Location:
        return document.at(at.line + 1, at.column + 1)

    latest = reader.latest
    brackets = [event for event in reader.open if event.flow_style]
    return _Stop(
        document,
        here=place(mark),
        begin=place(context_mark),
        latest=place(latest.start_mark) if latest else None,
        behind=place(latest.end_mark) if latest else None,
        style=(getattr(latest, "style", None) or ""),
        bracket=place(brackets[-1].start_mark) if brackets else None,
        top=place(reader.top.start_mark) if reader.top else None,
    )


def _escape(stop: _Stop) -> Problem:
    backslash = stop.here.text.rfind("\\", 0, stop.here.column) + 1
    return found.bad_escape(stop.document.at(stop.here.line, max(backslash, 1)))


def _colon(stop: _Stop) -> Problem:
    """A misplaced colon: in a value, after a quoted value, or of a key that is indented too far."""
    if stop.closing_mark and stop.is_next_to_latest:
        return found.text_after_quote(stop.closing_mark)
    if stop.latest and stop.behind and stop.behind.line == stop.here.line:
        ahead = stop.latest.text[: stop.latest.column - 1]
        if stop.latest.line < stop.here.line and _BARE_KEY.match(stop.before) and ahead.strip(" -"):
            start = len(stop.before) - len(stop.before.lstrip()) + 1
            return found.indented_below_value(stop.document.at(stop.here.line, start))
        if stop.latest.line < stop.here.line and not ahead:
            return found.no_colon(stop.latest)
        if stop.latest.text[stop.latest.column - 1 : stop.latest.column] in found.TYPOGRAPHIC_QUOTES:
            return found.smart_quotes(stop.latest)
        return found.colon_in_value(stop.here, stop.latest.line)
    return found.colon_in_value(stop.here)


def _flow(stop: _Stop) -> Problem:
    """An error inside brackets."""
    sign = stop.here.text[stop.here.column - 1 : stop.here.column]
    if stop.closing_mark and stop.is_next_to_latest and sign not in ("'", '"', "[", "{", ""):
        return found.text_after_quote(stop.closing_mark)
    if sign in ("'", '"', "[", "{") and stop.behind and stop.last_sign in ("'", '"', "]", "}"):
        return found.no_comma(stop.behind)
    if sign in (",", "]", "}"):
        return found.nothing_before(stop.here)
    if sign in ("-", "?"):
        return found.bad_start(stop.here)
    return found.unclosed_bracket(stop.bracket or stop.begin)


def _structure(stop: _Stop) -> Problem:
    """Something else where a key or a list item should be: because of a quotation mark or of indentation."""
    sign = stop.here.text[stop.here.column - 1 : stop.here.column]
    if stop.is_next_to_latest:
        if stop.closing_mark:
            return found.text_after_quote(stop.closing_mark)
        if stop.last_sign in ("]", "}"):
            return found.text_after_bracket(stop.here)
    if sign and sign in "]},":
        return found.bad_start(stop.here)
    if _is_left_of_top(stop):
        return _end(stop)
    first = _first_of_list(stop) if sign == "-" else None
    if first:
        return found.item_without_hyphen(first)
    group = _missing_group(stop)
    if group:
        return found.missing_group(stop.here, group)
    in_list = stop.begin.text[stop.begin.column - 1 : stop.begin.column] == "-"
    if in_list and sign != "-" and stop.begin.column == stop.here.column:
        return found.no_hyphen(stop.here)
    return found.indentation(stop.here)


def _first_of_list(stop: _Stop) -> Location | None:
    """The place of a list's first item if it lacks the hyphen that the item at the error has; else None."""
    key = _KEY.match(stop.here.text)
    for number in range(stop.here.line - 1, 0, -1):
        above = stop.document.lines[number - 1]
        if _GROUP.match(above) and len(above) - len(above.lstrip()) < stop.here.column:
            first = _KEY.match(stop.document.lines[number])
            if key and first and first["key"] == key["key"] and not first["hyphen"]:
                return stop.document.at(number + 1, first.start("key") + 1)
            return None
    return None


def _missing_group(stop: _Stop) -> str:
    """The group of a briefing that the key at the error belongs to, if the group's own line is missing."""
    key, lines = _KEY.match(stop.here.text), stop.document.lines
    if key is None or key["key"] in Brief.model_fields:
        return ""
    lacking = [
        name
        for name in Brief.model_fields
        if (inner := inner_model(Brief, name))
        and key["key"] in keys_of(inner)
        and not any(line.startswith(f"{name}:") for line in lines)
    ]
    return lacking[0] if len(lacking) == 1 else ""


def _end(stop: _Stop) -> Problem:
    """More text after the end of the content."""
    if stop.top and _is_left_of_top(stop):
        return found.first_key_indented(stop.top)
    return found.behind_the_end(stop.here)


def _is_left_of_top(stop: _Stop) -> bool:
    return stop.top is not None and stop.top.column > stop.here.column and not stop.before.strip()


_Explain = Callable[[_Stop], Problem]
_EXPLANATIONS: list[tuple[re.Pattern[str], _Explain]] = [
    (re.compile(words), explain)
    for words, explain in [
        (r"quoted scalar: .*(escape|hexdecimal)", _escape),
        (r"quoted scalar", lambda stop: found.unclosed_quote(stop.begin)),
        (r"\b(alias|anchor|tag)\b", lambda stop: found.feature(stop.begin)),
        (r"mapping values are not", _colon),
        (r"mapping keys are not", lambda stop: found.feature(stop.here)),
        (r"sequence entries are not", lambda stop: found.list_behind_key(stop.here)),
        (r"unexpected ':'", lambda stop: found.colon_in_value(stop.here)),
        (r"simple key", lambda stop: found.no_colon(stop.begin)),
        (r"flow (sequence|mapping|node)", _flow),
        (r"block (collection|sequence|mapping|node)", _structure),
        (r"cannot start any token", lambda stop: found.bad_start(stop.here)),
        (r"block scalar", lambda stop: found.bad_block(stop.begin)),
        (r"document start", _end),
    ]
]

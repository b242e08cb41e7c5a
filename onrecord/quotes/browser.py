r"""The tables that the page's script shares with the program: marks, patterns, and what counts as the same.

`make docs` writes them to `templates/theme/js/quotation_marks.js`, so that nobody writes them twice. Patterns
are translated to JavaScript (with its flag `v`), where `\w`, `\s` and the like know ASCII only, and where a
part of a pattern cannot ignore case by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from onrecord.anchoring import nearest
from onrecord.articles import blocks, families, marks, narration, quotations
from onrecord.articles.families import Family
from onrecord.quotes import asked, searching, texts
from onrecord.text import folding, hyphens, ignorable, words

_HEAD = "// Made by docs/generate.py from what onrecord/quotes/browser.py lists: edit that, not this.\n"
# What the script uses of each module. It has the same names there, without the underscore.
_USED: dict[ModuleType, str] = {
    asked: "OMITTED NEXT_LINE BEFORE BEHIND WORD FEWEST_WORDS",
    blocks: "LINE LINE_BREAK BULLET BLOCK_QUOTED END_OF_BLOCK SENTENCE_END WRAP_WIDTHS MIN_USUAL_WIDTH"
    " MIN_BROKEN MIN_AGREEING MIN_FULL MAX_HEADLINE_LINES MIN_INDENT MAX_PAIRS",
    families: "TWO_FOR_ONE TYPED_TWICE OPENING_OUTWARD CLOSING_OUTWARD OPENING_INWARD CLOSING_INWARD SPACED"
    " ALIASES MAX_COUNTED",
    folding: "SIGNS RUNS HYPHENS MINUS_SIGNS GROUPING_SPACES THREE_DIGITS",
    hyphens: "MAX_DISTANCE FIRST_DASH SENTENCE_END GOES_ON",
    ignorable: "IGNORABLE",
    marks: "ELISION_STRAIGHT ELISION_CURLED CUT_SHORT LONGEST_CUT STRAIGHT SENTENCE_SIGNS NO_BREAK_SPACES"
    " BEFORE_OPENING AFTER_CLOSING PREFIX LONGEST_PREFIX INCHES TWO_LETTERS",
    narration: "NARRATION UNCLOSED_NARRATION",
    nearest: "MIN_SHARED MAX_WORDS MAX_HINTS MAX_CANDIDATES MAX_LETTERS GOOD_ENOUGH REACH WORD EDGES",
    quotations: "MAX_MARKS MAX_DEPTH",
    searching: "MIN_ALIKE MIN_SHARED",
    texts: "LINE LINE_BREAK RUN LINK ATTRIBUTION QUOTED_LINE MAX_ATTRIBUTION",
    words: "CONTRACTED UNSPACED_SCRIPTS NUMBER_SIGNS",
}
_FAMILIES = {"double": families.DOUBLE, "single": families.SINGLE, "corners": families.CORNERS}
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))


def _members(signs: str) -> str:
    """Characters as they can stand in a pattern, in a set or outside."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"\\u{{{ord(sign):x}}}" for sign in signs)


def _ranges(signs: str) -> str:
    """A set of characters, in order, without its brackets."""
    runs: list[list[str]] = []
    for sign in signs:
        if runs and ord(sign) == ord(runs[-1][-1]) + 1:
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return "".join(
        f"{_members(run[0])}-{_members(run[-1])}" if len(run) > 2 else _members("".join(run)) for run in runs
    )


_WORD = r"\p{L}\p{N}_"
_CLASSES = {"w": rf"[{_WORD}]", "W": rf"[^{_WORD}]", "d": r"\p{Nd}", "D": r"\P{Nd}"}
_CLASSES |= {"s": f"[{_ranges(_SPACES)}]", "S": f"[^{_ranges(_SPACES)}]"}
_BOUNDARY = rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}
# How groups begin here and there.
_GROUPS = {"?-i:": "?:", "?:": "?:", "?=": "?=", "?!": "?!", "?<=": "?<=", "?<!": "?<!", "?P<": "?<"}
# A repetition that is not tried again with fewer; before an assertion that would notice.
_POSSESSIVE = re.compile(r"\(\?:([^()]+)\)\*\+")


def script() -> str:
    """The text of `quotation_marks.js`."""
    tables: dict[str, Any] = {
        module.__name__.rpartition(".")[2]: {name: _value(module, name) for name in names.split()}
        for module, names in _USED.items()
    }
    tables["pairs"] = {name: _family(family) for name, family in _FAMILIES.items()}
    tables["spaces"] = _SPACES
    lines = [
        f"  {key}: {{\n{_lines(value)}\n  }}" if isinstance(value, dict) else f"  {key}: {_json(value)}"
        for key, value in tables.items()
    ]
    inside = ",\n".join(lines)
    return f"{_HEAD}window.onrecord_marks = {{\n{inside}\n}};\n"


def _lines(table: dict[str, Any]) -> str:
    return ",\n".join(f"    {key}: {_json(value)}" for key, value in table.items())


def _json(value: Any) -> str:
    """A value as a script in ASCII, so that no editor changes a character."""
    return json.dumps(value)


def _value(module: ModuleType, name: str) -> Any:
    known = vars(module)
    value = known[name] if name in known else known[f"_{name}"]
    if isinstance(value, re.Pattern):
        return to_javascript(value.pattern, ignore_case=bool(value.flags & re.IGNORECASE))
    if name == "RUNS":
        return to_javascript("|".join(value.values()))
    if isinstance(value, range):
        return [value.start, value.stop]
    return list(value) if isinstance(value, tuple) else dict(value) if hasattr(value, "items") else value


def _family(family: Family) -> dict[str, Any]:
    known: dict[str, Any] = {
        "closers": dict(family.closers),
        "twoWay": family.two_way,
        "endings": family.endings,
    }
    known |= {"single": family.single, "pointed": False, "spaced": False, "always": family.always}
    signs = {name: to_javascript(pattern.pattern) for name, pattern in family.patterns.items()}
    return known | signs | {"signs": "".join(sorted(family.signs))}


def to_javascript(pattern: str, *, ignore_case: bool = False) -> str:
    """A pattern of `re` that matches the same in JavaScript with the flag `v`; for the kinds used here.

    Raises:
        ValueError: it has something that is not translated.
    """
    number = iter(range(100))
    pattern = _POSSESSIVE.sub(lambda found: _atomic(found[1], next(number)), pattern).replace(" *+", " *")
    return "".join(_Translator(pattern, ignore_case=ignore_case).pieces())


def _atomic(inside: str, number: int) -> str:
    """A repetition as a lookahead, which JavaScript does not try again."""
    return f"(?=(?P<again{number}>(?:{inside})*))(?P=again{number})"


class _Translator:
    """Translates one pattern, piece by piece."""

    def __init__(self, pattern: str, *, ignore_case: bool) -> None:
        self._pattern = pattern
        self._at = 0
        self._ignoring = [ignore_case]

    def pieces(self) -> Iterator[str]:
        """The pieces of the translation."""
        while self._at < len(self._pattern):
            sign = self._take()
            if sign == "\\":
                yield self._escape()
            elif sign == "[":
                yield self._set()
            elif sign == "(":
                yield self._open()
            elif sign == ")":
                self._ignoring.pop()
                yield sign
            elif sign == "$":
                yield r"(?=\n?$)"
            elif sign == "+" and self._pattern[self._at - 2] in "*+?" and self._pattern[self._at - 3] != "\\":
                raise ValueError(f"{self._pattern} has a repetition that is not translated")
            elif sign == "{":
                yield sign + self._until("}")
            elif sign in "^.*+?|":
                yield sign
            else:
                yield self._literal(sign)

    def _take(self, length: int = 1) -> str:
        taken = self._pattern[self._at : self._at + length]
        self._at += length
        return taken

    def _until(self, end: str) -> str:
        return self._take(self._pattern.index(end, self._at) + 1 - self._at)

    def _open(self) -> str:
        """The beginning of a group."""
        rest = self._pattern[self._at :]
        if rest.startswith("?P="):
            return rf"\k<{self._until(')')[len('?P=') : -1]}>"
        self._ignoring.append(self._ignoring[-1] and not rest.startswith("?-i:"))
        for begin, same in _GROUPS.items():
            if rest.startswith(begin):
                self._at += len(begin)
                return f"({same}"
        return "("

    def _escape(self) -> str:
        name = self._take()
        if name == "b":
            return _BOUNDARY
        if name in "AZ":
            return "^" if name == "A" else "$"
        return _CLASSES.get(name) or self._literal(self._escaped(name))

    def _escaped(self, name: str) -> str:
        """The character that an escape stands for."""
        if name in _HEX_DIGITS:
            return chr(int(self._take(_HEX_DIGITS[name]), 16))
        return _CONTROL.get(name, name)

    def _literal(self, sign: str) -> str:
        other = sign.swapcase()
        if self._ignoring[-1] and other != sign and len(other) == 1:
            return f"[{_members(sign + other)}]"
        return _members(sign)

    def _set(self) -> str:
        begin = "[^" if self._pattern[self._at] == "^" else "["
        self._at += len(begin) - 1
        members: list[str] = []
        while (sign := self._take()) != "]" or not members:
            if sign == "\\" and (name := self._take()):
                if name in _CLASSES:
                    members.append(_CLASSES[name])
                    continue
                sign = self._escaped(name)
            if self._pattern[self._at] == "-" and self._pattern[self._at + 1] != "]":
                self._at += 1
                last = self._take()
                last = self._escaped(self._take()) if last == "\\" else last
                members.append(f"{_members(sign)}-{_members(last)}")
                if self._ignoring[-1] and sign.isascii() and sign.isalpha():
                    members.append(f"{sign.swapcase()}-{last.swapcase()}")
            else:
                members.append(self._in_set(sign))
        return f"{begin}{''.join(members)}]"

    def _in_set(self, sign: str) -> str:
        other = sign.swapcase()
        return _members(sign + (other if self._ignoring[-1] and other != sign and len(other) == 1 else ""))

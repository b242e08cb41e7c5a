"""Find other signs in place of the hyphen that begins a list item: `– actor: …`, `• id: …`, `1. ask: …`.

YAML reads such a sign as the beginning of a text, and then misreads the lines below it. So the signs are
found before the file is parsed, and replaced by hyphens, and the rest is read as it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.metadata.tree import Document, also_in
from onrecord.rules import syntax as rules
from onrecord.rules.problems import Problem
from onrecord.schema import models as schema
from onrecord.text.folding import DASHES

_LINES = re.compile("(\\r\\n|\\r|\\n)")
_BULLETS = "•·‣⁃◦∙●○■□▪▫◆▸►➢→*+"
_SIGN = rf"(?P<sign>[{re.escape(DASHES[1:] + _BULLETS)}]|\d{{1,3}}[.)])(?P<gap>[ \t\u00a0]+)(?=\S)"
_AT_FIRST_SIGHT = re.compile(rf"[\n\r] *{_SIGN}")
_ITEM = re.compile(rf" *(?:(?P<hyphen>-(?: |$))|{_SIGN})")
_KEY = re.compile(r"[\"']?[a-z_]+[\"']? *:(?:\s|$)")
# A key without a value in its line: a list may follow.
_OPEN_KEY = re.compile(r" *(?:- +)*(?P<key>[\"']?(?P<name>[a-z_]+)[\"']? *:)\s*(?:#.*)?$")
_BEGINS_BLOCK = re.compile(r"(?: *- +)* *[\"']?[\w-]+[\"']? *: +[|>][-+\d]*\s*(?:#.*)?$")
# The keys whose values may be lists.
_LISTS = frozenset(
    key
    for model in (schema.Brief, schema.ListedActor, schema.Position, schema.Question, schema.Actor)
    for key, field in schema.keys_of(model).items()
    if "tuple" in str(field.annotation)
)


class _Found(Struct, frozen=True):
    """A sign in place of a hyphen: the index of its line, and its match there."""

    number: int
    match: re.Match[str]


def with_hyphens(document: Document, text: str) -> tuple[str, list[Problem]]:
    """The text with hyphens for other signs that begin list items, places kept; and the problem, if any."""
    if not _AT_FIRST_SIGHT.search(text):
        return text, []
    parts = _LINES.split(text)
    found = list(_signs_in(parts[::2]))
    if not found:
        return text, []
    for one in found:
        parts[2 * one.number] = _with_hyphen(one.match)
    return "".join(parts), [_problem(document, found)]


def _problem(document: Document, found: Sequence[_Found]) -> Problem:
    first, *others = found
    place = document.at(first.number + 1, first.match.start("sign") + 1)
    message = f"{first.match['sign']} does not begin a list item in YAML"
    if first.match["sign"] in DASHES:
        message = "this dash is not a hyphen, so it does not begin a list item"
    problem = Problem(rules.YAML_SYNTAX, place, message, "write - (a hyphen) and a space instead")
    return replace(problem, notes=also_in([one.number + 1 for one in others]))


def _signs_in(lines: Sequence[str]) -> Iterator[_Found]:
    """The signs in place of hyphens, by the indentation of the lines around them."""
    lists: list[int] = []  # The indentation of the items of each list that is open.
    key = -1  # Where a key begins whose list may follow in the next line; -1 for none.
    block = -1  # The indentation of a block of text; -1 outside.
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if indent == len(line) or line[indent] == "#" or (block >= 0 and indent > block):
            continue
        block = -1
        while lists and lists[-1] > indent:
            lists.pop()
        item = _ITEM.match(line)
        if item and key >= 0 and indent >= key and (item["hyphen"] or _begins_list(lines, number, item)):
            lists.append(indent)
        if item and item["sign"] and lists and lists[-1] == indent:
            yield _Found(number, item)
        opened = _OPEN_KEY.match(_with_hyphen(item) if item and item["sign"] else line)
        key = opened.start("key") if opened and opened["name"] in _LISTS else -1
        if _BEGINS_BLOCK.match(line):
            block = indent


def _with_hyphen(item: re.Match[str]) -> str:
    """A line with a hyphen for its sign, of the same length."""
    start, end = item.start("sign"), item.end()
    return f"{item.string[:start]}{'-'.ljust(end - start)}{item.string[end:]}"


def _begins_list(lines: Sequence[str], number: int, item: re.Match[str]) -> bool:
    """Whether a line with another sign begins a list: a key follows the sign, or another such line.

    A single line may be a text that begins with a dash.
    """
    line = lines[number]
    if _KEY.match(line, item.end()):
        return True
    indent = item.start("sign")
    for at in range(number + 1, len(lines)):
        following = lines[at]
        depth = len(following) - len(following.lstrip(" "))
        if depth == len(following) or depth > indent:
            continue
        return depth == indent and _ITEM.match(following) is not None
    return False

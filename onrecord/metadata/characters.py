"""Characters in a YAML file that mislead whoever reads it, found before YAML is parsed."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.metadata.tree import LINE_BREAK, Document
from onrecord.problems import Location, Problem
from onrecord.rules import syntax as rules
from onrecord.text.characters import NO_BREAK_SPACE, describe, is_hidden


def scan_characters(document: Document, text: str) -> Iterator[Problem]:
    """Find tabs and hidden characters, the first of each kind in a line."""
    if text.isascii() and text.isprintable():
        return
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        if line.isascii() and line.isprintable():
            continue
        seen: set[str] = set()
        body = len(line) - len(line.lstrip(f" -{NO_BREAK_SPACE}"))
        for at, character in enumerate(line):
            if character in seen:
                continue
            place = document.at(number, at + 1)
            if character == "\t":
                message, help_text = "a tab stands here", "use spaces; most editors can do it for you"
                yield Problem(rules.TAB, place, message, help_text)
            elif is_hidden(line, at):
                yield hidden(place, character)
            elif character == NO_BREAK_SPACE and (at < body or line[at - 1] in ":-"):
                message = "a no-break space stands here where YAML needs a space"
                yield Problem(rules.INVISIBLE_CHARACTER, place, message, "type a space instead")
            else:
                continue
            seen.add(character)


def make_readable(text: str) -> str:
    """Put a space for what was found already and would stop PyYAML or change its line count."""
    if text.isascii() and "\t" not in text and "\r" not in text:
        return text
    return "".join(
        " " if character == "\t" or (character not in "\r\n" and is_hidden(text, at)) else character
        for at, character in enumerate(text)
    )


def hidden(place: Location, character: str) -> Problem:
    """The problem of a character that nobody can see."""
    return Problem(
        rules.INVISIBLE_CHARACTER,
        place,
        f"{describe(character)} stands here and cannot be seen",
        "delete it; retype the words around it if you cannot find it",
    )

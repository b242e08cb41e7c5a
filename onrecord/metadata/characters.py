"""Find misleading characters in a YAML file, before it is parsed.

Each is replaced by a harmless one, so that the rest of the file can be read and columns do not change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from onrecord.metadata.tree import Document, also_in
from onrecord.rules import syntax as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.characters import NO_BREAK_SPACE, describe, is_hidden, may_have_hidden

# Replaces a hidden character inside a word, and is removed from the parsed values. It is itself hidden, so no
# file can contain it.
PLACEHOLDER = "\U0010ffff"
_LINES = re.compile("(\\r\\n|\\r|\\n)")
# Where YAML needs spaces: in indentation with hyphens, and after a key's colon.
_STRUCTURE = re.compile(r"(?P<head>[\s-]*)(?P<key>[\"']?[\w-]+[\"']?:(?P<gap>\s*))?")
_HEX = "[0-9A-Fa-f]"
_SURROGATES = re.compile(rf"\\u([dD][89abAB]{_HEX}{{2}})\\u([dD][c-fC-F]{_HEX}{{2}})")
_NO_CHARACTER = re.compile(rf"\\(?:u[dD][89a-fA-F]{_HEX}{{2}}|U(?!00(?:0{_HEX}|10)){_HEX}{{8}})")
_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_Make = Callable[[Location], Problem]


class Scanned(Struct, frozen=True):
    """A file's text with those characters replaced, of the same length.

    Attributes:
        knows_indentation: whether no tab is in the indentation.
    """

    text: str
    problems: list[Problem]
    knows_indentation: bool


def scan_characters(document: Document, text: str) -> Scanned:
    """Find tabs, hidden characters and the like; reports the first of each kind per line."""
    if "\\" not in text and not may_have_hidden(text.replace("\n", "")):
        return Scanned(text, [], knows_indentation=True)
    is_json = text.lstrip().startswith("{")
    if is_json:
        text = _join_surrogates(text)
    scan = _Scan(document)
    parts = _LINES.split(text)
    for number, line in enumerate(parts[::2], start=1):
        known = scan.escapes(number, line) if "\\" in line else line
        if may_have_hidden(known):
            known = scan.line(number, known)
        parts[2 * number - 2] = known
    return Scanned("".join(parts), list(scan.problems()), is_json or not scan.indented_by_tab)


class _Scan:
    """Scans the lines of a file."""

    def __init__(self, document: Document) -> None:
        self.indented_by_tab = False
        self._document = document
        self._single: list[Problem] = []
        # An editor program that indents with tabs does so in every line: one problem lists the lines.
        self._everywhere: dict[str, tuple[_Make, list[tuple[int, int]]]] = {}

    def problems(self) -> Iterator[Problem]:
        yield from self._single
        for make, (first, *others) in self._everywhere.values():
            yield replace(make(self._document.at(*first)), notes=also_in([line for line, _ in others]))

    def escapes(self, number: int, line: str) -> str:
        """Replace escapes of invalid characters, on which PyYAML's two parsers disagree."""
        for match in _NO_CHARACTER.finditer(line):
            message = f"{match.group()} is not a character"
            place = self._document.at(number, match.start() + 1)
            self._single.append(
                Problem(rules.YAML_SYNTAX, place, message, "write the character itself, or remove this")
            )
        return _NO_CHARACTER.sub(lambda match: match.group().replace("\\", " "), line)

    def line(self, number: int, line: str) -> str:
        suspects = {c for c in set(line) if c == "\t" or is_hidden(c, 0) or is_wide_space(c)}
        if not suspects:
            return line
        content = line.lstrip()
        head = len(line) - len(content)
        structure = structural_places(line)
        seen: set[str] = set()
        characters = list(line)
        for at, character in enumerate(line):
            if character not in suspects:
                continue
            make, everywhere = hidden, False
            if character == "\t":
                make, everywhere = (_tab_indents, True) if at < head else (_tab, False)
                self.indented_by_tab |= everywhere and content[:1] not in ("", "#")
            elif at in structure:
                make, everywhere = _no_space, True
            elif not is_hidden(line, at):
                continue
            characters[at] = substitute(line, at, head) if make is hidden else " "
            # Only the first of several in a row.
            if character not in seen and not (make is hidden and at and is_hidden(line, at - 1)):
                self._add(make, everywhere, number, at + 1)
            seen.add(character)
        return "".join(characters)

    def _add(self, make: _Make, everywhere: bool, line: int, column: int) -> None:
        place = self._document.at(line, column)
        if everywhere:
            character = place.text[column - 1]
            self._everywhere.setdefault(character, (make, []))[1].append((line, column))
        else:
            self._single.append(make(place))


def is_wide_space(character: str) -> bool:
    """Whether a character is a space of another width than the plain one, such as a no-break space."""
    return character != " " and unicodedata.category(character) == "Zs"


def structural_places(line: str) -> set[int]:
    """The places of other white space where YAML needs U+0020.

    A text in a block may rightly begin with an ideographic space; a key cannot.
    """
    match = _STRUCTURE.match(line)
    assert match is not None, "the expression matches the empty text"
    places = set(range(*match.span("head")))
    if match["key"] is None:
        return {at for at in places if line[at] == NO_BREAK_SPACE}
    return {at for at in places | set(range(*match.span("gap"))) if is_wide_space(line[at])}


def substitute(line: str, at: int, head: int) -> str:
    """The replacement for a character: a hidden sign inside a word, a space between words.

    Args:
        line: the line.
        at: where the character is.
        head: how many characters of white space the line begins with.
    """
    before, after = line[max(at - 1, 0) : at], line[at + 1 : at + 2]
    breaks_line = line[at] in "\v\f\x85\u2028\u2029"
    begins_line = at <= head and after in ("-", "#")
    if breaks_line or begins_line or after in ("", " ") or before in tuple(":-,[{"):
        return " "
    return PLACEHOLDER


def _join_surrogates(text: str) -> str:
    """Join surrogate pairs: JSON writes a character beyond U+FFFF as two escapes, YAML as one.

    Spaces after the string keep the columns of the text after it.
    """

    def join(match: re.Match[str]) -> str:
        high, low = (int(half, 16) for half in match.groups())
        return f"\\U{0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF):08x}"

    return _JSON_TEXT.sub(lambda match: _SURROGATES.sub(join, match.group()).ljust(len(match.group())), text)


def _tab(place: Location) -> Problem:
    return Problem(rules.TAB, place, "there is a tab here", "type a space instead")


def _tab_indents(place: Location) -> Problem:
    message = "a tab indents this line"
    help_text = "indent with spaces, two for each level; most editors can replace all tabs"
    return Problem(rules.TAB, place, message, help_text)


def _no_space(place: Location) -> Problem:
    character = place.text[place.column - 1]
    name = "a no-break space" if character == NO_BREAK_SPACE else describe(character)
    message = f"there is {name} here, where YAML needs a plain space"
    return Problem(rules.INVISIBLE_CHARACTER, place, message, "type a space instead")


def hidden(place: Location) -> Problem:
    """The problem of an invisible character."""
    message = f"{describe(place.text[place.column - 1])} is here, and is invisible"
    help_text = "delete it, or retype the words around it; the passage will still be found"
    return Problem(rules.INVISIBLE_CHARACTER, place, message, help_text)

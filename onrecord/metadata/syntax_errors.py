"""Problems of YAML syntax, in words that editors know."""

from __future__ import annotations

import re

from onrecord.rules import fields
from onrecord.rules import syntax as rules
from onrecord.rules.problems import Location, Problem, Rule
from onrecord.text.quotation_marks import QUOTATION_MARKS

KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[A-Za-z_]+(?P<colon>:)(?!\s|//|$)")
TYPOGRAPHIC_QUOTES = frozenset(mark for mark in QUOTATION_MARKS if mark not in "\"'ʼ`´׳״")
_FULL_WIDTH_COLON = "："


def unclosed_quote(place: Location, closed_in: int | None = None) -> Problem:
    """A quotation mark that is not closed, or only by one that was meant to open another value."""
    mark = place.text[place.column - 1 : place.column]
    message = "this quotation mark is not closed"
    if closed_in is not None:
        message = f"this quotation mark is not closed before line {closed_in}"
    help_text = f"put {mark} after the last character of the value"
    if mark == "'":
        help_text += "; an apostrophe inside is written twice: ''"
    return Problem(rules.UNCLOSED_QUOTE, place, message, help_text)


def text_after_quote(place: Location) -> Problem:
    """Text after a closing quotation mark, which is at `place`."""
    mark = place.text[place.column - 1 : place.column]
    message = "there is text after this closing quotation mark"
    help_text = f"put the whole value in {_other(mark)} … {_other(mark)}"
    if mark == "'":
        help_text += ", or write each apostrophe inside twice: ''"
    return Problem(rules.TEXT_AFTER_QUOTE, place, message, help_text)


def _other(mark: str) -> str:
    return "'" if mark == '"' else '"'


def colon_in_value(place: Location, value_begins: int | None = None) -> Problem:
    """A colon and a space in an unquoted value, perhaps of several lines."""
    message = "YAML reads this colon as the end of a key"
    help_text = "put quotation marks around the whole value"
    if value_begins not in (None, place.line):
        help_text += f", which begins in line {value_begins}; or add the missing key to that line"
    return Problem(rules.COLON_IN_VALUE, place, message, help_text)


def smart_quotes(place: Location) -> Problem:
    """A value in typographic quotation marks instead of plain ones."""
    mark = place.text[place.column - 1 : place.column]
    message = f"{mark} is not a quotation mark to YAML, so it became part of the value"
    help_text = "put plain quotation marks (\" or ') around the value, inside or instead of these"
    return Problem(rules.SMART_QUOTES, place, message, help_text)


def cut_by_hash(place: Location) -> Problem:
    """A value that is cut where a `#` begins a comment."""
    return Problem(
        rules.UNQUOTED_HASH,
        place,
        "the value ends here: # begins a comment",
        "quote the whole value; for a comment, put two spaces before # and one after it",
    )


def no_colon(place: Location) -> Problem:
    """A line that should be a key and a value but has no valid colon."""
    tight = KEY_WITHOUT_SPACE.match(place.text)
    wide = place.text.find(_FULL_WIDTH_COLON)
    if tight:
        return no_space(Location(place.path, place.line, tight.start("colon") + 1, place.text))
    if wide != -1:
        place = Location(place.path, place.line, wide + 1, place.text)
        message = "this full-width colon does not end a key"
        return Problem(rules.YAML_SYNTAX, place, message, "type a plain colon and a space")
    help_text = "begin it with a key and a colon; if it continues the value above, indent it further"
    return Problem(rules.YAML_SYNTAX, place, "there is no `key:` in this line", help_text)


def no_space(place: Location) -> Problem:
    """A colon or hyphen at `place` without a space after it."""
    sign = "colon" if place.text[place.column - 1] == ":" else "hyphen"
    message = f"a space is missing after this {sign}"
    return Problem(rules.YAML_SYNTAX, place, message, "put a space there")


def indentation(place: Location) -> Problem:
    """A line whose indentation fits no line of its group."""
    if re.match(r"-[^\s-]", place.text[place.column - 1 :]):
        return no_space(place)
    if place.column == 1 and not re.match(r"- |\S+:(?: |$)", place.text):
        return no_colon(place)
    message = "this line's indentation does not match its neighbours"
    help_text = "indent all keys of one item by the same number of spaces, and the value of a key further"
    return Problem(rules.BAD_INDENTATION, place, message, help_text)


def indented_below_value(place: Location) -> Problem:
    """A key indented under a key that already has a value."""
    message = "this key is indented under a key that already has a value"
    help_text = "align it with the keys of its group; perhaps the line above is wrong"
    return Problem(rules.BAD_INDENTATION, place, message, help_text)


def no_hyphen(place: Location) -> Problem:
    """A key in the column of the list's hyphens."""
    message = "this key is in line with the hyphens of a list, and has no hyphen"
    help_text = "put `- ` before it to begin an item; indent it further if it is part of the item above"
    return Problem(rules.BAD_INDENTATION, place, message, help_text)


def item_without_hyphen(place: Location, rule: Rule = rules.BAD_INDENTATION) -> Problem:
    """The first key of a list item whose hyphen is missing.

    Args:
        place: the key.
        rule: `duplicate-key` where YAML reads the item as part of the one above.
    """
    key = place.text[place.column - 1 :].partition(":")[0].strip()
    message = f"an item begins here, and the hyphen before `{key}` is missing"
    return Problem(rule, place, message, f"write `- {key}: …`, with the hyphen in line with the others")


def missing_group(place: Location, group: str) -> Problem:
    """The first key or item of a group whose own line is missing above it."""
    message = f"this belongs to `{group}`, and the line `{group}:` is missing above it"
    return Problem(
        fields.MISSING_KEY, place, message, f"write `{group}:` above this line, in the first column"
    )


def conflict(place: Location) -> Problem:
    """A mark that git writes where it could not merge two versions."""
    message = "git could not merge two versions of this file, and wrote both"
    help_text = (
        "keep the right lines of the two, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
    )
    return Problem(rules.YAML_SYNTAX, place, message, help_text)


def swallowed_item(place: Location) -> Problem:
    """A list item that YAML reads as part of the text above."""
    message = "YAML reads this list item as part of the value above"
    help_text = "indent it like its neighbours; if it is text, quote the whole value"
    return Problem(rules.BAD_INDENTATION, place, message, help_text)


def first_key_indented(place: Location) -> Problem:
    """A file whose first key is indented more than the others."""
    message = "this key is indented further than those below it"
    return Problem(rules.BAD_INDENTATION, place, message, "begin both in the first column")


def list_behind_key(place: Location) -> Problem:
    """`key: - item`."""
    help_text = "begin the list on the next line; if the hyphen is text, quote the value"
    return Problem(rules.YAML_SYNTAX, place, "a list cannot begin on the line of its key", help_text)


def bad_start(place: Location) -> Problem:
    """A value that begins with a sign that YAML reserves."""
    message = f"a value cannot begin with {place.text[place.column - 1 : place.column]}"
    return Problem(rules.YAML_SYNTAX, place, message, "put quotation marks around the whole value")


def bad_block(place: Location) -> Problem:
    """`key: > text`."""
    message = "a value that begins with | or > is a block of lines"
    help_text = "put its text on the lines below, indented; if the sign is text, quote the whole value"
    return Problem(rules.YAML_SYNTAX, place, message, help_text)


def bad_escape(place: Location) -> Problem:
    """A backslash in double quotation marks."""
    message = "this backslash begins an escape that YAML does not know"
    help_text = "put ' around the value instead of \", or write the backslash twice"
    return Problem(rules.YAML_SYNTAX, place, message, help_text)


def unclosed_bracket(place: Location) -> Problem:
    """A bracket that is not closed."""
    sign = place.text[place.column - 1 : place.column]
    message = f"this {sign} is not closed"
    help_text = f"close it with {'}' if sign == '{' else ']'}; if it is text, quote the whole value"
    return Problem(rules.YAML_SYNTAX, place, message, help_text)


def text_after_bracket(place: Location) -> Problem:
    """`[…] text`."""
    message = "there is text after a closing bracket"
    help_text = "if the brackets are text, put quotation marks around the whole value"
    return Problem(rules.YAML_SYNTAX, place, message, help_text)


def no_comma(place: Location) -> Problem:
    """Two values in brackets without a comma between them."""
    return Problem(rules.YAML_SYNTAX, place, "a comma is missing here", "put it between the two values")


def nothing_before(place: Location) -> Problem:
    """`[a,, b]`."""
    message = f"something is missing before this {place.text[place.column - 1]}"
    return Problem(rules.YAML_SYNTAX, place, message, "write it, or remove the sign")


def feature(place: Location) -> Problem:
    """An anchor, alias or tag; usually a text that begins with such a sign."""
    message = f"YAML does not read a value that begins with {place.text[place.column - 1]} as text"
    help_text = "quote the whole value; anchors (&), aliases (*), tags (!) and ? are not allowed here"
    return Problem(rules.YAML_FEATURE, place, message, help_text)


def directive(place: Location) -> Problem:
    """A line that begins with %."""
    message = "a line that begins with % is a directive to YAML"
    return Problem(rules.YAML_FEATURE, place, message, "remove it; a comment begins with #")


def merge_key(place: Location) -> Problem:
    """`<<`."""
    message = "merge keys (<<) are not allowed here"
    return Problem(rules.YAML_FEATURE, place, message, "write the keys themselves")


def complex_key(place: Location) -> Problem:
    """A list, a group, or `? key`."""
    message = "a key cannot be a list or a group, or begin with a question mark"
    return Problem(rules.YAML_FEATURE, place, message, "write `key: value`; quote the key if it is text")


def duplicate_key(place: Location, key: str, line: int) -> Problem:
    """A key that its group already has."""
    message = f"`{key}` is already in line {line}"
    return Problem(rules.DUPLICATE_KEY, place, message, "keep one of the two, or make one list of both")


def too_deep(place: Location, levels: int) -> Problem:
    """Nesting deeper than the limit."""
    message = f"this is nested more than {levels} levels deep"
    help_text = "a briefing needs four levels at most; quote the value if it is text"
    return Problem(rules.TOO_DEEP, place, message, help_text)


def no_mapping(place: Location) -> Problem:
    """A file whose content is a text or a list."""
    help_text = "write it as lines of `key: value`; docs/yaml.md shows a whole briefing"
    return Problem(rules.NOT_A_MAPPING, place, "there is no `key: value` in this file", help_text)


def second_document(place: Location) -> Problem:
    """A second `---`."""
    message = "a second document begins here"
    return Problem(rules.YAML_SYNTAX, place, message, "remove this line: a file holds one briefing")


def end_of_content(place: Location) -> Problem:
    """A line `...` with more below."""
    message = "this line ends the file's content, but more follows"
    return Problem(rules.YAML_SYNTAX, place, message, "take this line out")


def behind_the_end(place: Location) -> Problem:
    """More text below a text, a list or a bracketed group that is the whole content."""
    message = "the file's content ends before this"
    help_text = "begin each line with a key and a colon; put the last closing bracket at the very end"
    return Problem(rules.YAML_SYNTAX, place, message, help_text)


def unreadable(place: Location) -> Problem:
    """Any other syntax error."""
    message = "YAML cannot read this"
    return Problem(rules.YAML_SYNTAX, place, message, "quote the value, or compare with an example")

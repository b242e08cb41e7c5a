"""What `check --fix` does about the problems of some rules, in words; `onrecord.fixing` does it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from onrecord.rules import fields, files, passages, references, syntax
from onrecord.rules.problems import Rule

CORRECTIONS: Final[Mapping[Rule, str]] = MappingProxyType(
    {
        files.STRAY_FILE: "renames `.yaml` to `.yml`.",
        syntax.TAB: "replaces tabs by spaces, if the file can then be read in only one way.",
        syntax.BAD_INDENTATION: (
            "writes a hyphen and a space where an item begins with a dash, or with a hyphen alone."
        ),
        syntax.TEXT_AFTER_QUOTE: "puts the other kind of mark around the value.",
        syntax.COLON_IN_VALUE: (
            "puts quotation marks around the value, or adds the space that is missing after the key above."
        ),
        syntax.SMART_QUOTES: (
            "replaces the marks by straight ones; if they may quote the article, it keeps them inside "
            "straight ones."
        ),
        syntax.UNQUOTED_HASH: (
            "puts quotation marks around the value. If a space follows the #, it may begin a comment, so it "
            "asks."
        ),
        syntax.INVISIBLE_CHARACTER: (
            "replaces no-break spaces where YAML needs a space. Before it removes an invisible character, it "
            "asks."
        ),
        syntax.YAML_SYNTAX: (
            "adds the space that is missing after a colon or hyphen, and replaces a dash or a full-width "
            "colon by them."
        ),
        fields.WRONG_TYPE: "adds the space that is missing after the colon of a key.",
        fields.BAD_DATE: "writes the date in the right form, if the text can mean only one.",
        references.UNKNOWN_ACTOR: (
            "adds the actor to `actors.yml`, with the name that the article has; a sorted register stays "
            "sorted. If a similar id is there, and the article does not have the name, it asks whether that "
            "one is meant."
        ),
        references.UNKNOWN_ISSUE: (
            "adds the issue to `issues.yml`. If a similar id is there, it asks whether that one is meant."
        ),
        references.ACTOR_NOT_LISTED: (
            "adds the actor to `actors`. If one with a similar id is listed, it asks whether that one is "
            "meant."
        ),
        passages.NOT_FOUND: (
            "removes quotation marks around the passage, and a final comma or full stop, that the article "
            "does not have. If the passage differs by letter case, a mark or one typed character, it asks."
        ),
        passages.AMBIGUOUS: (
            "adds the shortest `prefix` or `suffix` if the actor says the words in only one of the places; "
            "else it asks which place is meant."
        ),
    }
)

"""The types of the YAML's values: what a text must look like, and what it becomes.

Each type takes the text as it was written (`onrecord.metadata.tree` converts nothing) and raises, for a
text that does not fit, a `PydanticCustomError` whose type is the name of the rule that it breaks.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from onrecord.rules import fields as rules
from onrecord.rules import references
from onrecord.text.folding import fold_text

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# RFC 5646, section 2.1: language, extended language, script, region, variants, extensions,
# private use; or private use alone.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+",
    re.IGNORECASE,
)
_QUESTION_MARKS = "?؟？⸮;՞፧‽"
_CLOSING_MARKS = "\"'”’»›」』)]*_ "


def _line(text: str) -> str:
    """One line of text, white space at its ends gone and runs of it made one space."""
    line = " ".join(text.split())
    if not line:
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no text here")
    return line


def _block(text: str) -> str:
    """Paragraphs of text, a blank line between them."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    joined = "\n\n".join(part for part in paragraphs if part)
    if not joined:
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no text here")
    return joined


def _words(text: str) -> str:
    """An article's words: at least one letter or digit."""
    line = _line(text)
    if not any(character.isalnum() for character in fold_text(line)):
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no word here")
    return line


def _question(text: str) -> str:
    line = _line(text)
    if not line.rstrip(_CLOSING_MARKS).endswith(tuple(_QUESTION_MARKS)):
        raise PydanticCustomError(rules.QUESTION_MARK.name, "this does not end in a question mark")
    return line


def _date(text: object) -> object:
    if not isinstance(text, str):
        return text
    match = _DATE.fullmatch(_line(text))
    if not match:
        raise PydanticCustomError(
            rules.BAD_DATE.name, "{text} is not a date as YYYY-MM-DD", {"text": text.strip()[:40]}
        )
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise PydanticCustomError(
            rules.IMPOSSIBLE_DATE.name, "there is no day {text}", {"text": match.group()}
        ) from None


def _url(text: str) -> str:
    address = _line(text)
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not re.match(r"https?://", address, re.IGNORECASE):
        message = "this address does not begin with http:// or https://"
    elif not host or re.search(r"[\s<>\"\\^`{|}]", address):
        message = "this is not a complete web address"
    else:
        return address
    raise PydanticCustomError(rules.BAD_URL.name, message)


def _language(text: str) -> str:
    tag = _line(text)
    if not _LANGUAGE.fullmatch(tag):
        raise PydanticCustomError(rules.BAD_LANGUAGE.name, "{text} is not a language tag", {"text": tag[:40]})
    return tag


def _id(text: str) -> str:
    name = text.strip()
    if not name:
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no text here")
    if not SLUG.fullmatch(name):
        raise PydanticCustomError(rules.BAD_ID.name, "{text} is not an id", {"text": name[:60]})
    return name


def _wikidata(text: str) -> str:
    name = _line(text)
    if not re.fullmatch(r"Q[1-9]\d*", name):
        raise PydanticCustomError(
            rules.BAD_WIKIDATA.name, "{text} is not a Wikidata item", {"text": name[:40]}
        )
    return name


def _position_reference(text: str) -> str:
    name = _line(text)
    slug, _, fragment = name.partition("#")
    if not (SLUG.fullmatch(slug) and SLUG.fullmatch(fragment)):
        raise PydanticCustomError(
            references.UNKNOWN_POSITION.name,
            "{text} is not written as <slug>#<position id>",
            {"text": name[:60]},
        )
    return name


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Line = Annotated[str, AfterValidator(_line)]
Block = Annotated[str, AfterValidator(_block)]
Words = Annotated[str, AfterValidator(_words)]
Ask = Annotated[str, AfterValidator(_question)]
Date = Annotated[date, BeforeValidator(_date)]
Url = Annotated[str, AfterValidator(_url)]
Language = Annotated[str, AfterValidator(_language)]
Id = Annotated[str, AfterValidator(_id), StringConstraints(max_length=200)]
PositionReference = Annotated[str, AfterValidator(_position_reference)]
Wikidata = Annotated[str, AfterValidator(_wikidata)]
Passages = Annotated[tuple[Words, ...], BeforeValidator(_as_list), Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list), Field(min_length=1)]

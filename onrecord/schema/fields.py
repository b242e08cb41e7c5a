"""The types of the YAML's values: each checks a text and converts it.

Each type gets the raw text (`onrecord.metadata.tree` converts nothing). For a text that does not fit it
raises a `PydanticCustomError`, whose type is the name of the broken rule.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from onrecord.rules import RULES, accepting, references
from onrecord.rules import fields as rules
from onrecord.rules.problems import Severity
from onrecord.text.dates import Month, When, Year
from onrecord.text.folding import fold_text
from onrecord.text.sentence_ends import asks
from onrecord.text.words import is_unspaced

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
# On Windows no file can have one of these names, whatever its ending, so a site with such a page could not be
# copied there (Microsoft, 'Naming Files, Paths, and Namespaces').
NAMES_OF_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
# Each becomes the name of a file, and none may be an id.
RESERVED = NAMES_OF_DEVICES | {"index"}
MAX_ID_LENGTH = 200
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_OTHER_YEAR = re.compile(r"(?:[0-9]{3}|[0-9]{5,})(?:-[0-9]{2}){1,2}$")
# RFC 5646, section 2.1: language, extended language, script, region, variants, extensions,
# private use; or private use alone. The RFC allows codes of more than three letters, but no language has one,
# so 'french' is refused.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
# The minimum length of a reason: in words, or in letters for scripts without spaces.
_WORDS_IN_REASON, _LETTERS_IN_REASON = 2, 4
_CLOSING_MARKS = "\"'”’“‘»›«‹」』)]）］*_ "


def _line(text: str) -> str:
    """One line of text, without white space at its ends, and with single spaces."""
    if text.isprintable() and "  " not in text and text[:1] not in ("", " ") and text[-1] != " ":
        return text  # A shortcut for most texts: U+0020 is the only printable white space.
    line = " ".join(text.split())
    if not line:
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no text here")
    return line


def _block(text: str) -> str:
    """Paragraphs of text, with blank lines between them."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    joined = "\n\n".join(part for part in paragraphs if part)
    if not joined:
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no text here")
    return joined


def _words(text: str) -> str:
    """One line with at least one letter or digit."""
    line = _line(text)
    if not any(map(str.isalnum, line)):
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "this value has no words")
    return line


def _question(text: str) -> str:
    line = _words(text)
    if not asks(line.rstrip(_CLOSING_MARKS)):
        raise PydanticCustomError(rules.QUESTION_MARK.name, "this does not end in a question mark")
    return line


def _date(text: object) -> When:
    """A day, a month or a year."""
    if not isinstance(text, str):
        raise PydanticCustomError("date_type", "this is not a text")
    line = _line(text)
    match = _DATE.fullmatch(line)
    if not match:
        form = "YYYY-MM-DD, YYYY-MM or YYYY"
        raise PydanticCustomError(rules.BAD_DATE.name, _fault_of_date(line, form), {"text": line[:40]})
    year, month, day = match.groups()
    try:
        if day:
            return date(int(year), int(month), int(day))
        date(int(year), int(month or "1"), 1)
    except ValueError:
        kind = "day" if day else "month" if month else "year"
        raise PydanticCustomError(
            rules.IMPOSSIBLE_DATE.name, "there is no {kind} {text}", {"kind": kind, "text": line}
        ) from None
    return Month(int(year), int(month)) if month else Year(int(year))


def _day(text: object) -> object:
    """A day, not a month or a year: for keys that say when an editor did something."""
    if not isinstance(text, str):
        return text
    line = _line(text)
    match = _DATE.fullmatch(line)
    if match and match[3]:
        return _date(line)
    fault = "{text} is not a day" if match else _fault_of_date(line, "YYYY-MM-DD")
    raise PydanticCustomError(rules.BAD_DATE.name, fault, {"text": line[:40], "needs_day": True})


def _fault_of_date(line: str, form: str) -> str:
    if _DATE.fullmatch(fold_text(line)):
        return "{text} has dashes instead of hyphens"
    if _OTHER_YEAR.match(line):
        return "the year of {text} does not have four digits"
    return f"{{text}} is not a date of the form {form}"


def is_date(text: str) -> bool:
    """Whether a text is a valid day, month or year."""
    try:
        _date(text)
    except PydanticCustomError:
        return False
    return True


def _url(text: str) -> str:
    address = _line(text)
    fault = fault_of_address(address)
    if fault:
        raise PydanticCustomError(rules.BAD_URL.name, "{fault}", {"fault": fault})
    return address


def fault_of_address(address: str) -> str:
    """What is wrong with a web address; empty if nothing is."""
    if not re.match(r"https?://", address, re.IGNORECASE):
        return "this address does not begin with http:// or https://"
    unsafe = re.search(r"[\s<>\"\\^`{|}]", address)
    if unsafe:
        sign = "a space" if unsafe.group().isspace() else unsafe.group()
        return f"{sign} cannot be part of a web address"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    return "" if any(map(str.isalnum, host)) else "this is not a complete web address"


def is_language(text: str) -> bool:
    """Whether a text can be the code of a language (BCP 47)."""
    return bool(_LANGUAGE.fullmatch(text))


def _language(text: str) -> str:
    tag = _line(text)
    if not _LANGUAGE.fullmatch(tag):
        raise PydanticCustomError(
            rules.BAD_LANGUAGE.name, "{text} is not the code of a language", {"text": tag[:40]}
        )
    return tag


@lru_cache(4096)  # many briefings have the same ids
def _id(text: str) -> str:
    name = text.strip()
    if not name:
        raise PydanticCustomError(rules.EMPTY_VALUE.name, "there is no text here")
    if not SLUG.fullmatch(name):
        raise PydanticCustomError(rules.BAD_ID.name, "{text} cannot be an id", {"text": name[:60]})
    if len(name) > MAX_ID_LENGTH:
        raise PydanticCustomError(rules.BAD_ID.name, "this id is too long for an address")
    return name


def _wikidata(text: str) -> str:
    name = _line(text)
    if not re.fullmatch(r"Q[1-9][0-9]*", name):
        raise PydanticCustomError(rules.BAD_WIKIDATA.name, "this is not the number of a Wikidata item")
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


def _warning(text: str) -> str:
    """The name of a rule, which must be a warning."""
    name = _line(text)
    if name not in RULES:
        raise PydanticCustomError(accepting.UNKNOWN_RULE.name, "there is no rule {text}", {"text": name[:60]})
    if RULES[name].severity is Severity.ERROR:
        message = "{text} is an error, and errors cannot be accepted"
        raise PydanticCustomError(accepting.ERROR_ACCEPTED.name, message, {"text": name})
    return name


def _reason(text: str) -> str:
    line = _line(text)
    words = re.findall(r"[^\W\d_]+", line)
    if len(words) < _WORDS_IN_REASON and sum(map(is_unspaced, line)) < _LETTERS_IN_REASON:
        raise PydanticCustomError(accepting.REASON_MISSING.name, "this reason is too short")
    return line


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Line = Annotated[str, AfterValidator(_line)]
Block = Annotated[str, AfterValidator(_block)]
Words = Annotated[str, AfterValidator(_words)]
Ask = Annotated[str, AfterValidator(_question)]
Date = Annotated[When, PlainValidator(_date)]
Day = Annotated[date, BeforeValidator(_day)]
Url = Annotated[str, AfterValidator(_url)]
Language = Annotated[str, AfterValidator(_language)]
Id = Annotated[str, AfterValidator(_id)]
PositionReference = Annotated[str, AfterValidator(_position_reference)]
Wikidata = Annotated[str, AfterValidator(_wikidata)]
WarningName = Annotated[str, AfterValidator(_warning)]
Reason = Annotated[str, AfterValidator(_reason)]
Passages = Annotated[tuple[Words, ...], BeforeValidator(_as_list), Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list), Field(min_length=1)]

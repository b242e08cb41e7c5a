"""The languages that `mkdocs.yml` names: `extra: language:` and `extra: content_language:`."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from onrecord.languages.calendars import UnknownLanguage, calendar_of
from onrecord.languages.checks import faults_of, gaps_of
from onrecord.languages.files import LanguageFile, read_file
from onrecord.languages.wording import Wording
from onrecord.layout import PROGRAM, Layout
from onrecord.rules import languages as rules
from onrecord.rules.problems import Location, Problem

ENGLISH = "en"
_FOLDER = "templates/languages"


class Asked(Struct, frozen=True):
    """A language in the settings, with its place."""

    tag: str
    place: Location


@cache
def english_file() -> LanguageFile:
    """The program's English file, which has every key."""
    file, problems = read_file(PROGRAM / _FOLDER / f"{ENGLISH}.yml", f"{_FOLDER}/{ENGLISH}.yml")
    assert not problems, problems
    return file


@cache
def english() -> Wording:
    """The program's English."""
    return Wording(ENGLISH, english_file().entries, calendar_of(ENGLISH))


def chosen(layout: Layout, language: Asked | None, content: Asked | None) -> tuple[Wording, list[Problem]]:
    """The language of a site.

    Args:
        layout: the site.
        language: of the interface; default: English.
        content: of the editors' texts; default: that of the interface.

    Raises:
        OSError: a language's file cannot be read.
    """
    tag = language.tag if language else ENGLISH
    own, lent = layout.language_files(tag)
    files = [path for path in dict.fromkeys((lent, own)) if path.is_file()]
    if files == [lent] and tag == ENGLISH and (content is None or content.tag == ENGLISH):
        return english(), []
    if not files:
        assert language is not None, "English is the program's own"
        return english(), [_unknown(layout, language)]
    try:
        calendar = calendar_of(tag)
    except UnknownLanguage:
        assert language is not None, "English is known"
        message = f"extra.language: CLDR, the source of date formats, does not know `{tag}`"
        return english(), [
            Problem(rules.LANGUAGE_FILE, language.place, message, "write a BCP 47 tag, such as ar")
        ]
    entries, problems = dict(english_file().entries), list[Problem]()
    read = [_read(path) for path in files]
    for file, found in read:
        problems += found or faults_of(file, english_file())
        entries |= {key: entry for key, entry in file.entries.items() if key in entries}
    if tag != ENGLISH and not problems:
        together = LanguageFile(
            read[-1][0].path, {key: e for file, _ in read for key, e in file.entries.items()}
        )
        problems += gaps_of(together, english_file(), calendar)
    if any(problem.is_error for problem in problems):
        return english(), problems
    wording = Wording(
        tag,
        entries,
        calendar,
        content=content.tag if content else tag,
        locale=_locale(layout, content.tag) if content and content.tag != tag else "",
        digest=sha256("".join(f"{key} {e.forms}" for key, e in entries.items()).encode()).hexdigest(),
    )
    return wording, problems


def _read(path: Path) -> tuple[LanguageFile, list[Problem]]:
    return read_file(path, f"{_FOLDER}/{path.name}")


def _locale(layout: Layout, tag: str) -> str:
    """The editors' language in Open Graph's form; empty if no language file gives it."""
    for path in layout.language_files(tag):
        if path.is_file():
            file, _ = _read(path)
            if "language.locale" in file.entries:
                return file.entries["language.locale"].forms["other"]
    return tag.replace("-", "_")


def _unknown(layout: Layout, asked: Asked) -> Problem:
    own, lent = layout.language_files(asked.tag)
    folders = {own.parent, lent.parent}
    known = sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.yml")})
    message = f"extra.language: neither the site nor the program has {_FOLDER}/{asked.tag}.yml"
    return Problem(rules.LANGUAGE_FILE, asked.place, message, f"available languages: {', '.join(known)}")

"""Problems of a language's file, compared with the English one, which has every key."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.languages.calendars import Calendar
from onrecord.languages.files import Entry, LanguageFile, names_in
from onrecord.rules import languages as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.suggestions import KnownNames

_NAMED = 8


def faults_of(file: LanguageFile, english: LanguageFile) -> Iterator[Problem]:
    """Find unknown keys, and names in braces that have no value.

    Args:
        file: of any language; English too, if it is the site's.
        english: the program's own.
    """
    keys = KnownNames(english.entries)
    for key, entry in file.entries.items():
        known = english.entries.get(key)
        if known is None:
            near = keys.nearest(key)
            help_text = "remove it; the program's en.yml has all keys"
            if near:
                help_text = f"did you mean `{near}`?"
            yield Problem(rules.LANGUAGE_FILE, entry.key_place, f"no page uses the key `{key}`", help_text)
            continue
        if entry.is_plural and not known.is_plural:
            message = f"`{key}` is not a count, so it has no plural forms"
            yield Problem(rules.LANGUAGE_FILE, entry.place, message, "write one text")
        yield from _names(key, entry, known)


def _names(key: str, entry: Entry, known: Entry) -> Iterator[Problem]:
    for text in entry.forms.values():
        rest = text
        for name in known.names:
            rest = rest.replace(f"{{{name}}}", "")
        if "{" in rest or "}" in rest:
            may = " and ".join(f"{{{name}}}" for name in sorted(known.names)) or "none"
            message = f"`{key}` has a name in braces that pages do not fill in"
            yield Problem(rules.LANGUAGE_FILE, entry.place, message, f"allowed names: {may}")
            return
    if "other" not in entry.forms:
        message = f"`{key}` lacks the plural form `other`, which covers all forms that the file leaves out"
        yield Problem(
            rules.LANGUAGE_FILE,
            entry.place,
            message,
            "write all plural forms of the language, including `other`",
        )
        return
    # Only `number` may be left out, and not from `other`.
    wanted = known.names - {"number"}
    missing = {name for text in entry.forms.values() for name in wanted.difference(names_in(text))}
    if "number" in known.names and "number" not in names_in(entry.forms["other"]):
        missing.add("number")
    if missing:
        said = " and ".join(f"{{{name}}}" for name in sorted(missing))
        message = f"`{key}` lacks {said}"
        yield Problem(rules.LANGUAGE_FILE, entry.place, message, "add the name, in braces")


def gaps_of(file: LanguageFile, english: LanguageFile, calendar: Calendar) -> Iterator[Problem]:
    """Find missing keys, for which pages show the English text, and missing plural forms."""
    missing = [key for key in english.entries if key not in file.entries]
    if missing:
        named = ", ".join(missing[:_NAMED]) + (
            f" and {len(missing) - _NAMED} more" if missing[_NAMED:] else ""
        )
        message = f"this language lacks: {named}"
        help_text = "add them; until then pages show the English text"
        yield Problem(rules.MISSING_WORDS, Location(file.path), message, help_text)
    for key, entry in file.entries.items():
        known = english.entries.get(key)
        lacking = [form for form in calendar.forms() if form not in entry.forms]
        if known and entry.is_plural and lacking:
            message = (
                f"`{key}` lacks the plural {'form' if len(lacking) == 1 else 'forms'} {', '.join(lacking)}"
            )
            help_text = "add them; until then pages show `other` for such numbers"
            yield Problem(rules.MISSING_WORDS, entry.place, message, help_text)

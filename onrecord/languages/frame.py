"""The texts that the theme needs, in the site's language.

`build.py` hands them to MkDocs. For MkDocs alone the theme also has them in `words.html`, which `make docs`
makes from the program's language files.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from onrecord.languages.choice import Asked, chosen
from onrecord.languages.files import pieces_of
from onrecord.languages.wording import Wording
from onrecord.layout import PROGRAM, Layout
from onrecord.rules.problems import Location

_HEAD = "{#- Made by docs/generate.py from templates/languages: edit those, not this. -#}\n"
_KEYS = {"down": "↓", "up": "↑", "enter": "Enter", "escape": "Esc", "slash": "/"}
_COUNTED = ("found", "partly", "exact", "loose", "instead", "near", "without_filters")
_TALLIES = ("exact", "part", "differs", "absent", "skipped")
_NAVIGATION = {
    "index.md": "briefings",
    "actors/index.md": "actors",
    "issues/index.md": "issues",
    "changes.md": "changes",
    "questions.md": "questions",
    "about.md": "about",
    "quotes.md": "quotes",
}


def frame_of(words: Wording) -> dict[str, Any]:
    """The texts of the page frame, and the languages of the page."""
    return {
        "tag": words.tag,
        "direction": words.direction,
        "content": words.content,
        "content_direction": words.content_direction,
        "is_foreign": words.is_foreign,
        "locale": words.locale,
        "search": _search(words),
        "compare": _compare(words),
        "quotes": _quotes(words),
        "navigation": list(words.section("navigation").values()),
        "actions": words.section("actions"),
        "legend": _legend(words),
        **words.section("frame"),
    }


def _quotes(words: Wording) -> dict[str, Any]:
    """The texts of the quote check; those with a number are mappings by plural form."""
    counted: dict[str, Any] = {f"tally.{key}": words.forms(f"quotes.tally_{key}") for key in _TALLIES}
    counted["more"] = words.forms("quotes.more")
    shared = {key: words.template(f"shared.{key}") for key in ("via_actor", "via", "about", "unnamed_source")}
    more = {"bases": words.section("bases"), "comma": words.text("lists.comma"), "locale": _locale(words)}
    return words.section("quotes") | counted | shared | more


def _locale(words: Wording) -> str:
    """The language with its script's digits, as JavaScript names it."""
    latin = "-u-nu-latn" if words.number(1) == "1" else ""
    return words.text("language.locale").replace("_", "-") + latin


def _search(words: Wording) -> dict[str, Any]:
    """The texts of the search; those with a number of results are mappings by plural form."""
    counted = {key: words.forms(f"search.{key}") for key in _COUNTED}
    keys = [
        _KEYS[piece] if at % 2 else piece for at, piece in enumerate(pieces_of(words.template("search.keys")))
    ]
    labels = {
        key: words.text("lists.label", label=words.template(f"shared.{key}"))
        for key in ("translation", "proposition", "headline")
    }
    as_they_are = {key: words.template(f"shared.{key}") for key in ("about", "via", "unnamed_source")}
    shared = {key: words.section(key) for key in ("stances", "bases")} | labels | as_they_are
    return words.section("search") | counted | shared | {"locale": _locale(words), "keys": keys}


def _compare(words: Wording) -> dict[str, Any]:
    """The texts of the comparison; it shows dates, bases and stances with those of the search."""
    counted = {key: words.forms(f"compare.{key}") for key in ("shared",)}
    counted["issues"] = words.forms("counts.issues")
    shared = {
        "and": words.template("shared.and"),
        "whole_passage": words.template("shared.whole_passage"),
        "then": words.template("changes.then"),
    }
    return words.section("compare") | counted | shared


def _legend(words: Wording) -> dict[str, Any]:
    """The texts of a briefing's signs; `towards` in pieces, every second one the key of a link's text."""
    signs = {key: words.section(key) for key in ("kinds", "stances", "bases")}
    return words.section("legend") | signs | {"towards": pieces_of(words.template("legend.towards"))}


def words_template() -> str:
    """The program's languages as a template of the theme, with a mapping `words` by language tag."""
    tags = sorted(path.stem for path in (PROGRAM / "templates" / "languages").glob("*.yml"))
    place = Location("mkdocs.yml")
    frames = {tag: frame_of(chosen(Layout(PROGRAM), Asked(tag, place), None)[0]) for tag in tags}
    return f"{_HEAD}{{%- set words = {json.dumps(frames, ensure_ascii=False, indent=1)} -%}}\n"


def navigation_of(nav: Any, words: Wording, english: Wording) -> Any:
    """MkDocs' setting `nav` with the program's page names translated, and all titles as HTML.

    Other names are kept: somebody chose them. MkDocs and its themes take a title for HTML, as they do the
    headings of pages; what somebody writes there is text.
    """
    if not isinstance(nav, list):
        return nav
    there, here = english.section("navigation"), words.section("navigation")
    done: list[Any] = []
    for item in nav:
        if isinstance(item, dict):
            done.append({})
            for title, below in item.items():
                key = _NAVIGATION.get(below, "") if isinstance(below, str) else ""
                shown = here[key] if key and title == there[key] else title
                done[-1][_as_html(shown)] = navigation_of(below, words, english)
        else:
            done.append(item)
    return done


def _as_html(title: Any) -> Any:
    return escape(title, quote=False) if isinstance(title, str) else title

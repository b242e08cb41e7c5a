"""Check what is inside lists and mappings of settings: each problem is at the item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from onrecord.mkdocs_yml.kinds import LIST, MAPPING, SWITCH, TEXT, is_of, kind_of, wrong_kind
from onrecord.mkdocs_yml.value import Value
from onrecord.rules import files as rules
from onrecord.rules.problems import Problem
from onrecord.schema.fields import fault_of_address
from onrecord.text.suggestions import suggest

_TEXTS = ("extra_css", "extra_templates", "hooks", "watch")
_NAMED = {"plugins": "plug-in", "markdown_extensions": "Markdown extension"}
_PAGE = "write a page, as `Title: page.md`, or a list of pages below a title"
# Browsers leave out such characters before they look for a scheme.
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

_LEVELS = ("warn", "info", "ignore")
_LINK_LEVELS = (*_LEVELS, "relative_to_docs")
_OF_NAV: Final = MappingProxyType(
    {"omitted_files": _LEVELS, "not_found": _LEVELS, "absolute_links": _LINK_LEVELS}
)
_OF_LINKS: Final = MappingProxyType(
    {
        "not_found": _LEVELS,
        "absolute_links": _LINK_LEVELS,
        "unrecognized_links": _LEVELS,
        "anchors": _LEVELS,
    }
)
_OF_SCRIPTS = {"path": (TEXT,), "type": (TEXT,), "defer": (SWITCH,), "async": (SWITCH,)}
_OF_THEME = {"name": (TEXT,), "custom_dir": (TEXT,), "static_templates": (LIST,), "locale": (TEXT,)}


def faults_of_items(settings: Value) -> Iterator[Problem]:
    """The problems inside a site's settings; values of a wrong type are left to whoever checks the types."""
    for key in _TEXTS:
        yield from _texts(key, settings.get(key))
    for key, noun in _NAMED.items():
        yield from _named(noun, settings.get(key))
    yield from _nav(settings.get("nav"))
    for item in _items(settings.get("extra_javascript")):
        yield from _script(item)
    theme = settings.get("theme")
    if theme is not None and is_of((MAPPING,), theme):
        yield from _below("theme", theme, _OF_THEME)
        yield from _texts("theme.static_templates", theme.get("static_templates"))
    yield from _validation(settings.get("validation"))


def _items(value: Value | None) -> tuple[Value, ...]:
    """The items of a list; none if it is no list."""
    return value.data if value is not None and isinstance(value.data, tuple) else ()


def _texts(name: str, value: Value | None) -> Iterator[Problem]:
    for item in _items(value):
        if not item.tag and not is_of((TEXT,), item):
            yield wrong_kind(f"an item of {name}", (TEXT,), item)


def _named(noun: str, value: Value | None) -> Iterator[Problem]:
    """The problems with a list or a mapping of names, each perhaps with a mapping of options."""
    if value is not None and is_of((MAPPING,), value):
        yield from _options(noun, value)
    for item in _items(value):
        if is_of((MAPPING,), item) and len(item.data) == 1:
            yield from _options(noun, item)
        elif not item.tag and not is_of((TEXT,), item):
            message = f"this is no name of a {noun}, but {_said(item)}"
            yield Problem(rules.PUBLISH, item.place, message, "write a name, or `name:` with options below")


def _options(noun: str, named: Value) -> Iterator[Problem]:
    for name, options in named.data.items():
        if not isinstance(name, str):
            message = f"this is no name of a {noun}"
            yield Problem(rules.PUBLISH, options.key, message, "write a name, or `name:` with options below")
        elif options.data is not None and not is_of((MAPPING,), options):
            yield wrong_kind(f"the {noun} {name}", (MAPPING,), options)


def _nav(nav: Value | None) -> Iterator[Problem]:
    for item in _items(nav):
        if item.tag:
            continue
        if is_of((TEXT,), item):
            yield from _address(item)
        elif is_of((MAPPING,), item) and len(item.data) == 1:
            [below] = item.data.values()
            if is_of((TEXT,), below):
                yield from _address(below)
            elif is_of((LIST,), below):
                yield from _nav(below)
            elif not below.tag:
                message = f"below a title in nav is a page or a list, and this is {_said(below)}"
                yield Problem(rules.PUBLISH, below.key, message, _PAGE)
        else:
            message = f"an item of nav is a page, or a title with pages, and this is {_said(item)}"
            yield Problem(rules.PUBLISH, item.place, message, _PAGE)


def _address(item: Value) -> Iterator[Problem]:
    """The problem with an entry of nav that is neither a page nor a web address."""
    address = _UNSEEN.sub("", item.data)
    scheme = _SCHEME.match(address)
    fault = "" if address else "this entry of nav is empty"
    if scheme and scheme[1].lower() not in ("http", "https"):
        fault = f"nav leads to pages and to http(s) addresses, not to {scheme[1].lower()}:"
    elif scheme:
        fault = fault_of_address(item.data)
    elif address.startswith(("//", "\\", "/\\")):
        fault = "nav leads to pages and to http(s) addresses; this is the address of another host"
    if fault:
        yield Problem(rules.PUBLISH, item.place, fault, "write a page, such as about.md, or https://…")


def _script(item: Value) -> Iterator[Problem]:
    if is_of((MAPPING,), item):
        if "path" not in item.data:
            yield Problem(rules.PUBLISH, item.place, "this script has no path", "add `path: file.js`")
        yield from _below("an item of extra_javascript", item, _OF_SCRIPTS, is_closed=True)
    elif not item.tag and not is_of((TEXT,), item):
        yield wrong_kind("an item of extra_javascript", (TEXT, MAPPING), item)


def _below(
    name: str, value: Value, kinds: Mapping[str, tuple[str, ...]], *, is_closed: bool = False
) -> Iterator[Problem]:
    """The problems with the values of a mapping.

    Args:
        name: what to call the mapping.
        value: the mapping.
        kinds: the kinds that values of its keys may have.
        is_closed: whether it has no other keys.
    """
    for key, below in value.data.items():
        if key not in kinds:
            if is_closed:
                yield _unknown(name, str(key), below, kinds)
        elif below.data is not None and not is_of(kinds[key], below):
            yield wrong_kind(f"{name}: {key}", kinds[key], below)


def _validation(validation: Value | None) -> Iterator[Problem]:
    if validation is None or not is_of((MAPPING,), validation):
        return
    groups = {"nav": _OF_NAV, "links": _OF_LINKS}
    shared = {**_OF_NAV, **_OF_LINKS}
    for key, value in validation.data.items():
        if key not in groups:
            yield from _level("validation", key, value, {**shared, **groups})
        elif value.data is not None and not is_of((MAPPING,), value):
            yield wrong_kind(f"validation: {key}", (MAPPING,), value)
        elif value.data is not None:
            for below, level in value.data.items():
                yield from _level(f"validation: {key}", below, level, groups[key])


def _level(name: str, key: object, value: Value, known: Mapping[str, object]) -> Iterator[Problem]:
    levels = known.get(key) if isinstance(key, str) else None
    if levels is None:
        yield _unknown(name, str(key), value, known)
    elif not value.tag and isinstance(levels, tuple) and value.data not in levels:
        message = f"{name}: {key} takes {', '.join(levels[:-1])} or {levels[-1]}"
        yield Problem(rules.PUBLISH, value.key, message, "write one of these words")


def _unknown(name: str, key: str, value: Value, known: Mapping[str, object]) -> Problem:
    near = suggest(key, known)
    message = f"{name} has no setting {key}{f'; {near}' if near else ''}"
    return Problem(rules.PUBLISH, value.key, message, f"write one of: {', '.join(known)}")


def _said(value: Value) -> str:
    return (
        "a mapping of several keys"
        if is_of((MAPPING,), value) and len(value.data) > 1
        else kind_of(value.data)
    )

"""Check that the settings have the types that MkDocs and the program use, before either uses them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from onrecord.mkdocs_yml.value import Value
from onrecord.problems import Problem
from onrecord.rules import files as rules
from onrecord.text.suggestions import KnownNames

_TEXT, _SWITCH = "a text", "true or false"
_LIST, _MAPPING = "a list", "a mapping"
_WRITTEN_AS = {
    _TEXT: "write a text, in quotation marks if it is a number, a date, yes or no",
    _SWITCH: "write true or false, without quotation marks",
    _LIST: "write each item on a line of its own, after `- `",
    _MAPPING: "write `key: value` lines below it, indented",
}
_NAMED_ITEMS = (_LIST, _MAPPING)
# MkDocs' keys, with the types of their values.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        "site_name site_url site_description site_author copyright dev_addr repo_url repo_name edit_uri"
        " edit_uri_template remote_branch remote_name exclude_docs draft_docs not_in_nav docs_dir"
        " site_dir".split(),
        (_TEXT,),
    ),
    **dict.fromkeys(["strict", "use_directory_urls"], (_SWITCH,)),
    **dict.fromkeys("nav extra_css extra_javascript extra_templates hooks watch".split(), (_LIST,)),
    **dict.fromkeys(["plugins", "markdown_extensions"], _NAMED_ITEMS),
    **dict.fromkeys(["extra", "mdx_configs", "validation"], (_MAPPING,)),
    "theme": (_TEXT, _MAPPING),
}
# The program's own keys, below `extra`.
EXTRA: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(["history", "cards", "search"], (_SWITCH,)),
    **dict.fromkeys("language content_language notice content_security_policy".split(), (_TEXT,)),
}
# Keys that a site cannot choose: addresses and folders are the same in all sites.
_FIXED: Final[dict[str, Any]] = {"docs_dir": "site_src", "site_dir": "site", "use_directory_urls": False}
# Addresses differ between the places where a site is published, and are public.
_ADDRESSES = ("site_url", "repo_url")
_TEXTS_ONLY = ("extra_css", "extra_templates", "hooks", "watch")


def faults_of_types(settings: Value) -> list[Problem]:
    """The problems with the types of a site's settings; a key without a value counts as not set."""
    return list(_faults(settings))


def _faults(settings: Value) -> Iterator[Problem]:
    for key, value in settings.data.items():
        for taken in value.from_environment() if key not in _ADDRESSES else ():
            message = f"the value of the environment variable {taken.variable} would be published"
            help_text = "write the value itself; only site_url and repo_url are usually set by !ENV"
            yield Problem(rules.DOUBTFUL_SETTING, taken.key, message, help_text)
    for key, types in KEYS.items():
        value = settings.get(key)
        if value is None or _is_open(value):
            continue
        if not _is_one_of(types, value):
            yield _wrong_type(key, types, value)
        elif key in _FIXED and not _is_fixed(key, value):
            right = "false" if key == "use_directory_urls" else _FIXED[key]
            message = f"{key} cannot be set: it is always {right}"
            yield Problem(rules.PUBLISH, value.key, message, "remove the line")
        elif key in _TEXTS_ONLY:
            for item in value.data:
                if not _is_open(item) and not _is_one_of((_TEXT,), item):
                    yield _wrong_type(f"an item of {key}", (_TEXT,), item)
    extra = settings.get("extra")
    if extra is not None and isinstance(extra.data, dict):
        yield from _faults_of_extra(extra)


def _faults_of_extra(extra: Value) -> Iterator[Problem]:
    names = KnownNames(EXTRA)
    for key, value in extra.data.items():
        types = EXTRA.get(key)
        if types is None:
            near = names.nearest(key) if isinstance(key, str) else ""
            if near and near not in extra.data and key.lower() != near.lower() + "s":
                message = f"extra.{key} is not a setting of the program; did you mean {near}?"
                yield Problem(rules.DOUBTFUL_SETTING, value.key, message, f"write {near}, or rename the key")
        elif not _is_open(value) and not _is_one_of(types, value):
            yield _wrong_type(f"extra.{key}", types, value)


def _is_open(value: Value) -> bool:
    """Whether a value is empty, or has a tag that only MkDocs reads."""
    return value.data is None


def _is_one_of(types: tuple[str, ...], value: Value) -> bool:
    return _type_of(value.data) in types


def _type_of(data: Any) -> str:
    if isinstance(data, bool):
        return _SWITCH
    if isinstance(data, str):
        return _TEXT
    if isinstance(data, tuple):
        return _LIST
    if isinstance(data, dict):
        return _MAPPING
    if isinstance(data, date):
        return "a date"
    return "bytes" if isinstance(data, bytes) else "a number"


def _is_fixed(key: str, value: Value) -> bool:
    data = posixpath.normpath(value.data) if isinstance(value.data, str) else value.data
    return bool(data == _FIXED[key])


def _wrong_type(name: str, types: tuple[str, ...], value: Value) -> Problem:
    message = f"{name} takes {' or '.join(types)}, and this is {_type_of(value.data)}"
    return Problem(rules.PUBLISH, value.key, message, _WRITTEN_AS[types[0]])

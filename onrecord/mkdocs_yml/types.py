"""Check that the settings have the types that MkDocs and the program use, before either uses them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, Final

from onrecord.mkdocs_yml.items import faults_of_items
from onrecord.mkdocs_yml.kinds import LIST, MAPPING, SWITCH, TEXT, is_of, wrong_kind
from onrecord.mkdocs_yml.value import Value
from onrecord.rules import files as rules
from onrecord.rules.problems import Problem
from onrecord.text.suggestions import KnownNames, suggest

_NAMED_ITEMS = (LIST, MAPPING)
# MkDocs' keys, with the types of their values.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        "site_name site_url site_description site_author copyright dev_addr repo_url repo_name edit_uri"
        " edit_uri_template remote_branch remote_name exclude_docs draft_docs not_in_nav docs_dir"
        " site_dir".split(),
        (TEXT,),
    ),
    **dict.fromkeys(["strict", "use_directory_urls"], (SWITCH,)),
    **dict.fromkeys("nav extra_css extra_javascript extra_templates hooks watch".split(), (LIST,)),
    **dict.fromkeys(["plugins", "markdown_extensions"], _NAMED_ITEMS),
    **dict.fromkeys(["extra", "validation"], (MAPPING,)),
    "theme": (TEXT, MAPPING),
}
# The program's own keys, below `extra`.
EXTRA: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(["history", "cards", "search", "embeds", "publish_sources"], (SWITCH,)),
    **dict.fromkeys("language content_language notice content_security_policy".split(), (TEXT,)),
}
# Keys that a site cannot choose: addresses and folders are the same in all sites.
_FIXED: Final[dict[str, Any]] = {"docs_dir": "site_src", "site_dir": "site", "use_directory_urls": False}
# Addresses differ between the places where a site is published, and are public.
_ADDRESSES = ("site_url", "repo_url")


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
        if value is None or (_is_open(value) and not (value.tag and (key in _FIXED or SWITCH in types))):
            continue
        if not is_of(types, value):
            yield wrong_kind(key, types, value)
        elif key in _FIXED and not _is_fixed(key, value):
            right = "false" if key == "use_directory_urls" else _FIXED[key]
            message = f"{key} cannot be set: it is always {right}"
            yield Problem(rules.PUBLISH, value.key, message, "remove the line")
    yield from _unused(settings)
    yield from faults_of_items(settings)
    extra = settings.get("extra")
    if extra is not None and isinstance(extra.data, dict):
        yield from _faults_of_extra(extra)


def _unused(settings: Value) -> Iterator[Problem]:
    """The problems with keys that nothing uses, or whose value changes nothing."""
    for key, value in settings.data.items():
        if key not in KEYS:
            near = suggest(key, KEYS) if isinstance(key, str) else ""
            message = f"mkdocs.yml has no setting {key}{f'; {near}' if near else ''}"
            help_text = "correct the name, or move the key below `extra:`, where keys are free"
            yield Problem(rules.PUBLISH, value.key, message, help_text)
    strict = settings.get("strict")
    if strict is not None and strict.data is False:
        message = "strict: false has no effect: a warning of MkDocs always stops a build"
        yield Problem(rules.DOUBTFUL_SETTING, strict.key, message, "remove the line")


def _faults_of_extra(extra: Value) -> Iterator[Problem]:
    names = KnownNames(EXTRA)
    for key, value in extra.data.items():
        types = EXTRA.get(key)
        if types is None:
            near = names.nearest(key) if isinstance(key, str) else ""
            if near and near not in extra.data and key.lower() != near.lower() + "s":
                message = f"extra.{key} is not a setting of the program; did you mean {near}?"
                yield Problem(rules.DOUBTFUL_SETTING, value.key, message, f"write {near}, or rename the key")
        elif value.tag or (value.data is not None and not is_of(types, value)):
            yield wrong_kind(f"extra.{key}", types, value)


def _is_open(value: Value) -> bool:
    """Whether a value is empty, or has a tag that only MkDocs reads."""
    return value.data is None


def _is_fixed(key: str, value: Value) -> bool:
    data = posixpath.normpath(value.data) if isinstance(value.data, str) else value.data
    return bool(data == _FIXED[key])

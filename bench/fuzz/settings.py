"""Settings: `mkdocs.yml` with changes, as the program reads it and as MkDocs does."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from bench.fuzz.articles import check_place
from bench.fuzz.inputs import examples, whole
from bench.fuzz.running import SIZE, Reader, bounded
from bench.fuzz.yaml_signs import YAML_SIGNS
from onrecord.layout import Layout
from onrecord.mkdocs_yml.fast_way import fast_way
from onrecord.mkdocs_yml.resolving import ENV
from onrecord.mkdocs_yml.settings import settings_of
from onrecord.mkdocs_yml.site import SiteSettings, read_site_settings

_KINDS = (
    "site_name: X\nextra:\n  language: ar\n  notice: !ENV [UNSET, none]\nnav:\n  - Home: index.md\na: y\n",
    "a: &x {k: [&y 1, 2]}\nb: *x\nc: [*y, *x]\nd:\n  <<: [{k: 4}, *x]\n  n: 7\n",
    "INHERIT: base.yml\na: [1, 1.5, yes, Off, ~, 2031-02-03, 0x1f, 1_000, 12:30, .inf, '1', NO, '']\n",
    "theme:\n  name: null\n  custom_dir: templates/theme\nplugins: [search, {tags: {a: 1}}]\nhooks: [a.py]\n",
    'a: >\n  one\n  two\nb: |\n  one\n\n  two\nc: one\n  two\nd: "one\\\n  two"\n',
    "a: !!str 1\nb: !!int '7'\nc: !!binary aGVsbG8=\nd: ! 1\ne: !!python/name:os.system\nf: !!set {a, b}\n",
    "site_url: https://a.example/b/\nrepo_url: !ENV UNSET\nsite_dir: site\nuse_directory_urls: false\n",
)
_BASE = "extra: {notice: x}\na: {k: 0}\n"
# Where the program has a limit that MkDocs has not.
_LIMITS = (
    "levels deep",
    "of more than",
    "INHERIT",
    "no file",
    "inherits itself",
    "larger than",
    "a key must be",
    "parsers differ",
    "!ENV takes",  # MkDocs overlooks the tag of what `<<` merges.
)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    (folder / "base.yml").write_text(_BASE, encoding="utf-8")
    return folder


def _check(text: str) -> None:
    path = _folder() / "mkdocs.yml"
    data = text.encode("utf-8", "surrogatepass")
    path.write_bytes(data)
    os.utime(path, (0, 0))  # A file that has just been written is waited for.
    with bounded(len(text)):
        site = read_site_settings(Layout(_folder()))
        _, problems = settings_of(site)
        fast_way(site)
    seen = data.decode("utf-8-sig", "replace")
    for problem in problems:
        if problem.location.path == "mkdocs.yml" and problem.rule.name not in ("bad-encoding", "binary-file"):
            check_place(problem, seen)
    _check_keys(site, seen)
    if len(text) < SIZE // 2:
        _check_values(site, path)


def _check_keys(site: SiteSettings, text: str) -> None:
    """The place of each key leads to the key."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for key, value in site.written.data.items():
        place = value.key
        if place.path == "mkdocs.yml" and isinstance(key, str) and key.isidentifier():
            line = lines[place.line - 1]
            assert place.text == line
            assert (
                line[place.column - 1 :]
                .lstrip("'\"")
                .startswith((key[0], "!", "&", "*", "|", ">", "?", "\\"))
            )


def _check_values(site: SiteSettings, path: Path) -> None:
    """The values are those that MkDocs reads; what it cannot read is a problem.

    PyYAML has two parsers, which disagree on a few texts: `[a::]`, a tab inside a key.  What only MkDocs'
    parser refuses it says itself when it publishes.
    """
    fails, expected = _by_mkdocs(path, yaml.SafeLoader)
    if fails != _by_mkdocs(path, yaml.CSafeLoader)[0]:
        return
    is_tagged = any(tag.name != ENV for tag in site.tags)
    if fails or not isinstance(expected, dict | None):
        assert site.problems or is_tagged
    elif site.problems:
        assert any(limit in problem.message for limit in _LIMITS for problem in site.problems)
    elif not is_tagged:
        read = site.written.plain()
        assert _alike(read, expected or {}), (read, expected)


def _by_mkdocs(path: Path, loader: Any) -> tuple[bool, Any]:
    """Whether MkDocs fails to read a file with a loader, and what it reads."""
    try:
        with path.open("rb") as file:
            return False, yaml_load(file, get_yaml_loader(loader))
    except Exception:  # noqa: BLE001 - MkDocs raises what it meets
        return True, None


def _alike(one: Any, other: Any) -> bool:
    """Whether two values are the same and of the same types; no number is itself if it is none."""
    return sorted(map(repr, one)) == sorted(map(repr, other)) and all(
        repr(one[key]) == repr(other[key]) for key in one
    )


READER = Reader(
    "settings",
    whole([*_KINDS, *examples("mkdocs.yml"), *examples("tests/**/mkdocs.yml")], YAML_SIGNS),
    _check,
)

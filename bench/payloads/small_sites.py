"""Sites with payloads in their settings and in what belongs to hand-written pages."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from bench.payloads.building import run
from bench.payloads.fields import file_name, mark_of, number_of
from bench.payloads.kinds import Payload
from bench.payloads.watching import Files, files_of
from bench.payloads.yaml_lines import Slot, lines_of

Numbered = Sequence[tuple[int, Payload]]

_FILES = {
    "seeds/note.txt": "A made-up note\nMira said: “No.”\n",
    "briefs/actors.yml": "mira:\n  name: Mira\n  kind: person\n",
    "briefs/note.yml": "date: 2031-01-01\nsummary: Made up.\nsource:\n  file: note.txt\n  publisher: Nobody\n"
    "actors:\n  - id: mira\n",
}
_OPENED = ("index.html", "feed.xml", "own.html")
_KEYS = ("site_name", "site_description", "site_author", "copyright", "site_url", "repo_url")
_NAME = "site_src/: name of a file"
_PLAIN_NAME = "plain-"


class SmallSite(Struct):
    """A site with some payloads.

    Attributes:
        number: the number of the first of them.
        refused: how many values were refused, by field.
        files: the files that a reader opens.
    """

    number: int
    refused: Counter[str]
    files: Files


def small_sites(folder: Path, groups: Sequence[Numbered]) -> Iterator[SmallSite]:
    """Build a site for each group of payloads, which are side by side in each setting.

    Args:
        folder: an empty folder, used by one site after the other.
        groups: the payloads with their numbers.
    """
    for path, text in _FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for group in groups:
        yield _Settings(folder, group).built()


class _Settings:
    """The settings of one site."""

    def __init__(self, folder: Path, group: Numbered) -> None:
        self._folder, self._group = folder, group
        self._without: set[str] = set()

    def built(self) -> SmallSite:
        """Build the site, without the settings that are refused."""
        while True:
            names = self._write_pages()
            lines = self._write_settings()
            status, problems = run("build", self._folder)
            if status == 0:
                break
            errors = [problem for problem in problems if problem["severity"] == "error"]
            refused = {lines.get(each["line"], "") for each in errors if each["path"] == "mkdocs.yml"} - {""}
            if not refused - self._without:
                raise SystemExit(f"{[each.text(0) for _, each in self._group]} stop a build: {problems}")
            self._without |= refused
        files = files_of(self._folder / "site")
        opened = {f"{name}.html" for name in names} | {*_OPENED}
        counts = dict.fromkeys(self._without, len(self._group))
        counts[_NAME] = sum(name.startswith(_PLAIN_NAME) for name in names)
        return SmallSite(
            self._group[0][0], Counter(counts), {path: data for path, data in files.items() if path in opened}
        )

    def _write_settings(self) -> dict[int, str]:
        """Write `mkdocs.yml`; return the field of each of its lines."""
        keys: dict[str, Any] = {}
        for key in _KEYS:
            keys[key] = _slot(self._group, f"mkdocs.yml: {key}")
        for key in ("site_url", "repo_url"):
            keys[key] = self._address(keys[key])
        keys = {key: slot for key, slot in keys.items() if slot.field not in self._without}
        extra = ("notice", "content_security_policy")
        keys["extra"] = {key: _slot(self._group, f"mkdocs.yml: extra.{key}") for key in extra}
        lines = [
            *lines_of(keys),
            ("nav:", ""),
            *self._titled("mkdocs.yml: nav, a page", "index.md"),
            ("  - own.md", ""),
            *self._titled("mkdocs.yml: nav, a section", "[actors/index.md]"),
        ]
        text = "".join(f"{line}\n" for line, _ in lines)
        (self._folder / "mkdocs.yml").write_text(text, encoding="utf-8")
        return {number: field for number, (_, field) in enumerate(lines, start=1)}

    def _address(self, slot: Slot) -> Slot:
        """The payloads as an address: as they are, below a host, or below a host and encoded."""
        start = "" if self._group[0][0] % 3 == 0 else "https://example.org/"
        text = quote(slot.text, safe="/:;,@!$&'()*+=-._~") if self._group[0][0] % 3 == 2 else slot.text
        return Slot(slot.field, start + text)

    def _titled(self, field: str, page: str) -> list[tuple[str, str]]:
        """An entry of the navigation; keys that begin with `?` may be long."""
        ((text, _),) = lines_of({"x": "Plain" if field in self._without else _slot(self._group, field)})
        return [(f"  - ? {text.removeprefix('x: ')}", field), (f"    : {page}", field)]

    def _write_pages(self) -> list[str]:
        """Write a page with payloads in its title, and one by the name of each; return these names."""
        pages = self._folder / "site_src"
        shutil.rmtree(pages, ignore_errors=True)
        pages.mkdir()
        _write_page(pages / "own.md", "title", _slot(self._group, "site_src/: front matter, title"))
        names = []
        for at, payload in self._group:
            number = number_of(at, _NAME)
            name = file_name(payload.text(number), number) or f"{_PLAIN_NAME}{at}"
            names.append(name)
            slot = _slot([(at, payload)], "site_src/: front matter, description")
            _write_page(pages / f"{name}.md", "description", slot)
        return names


def _write_page(path: Path, key: str, slot: Slot) -> None:
    """Write a page with a key of front matter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ((line, _),) = lines_of({key: slot})
    path.write_text(f"---\n{line}\n---\n\n# Own\n", encoding="utf-8")


def _slot(group: Numbered, field: str) -> Slot:
    """Payloads side by side, each with its mark."""
    numbers = [(number_of(at, field), payload) for at, payload in group]
    texts = [f"{payload.text(number)} {mark_of(number)}" for number, payload in numbers]
    return Slot(field, " ".join(texts))

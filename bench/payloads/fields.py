"""A root with payloads in every field: briefing N has payload N in each, and so have its registers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.payloads.kinds import Payload
from bench.payloads.yaml_lines import Slot, lines_of

# The fields that hold free text, by their number in a payload's call.
FIELDS = (
    *("title", "summary", "tags", "source.file", "source.publisher", "source.headline", "source.author"),
    *("source.url", "source.archived", "source.relays", "actors.role", "actors.as", "positions.says"),
    *("positions.passage", "positions.gist", "positions.prefix", "positions.suffix", "positions.setting"),
    *("positions.translation", "open_questions.ask", "open_questions.watch", "open_questions.answer"),
    *("open_questions.passage", "corrections.note", "accept.because", "actors.yml: name", "actors.yml: also"),
    *("actors.yml: note", "actors.yml: accept.because", "issues.yml: title", "issues.yml: proposition"),
    *("issues.yml: about", "issues.yml: accept.because", "article: first line", "article: byline"),
    *("article: paragraph", "article: quotation", "article: several lines", "git: author", "git: message"),
)
# Of each of these a site has one: `small_sites` has a site for each payload.
SETTINGS = (
    *("mkdocs.yml: site_name", "mkdocs.yml: site_description", "mkdocs.yml: site_author"),
    *("mkdocs.yml: copyright", "mkdocs.yml: site_url", "mkdocs.yml: repo_url", "mkdocs.yml: extra.notice"),
    *("mkdocs.yml: extra.content_security_policy", "mkdocs.yml: nav, a page", "mkdocs.yml: nav, a section"),
    *("site_src/: front matter, title", "site_src/: front matter, description", "site_src/: name of a file"),
)
_AT = {name: at for at, name in enumerate(FIELDS + SETTINGS)}
_SAFE = "/:;,@!$&'()*+=-._~"  # may be in a query as they are
_HARMLESS = "Plain words"
_LONGEST_NAME = 200  # of a file, in bytes


def number_of(payload: int, field: str) -> int:
    """The number that a payload calls in a field: seven digits."""
    return 1_000_000 + payload * 100 + _AT[field]


def field_of(number: int) -> str:
    """The field of a number."""
    return (FIELDS + SETTINGS)[number % 100]


def mark_of(number: int) -> str:
    """A word that is beside a payload, to find it in what was built."""
    return f"zq{number}"


def file_name(text: str, number: int) -> str:
    """A payload with its mark as a path below a folder; empty if no file can have it."""
    parts = [part.strip().lstrip(".") for part in " ".join(f"{text} {mark_of(number)}".split()).split("/")]
    parts = [part for part in parts if part]
    is_short = all(len(part.encode()) <= _LONGEST_NAME for part in parts)
    return "/".join(parts) if is_short and "\0" not in text else ""


class Root:
    """A site's root, with one briefing for each payload; what the checks refuse is harmless instead.

    Args:
        folder: an empty folder.
        payloads: what is written into each field, by number.
    """

    def __init__(self, folder: Path, payloads: Mapping[int, Payload]) -> None:
        self.folder = folder
        self.refused: set[tuple[int, str]] = set()
        self._payloads = payloads
        self._lines: dict[tuple[str, int], tuple[int, str]] = {}
        self._articles: dict[str, int] = {}

    def write(self) -> None:
        """Write all files of the root."""
        for name in ("seeds", "briefs"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True)
        self._lines.clear()
        self._articles.clear()
        actors: dict[str, Any] = {}
        issues: dict[str, Any] = {}
        for at in self._payloads:
            file = self._file(at)
            self._articles[f"seeds/{file}"] = at
            (self.folder / "seeds" / file).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "seeds" / file).write_text(self._article(at), encoding="utf-8", newline="\n")
            self._write_yaml(f"briefs/b{at}.yml", at, self._briefing(at, file))
            actors[f"a{at}"], issues[f"i{at}"] = self._actor(at), self._issue(at)
        self._write_register("briefs/actors.yml", actors)
        self._write_register("briefs/issues.yml", issues)

    def refuse(self, problems: Sequence[dict[str, Any]]) -> bool:
        """Note the values that errors are about; return whether there are new ones.

        Of many errors in one file the checks show some, and count the others at its first line.
        """
        before = len(self.refused)
        for problem in problems:
            place = problem["path"], problem["line"]
            if problem["severity"] == "error" and place[0] in self._articles:
                at = self._articles[place[0]]
                self.refused |= {(at, name) for name in FIELDS if name.startswith("article:")}
            elif problem["severity"] == "error" and place in self._lines:
                self.refused.add(self._lines[place])
        return len(self.refused) > before

    def commit(self) -> None:
        """Commit the briefings one by one: the payloads are the authors' names and the messages."""
        commands = []
        for at, payload in self._payloads.items():
            author = re.sub("[<>\n\r\0]", "", payload.text(number_of(at, "git: author"))).strip(" .,:;\"'")
            message = payload.text(number_of(at, "git: message")).encode()
            path = f"briefs/b{at}.yml"
            text = (self.folder / path).read_bytes()
            commands += [
                f"commit refs/heads/main\nauthor {author} <a@a.example> {at} +0000\n".encode(),
                f"committer {author} <a@a.example> {at} +0000\n".encode(),
                f"data {len(message)}\n".encode() + message + b"\n",
                f"M 100644 inline {path}\ndata {len(text)}\n".encode() + text + b"\n",
            ]
        git = ("git", "-C", str(self.folder), "-c", "init.defaultBranch=main")
        subprocess.run([*git, "init", "--quiet"], check=True)
        subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(commands), check=True)
        settings = "site_name: Payloads\nsite_url: https://example.org/\nrepo_url: https://example.org/r\n"
        (self.folder / "mkdocs.yml").write_text(f"{settings}extra:\n  history: true\n", encoding="utf-8")

    # --- values

    def _text(self, at: int, field: str) -> str:
        """The payload with its mark: at the start of a line, or in the middle of it."""
        if (at, field) in self.refused:
            return _HARMLESS
        number = number_of(at, field)
        text = f"{self._payloads[at].text(number)} {mark_of(number)}"
        return f"Then {text}" if (at + _AT[field]) % 3 == 2 else text

    def _line(self, at: int, field: str) -> str:
        return " ".join(self._text(at, field).split())

    def _slot(self, at: int, field: str, before: str = "", after: str = "") -> Slot:
        return Slot(field, f"{before}{self._text(at, field)}{after}")

    def _file(self, at: int) -> str:
        """The name of an article; the payload's slashes make folders."""
        number = number_of(at, "source.file")
        name = file_name(self._payloads[at].text(number), number)
        if not name:
            self.refused.add((at, "source.file"))
        return f"a{at}.txt" if (at, "source.file") in self.refused else f"{name}.txt"

    def _address(self, at: int, field: str) -> Slot | str:
        if (at, field) in self.refused:
            return "https://example.org/"
        number = number_of(at, field)
        text = self._payloads[at].text(number)
        start = f"https://example.org/{mark_of(number)}?"
        return Slot(field, (f"{start}{quote(text, safe=_SAFE)}", f"{start}{text}", text)[at % 3])

    # --- files

    def _article(self, at: int) -> str:
        passage = self._line(at, "positions.passage")
        return "\n".join(
            [
                self._line(at, "article: first line"),
                "A plain paragraph says this, and no more.",
                f"{self._line(at, 'article: paragraph')} and so on.",
                f"{passage}, {self._line(at, 'positions.gist')} was said here.",
                f"{self._line(at, 'positions.prefix')} they agreed to all of it.",
                "In the end they agreed to all of it.",
                f"The ships would leave {self._line(at, 'positions.suffix')}.",
                "The ships would leave again.",
                f"“{self._line(at, 'article: quotation')},” said {self._line(at, 'actors.yml: name')}.",
                f"{self._line(at, 'open_questions.passage')} is not known.",
                # Quotation marks of the editor's own texts are about words of the article.
                self._line(at, "title"),
                self._line(at, "positions.says"),
                self._text(at, "article: several lines"),
                f"By {self._line(at, 'article: byline')}",
                "",
            ]
        )

    def _briefing(self, at: int, file: str) -> dict[str, Any]:
        slot, address = self._slot, self._address
        actor = {"actor": f"a{at}", "issue": f"i{at}"}
        passages: list[Slot | str] = ["A plain paragraph says this"]
        own = (at, "positions.passage") not in self.refused
        gist = (at, "positions.gist") not in self.refused
        cited = f"{self._line(at, 'positions.passage')}, {self._line(at, 'positions.gist')} was said here"
        if own or gist:
            passages = [Slot("positions.passage" if own else "positions.gist", cited)]
        told: dict[str, Any] = {**actor, "id": "own", "says": slot(at, "positions.says"), "passage": passages}
        if gist:
            told["gist"] = Slot("positions.gist", self._line(at, "positions.gist"))
        told |= {"setting": slot(at, "positions.setting"), "stance": "for", "toward": f"a{at}"}
        # A prefix that does not match is a problem at the passage.
        before: dict[str, Any] = {**actor, "says": "All of it."}
        before["passage"] = Slot("positions.prefix", "they agreed to all of it")
        before["prefix"] = "In the end"
        if (at, "positions.prefix") not in self.refused:
            before["prefix"] = Slot("positions.prefix", self._line(at, "positions.prefix"))
        after: dict[str, Any] = {**actor, "says": "The ships."}
        after["passage"] = Slot("positions.suffix", "The ships would leave")
        after["suffix"] = "again"
        if (at, "positions.suffix") not in self.refused:
            after["suffix"] = Slot("positions.suffix", self._line(at, "positions.suffix"))
        quoted: dict[str, Any] = {**actor, "says": "A quotation.", "relayed_by": f"a{at}"}
        quoted["passage"] = Slot("article: quotation", self._line(at, "article: quotation"))
        if (at, "article: quotation") in self.refused:
            quoted["passage"] = "and no more"
        quoted["translation"] = slot(at, "positions.translation")
        asked: dict[str, Any] = {"ask": slot(at, "open_questions.ask", after="?"), "issue": f"i{at}"}
        if (at, "open_questions.passage") not in self.refused:
            asked["passage"] = Slot("open_questions.passage", self._line(at, "open_questions.passage"))
        asked |= {"watch": slot(at, "open_questions.watch"), "status": ("open", "answered")[at % 2]}
        asked["answer"] = slot(at, "open_questions.answer")
        if at % 2:
            asked["answered_by"] = f"b{at}#own"
        return {
            "title": slot(at, "title"),
            "date": f"20{31 + at % 8}-{1 + at % 12:02}-{1 + at % 28:02}",
            "summary": slot(at, "summary", after=f"\n\n{_HARMLESS}."),
            "tags": [slot(at, "tags")],
            "source": {
                "file": Slot("source.file", file),
                "publisher": slot(at, "source.publisher"),
                "headline": slot(at, "source.headline"),
                "author": slot(at, "source.author"),
                "url": address(at, "source.url"),
                "archived": address(at, "source.archived"),
                "relays": slot(at, "source.relays"),
                "language": ("en", "ar")[at // 2 % 2],
                "show": "excerpts" if at % 10 == 0 else "full",
            },
            "actors": [{"id": f"a{at}", "role": slot(at, "actors.role"), "as": [slot(at, "actors.as")]}],
            "positions": [told, before, after, quoted],
            "open_questions": [asked],
            "corrections": [{"date": "2039-01-03", "note": slot(at, "corrections.note")}],
            "accept": [self._accepted(at, "accept.because")],
        }

    def _accepted(self, at: int, field: str) -> dict[str, Any]:
        return {"rule": "speaker-not-near", "because": self._slot(at, field, before="It was read: ")}

    def _actor(self, at: int) -> dict[str, Any]:
        return {
            "name": self._slot(at, "actors.yml: name"),
            "kind": ("person", "unnamed", "state")[at % 3],
            "also": [self._slot(at, "actors.yml: also")],
            "note": self._slot(at, "actors.yml: note"),
            "accept": [self._accepted(at, "actors.yml: accept.because")],
        }

    def _issue(self, at: int) -> dict[str, Any]:
        return {
            "title": self._slot(at, "issues.yml: title"),
            "proposition": self._slot(at, "issues.yml: proposition"),
            "about": self._slot(at, "issues.yml: about"),
            "accept": [self._accepted(at, "issues.yml: accept.because")],
        }

    # --- YAML

    def _write_yaml(self, path: str, at: int, data: dict[str, Any]) -> None:
        lines = list(lines_of(data))
        for line, (_, field) in enumerate(lines, start=1):
            if field:
                self._lines[path, line] = at, field
        (self.folder / path).write_text("".join(f"{text}\n" for text, _ in lines), encoding="utf-8")

    def _write_register(self, path: str, data: dict[str, Any]) -> None:
        lines: list[str] = []
        for at, entry in zip(self._payloads, data.items(), strict=True):
            for text, field in lines_of(dict([entry])):
                lines.append(text)
                if field:
                    self._lines[path, len(lines)] = at, field
        (self.folder / path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

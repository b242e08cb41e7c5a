"""Sites with passages that extensions may change, and a second reader of published passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from helpers.building import Site

# Markdown extensions turn these into ½, a superscript, a link, a smiley, a mark or other signs.
TRAPS = (
    'we open on the 1st of May and pay 1/2 of it, H~2~O, ^now^, ==all==, :smile:, (c), -->, "so" -- see'
    " https://harbour.example/fees and @velmar... +/- 3, [[[a]], {++b++}, *[may]: c"
)


def site_with(root: Path, words: str, *, question: str | None = None) -> Site:
    """A site of one briefing, with one position whose passage is `words`, and one question."""
    site = Site(root)
    article = (
        f"Velmar names a day\n\n“{words}”, Ana Kresh told the Herald on Friday.\n\nThere is more to say.\n"
    )
    site.write("seeds/herald.txt", article)
    site.write("briefs/actors.yml", "ana-kresh:\n  name: Ana Kresh\n  kind: person\n")
    site.write("briefs/issues.yml", "harbour:\n  title: The harbour\n")
    position = {"actor": "ana-kresh", "issue": "harbour", "says": "Velmar opens.", "passage": words}
    asked = {"ask": "What else?", "passage": question or "There is more to say"}
    briefing = {
        "date": "2031-05-02",
        "summary": "Made up.",
        "source": {"file": "herald.txt", "publisher": "Herald"},
        "actors": [{"id": "ana-kresh"}],
        "positions": [position],
        "open_questions": [asked],
    }
    site.write("briefs/note.yml", json.dumps(briefing, ensure_ascii=False, indent=1))  # JSON is YAML
    return site


class _Reader(HTMLParser):
    """Reads passages with Python's HTML parser, independently of the program's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str | None] = []
        self.marks: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mark":
            ref = dict(attrs).get("data-passage")
            self.open.append(ref)
            if ref is not None:
                self.marks.append((ref, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] is not None:
            ref, text = self.marks[-1]
            self.marks[-1] = ref, text + data


def read_otherwise(page: Path) -> list[tuple[str, str]]:
    """The name and text of each passage on a page, one per paragraph."""
    reader = _Reader()
    reader.feed(page.read_text("utf-8"))
    return reader.marks


def proofs(html: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The proof of each passage: its name, the briefing's object, the passage's object."""
    first = json.loads((html / "data" / "proof.json").read_text("utf-8"))
    for name in ["proof.json", *first["parts"]]:
        for briefing in json.loads((html / "data" / name).read_text("utf-8"))["briefings"]:
            for passage in briefing["passages"]:
                yield f"{briefing['briefing']}#{passage['id']}/{passage['number']}", briefing, passage


def seed_words(seeds: Path, briefing: dict[str, Any], passage: dict[str, Any]) -> str:
    """The article's words of a passage, by the steps in docs/proof.md."""
    data = (seeds / briefing["source"]).read_bytes()
    assert sha256(data).hexdigest() == briefing["source_sha256"]
    text = data.decode("utf-8-sig")
    return " […] ".join(text[start:end] for start, end in passage["pieces"])

"""Whole files: encodings, line breaks, JSON, and files that are not briefings."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.metadata_cases import LINES, LOADERS, case, places, read, without
from onrecord.metadata import reading
from onrecord.metadata.briefs import brief_slugs, read_brief
from onrecord.text import yaml_events

SOUND = without()
BAD_DATE = case("", date="date: 2 May").text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_breaks_of_every_system(ending: str, tmp_path: Path) -> None:
    assert places(read(tmp_path, SOUND.replace("\n", ending))[1]) == []
    assert places(read(tmp_path, BAD_DATE.replace("\n", ending))[1]) == [("bad-date", 2, 7)]
    mixed = BAD_DATE.replace("\n", "\r\n", 1).replace("\n", ending)
    assert places(read(tmp_path, mixed.replace("\r\r", "\r"))[1]) == [("bad-date", 2, 7)]


def test_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    assert places(read(tmp_path, b"\xef\xbb\xbf" + SOUND.encode())[1]) == []
    assert places(read(tmp_path, b"\xef\xbb\xbfdate: 2 May\n" + SOUND.encode())[1])[0] == ("bad-date", 1, 7)
    assert places(read(tmp_path, b"\xef\xbb\xbf" * 2 + SOUND.encode())[1]) == [("invisible-character", 1, 1)]


def test_file_without_a_last_line_break(tmp_path: Path) -> None:
    assert places(read(tmp_path, SOUND.rstrip("\n"))[1]) == []
    assert places(read(tmp_path, f"{SOUND}updated:")[1]) == [("empty-value", 21, 1)]


OTHER_FILES: list[tuple[str, bytes, list[tuple[str, int, int]]]] = [
    ("nothing", b"", [("empty-file", 1, 1)]),
    ("blank lines", b"\n \r\n", [("empty-file", 1, 1)]),
    ("only a byte order mark", b"\xef\xbb\xbf", [("empty-file", 1, 1)]),
    ("only a comment", b"# to be written\n", [("not-yaml", 1, 1)]),
    ("only a separator", b"---\n", [("not-yaml", 2, 1)]),
    ("a word", b"null\n", [("not-yaml", 1, 1)]),
    ("a number", b"\n  42\n", [("not-yaml", 2, 3)]),
    ("a list", b"- title: a\n- date: b\n", [("not-yaml", 1, 1)]),
    ("prose", b"Ostravia and Velmar talk.\nThe talks begin in June.\n", [("not-yaml", 1, 1)]),
    ("prose with a colon", b"The talks: a beginning.\nThey begin in June.\n", [("yaml-syntax", 2, 1)]),
    ("HTML", b"<!DOCTYPE html>\n<html><body>talks</body></html>\n", [("not-yaml", 1, 1)]),
    ("Markdown", b"# Talks\n\nThey *begin* in June.\n", [("not-yaml", 3, 1)]),
    ("CSV", b"title,date\nTalks,2031-05-02\n", [("not-yaml", 1, 1)]),
    ("JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", [("binary-file", 1, 1)]),
    ("ZIP", b"PK\x03\x04\x14\x00\x06\x00", [("binary-file", 1, 1)]),
    ("UTF-16", "title: a\n".encode("utf-16"), [("bad-encoding", 1, 1)]),
    ("UTF-16 without a mark", "title: a\n".encode("utf-16-be"), [("binary-file", 1, 1)]),
    ("UTF-32", "title: a\n".encode("utf-32"), [("bad-encoding", 1, 1)]),
    ("Latin-1", "date: a\ntitle: caf\xe9\n".encode("latin-1"), [("bad-encoding", 2, 11)]),
    ("Windows-1252", "title: “a”\n".encode("cp1252"), [("bad-encoding", 1, 8)]),
    ("a lone surrogate", b"title: \xed\xa0\x80\n", [("bad-encoding", 1, 8)]),
    ("a cut character", b"title: caf\xc3", [("bad-encoding", 1, 11)]),
]


@pytest.mark.parametrize(
    ("data", "expected"), [row[1:] for row in OTHER_FILES], ids=[row[0] for row in OTHER_FILES]
)
def test_file_that_is_no_briefing(data: bytes, expected: list[tuple[str, int, int]], tmp_path: Path) -> None:
    file, problems = read(tmp_path, data)
    assert file is None
    assert places(problems) == expected


BRIEFING: dict[str, Any] = {
    "title": "Talks \U0001f91d: “a beginning” – #1",
    "date": "2031-05-02",
    "summary": 'One.\n\nTwo \\ "three" \u0645\u06cc\u200c\u062e.',
    "tags": [],
    "source": {"file": "a.txt", "publisher": "Gulf Herald", "url": "https://x.example/a#b"},
    "actors": [{"id": "ana-kresh", "role": "Minister"}],
    "positions": [{"actor": "ana-kresh", "issue": "fishing", "says": "No.", "passage": ["a", "b"]}],
}


@pytest.mark.parametrize("indent", [None, 0, 2, 4])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("separators", [None, (",", ":")])
def test_json_is_yaml(
    indent: int | None, ascii_only: bool, separators: tuple[str, str] | None, tmp_path: Path
) -> None:
    text = json.dumps(BRIEFING, indent=indent, ensure_ascii=ascii_only, separators=separators)
    file, problems = read(tmp_path, text)
    assert places(problems) == []
    assert file is not None
    assert file.brief.title == BRIEFING["title"]
    assert file.brief.summary == BRIEFING["summary"]
    assert file.brief.positions[0].passage == ("a", "b")


def test_json_with_mistakes(tmp_path: Path) -> None:
    emoji = json.dumps(BRIEFING | {"date": "2 May"})
    assert places(read(tmp_path, emoji)[1]) == [("bad-date", 1, emoji.index('"2 May') + 1)]
    comma = '{"title": "a", "date": "2031-05-02" "summary": "b"}'
    assert places(read(tmp_path, comma)[1]) == [("yaml-syntax", 1, comma.index(' "summary') + 1)]
    assert places(read(tmp_path, comma.replace(" ", "\n  "))[1]) == [("yaml-syntax", 4, 15)]
    unclosed = json.dumps(BRIEFING)[:-1]
    assert places(read(tmp_path, unclosed)[1]) == [("yaml-syntax", 1, 1)]
    behind = json.dumps(BRIEFING) + "\ntitle: b\n"
    assert places(read(tmp_path, behind)[1]) == [("yaml-syntax", 2, 1)]
    tabs = json.dumps(BRIEFING | {"date": "2 May"}, indent="\t")
    assert places(read(tmp_path, tabs)[1]) == [("tab", 2, 1), ("bad-date", 3, 10)]


DEEP = {
    "[": lambda n: "tags: " + "[" * n,
    "[]": lambda n: "tags: " + "[" * n + "]" * n,
    "{": lambda n: "{" * n,
    "{a:": lambda n: "{a: " * n,
    "- -": lambda n: "- " * n,
    "? ?": lambda n: "? " * n,
    "a:": lambda n: "".join(f"{' ' * level}a:\n" for level in range(n // 10)),
}


@pytest.mark.parametrize("nested", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused_at_once(nested: Callable[[int], str], tmp_path: Path) -> None:
    start = time.process_time()
    file, problems = read(tmp_path, nested(10_000))
    assert time.process_time() - start < 5
    assert file is None
    assert [problem.rule.name for problem in problems] == ["nested-too-deep"]


def test_nesting_that_is_read_has_a_limit(tmp_path: Path) -> None:
    levels = reading.MAX_DEPTH - 1  # one of them is the briefing
    allowed = case("", tags=f"tags: {'[' * levels}{']' * levels}").text
    assert places(read(tmp_path, allowed)[1]) == [("wrong-type", 4, 8)]
    levels += 1
    refused = case("", tags=f"tags: {'[' * levels}{']' * levels}").text
    assert places(read(tmp_path, refused)[1]) == [("nested-too-deep", 4, 6 + levels)]


def test_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "briefs" / "ostravia-talks.yml"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    try:
        _, problems = read_brief(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert places(problems) == [("file-too-large", 1, 1)]
    assert peak < 10_000_000


# Input that was slow to read once, at the maximum size or large enough to notice.
SLOW = {
    "a long line": "title: " + "x" * 900_000,
    "a long line, not of ASCII": "title: " + "\u00e4" * 450_000,
    "a long list in a line": "tags: [" + "a," * 100_000 + "a]",
    "a quotation mark never closed": 'title: "' + "x\n" * 100_000,
    "colons": "title: " + ": " * 100_000,
    "hyphens": "title: x\n" + "- -" + "-" * 500_000,
    "comments": "title: a" + " #" * 200_000,
    "hidden characters in a line": "title: " + "a\u200b" * 100_000,
    "escapes": 'title: "' + "\\u202e" * 50_000 + '"',
    "blank lines": "title: a\n" + "\n" * 500_000,
    "unknown keys": "".join(f"key{number}: a\n" for number in range(5_000)),
    "a long unknown key": f"{'k' * 1_000}: a\n",
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_odd_file_does_not_take_long(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "LOADER", LOADERS[0])
    path = tmp_path / "briefs" / "ostravia-talks.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    _, problems = read_brief(path)
    assert time.process_time() - start < 5
    assert problems


def test_only_yml_files_are_briefings_and_what_looks_like_one_is_named(tmp_path: Path) -> None:
    for name in """a.yml b.YML c.yaml d.yml.txt e.json f.yml~ .g.yml notes.txt actors.yml issues.yml
        actors.yaml 2031/h.yml 2031/07/i.yaml 2031/notes.txt j.yml/k.yml""".split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    slugs, problems = brief_slugs(tmp_path)
    assert slugs == ["a"]
    stray = {problem.location.path.removeprefix(f"{tmp_path.name}/"): problem.help for problem in problems}
    assert stray.keys() == set(
        "2031/07/i.yaml 2031/h.yml actors.yaml b.YML c.yaml d.yml.txt e.json j.yml/k.yml".split()
    )
    assert stray["d.yml.txt"] == f"if it is a briefing, move it to {tmp_path.name}/d.yml"


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("talks.yml", []),
        ("talks-2031-05.yml", []),
        ("7.yml", []),
        ("Talks.yml", ["bad-slug"]),
        ("the talks.yml", ["bad-slug"]),
        ("talks_1.yml", ["bad-slug"]),
        ("tälks.yml", ["bad-slug"]),
        ("-talks.yml", ["bad-slug"]),
        ("talks.draft.yml", ["bad-slug"]),
        ("index.yml", ["bad-slug"]),
    ],
)
def test_name_of_a_briefing(name: str, rules: list[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(SOUND, encoding="utf-8")
    assert [problem.rule.name for problem in read_brief(path)[1]] == rules


def test_sound_briefing_is_sound(tmp_path: Path) -> None:
    file, problems = read(tmp_path, SOUND)
    assert problems == []
    assert file is not None
    assert file.wrong == frozenset()
    assert file.document.value(file.item("positions", 0)).line == list(LINES).index("actor") + 1

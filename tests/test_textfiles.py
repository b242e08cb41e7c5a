"""Reading text files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from onrecord.rules import files as rules
from onrecord.text.files import read_text


def read(
    tmp_path: Path, data: bytes, max_bytes: int = 1000
) -> tuple[str | None, str, list[tuple[str, int, int]]]:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    text, sha256, problems = read_text(path, "seeds/a.txt", max_bytes)
    assert all(problem.location.path == "seeds/a.txt" and problem.help for problem in problems)
    return text, sha256, [(p.rule.name, p.location.line, p.location.column) for p in problems]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a", "a", id="no-newline-at-the-end"),
        pytest.param("é “x”\n".encode(), "é “x”\n", id="utf-8"),
        pytest.param(b"\xef\xbb\xbfa\n", "a\n", id="byte-order-mark"),
        pytest.param(b"a\r\nb\rc\n", "a\r\nb\rc\n", id="line-breaks-stay"),
        pytest.param(b"a\x0cb\x0bc\x1a", "a\x0cb\x0bc\x1a", id="form-feed-and-old-end-of-file"),
        pytest.param("e\u0301\u200b".encode(), "e\u0301\u200b", id="nothing-is-normalized"),
        pytest.param(b"x" * 1000, "x" * 1000, id="as-large-as-may-be"),
    ],
)
def test_text_is_kept_as_it_is(tmp_path: Path, data: bytes, text: str) -> None:
    assert read(tmp_path, data) == (text, hashlib.sha256(data).hexdigest(), [])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", (rules.EMPTY_FILE, 1, 1), id="empty"),
        pytest.param(b" \r\n\t\n", (rules.EMPTY_FILE, 1, 1), id="white-space"),
        pytest.param(b"\xef\xbb\xbf", (rules.EMPTY_FILE, 1, 1), id="byte-order-mark-alone"),
        pytest.param("\u200b\u00a0\u2028\ufeff".encode(), (rules.EMPTY_FILE, 1, 1), id="nothing-to-be-seen"),
        pytest.param(b"x" * 1001, (rules.FILE_TOO_LARGE, 1, 1), id="too-large"),
        pytest.param("a\n".encode("utf-16"), (rules.BAD_ENCODING, 1, 1), id="utf-16"),
        pytest.param("\ufeffa\n".encode("utf-16-be"), (rules.BAD_ENCODING, 1, 1), id="utf-16-be"),
        pytest.param("a\n".encode("utf-32"), (rules.BAD_ENCODING, 1, 1), id="utf-32"),
        pytest.param("one\ncafé “x”".encode("cp1252"), (rules.BAD_ENCODING, 2, 4), id="windows-1252"),
        pytest.param(b"\xef\xbb\xbfcaf\xe9", (rules.BAD_ENCODING, 1, 4), id="column-behind-byte-order-mark"),
        pytest.param("ü\nüü".encode() + b"\xff", (rules.BAD_ENCODING, 2, 3), id="columns-are-characters"),
        pytest.param(b"ab\xe2\x80", (rules.BAD_ENCODING, 1, 3), id="cut-off-in-a-character"),
        pytest.param(b"\xed\xa0\x80", (rules.BAD_ENCODING, 1, 1), id="half-of-a-pair"),
        pytest.param("a\n".encode("utf-16-le"), (rules.BINARY_FILE, 1, 1), id="utf-16-without-a-mark"),
        pytest.param(b"PK\x03\x04\x14\x00", (rules.BINARY_FILE, 1, 1), id="word-document"),
        pytest.param(b"%PDF-1.7\n\x00", (rules.BINARY_FILE, 1, 1), id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", (rules.BINARY_FILE, 1, 1), id="picture"),
    ],
)
def test_what_is_no_text_is_a_problem(tmp_path: Path, data: bytes, problem: tuple[object, int, int]) -> None:
    text, sha256, problems = read(tmp_path, data)
    rule, line, column = problem
    assert (text, sha256, problems) == (None, "", [(getattr(rule, "name", ""), line, column)])


def test_what_cannot_be_read_is_the_machine_s_failure(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        read_text(tmp_path / "nothing.txt", "seeds/nothing.txt", 1000)

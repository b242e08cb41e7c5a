"""Read text files that people made: the text, or a problem that says why not."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

_OTHER_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# The control characters that occur in text: tab, line feed, vertical tab, form feed, return, the old DOS
# end-of-file mark, and escape.
_IN_TEXT = bytes([*b"\t\n\v\f\r\x1a\x1b", *range(0x20, 0x100)])


def read_text(path: Path, name: str, max_bytes: int) -> tuple[str | None, str, list[Problem]]:
    """Read a UTF-8 file, with or without a byte order mark, line breaks kept as they are.

    Args:
        path: the file.
        name: what to call it in problems, relative to the root.
        max_bytes: the limit; a larger file is not read.

    Returns:
        The text, or None; the SHA-256 of the file's bytes; and, without a text, a problem: not a file, too
        large, binary, in another encoding, or empty.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        data = read_bytes(path, max_bytes, is_edited=True)
    except NotAFileError as error:
        help_text = "remove it, or replace it by a file"
        return None, "", [Problem(rules.WRONG_FILE_KIND, Location(name), str(error.strerror), help_text)]
    text = decoded(data, name, max_bytes)
    if isinstance(text, Problem):
        return None, "", [text]
    # Usually the first character is visible.
    first = text.lstrip()[:1]
    if not (first and first.isprintable()) and not any(map(str.isprintable, text.replace(" ", ""))):
        message, help_text = "this file is empty", "add the text, or delete the file"
        return None, "", [Problem(rules.EMPTY_FILE, Location(name), message, help_text)]
    return text, hashlib.sha256(data).hexdigest(), []


def decoded(data: bytes, name: str, max_bytes: int) -> str | Problem:
    """The bytes decoded as UTF-8, or the problem that prevents it."""
    if len(data) > max_bytes:
        return Problem(
            rules.FILE_TOO_LARGE,
            Location(name),
            f"this file is larger than {max_bytes / 1_000_000:g} MB",
            "check that it is the right file, and remove what does not belong in it",
        )
    for mark, encoding in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            return _encoding_problem(Location(name), f"this file is {encoding}, not UTF-8")
    if data.translate(None, _IN_TEXT):
        return Problem(
            rules.BINARY_FILE,
            Location(name),
            "this is not a text file",
            "save the text itself as plain text in UTF-8",
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line_start = before.rfind("\n") + 1
        place = Location(name, before.count("\n") + 1, len(before) - line_start + 1)
        byte = data[error.start]
        return _encoding_problem(place, f"byte 0x{byte:02X} here is not UTF-8")


def _encoding_problem(place: Location, message: str) -> Problem:
    return Problem(
        rules.BAD_ENCODING,
        place,
        message,
        "save the file as UTF-8; older programs call Windows-1252 or Latin-1 'ANSI'",
    )

"""Read what somebody saved as an article: text as it is, a page as HTML; or say what to do instead."""

from __future__ import annotations

from msgspec import Struct

from onrecord.articles.reading import MAX_ARTICLE_BYTES
from onrecord.drafting.html import NoLibraryError, Page, is_page, read_page
from onrecord.text.files import decoded

_PASTE = "open it, copy its text, and paste it: {new} -"
# How documents begin that are not text, and what they are.
_DOCUMENTS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a document in a package, such as .docx or .odt"),
    (b"{\\rtf", "a document in RTF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"From: ", "a saved mail or web archive"),
    (b"MIME-Version:", "a web archive"),
)


class Imported(Struct, frozen=True):
    """An article as read.

    Attributes:
        data: the bytes for `seeds/`: those of a text, or the text of a page.
        text: its characters.
        page: for HTML.
    """

    data: bytes
    text: str
    page: Page | None = None


class Refused(Struct, frozen=True):
    """Why something cannot be read as an article, and what to do."""

    message: str
    help: str


def read_import(data: bytes, command: str, name: str = "") -> Imported | Refused:
    """The article in some bytes.

    Args:
        data: of a file, or of what was pasted.
        command: how the command is called, for what to do.
        name: the name of the file; .html says that it is a page, however it begins.
    """
    paste = _PASTE.format(new=command)
    for sign, document in _DOCUMENTS:
        if data.startswith(sign):
            return Refused(f"this is {document}, not text", f"save it as plain text in UTF-8; or {paste}")
    if is_page(data) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return _of_page(data, paste)
    text = decoded(data, "", MAX_ARTICLE_BYTES)
    if not isinstance(text, str):
        return Refused(text.message, text.help)
    if not any(map(str.isalnum, text)):
        return Refused("there is no text in it", "check that it is the right file")
    return Imported(data, text)


def _of_page(data: bytes, paste: str) -> Imported | Refused:
    if len(data) > MAX_ARTICLE_BYTES:
        return Refused("this page is too large", paste)
    try:
        page = read_page(data)
    except NoLibraryError:
        help_text = f"pip install '.[html]' in the folder of the program; or {paste}"
        return Refused("this is a page as HTML, and the library that reads it is not installed", help_text)
    if page is None:
        return Refused("no article was found in this page", paste)
    return Imported(page.text.encode(), page.text, page)

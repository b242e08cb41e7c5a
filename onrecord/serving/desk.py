"""The desk over HTTP, below `/_desk/`: its pages, and what their script asks for and sends.

Whatever is sent needs a token that is in the desk's own pages alone: a page of another origin can make a
browser send a request, but cannot read the token.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus
from importlib import resources

import msgspec
from msgspec import Struct

from onrecord.desk.changes import Change
from onrecord.desk.desk import Desk, Saved, UnknownBriefingError
from onrecord.desk.selecting import CannotCiteError
from onrecord.desk.view import row_of, view_of
from onrecord.desk.waiting import waiting_of
from onrecord.fixing.inserting import CannotWriteError
from onrecord.layout import Layout
from onrecord.rules.problems import Problem
from onrecord.text.spans import Span

DESK = "/_desk/"
TOKEN = "X-Onrecord-Token"  # noqa: S105 - the header's name
MAX_BODY = 1_000_000  # bytes; nobody writes as much in a form
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';"
    " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STATIC = {"desk.js": "text/javascript", "desk.css": "text/css"}
_PAGE = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?")
_CALL = re.compile(
    r"data/(?P<what>list|row|briefing|start|select|propose|save|undo)(?:/(?P<slug>[a-z0-9-]+))?"
)

_READ = ("list", "row", "briefing")  # what is asked for; everything else is sent


class Reply(Struct, frozen=True):
    """An answer to a request.

    Attributes:
        kind: its media type.
    """

    status: HTTPStatus
    kind: str
    data: bytes


class _Selected(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that somebody has selected: places in the article, in code points."""

    spans: list[tuple[int, int]]
    issue: str = ""


class _Started(Struct, frozen=True, forbid_unknown_fields=True):
    """An article whose briefing somebody begins."""

    article: str


class _Proposed(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody would change."""

    change: Change


class _Saving(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody changes, in files that they have seen."""

    change: Change
    digest: str


class DeskPages:
    """Answers what is asked below `/_desk/`.

    Args:
        layout: the site.
        editor: the address of a file at a line in the editor program, from path, line and column.
        as_text: how a problem is shown on the terminal.
    """

    def __init__(
        self, layout: Layout, editor: Callable[[str, int, int], str], as_text: Callable[[Problem], str]
    ) -> None:
        self._layout, self._editor, self._as_text = layout, editor, as_text
        self._desk = Desk(layout)
        self._token = secrets.token_urlsafe(24)

    def is_allowed(self, token: str | None) -> bool:
        """Whether whoever sends something has read the token in one of the desk's pages."""
        return token is not None and secrets.compare_digest(token, self._token)

    def get(self, path: str) -> Reply | None:
        """The answer to a request of a page, a file or data; None if there is none.

        Args:
            path: below `/_desk/`.
        """
        if path in _STATIC:
            return Reply(HTTPStatus.OK, f"{_STATIC[path]}; charset=utf-8", _static(path))
        if _PAGE.fullmatch(path):
            page = self._page.replace(b"{slug}", path.encode())
            return Reply(HTTPStatus.OK, "text/html; charset=utf-8", page)
        call = _CALL.fullmatch(path)
        if call is None or call["what"] not in _READ:
            return None
        return self._answered(lambda: self._read(call["what"], call["slug"] or ""))

    def post(self, path: str, body: bytes) -> Reply | None:
        """The answer to something that was sent; None if there is no such address.

        Args:
            path: below `/_desk/`.
            body: JSON.
        """
        call = _CALL.fullmatch(path)
        if call is None or call["what"] in _READ or (call["slug"] is None) != (call["what"] == "start"):
            return None
        return self._answered(lambda: self._written(call["what"], call["slug"] or "", body))

    @cached_property
    def _page(self) -> bytes:
        return _static("desk.html").replace(b"{token}", self._token.encode())

    def _answered(self, work: Callable[[], object]) -> Reply:
        """What some work returns, as JSON; or in words, why it cannot be done."""
        try:
            status, found = HTTPStatus.OK, work()
        except UnknownBriefingError as error:
            status, found = HTTPStatus.NOT_FOUND, Saved(str(error))
        except (CannotCiteError, CannotWriteError) as error:
            status, found = HTTPStatus.UNPROCESSABLE_ENTITY, Saved(str(error))
        except (msgspec.DecodeError, UnicodeError) as error:
            status, found = HTTPStatus.BAD_REQUEST, Saved(f"this is not what the desk sends: {error}")
        except OSError as error:
            status, found = HTTPStatus.INTERNAL_SERVER_ERROR, Saved(error.strerror or str(error))
        return Reply(status, "application/json", msgspec.json.encode(found))

    def _read(self, what: str, slug: str) -> object:
        if what == "list":
            return waiting_of(self._layout)
        if what == "row":
            return row_of(slug, self._desk.look(slug))
        opened = self._desk.open(slug)
        view = view_of(slug, opened, self._desk.draft(opened), can_undo=self._desk.can_undo(slug))
        data = msgspec.to_builtins(view)
        for entry in data["entries"]:
            entry["open"] = self._editor(view.path, entry["line"], 1)
        for problem in data["problems"]:
            problem["open"] = self._editor(problem["path"], problem["line"], problem["column"])
        return data | {"open": self._editor(view.path, 1, 1)}

    def _written(self, what: str, slug: str, body: bytes) -> object:
        if what == "start":
            return {"slug": self._desk.start(msgspec.json.decode(body, type=_Started).article)}
        if what == "undo":
            return self._desk.undo(slug)
        if what == "select":
            selected = msgspec.json.decode(body, type=_Selected)
            return self._desk.select(slug, [Span(*span) for span in selected.spans], selected.issue)
        if what == "propose":
            proposal = self._desk.propose(slug, msgspec.json.decode(body, type=_Proposed).change)
            return {
                "diff": proposal.diff,
                "problems": [
                    {"rule": one.rule.name, "is_error": one.is_error, "text": self._as_text(one)}
                    for one in proposal.new
                ],
            }
        saving = msgspec.json.decode(body, type=_Saving)
        return self._desk.save(slug, saving.change, saving.digest)


def _static(name: str) -> bytes:
    return resources.files("onrecord.serving").joinpath("static", name).read_bytes()

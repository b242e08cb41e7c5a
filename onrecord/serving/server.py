"""The preview over HTTP: the pages as they are now, each with a script that waits for their next change.

The standard library's server, since it has one reader: a thread for each connection, and nothing to install.
Whoever can open a page of any site can make this machine's browser ask it; so it answers only requests that
name its own address as their host, which no other name that leads here does (DNS rebinding).
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import mimetypes
import posixpath
import socket
import sys
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from urllib.parse import parse_qs, quote, unquote, urlsplit

import msgspec

from onrecord.serving.desk import DESK, MAX_BODY, POLICY, TOKEN, DeskPages, Reply
from onrecord.serving.session import Session
from onrecord.serving.state import State

OWN = "/_serve/"  # Below this address are the files that serving adds.
_SCRIPT, _STYLE = f"{OWN}reload.js", f"{OWN}reload.css"
_ALIVE = 15.0  # Say this often, in seconds, that the connection is open: it shows which ones are not.
_SLOW = 30.0  # A request has this many seconds to arrive.
_KINDS = {
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".jsonld": "application/ld+json",
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_TEXT = ("text/", "application/json", "application/xml", "application/ld+json", "image/svg")
_WAITING = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>onrecord</title><link rel="stylesheet" href="{style}"></head>
<body class="waiting"><p>{words}</p></body>
</html>
"""
_BUILDING = "The first build is running. This page reloads when it is done."
_FAILED = "Nothing is built yet, because of a problem. This page reloads once it is corrected."


class Server(ThreadingHTTPServer):
    """Serves a session's pages.

    Args:
        session: has the pages.
        desk: answers what is asked below `/_desk/`.
        at: the address and the port to listen at.
        below: the path of the site's address, without a slash at its end.
        follows: whether pages go to what was changed.

    Raises:
        OSError: the port is in use, or the address is not this machine's.
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # There it would let two programs listen at once.
    request_queue_size = 64

    def __init__(
        self,
        session: Session,
        desk: DeskPages,
        at: tuple[str, int],
        *,
        below: str = "",
        follows: bool = False,
    ) -> None:
        self.session, self.desk, self.below, self.follows = session, desk, below, follows
        self.host, port = at
        found = socket.getaddrinfo(self.host, port, type=socket.SOCK_STREAM)[0]
        self.address_family = found[0]
        self.is_closing = False
        super().__init__(found[4][:2], Handler)  # type: ignore[arg-type]  # an IPv6 address has more

    @property
    def address(self) -> str:
        """The site's address here."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.server_port}{self.below}/"

    def server_bind(self) -> None:
        """Bind, without asking for the name of this machine, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(self.allow_reuse_address))
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.host, self.server_address[1]

    def handle_error(self, _: object, __: object) -> None:
        """Say nothing of readers who go away; everything else is told."""
        error = sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1]
        if not isinstance(error, OSError | TimeoutError):
            assert error is not None
            sys.excepthook(type(error), error, error.__traceback__)


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "onrecord", ""
    timeout = _SLOW

    def do_GET(self) -> None:
        """Answer with a page or a file."""
        if not self._is_for_us():
            return
        address = urlsplit(self.path)
        path = unquote(address.path)
        if path == f"{OWN}events":
            self._tell(parse_qs(address.query))
        elif path.startswith(DESK):
            self._reply(self.server.desk.get(path.removeprefix(DESK)))
        elif f"{path}/" == DESK:
            self._redirect(DESK)
        elif path in (_SCRIPT, _STYLE):
            self._answer(HTTPStatus.OK, path, _own_file(posixpath.basename(path)))
        else:
            self._page(path)

    def do_POST(self) -> None:
        """Take what the desk sends."""
        if not self._is_for_us():
            return
        path = urlsplit(self.path).path
        if self._is_from_elsewhere() or not self.server.desk.is_allowed(self.headers.get(TOKEN)):
            self._refuse("only the desk's own pages may send this")
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            self.close_connection = True
            self._answer(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "refused.txt", b"this is more than a form can hold\n"
            )
            return
        self._reply(self.server.desk.post(path.removeprefix(DESK), self.rfile.read(int(length))))

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def _reply(self, reply: Reply | None) -> None:
        if reply is None:
            reply = Reply(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"there is nothing here\n")
        self._send(reply.status, reply.kind, reply.data, POLICY)

    def _page(self, path: str) -> None:
        below = f"{self.server.below}/"
        if path in ("/", self.server.below) and path != below:
            self._redirect(below)
            return
        place = _place(path.removeprefix(below)) if path.startswith(below) else None
        status = HTTPStatus.OK
        found = self.server.session.page(place) if place else None
        if found is None:
            status = HTTPStatus.NOT_FOUND
            found, place = self.server.session.page("404.html"), "404.html"
            version = ""
        else:
            version = _version(found)
        if found is None:
            status, found = HTTPStatus.SERVICE_UNAVAILABLE, self._waiting()
        assert place is not None
        if place.endswith(".html"):
            found = _with_script(found, version)
        self._answer(status, place, found)

    def _waiting(self) -> bytes:
        stopped = self.server.session.board.state.is_stopped
        return _WAITING.format(style=_STYLE, words=_FAILED if stopped else _BUILDING).encode()

    def _tell(self, query: Mapping[str, list[str]]) -> None:
        """Tell a page of each change: the problems, and whether the page is another one now."""
        if self._is_from_elsewhere():
            self._refuse("only pages of this address may ask for this")
            return
        path, version = query.get("page", [""])[0], query.get("version", [""])[0]
        place = _place(path.removeprefix(f"{self.server.below}/"))
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        board, number = self.server.session.board, -1
        since = board.state.number
        self.wfile.write(b"retry: 300\n\n")
        while not self.server.is_closing:
            state = board.wait(number, _ALIVE)
            if state.number == number:
                self.wfile.write(b": still here\n\n")
                continue
            number = state.number
            page = self.server.session.page(place) if place else None
            is_other = (_version(page) if page is not None else "") != version
            go = f"{self.server.below}/{state.go}" if self.server.follows and state.went > since else ""
            self.wfile.write(b"data: " + _as_data(state, is_other=is_other, go=go) + b"\n\n")

    def _is_for_us(self) -> bool:
        """Whether a request names this server as its host; refuses it if not."""
        try:
            named = urlsplit(f"//{self.headers.get('Host', '')}")
            is_ours = (named.port or 80) == self.server.server_port and self._is_our_name(
                named.hostname or ""
            )
        except ValueError:
            is_ours = False
        if not is_ours:
            self._refuse("this host is not served here")
        return is_ours

    def _is_our_name(self, name: str) -> bool:
        if name in (self.server.host.lower(), "localhost"):
            return True
        try:
            return ipaddress.ip_address(name) == ipaddress.ip_address(self.connection.getsockname()[0])
        except ValueError:
            return False

    def _is_from_elsewhere(self) -> bool:
        """Whether a page of another site makes the request, as far as the browser tells."""
        origin = self.headers.get("Origin")
        own = f"http://{self.headers.get('Host')}"
        return self.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") or (
            origin is not None and origin != own
        )

    def _refuse(self, words: str) -> None:
        self.close_connection = True
        self._answer(HTTPStatus.FORBIDDEN, "refused.txt", f"{words}\n".encode())

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(address))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, name: str, data: bytes) -> None:
        self._send(status, _kind_of(name), data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes, policy: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _place(path: str) -> str | None:
    """The path of a file in the site; None if an address leads out of it, or to a hidden file."""
    if not path or path.endswith("/"):
        path += "index.html"
    parts = path.split("/")
    is_plain = all(part and not part.startswith(".") for part in parts)
    return path if is_plain and not set("\\\0:") & set(path) else None


def _version(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _with_script(page: bytes, version: str) -> bytes:
    """A page with the script that waits for its next change."""
    script = f'<script src="{_SCRIPT}" data-version="{version}" defer></script>\n'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def _as_data(state: State, *, is_other: bool, go: str) -> bytes:
    told = msgspec.to_builtins(state) | {"other": is_other, "go": go}
    return json.dumps(told, ensure_ascii=True).encode()


def _kind_of(name: str) -> str:
    ending = posixpath.splitext(name)[1].lower()
    kind = _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


@cache
def _own_file(name: str) -> bytes:
    return resources.files("onrecord.serving").joinpath("static", name).read_bytes()

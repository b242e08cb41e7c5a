"""A published copy of a site: a folder, or an address on the web.

A copy is not trusted: names cannot lead out of it, and files larger than any page are not read.
"""

from __future__ import annotations

import errno
import html
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Protocol
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from onrecord.engine.opening import NotAFileError, read_bytes
from onrecord.layout import path_within

SECONDS = 30
MAX_BYTES = 100_000_000
_AT_A_TIME = 1 << 16
_SITEMAP = "sitemap.xml"
_LOCATION = re.compile(r"<loc>([^<]{1,2000})</loc>")
_IS_PAGE = re.compile(r"\.html?\Z", re.IGNORECASE)


class TooLargeError(Exception):
    """A file is larger than any file of a site."""


def is_address(text: str) -> bool:
    """Whether a text is a web address, not a folder."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


class LeadsOutError(OSError):
    """A path leads out of the folder, by `..` or by a link; `strerror` says so."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EINVAL, "this path leads out of its folder", path)


def inside(path: Path, folder: Path, outside: Iterable[str]) -> Path:
    """A path that leads, with links resolved, into a folder or into an allowed one outside it.

    Raises:
        LeadsOutError: it leads elsewhere.
        ValueError: this cannot be a path.
    """
    if path_within(path, (os.path.realpath(folder), *outside)) is None:
        raise LeadsOutError(str(path))
    return path


class Copy(Protocol):
    """A published copy.

    Attributes:
        name: the beginning of its paths in problems.
        is_local: whether several processes may read it at once.
    """

    name: str
    is_local: bool

    def pages(self, named: Iterable[str], homepage: str | None) -> list[str]:
        """The paths of all known pages.

        Args:
            named: the pages that the proof names.
            homepage: the published address of the site, if it gives one.
        """
        ...

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if it is missing.

        Raises:
            TooLargeError: it is too large.
            OSError: it cannot be read.
        """
        ...


class FolderCopy:
    """A copy in a folder.

    Args:
        folder: the folder.
        name: its name in problems.
        outside: the real paths of folders outside it that its links may lead into.
    """

    is_local = True

    def __init__(self, folder: Path, name: str, outside: Sequence[str] = ()) -> None:
        self._folder, self._outside = folder, outside
        self.name = name

    def pages(self, named: Iterable[str], homepage: str | None) -> list[str]:  # noqa: ARG002 - all are there
        return sorted(set(self._walked()).union(named))

    def _walked(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                if _IS_PAGE.search(name):
                    yield (Path(folder) / name).relative_to(self._folder).as_posix()

    def read(self, path: str) -> bytes | None:
        try:
            data = read_bytes(inside(self._folder / path, self._folder, self._outside), MAX_BYTES)
        except (FileNotFoundError, NotADirectoryError, NotAFileError, ValueError):
            return None
        if len(data) > MAX_BYTES:
            raise TooLargeError
        return data


class WebCopy:
    """A copy on the web; only its own host gets requests.

    Args:
        address: of its first page or of the folder that it is in, http(s).
    """

    is_local = False

    def __init__(self, address: str) -> None:
        bare = urlsplit(address)._replace(query="", fragment="").geturl()
        self._base = re.sub(r"/[^/]*\.html?\Z", "", bare).rstrip("/") + "/"
        self.name = self._base.rstrip("/")
        self._opener = build_opener(_SameHost)

    def pages(self, named: Iterable[str], homepage: str | None) -> list[str]:
        found = set(named)
        listed = self.read(_SITEMAP)
        bases = [base for base in (homepage, self._base) if base]
        for location in _LOCATION.findall(listed.decode("utf-8", "replace")) if listed else ():
            address = html.unescape(location)
            base = next((base for base in bases if address.startswith(base)), None)
            if base is not None:
                path = unquote(urlsplit(address[len(base) :]).path)
                found.add(path if _IS_PAGE.search(path) else f"{path}index.html")
        return sorted(path for path in found if ".." not in path.split("/"))

    def read(self, path: str) -> bytes | None:
        request = Request(self._base + quote(path), headers={"User-Agent": "onrecord-verify"})  # noqa: S310 - http(s)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return _bounded(answer)
        except HTTPError as error:
            with error:
                if error.code in (404, 410):
                    return None
                raise OSError(f"the server answers {error.code} {error.reason}") from error
        except HTTPException as error:
            raise OSError(f"the server's answer cannot be read: {type(error).__name__}") from error
        except ValueError as error:  # an invalid address
            raise OSError(str(error)) from error


class _SameHost(HTTPRedirectHandler):
    """Follows redirects only within the same host."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        there, here = urlsplit(newurl), urlsplit(req.full_url)
        if there.netloc != here.netloc or there.scheme not in ("http", "https"):
            raise OSError(f"the server sends to another host: {there.netloc}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _bounded(answer: IO[bytes]) -> bytes:
    pieces, size = [], 0
    while piece := answer.read(_AT_A_TIME):
        size += len(piece)
        if size > MAX_BYTES:
            raise TooLargeError
        pieces.append(piece)
    return b"".join(pieces)

"""Pages in a real browser without their policy: what runs, asks another host, or leaves the page."""

from __future__ import annotations

import contextlib
import functools
import http.server
import mimetypes
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct
from playwright.sync_api import Error, Page, ViewportSize, sync_playwright

from bench.payloads.calls import ELSEWHERE

_WINDOW: ViewportSize = {"width": 320, "height": 240}  # little to paint
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
PATIENCE = 1_200_000  # milliseconds; only what never ends takes so long, however busy the machine is
_TYPES = {".md": "text/markdown", ".jsonld": "application/ld+json", ".csv": "text/csv", ".bib": "text/plain"}
_TYPES |= {".jsonl": "application/jsonl"}

Files = Mapping[str, bytes]


class Seen(Struct, frozen=True):
    """Something that a page must not do.

    Attributes:
        page: the path of the page.
        what: `runs`, `dialog`, `request`, `leaves`, `opens`, `armed` or `error`.
        detail: the number of the payload, an address, or a message.
    """

    page: str
    what: str
    detail: str


# Everything on the page is pointed at, focused, opened, pressed and chosen, as readers may do. Links and
# forms that lead to pages stay; scripts' addresses are followed. `armed` are handlers and scripts' addresses,
# run or not. The answer to a request of our own is awaited: others that a handler sent before are known then.
TOUCH = """async part => {
    const focusable = "area, audio, button, details, iframe, input, select, summary, svg, textarea, video,"
        + " [tabindex], [contenteditable], [onfocus]";
    const armed = [], scripts = /^(?:javascript|data|vbscript):/, leads = /^(?:https?|mailto|file):$/;
    if (!window.isTouched) addEventListener("click", event => {
        const link = event.target.closest && event.target.closest("a, area");
        if (link && leads.test(link.protocol)) event.preventDefault();
    }, true);
    if (!window.isTouched) addEventListener("submit", event => {
        const button = event.submitter;
        const address = button && button.hasAttribute("formaction") ? button.formAction : event.target.action;
        if (leads.test(new URL(address, document.baseURI).protocol)) {
            event.preventDefault();
            event.stopPropagation();  // A script of the site's own may lead to an address of its own.
        }
    }, true);
    window.isTouched = true;
    const within = root => [...root.querySelectorAll("*")].flatMap(
        element => element.shadowRoot ? [element, ...within(element.shadowRoot)] : [element]);
    const top = document.querySelector(part) || document.documentElement, found = [top, ...within(top)];
    // What happens to an innermost element happens to all around it.
    const touched = new Set(found.filter(element => !element.firstElementChild));
    for (const element of found) for (const {name, value} of element.attributes) {
        if (/^on/i.test(name)) {
            armed.push(`${element.localName} ${name}`);
            touched.add(element);
        }
        else if (/^(?:xlink:)?(?:href|src|action|formaction|data|srcdoc|values|to)$/i.test(name)) {
            const address = value.replace(/[\\x00-\\x20]/g, "").toLowerCase();
            if (name === "srcdoc" || scripts.test(address)) armed.push(`${element.localName} ${name}`);
        }
    }
    for (const details of document.querySelectorAll("details")) details.open = true;
    const types = ["pointerover", "pointerenter", "mouseover", "mouseenter", "mousemove", "focus", "focusin",
        "pointerdown", "mousedown", "keydown", "keyup", "mouseup", "pointerup", "input", "change", "toggle",
        "animationstart", "transitionend", "contextmenu", "blur"];
    for (const element of found) if (element.matches(focusable)) element.focus();
    for (const element of touched) {
        for (const type of types) element.dispatchEvent(new Event(type, {bubbles: true, cancelable: true}));
        if (element.click) element.click();
        else element.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
    }
    await fetch("/touched");
    return armed;
}"""
# A query that is not an answer yet is awaited: the search page says when it is busy.
SETTLED = """() => document.querySelector("#search_results").ariaBusy === "false"
    && (new URLSearchParams(location.search).get("q") || "")
        === document.querySelector("#search_words").value.trimStart()"""
COMPARED = """() => document.querySelector("#compare_body").ariaBusy === "false" """
CHECKED = """() => document.querySelector("#quotes_results").ariaBusy === "false" """


class Watch:
    """A browser that is served some files, and writes down what their pages must not do.

    Attributes:
        seen: what pages did that they must not.
        with_results: how many searches, comparisons and checks of quotations had results.
    """

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.with_results = 0
        self._files: Files = {}
        self._path = self._doing = ""
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._base = self._stack.enter_context(_served(self._file))
        playwright = self._stack.enter_context(sync_playwright())
        self._browser = playwright.chromium.launch(
            executable_path=_browser(),
            chromium_sandbox=False,
            args=[
                "--disable-background-networking",
                "--disable-gpu",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
            timeout=PATIENCE,
        )
        self._context = self._browser.new_context()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def begin(self, files: Files) -> None:
        """Forget what was opened and seen.

        Args:
            files: the files of a site by path; pages are served without their policy.
        """
        self._context.close()
        self.seen, self.with_results, self._files = [], 0, files
        context = self._browser.new_context(service_workers="block", viewport=_WINDOW)
        self._context = context
        context.set_default_timeout(PATIENCE)
        context.expose_binding("ran", lambda _source, *found: self._note("runs", *found))
        context.expose_binding("asks", lambda _source, *found: self._note("dialog", *found))
        # Two buttons are the site's own: one prints, without an argument; one copies an address, and leads to
        # it where the browser does not copy.
        context.add_init_script("Clipboard.prototype.writeText = async () => {};")
        context.add_init_script("alert = confirm = prompt = (...found) => { asks(...found); };")
        context.add_init_script("print = (...found) => { if (found.length) asks(...found); };")
        self._page = context.new_page()
        context.on("page", self._opened)
        context.on("request", lambda request: self._asked(request.url))
        self._page.on("dialog", self._asked_readers)
        self._page.on("framenavigated", lambda frame: self._moved(frame.parent_frame is None, frame.url))
        self._page.on("pageerror", lambda error: self._note("error", error.message))

    def touch(self, path: str, fragment: str = "") -> None:
        """Open a file of the site and touch everything on it."""
        self._open(path, fragment)
        self._touch()

    def search(self, site: int, words: str) -> None:
        """Type some words into the search page of a site, and touch the results."""
        page = f"{site}/search.html"
        if self._path != page:
            self._open(page)
        self._doing = f"{page}?q={words}"
        self._page.fill("#search_words", words)
        self._page.wait_for_function(SETTLED)
        self.with_results += self._page.locator("#search_results li").count() > 0
        self._touch("#search_results")

    def search_by_address(self, words: str) -> None:
        """Open the first site's search page with a query in its address, and touch everything on it."""
        query = quote(" ".join(words.split()))  # a field for one line has no line breaks
        self._path, self._doing = "0/search.html", f"0/search.html?q={query}"
        with self._still():
            self._page.goto(f"{self._base}/{self._doing}#{query}")
            self._page.wait_for_function(SETTLED)
        self._touch()

    def compare(self, site: int, one: str, other: str) -> None:
        """Open a site's comparison of two actors, each named as in an address, and touch what it shows."""
        query = f"a={quote(one, safe='')}&b={quote(other, safe='')}"
        self._path = f"{site}/compare.html"
        self._doing = f"{self._path}?{query}"
        with self._still():
            self._page.goto(f"{self._base}/{self._doing}")
            self._page.wait_for_function(COMPARED)
            self.with_results += self._page.locator("#compare_table").is_visible()
        self._touch("#compare_body")

    def check_quotes(self, site: int, text: str) -> None:
        """Paste a text into a site's page that checks quotations, and touch what it shows."""
        self._open(f"{site}/quotes.html")
        with self._still():
            self._page.fill("#quotes_text", text)
            self._page.click("#quotes_form [type=submit]")
            self._page.wait_for_function(CHECKED)
            self.with_results += self._page.locator("#quotes_results .place").count() > 0
        self._touch("#quotes_body")

    def _file(self, path: str) -> bytes | None:
        return self._files.get(path)

    def _open(self, path: str, fragment: str = "") -> None:
        self._path = self._doing = path
        with self._still():
            self._page.goto(f"{self._base}/{quote(path)}{fragment and '#'}{quote(fragment)}")

    def _touch(self, part: str = "html") -> None:
        with self._still():
            for armed in self._page.evaluate(TOUCH, part):
                self._note("armed", armed)

    @contextlib.contextmanager
    def _still(self) -> Iterator[None]:
        """A page that goes elsewhere meanwhile has been noticed by its request."""
        before = len(self.seen)
        try:
            yield
        except Error as error:
            if len(self.seen) == before:
                self._note("leaves", error.message.split("\n")[0])

    def _note(self, what: str, *details: object) -> None:
        self.seen.append(Seen(self._doing, what, " ".join(str(detail) for detail in details)))

    def _opened(self, page: Page) -> None:
        self._note("opens", page.url)
        page.close()

    def _asked(self, address: str) -> None:
        path = unquote(urlsplit(address).path).removeprefix("/")
        ours = address.startswith(f"{self._base}/") and (path in self._files or path == "touched")
        if not ours:
            self._note("request", address)

    def _asked_readers(self, dialog: Any) -> None:
        self._note("dialog", dialog.message)
        with contextlib.suppress(Error):  # The page that asked may be gone.
            dialog.dismiss()

    def _moved(self, is_page: bool, address: str) -> None:
        path = unquote(urlsplit(address).path).removeprefix("/")
        if is_page and address.startswith(self._base) and path == self._path:
            return
        self._note("leaves", address)


def numbers_of(seen: Sequence[Seen]) -> set[int]:
    """The numbers of the payloads that ran, as what was seen tells them."""
    found = set()
    for each in seen:
        if each.what in ("runs", "dialog") or ELSEWHERE in each.detail:
            found |= {int(number) for number in re.findall(r"(?<!\d)1\d{6}(?!\d)", unquote(each.detail))}
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a built site, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextlib.contextmanager
def _served(file: Callable[[str], bytes | None]) -> Iterator[str]:
    """A server of some files on this machine; its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).removeprefix("/")
            data = file(path)
            ending = Path(path).suffix
            self.send_response(404 if data is None and path != "touched" else 200)
            kind = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            if ending in (".css", ".js", ".svg"):
                self.send_header("Cache-Control", "max-age=3600")
            body = data or b""
            if ending == ".html":
                body = POLICY.sub(b"", body)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):  # The browser has left the page.
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@functools.cache
def _browser() -> str:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
    from helpers import browser_setup

    found = os.environ.get(browser_setup.VARIABLE) or browser_setup.find()
    if not found:
        raise SystemExit("no browser; `python tests/helpers/browser_setup.py` finds or installs one")
    return str(found)

"""Pages in a real browser: serving them, and collecting errors."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Literal, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Route

from helpers.building import Site

Contexts = Callable[..., BrowserContext]
Check = Callable[..., AbstractContextManager[None]]

BRIEFING = "briefs/us-working-to-constrain-israels-reaction.html"
HOST = "https://briefings.test"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# How long a test waits for something to appear, in milliseconds. A passing test does not wait, so this is
# enough for a busy machine.
PATIENCE = 60_000


def serve(context: BrowserContext, site: Site) -> None:
    """Answer the requests to a host from the site's folder, like a web server."""

    def answer(route: Route) -> None:
        file = site.html / urlsplit(route.request.url).path.lstrip("/")
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, path=site.html / "404.html")

    context.route(f"{HOST}/**", answer)


CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
    " base-uri 'none'; form-action 'self'"
)


def serve_strictly(context: BrowserContext, site: Site, below: str = "") -> None:
    """As `serve`, below a path, with a policy that allows only the site's style sheet, script and images."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = site.html / path.removeprefix(below).lstrip("/")
        status = 200 if path.startswith(f"{below}/") and file.is_file() else 404
        file = file if status == 200 else site.html / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Content-Security-Policy": CSP, "Content-Type": f"{kind}; charset=utf-8"}
        route.fulfill(status=status, headers=headers, body=file.read_bytes())

    context.route(f"{HOST}/**", answer)


def listen(page: Page) -> list[str]:
    """Collect a page's errors and its requests to other hosts."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((HOST, "file:")) else heard.append(request.url),
    )
    return heard


@contextmanager
def checks() -> Iterator[Check]:
    """Several checks in one visit to a page: `with check("dark", 320): assert …`.

    All of them run; the failures are raised together at the end, with their names.
    """
    failed: list[Exception] = []

    @contextmanager
    def check(*name: object) -> Iterator[None]:
        try:
            yield
        except (AssertionError, Error) as error:
            error.add_note(f"check: {', '.join(map(str, name))}")
            failed.append(error)

    try:
        yield check
    finally:  # Other exceptions are raised with them.
        if failed:
            raise ExceptionGroup("checks failed", failed)


def until(holds: Callable[[], bool]) -> None:
    """Wait until a condition holds; also works for pages without scripts."""
    end = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < end, "it has not become so"


def is_wider_than(page: Page, width: int) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


# Words that are divided at the end of a line, marks that are not within the window, and elements that have to
# be scrolled sideways. Code and addresses are text of a machine and may do all of it.
_ASTRAY = r"""() => {
    const found = [], word = /[\p{L}\p{M}\p{N}]{2,}/gu, range = document.createRange();
    const isSeen = element => element.checkVisibility({visibilityProperty: true});
    const isDivided = () => {
        const boxes = [...range.getClientRects()].filter(box => box.width);
        return boxes.some(box => box.top >= boxes[0].bottom || box.bottom <= boxes[0].top);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, parent = text.parentElement;
        if (!isSeen(parent) || parent.closest("code, pre, svg") || parent.clientWidth === 1) continue;
        if (text.data.includes("://")) continue;
        range.selectNodeContents(text);
        if (!isDivided()) continue;
        for (const {0: letters, index} of text.data.matchAll(word)) {
            range.setStart(text, index);
            range.setEnd(text, index + letters.length);
            if (isDivided()) found.push(`divided: ${letters}`);
        }
    }
    for (const mark of document.querySelectorAll("mark, svg")) {
        const {left, right, width} = mark.getBoundingClientRect();
        if (width && isSeen(mark) && (left < -1 || right > innerWidth + 1))
            found.push(`out of sight: ${mark.textContent.trim().slice(0, 60)}`);
    }
    for (const element of document.querySelectorAll("body *:not(pre)")) {
        const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
        if (scrolls && element.clientWidth && element.scrollWidth > element.clientWidth + 1)
            found.push(`scrolls sideways: ${element.outerHTML.slice(0, 80)}`);
    }
    return found;
}"""


def astray(page: Page) -> list[str]:
    """What of a page cannot be read at its width without guessing or scrolling sideways."""
    return list(page.evaluate(_ASTRAY))


class Axe(Protocol):
    def __call__(self, page: Page, *, without: Sequence[str] = (), only: Sequence[str] = ()) -> list[str]:
        """The violations that axe-core finds on the page, one per line.

        `without` lists rules to skip, `only` the rules to run.
        """

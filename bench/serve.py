"""From the save to the new page in the browser: `python -m bench.serve --briefings 1000 10000`.

For a made-up collection of each size it edits a briefing under a running `serve`, with the briefing's page
open in Chromium, until the page shows the edit; beside it MkDocs' own server and Hugo's, with the same pages.
In each round all of them take their turn. It prints medians in seconds, and the most memory of each server
with all of its processes: of all edits, of the first and of the last tenth. `--rounds 500 --pause 0` shows
whether it grows. A server that cannot be installed, or is not ready in time, is left out.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from bench.collection import edit_one, make
from bench.peers.installing import NotInstalledError, default_cache
from bench.peers.layouts import EDITS, edit
from bench.peers.processes import session_memory
from bench.peers.results import HUGO, MKDOCS, OURS
from bench.peers.tools import PEERS, TITLES, Command, our_command

BARS = {1_000: 0.5, 10_000: 1.5}  # seconds of ours
MEMORY_BAR = 700_000_000  # bytes of ours, at 10,000 briefings
PAUSE = 4.0  # seconds


@dataclass
class Server:
    """A server, and what was measured of it.

    Attributes:
        command: starts it.
        place: the folder to start it in.
        port: where it listens.
        edit: saves a change of the briefing whose page is open, and changes it back the next time.
        memory: of all its processes after each edit, in bytes.
    """

    command: Command
    place: Path
    port: int
    edit: Callable[[], object]
    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.serve", description=__doc__)
    parser.add_argument("--briefings", type=int, nargs="+", default=[1000, 10000], metavar="N")
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="how many edits (20)")
    said = f"between two edits ({PAUSE:g}): what a server still builds after it has shown one is done by then"
    parser.add_argument("--pause", type=float, default=PAUSE, metavar="SECONDS", help=said)
    parser.add_argument("--only", nargs="+", choices=(OURS, MKDOCS, HUGO), default=(OURS, MKDOCS, HUGO))
    parser.add_argument("--limit", type=float, default=10, metavar="MINUTES", help="of starts and edits (10)")
    parser.add_argument("--cache", type=Path, default=default_cache(), metavar="DIR")
    parser.add_argument("--browser", metavar="FILE", help="a Chromium; default: the one of Playwright")
    return parser.parse_args()


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def servers(options: argparse.Namespace, root: Path, work: Path, slug: str, number: int) -> dict[str, Server]:
    """The servers of a collection that is built; each peer gets the pages in a folder of its own."""
    port = free_port()
    serve = our_command(root, "serve", "--port", str(port))
    found = {OURS: Server(serve, root, port, lambda: edit_one(root, number))} if OURS in options.only else {}
    for name in (MKDOCS, HUGO):
        if name not in options.only:
            continue
        peer, place, port = PEERS[name], work / name, free_port()
        try:
            program = peer.install(options.cache)[0]
        except NotInstalledError as error:
            print(f"{peer.title} is left out: {error}", file=sys.stderr)
            continue
        place.mkdir()
        peer.prepare(root / "site_src", place)
        command: Command = [program, "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
        if name == HUGO:
            command = [program, "server", "--quiet", "--port", str(port), "--bind", "127.0.0.1"]
        page = peer.page(place, slug)
        found[name] = Server(command, place, port, lambda page=page: edit(page))  # type: ignore[misc]
    return found


@contextmanager
def running(server: Server, slug: str, limit: float) -> Iterator[str]:
    """Start a server; the address of the briefing's page, once it is there."""
    process = server.process = subprocess.Popen(
        server.command, cwd=server.place, start_new_session=True, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{server.port}/briefs/{slug}.html"
    try:
        end = time.monotonic() + limit
        while True:
            with suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(address, timeout=limit).close()
                break
            if process.poll() is not None or time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


# The browser looks for the words itself: a locator of Playwright's looks again after half a second.
SHOWS = "words => document.body !== null && document.body.textContent.includes(words)"


def once(server: Server, page: Page, limit: float) -> float:
    """Edit, and wait until the page shows it; the seconds that it took."""
    old, new = EDITS if page.get_by_text(EDITS[0]).count() else EDITS[::-1]
    began = time.perf_counter()
    server.edit()
    page.wait_for_function(SHOWS, arg=new, polling=10, timeout=limit * 1000)
    seconds = time.perf_counter() - began
    assert not page.get_by_text(old).count()
    assert server.process
    server.memory.append(session_memory(server.process.pid))
    return seconds


def measure(options: argparse.Namespace, number: int, work: Path) -> Mapping[str, Server]:
    """All servers, in turn, with a collection of a size."""
    root, limit = work / OURS, options.limit * 60
    make(root, number)
    if set(options.only) != {OURS}:  # The others get its pages.
        subprocess.run(our_command(root), check=True, stdout=subprocess.DEVNULL)
    edited = number // 2
    (path,) = (root / "briefs").glob(f"*-{edited}.yml")
    slug = path.stem
    found = servers(options, root, work, slug, edited)
    with sync_playwright() as playwright, ExitStack() as open_:
        browser = playwright.chromium.launch(executable_path=options.browser, chromium_sandbox=False)
        pages = {}
        for name, server in list(found.items()):
            try:
                address = open_.enter_context(running(server, slug, limit))
                pages[name] = browser.new_page()
                pages[name].goto(address, timeout=limit * 1000)
            except (TimeoutError, Error):
                print(f"{TITLES[name]} is left out: not ready in {options.limit} minutes", file=sys.stderr)
                del found[name]
        for number_of_round in range(1 + options.rounds):
            for name, server in found.items():
                pages[name].bring_to_front()
                seconds = once(server, pages[name], limit)
                if number_of_round:  # The first edit waits for the build that a server begins with.
                    server.seconds.append(seconds)
                time.sleep(options.pause)
        browser.close()
    return found


def main() -> int:
    options = arguments()
    missed = False
    print("| briefings | server | save to page, median | slowest | memory, most | first tenth | last tenth |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for number in sorted(set(options.briefings)):
        work = Path(tempfile.mkdtemp(prefix="onrecord-serve-"))
        try:
            for name, server in measure(options, number, work).items():
                median = statistics.median(server.seconds)
                tenth = -(-len(server.memory) // 10)
                most, first, last = map(max, (server.memory, server.memory[:tenth], server.memory[-tenth:]))
                memory = " | ".join(f"{size / 1e6:,.0f} MB" for size in (most, first, last))
                row = f"{median:.2f} s | {max(server.seconds):.2f} s | {memory}"
                print(f"| {number:,} | {TITLES[name]} | {row} |", flush=True)
                if name == OURS:
                    missed |= median > BARS.get(number, median) or most > MEMORY_BAR
        finally:
            shutil.rmtree(work)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

"""The cost of a search, compared with other libraries: `python -m bench.search --briefings 1000 10000`.

For a made-up collection of each size it measures: the compressed bytes and the requests of a first query in a
browser, until its results are shown; the size of the index; the processor time for indexing everything, and
for indexing again after an edit of one briefing. Pagefind and MiniSearch are installed outside of the
repository, in the versions pinned in bench/peers/. A library that cannot be installed or takes too long is
left out, and the table says so.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from bench.peers.installing import NotInstalledError, default_cache, node_peer, python_peer

HERE = Path(__file__).resolve().parent
# Words, phrases with rare and with frequent words, and a name with a letter wrong.
QUERIES = (
    "harbour",
    "wage charter",
    "fishing levy inspected",
    '"fishing levy"',
    '"the article reports what"',
    '"must not be closed by the autumn"',
    "Miral -harbour",
)
COLUMNS = ("first query, KB", "requests", "index, MB", "to index, s", "after an edit, s")
UNKNOWN = "not measured"
PATIENCE = 1800
PAGEFIND_PAGE = """<!doctype html><title>Pagefind</title><script type="module">
import { search } from './pagefind/pagefind.js';
const words = new URLSearchParams(location.search).get('q');
const { results } = await search(words);
await Promise.all(results.slice(0, 10).map(result => result.data()));
document.title = `found ${results.length}`;
</script>"""

Row = dict[str, float | None]


# --- a first query, in a browser ----------------------------------------------------------------------


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def first_query(folder: Path, page_name: str, ready: str) -> tuple[float, float]:
    """Kilobytes and requests of the heaviest query, each in a browser with an empty cache."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(HERE.parent / "tests"))
    from helpers import browser_setup

    browser_path = os.environ.get(browser_setup.VARIABLE) or browser_setup.find()
    heaviest = (0.0, 0.0)
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path), chromium_sandbox=False, args=[*browser_setup.ARGUMENTS]
        )
        for query in QUERIES:
            page = browser.new_context().new_page()
            paths: list[str] = []
            page.on("request", lambda request, paths=paths: paths.append(request.url))
            page.goto(f"{address}/{page_name}?q={quote_plus(query)}")
            page.wait_for_function(ready)
            files = [folder / re.sub(r"[?#].*", "", path.removeprefix(f"{address}/")) for path in paths]
            size = sum(_compressed(file) for file in files if file.is_file()) / 1000
            heaviest = max(heaviest, (size, float(len(files))))
        browser.close()
    return heaviest


def _compressed(file: Path) -> int:
    data = file.read_bytes()
    return min(len(data), len(gzip.compress(data)))


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# --- each of them --------------------------------------------------------------------------------------


def ours(root: Path) -> Row:
    whole = timed(root) if not (root / "site").exists() else None
    edit(root)
    again = timed(root)
    ready = "() => document.querySelectorAll('#search_results li').length"
    size, requests = first_query(root / "site", "search.html", ready)
    return _row(size, requests, _megabytes(root / "site" / "search"), whole, again)


def timed(root: Path) -> float:
    """The time that a build, in a separate process, spends on the search, in seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", "--build", str(root)],
        check=True,
        capture_output=True,
        text=True,
        cwd=HERE.parent,
    )
    return float(json.loads(done.stdout.splitlines()[-1])["search"])


def edit(root: Path) -> None:
    registers = ("actors.yml", "issues.yml")
    path = min(path for path in (root / "briefs").glob("*.yml") if path.name not in registers)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("summary: |\n", "summary: |\n  Edited once more.\n", 1), encoding="utf-8")


def build(root: Path) -> None:
    """Build, and print the processor time spent on the search."""
    from onrecord.engine.output_table import OutputTable
    from onrecord.engine.run import OutputBuilder
    from onrecord.interface.cli import main as command
    from onrecord.search import collection

    spent: Counter[str] = Counter()

    def watch(owner: Any, name: str, concerns: Any) -> None:
        step = getattr(owner, name)

        def watched(*arguments: Any, **more: Any) -> Any:
            began = time.process_time()
            done = step(*arguments, **more)
            if not isinstance(done, (int, type(None))) and hasattr(done, "__next__"):
                done = list(done)
            if concerns(*arguments):
                spent["search"] += time.process_time() - began  # type: ignore[assignment]
            return done

        setattr(owner, name, watched)

    watch(collection, "groups", lambda *_: True)
    watch(OutputBuilder, "_build_one", lambda _, task: task.output.path.startswith("search/"))
    watch(OutputTable, "put", lambda _, made, *__: made.path.startswith("search/"))
    # In one process, because the time of workers is not known here.
    status = command(["--root", str(root), "--jobs", "1"])
    print(json.dumps({"search": spent["search"], "status": status}))


def pagefind(root: Path) -> Row:
    python = python_peer(default_cache(), "pagefind[extended]") / "bin" / "python"
    folder = root / "site"
    command = [python, "-m", "pagefind", "--site", folder, "--root-selector", "main"]
    command += ["--glob", "{briefs,actors,issues}/*.html"]
    times = []
    for _ in range(2):  # Pagefind always indexes everything.
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    page = folder / "pagefind.html"
    page.write_text(PAGEFIND_PAGE, encoding="utf-8")
    size, requests = first_query(folder, page.name, "() => document.title.startsWith('found')")
    index = folder / "pagefind"
    row = _row(size, requests, _megabytes(index), times[0], times[1])
    page.unlink()
    return row


def minisearch(root: Path) -> Row:
    folder = node_peer(default_cache())
    command = ["node", "--max-old-space-size=4096", HERE / "search.mjs", folder, root / "site"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    found = json.loads(done.stdout)
    values = found["query"] / 1000, found["requests"], found["size"] / 1e6
    return _row(*values, found["indexed"], found["edited"])


def _row(*values: float | None) -> Row:
    return dict(zip(COLUMNS, values, strict=True))


def as_table(rows: dict[tuple[int, str], Row]) -> str:
    lines = [f"| briefings | search | {' | '.join(COLUMNS)} |", f"|{' ---: |' * 1} --- |{' ---: |' * 5}"]
    for (number, name), row in rows.items():
        cells = (UNKNOWN if row[column] is None else _shown(row[column]) for column in COLUMNS)
        lines.append(f"| {number:,} | {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return f"{value:,.0f}" if value is not None and value >= 20 else f"{value:.2g}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefings", type=int, nargs="+", default=[1000])
    parser.add_argument(
        "--folder", type=Path, default=default_cache() / "search", help="holds the collections"
    )
    parser.add_argument("--only", nargs="+", choices=["ours", "pagefind", "minisearch"])
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(options.build)
        return 0
    rows: dict[tuple[int, str], Row] = {}
    for number in options.briefings:
        root = options.folder / str(number)
        if not (root / "briefs").exists():
            made = [sys.executable, "-m", "bench.collection", str(number), str(root)]
            subprocess.run(made, check=True, cwd=HERE.parent)
        for measure in (ours, pagefind, minisearch):
            if options.only and measure.__name__ not in options.only:
                continue
            try:
                row = measure(root)
            except (NotInstalledError, subprocess.SubprocessError) as error:
                print(f"{measure.__name__}: {error}", file=sys.stderr)
                row = _row(*[None] * len(COLUMNS))
            rows[number, measure.__name__] = row
    print(as_table(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Run Lighthouse on the project's own site: `python -m bench.lighthouse`.

The site is built in a temporary folder and served compressed, as by a web server. Lighthouse rates
pages of most kinds on an average phone, several times each, because its performance score depends on the load
of this machine; the median counts. Exits with 1 if a target is missed, with 2 if Lighthouse cannot be
installed or fails.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.peers.installing import NotInstalledError, default_cache, node_peer

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent
PINS = HERE / "lighthouse.json"
BRIEFING = "briefs/us-working-to-constrain-israels-reaction.html"
ISSUE, ACTOR = "issues/right-to-respond.html", "actors/joe-biden.html"
CHANGES, COMPARE = "changes.html", "compare.html?a=joe-biden&b=israel"
PAGES = ("index.html", BRIEFING, ISSUE, ACTOR, CHANGES, COMPARE, "search.html")
# Those whose performance counts.
READ = (BRIEFING, ISSUE, ACTOR, CHANGES, COMPARE)
# The minimum scores, of 100.
BARS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TEXTS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".txt")
PATIENCE = 300

Report = dict[str, Any]


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Sends texts compressed to clients that accept it, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        if not (
            path.is_file() and path.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", "")
        ):
            return super().send_head()
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        kind = self.guess_type(path)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Compressed, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def build(root: Path) -> Path:
    """Build the project's own site, with its settings; returns the folder of the pages."""
    for name in ("seeds", "briefs"):
        shutil.copytree(PROGRAM / name, root / name)
    shutil.copy(PROGRAM / "mkdocs.yml", root)
    shutil.copytree(PROGRAM / "templates", root / "templates")
    (root / "site_src").mkdir()
    shutil.copy(PROGRAM / "site_src" / "about.md", root / "site_src")
    command: list[str | Path] = [sys.executable, PROGRAM / "build.py", "--root", root]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return root / "site"


def browser() -> str:
    sys.path.insert(0, str(PROGRAM / "tests"))
    from helpers import browser_setup

    found = os.environ.get(browser_setup.VARIABLE) or browser_setup.find()
    if found is None:
        raise NotInstalledError("no browser; `python tests/helpers/browser_setup.py` finds or installs one")
    return str(found)


def looked_at(lighthouse: Path, chromium: str, address: str) -> Report:
    """Lighthouse's report on a page, with its preset for phones."""
    command: list[str | Path] = [
        "node",
        lighthouse / "node_modules" / "lighthouse" / "cli" / "index.js",
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(BARS)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
        "--no-enable-error-reporting",
    ]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    report: Report = json.loads(done.stdout)
    return report


def scores(reports: list[Report]) -> dict[str, int]:
    return {
        name: round(100 * median(report["categories"][name]["score"] or 0 for report in reports))
        for name in BARS
    }


def missed(path: str, got: dict[str, int]) -> list[str]:
    """The targets that a page misses, by name."""
    return [
        name for name, score in got.items() if score < BARS[name] and (name != "performance" or path in READ)
    ]


def complaints(report: Report) -> Iterator[str]:
    """The reasons for scores below 100, one line each."""
    for name, category in report["categories"].items():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and (audit["score"] if audit["score"] is not None else 1) < 0.9:
                yield f"{name}: {audit['id']}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def measured(runs: int, cache: Path) -> dict[str, list[Report]]:
    lighthouse, chromium = node_peer(cache, PINS), browser()
    with (
        tempfile.TemporaryDirectory(prefix="onrecord-lighthouse-") as folder,
        served(build(Path(folder))) as address,
    ):
        return {
            path: [looked_at(lighthouse, chromium, f"{address}/{path}") for _ in range(runs)]
            for path in PAGES
        }


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.lighthouse", description="What Lighthouse says of the project's own site."
    )
    parser.add_argument(
        "--runs", type=int, default=3, metavar="N", help="how often each page is looked at (3)"
    )
    parser.add_argument(
        "--cache", type=Path, default=default_cache(), metavar="DIR", help="where Lighthouse stays installed"
    )
    options = parser.parse_args()
    try:
        reports = measured(options.runs, options.cache)
    except (NotInstalledError, subprocess.SubprocessError) as error:
        print(error, (getattr(error, "stderr", "") or "")[-2000:], file=sys.stderr)
        return 2
    print("| page |", " | ".join(BARS), "|")
    print("| --- |", " | ".join("--:" for _ in BARS), "|")
    for path, of_page in reports.items():
        print(f"| {path} |", " | ".join(map(str, scores(of_page).values())), "|")
    for path, of_page in reports.items():
        for complaint in dict.fromkeys(line for report in of_page for line in complaints(report)):
            print(f"{path}: {complaint}")
    return int(any(missed(path, scores(of_page)) for path, of_page in reports.items()))


if __name__ == "__main__":
    sys.exit(main())

"""bench/lighthouse.py: serving pages, and reading Lighthouse's reports."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.request import Request, urlopen

from bench.lighthouse import (
    ACTOR,
    BARS,
    BRIEFING,
    CHANGES,
    COMPARE,
    ISSUE,
    PINS,
    Report,
    complaints,
    missed,
    scores,
    served,
)
from bench.peers.installing import pinned


def report(**of: float) -> Report:
    categories = {
        name: {"score": of.get(name, 1.0), "auditRefs": [{"id": name, "weight": 1}]} for name in BARS
    }
    audits = {name: {"id": name, "title": f"On {name}", "score": of.get(name, 1.0)} for name in BARS}
    return {"categories": categories, "audits": audits}


def test_texts_are_sent_compressed_to_whoever_can_read_that(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>words</p>", "utf-8")
    with served(tmp_path) as address:
        with urlopen(Request(f"{address}/index.html", headers={"Accept-Encoding": "br, gzip"})) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()) == b"<p>words</p>"
        with urlopen(f"{address}/index.html") as answer:
            assert answer.read() == b"<p>words</p>"


def test_the_middle_figure_of_several_counts() -> None:
    of_page = [report(performance=0.5), report(performance=0.99), report()]
    assert scores(of_page) == {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert list(complaints(of_page[0])) == ["performance: performance: On performance"]


def test_performance_has_a_bar_on_pages_that_are_read() -> None:
    for path in (BRIEFING, ISSUE, ACTOR, CHANGES, COMPARE):
        assert missed(path, scores([report(performance=0.98)])) == []
        assert missed(path, scores([report(performance=0.97)])) == ["performance"]
    assert missed("index.html", scores([report(performance=0.97, seo=0.99)])) == ["seo"]


def test_lighthouse_is_pinned() -> None:
    assert list(pinned(PINS.read_text("utf-8"))) == ["lighthouse"]

"""Made-up inputs that once hung a build, reached out of the site or misled an editor (`tests/cases/`).

Each case has files that are put over a small site, and the problems that it gives.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from helpers.building import Site, content
from onrecord.articles.reading import parse_article

CASES = Path(__file__).resolve().parent / "cases"
BRIEF = """\
title: "Pilot fee: owners refuse"
date: 2031-05-02
summary: The owners refuse the fee.
source:
  file: a.txt
  publisher: Gulf Herald
actors:
  - id: ana-kresh
positions:
  - actor: ana-kresh
    issue: pilot-fee
    says: Owners will not pay twice.
    passage: We will not pay twice
"""
FILES = {
    "seeds/a.txt": "Harbour board weighs new pilot fee\n"
    "The harbour board of Velmar is to decide next week on a fee for pilots.\n"
    "“We will not pay twice,” Ana Kresh, who speaks for the ship owners, told reporters on Friday.\n",
    "briefs/pilot-fee.yml": BRIEF,
    "briefs/actors.yml": "ana-kresh:\n  name: Ana Kresh\n  kind: person\n  also: [Kresh]\n",
    "briefs/issues.yml": "pilot-fee:\n  title: The pilot fee\n  proposition: There should be a fee.\n",
}
SECRET = "A secret outside of the site"


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site, with secrets beside it and in its repository."""
    site = Site(tmp_path / "site")
    for path, text in FILES.items():
        site.write(path, text)
    site.write(".git/config", SECRET)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(SECRET, encoding="utf-8")
    return site


def put(site: Site, path: str, made: dict[str, Any]) -> None:
    """Make a file: a link, a named pipe, or a text with a part that is repeated."""
    target = site.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if "link" in made:
        target.symlink_to(made["link"])
    elif "pipe" in made:
        os.mkfifo(target)
    else:
        site.write(path, made["text"] + made["repeated"] * made["times"] + made["end"])


def problems(site: Site, *arguments: str) -> list[dict[str, Any]]:
    found = json.loads(site.start(*arguments, "--format", "json").out)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("case", cases("machine.json"))
def test_machine(case: dict[str, Any], site: Site, tmp_path: Path) -> None:
    for path, made in case["files"].items():
        put(site, path, made)
    beside = content(tmp_path / "outside")
    found = problems(site)  # Within `SECONDS` of processes that tests start: none of them waits for a pipe.
    assert [[problem["path"], problem["rule"]] for problem in found] == case["problems"]
    assert content(tmp_path / "outside") == beside
    published = content(site.html) if site.html.exists() else {}
    assert not any(SECRET in str(data) or "PATH=" in str(data) for data in published.values())
    if any(problem["severity"] == "error" for problem in found):
        assert not published


def test_sixteen_thousand_quotation_marks_take_less_than_a_second() -> None:
    start = time.process_time()
    parse_article("a.txt", "H\n\n" + "“" * 16_000 + "\n\nx.")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE outputs SET path = CAST(path AS BLOB) WHERE id = 1",
        "UPDATE outputs SET path = CAST(path AS BLOB)",
    ],
)
def test_paths_in_the_cache_that_are_no_texts(damage: str, site: Site) -> None:
    site.build()
    with sqlite3.connect(site.root / ".onrecord" / "cache.sqlite") as cache:
        tables = [row[0] for row in cache.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in [name for name in tables if name.endswith("outputs")]:
            cache.execute(damage.replace("outputs", table))
    cache.close()
    site.edit("briefs/pilot-fee.yml", "refuse the fee", "refuse any fee")
    done = site.start()
    assert done.status == 0, done
    assert "rebuilding" in done.err + done.out
    assert "Traceback" not in done.err
    assert "refuse any fee" in (site.html / "briefs" / "pilot-fee.html").read_text(encoding="utf-8")
    assert "rebuilding" not in site.start().err


@pytest.mark.parametrize("case", cases("editing.json"))
def test_editing(case: dict[str, Any], site: Site) -> None:
    for path in case["without"]:
        (site.root / path).unlink()
    for path, text in case["files"].items():
        site.write(path, text)
    found = problems(site, "check")
    shown = [[problem[key] for key in ("line", "column", "rule", "message")] for problem in found]
    assert shown == case["problems"]

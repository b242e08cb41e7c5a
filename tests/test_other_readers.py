"""Published files in the programs that others read them with: browsers' HTML, BibTeX, CSL-JSON.

`make readers` installs the Nu HTML checker (which needs Java) and Citation.js with npm and runs these tests;
theirs are skipped where the variable ONRECORD_READERS does not name the folder of node's modules.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_file
from bibtexparser.middlewares import LatexDecodingMiddleware

from helpers.building import Site, built

READERS = os.environ.get("ONRECORD_READERS")
CITE = Path(__file__).resolve().parent / "readers" / "cite.mjs"
SITES = ("real", "example", "strait", "lake-toll")
# The checker cannot tell from a file where it will be published, so it takes the site's own files for those
# of another host; and it takes data (JSON-LD) for a script.
OUR_POLICY = re.compile(r"(Resource|Inline script) violates Content Security Policy")

installed = pytest.mark.skipif(not READERS, reason="no other readers: `make readers` installs and runs them")


def texts(site: Site, ending: str) -> dict[str, list[dict[str, Any]]]:
    """The positions of each briefing's data, by the name of its file with another ending."""
    found = {}
    for file in sorted(site.html.glob("briefs/*.json")):
        if not file.name.endswith(".csl.json"):
            found[f"{file.stem}{ending}"] = json.loads(file.read_text("utf-8"))["positions"]
    assert found
    return found


def straight(text: str) -> str:
    """A text with straight apostrophes: citation styles write curly ones."""
    return text.replace("’", "'")


@installed
@pytest.mark.parametrize("name", [*SITES, "published", "arabic"])
def test_the_nu_html_checker_finds_nothing(name: str) -> None:
    jar = Path(str(READERS)) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", jar, "--format", "json", "--skip-non-html", built(name).html],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    messages = json.loads(done.stderr)["messages"]
    assert [message for message in messages if not OUR_POLICY.match(message["message"])] == []


@installed
@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("ending", [".csl.json", ".bib"])
def test_citation_js_reads_every_entry(name: str, ending: str) -> None:
    site = built(name)
    expected = texts(site, ending)
    done = subprocess.run(
        ["node", CITE, *(site.html / "briefs" / file for file in expected)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    for read, positions in zip(map(json.loads, done.stdout.splitlines()), expected.values(), strict=True):
        assert len(read["entries"]) == len(positions)
        for entry, position in zip(read["entries"], positions, strict=True):
            said = position["says"].rstrip(".")
            assert said in entry["title"]
            assert said in straight(read["text"])


@pytest.mark.parametrize("name", SITES)
def test_bibtexparser_reads_every_entry(name: str) -> None:
    site = built(name)
    for file, positions in texts(site, ".bib").items():
        library = parse_file(str(site.html / "briefs" / file), append_middleware=[LatexDecodingMiddleware()])
        assert library.failed_blocks == []
        assert len(library.entries_dict) == len(positions)  # as many names as entries
        for entry, position in zip(library.entries, positions, strict=True):
            assert position["says"].rstrip(".") in entry["title"]

"""`data/versions.json`: hashes of positions, and their earlier wordings from git."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building import SITES, Site, built, content, small_site
from helpers.repositories import git
from onrecord.exports.versions import changes_in, wording_hash
from onrecord.metadata.history import Version
from onrecord.metadata.wordings import Wording, Wordings, wordings_in

SAID = """\
positions:
  - {id: p, actor: mira, issue: ferry, says: She refuses., passage: 'No.'}
"""


def read(site: Site, path: str = "data/versions.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site.html / path).read_text(encoding="utf-8"))
    return found


def hashed(says: str, words: list[str], source: str) -> str:
    """The hash, as docs/data.md says."""
    text = json.dumps([says, words, source], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


# --- now ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["real", "example", "strait"])
def test_anyone_can_make_the_hashes_from_the_other_files(name: str) -> None:
    site = built(name)
    rows = {
        (row["briefing"], row["id"]): row
        for row in json.loads((site.html / "data/positions.json").read_text(encoding="utf-8"))
    }
    words: dict[tuple[str, str], list[str]] = {}
    sources = {}
    for proved in read(site, "data/proof.json")["briefings"]:
        sources[proved["briefing"]] = proved["source"]
        for passage in sorted(proved["passages"], key=lambda passage: int(passage["number"])):
            if passage["number"]:  # 0 is a gist.
                words.setdefault((proved["briefing"], passage["id"]), []).append(passage["sha256"])
    found = {}
    for line in read(site)["briefings"]:
        for position in line["positions"]:
            assert position.keys() == {"id", "sha256"}  # No site here has a history.
            key = line["briefing"], position["id"]
            found[key] = position["sha256"]
            assert position["sha256"] == hashed(rows[key]["says"], words[key], sources[line["briefing"]])
    assert found.keys() == rows.keys()
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("name", ["real", "example", *sorted(path.name for path in SITES.iterdir())])
def test_the_yaml_alone_gives_the_same_hashes_as_the_article(name: str) -> None:
    """So an earlier version can be told from the present one without its article."""
    site = built(name)
    for line in read(site)["briefings"]:
        said = wordings_in((site.root / "briefs" / f"{line['briefing']}.yml").read_bytes())
        assert said is not None
        assert {position["id"]: position["sha256"] for position in line["positions"]} == {
            id_: wording_hash(wording) for id_, wording in said.positions.items()
        }


# --- from git ----------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = small_site(tmp_path / "root")
    git(site.root, "init", "-q", "-b", "main")
    site.write(".gitignore", "site/\nsite_src/\n.onrecord/\n")
    site.write("mkdocs.yml", "site_name: x\nextra: {history: true}\n")
    site.write("briefs/issues.yml", "ferry:\n  title: The ferry\n")
    return site


def note_of(site: Site) -> str:
    return (site.root / "briefs/note.yml").read_text(encoding="utf-8")


def commit(site: Site, note: str, day: str) -> None:
    site.write("briefs/note.yml", note)
    git(site.root, "add", "-A")
    git(site.root, "commit", "-qm", "A change", day=day)


def committed(site: Site, note: str, day: str) -> dict[str, Any]:
    """Commit a briefing, build, and return its line; checks that a clean build gives the same files."""
    commit(site, note, day)
    site.build()
    before = content(site.html)
    assert site.run("build", "--clean").status == 0
    assert content(site.html) == before
    (line,) = read(site)["briefings"]
    assert isinstance(line, dict)
    return line


def test_an_earlier_wording_is_kept_with_the_correction_that_explains_it(site: Site) -> None:
    note = note_of(site)
    line = committed(site, note + SAID, "2031-01-01")
    (first,) = line["positions"]
    assert first.keys() == {"id", "sha256"}
    # Without a correction there is a hash and a day, and no words.
    line = committed(site, note + SAID.replace("refuses", "declines"), "2031-01-02")
    (second,) = line["positions"]
    assert second["sha256"] != first["sha256"]
    assert second["earlier"] == [{"sha256": first["sha256"], "until": "2031-01-02"}]
    # A correction in the same commit explains the change.
    correction = "corrections:\n  - {date: 2031-01-03, note: She said no *more*.}\n"
    line = committed(site, note + SAID.replace("refuses", "says no") + correction, "2031-01-04")
    (third,) = line["positions"]
    assert third["earlier"] == [
        *second["earlier"],
        {
            "sha256": second["sha256"],
            "until": "2031-01-04",
            "says": "She declines.",
            "passages": ["No."],
            "source_file": "note.txt",
            "corrections": [{"date": "2031-01-03", "note": "She said no more."}],
        },
    ]
    # What is removed without a new correction is a hash, though the briefing has an old one.
    line = committed(site, note + correction, "2031-01-05")
    assert line["positions"] == []
    assert line["removed"] == [
        {"id": "p", "earlier": [*third["earlier"], {"sha256": third["sha256"], "until": "2031-01-05"}]}
    ]


def test_a_correction_of_the_same_day_explains_a_change_too(site: Site) -> None:
    note = note_of(site)
    correction = "corrections:\n  - {date: 2031-01-02, note: She declined.}\n"
    commit(site, note + SAID, "2031-01-01")
    commit(site, note + SAID + correction, "2031-01-02")
    line = committed(site, note + SAID.replace("refuses", "declines") + correction, "2031-01-02")
    (earlier,) = line["positions"][0]["earlier"]
    assert earlier["says"] == "She refuses."
    assert earlier["corrections"] == [{"date": "2031-01-02", "note": "She declined."}]


def test_a_change_that_no_reader_sees_is_none(site: Site) -> None:
    note = note_of(site)
    commit(site, note + SAID, "2031-01-01")
    line = committed(
        site, note + SAID.replace("She refuses.", "'She   refuses.'") + "tags: [x]\n", "2031-01-02"
    )
    assert [position.keys() for position in line["positions"]] == [{"id", "sha256"}]


def test_what_was_a_draft_or_no_yaml_was_never_published(site: Site) -> None:
    note = note_of(site)
    commit(site, "draft: true\n" + note + SAID.replace("refuses", "roars"), "2031-01-01")
    commit(site, "title: [\n", "2031-01-02")
    line = committed(site, note + SAID, "2031-01-03")
    assert [position.keys() for position in line["positions"]] == [{"id", "sha256"}]


def test_without_history_git_is_not_asked(site: Site) -> None:
    note = note_of(site)
    commit(site, note + SAID, "2031-01-01")
    line = committed(site, note + SAID.replace("refuses", "declines"), "2031-01-02")
    assert "earlier" in line["positions"][0]
    site.write("mkdocs.yml", "site_name: x\n")
    site.build()
    (line,) = read(site)["briefings"]
    assert "earlier" not in line["positions"][0]


# --- any history -------------------------------------------------------------------------------------

_passages = st.sampled_from([("x",), ("y",), ("x", "y")])
_wordings = st.builds(Wording, st.sampled_from("ab"), _passages, st.just("s"))
_versions = st.builds(Wordings, st.dictionaries(st.sampled_from("pq"), _wordings), st.just(()))


@given(st.lists(_versions, max_size=6))
def test_each_change_of_a_position_is_listed_once(versions: list[Wordings]) -> None:
    said = [(Version(None, f"{number}"), version) for number, version in enumerate(versions)]
    expected: dict[str, list[tuple[Wording, str]]] = {}
    for number, (older, newer) in enumerate(pairwise(versions), start=1):
        for id_ in older.positions:
            if newer.positions.get(id_) != older.positions[id_]:
                expected.setdefault(id_, []).append((older.positions[id_], f"{number}"))
    found = {
        id_: [(changed.wording, changed.version.blob) for changed in of]
        for id_, of in changes_in(said).items()
    }
    assert found == expected


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_can_be_an_earlier_version(data: bytes) -> None:
    found = wordings_in(data)
    assert found is None or isinstance(found, Wordings)

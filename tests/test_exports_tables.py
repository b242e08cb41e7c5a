from __future__ import annotations

import codecs
import csv
import io
import json
import re
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import frictionless
import pytest
from frictionless.resources import TableResource
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.exports import AWKWARD, PLAIN, PUBLISHED, records
from helpers.thoroughness import tried
from helpers.whole import build_record, exports_of
from onrecord.engine.files import Export, LongExport
from onrecord.exports import tables
from onrecord.exports.addresses import Addresses
from onrecord.exports.changes import CHANGE_COLUMNS, changes_file
from onrecord.exports.datapackage import datapackage
from onrecord.exports.proof import proof_file, proof_parts
from onrecord.exports.rows import POSITION_COLUMNS, QUESTION_COLUMNS, Column
from onrecord.exports.tables import (
    csv_file,
    defused,
    has_json_lines,
    json_file,
    json_lines_file,
    rows_of,
    tables_of,
)
from onrecord.exports.versions import version_parts, versions_file
from onrecord.layout import PROGRAM
from onrecord.metadata.history import NO_HISTORY
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

FORMULA_SIGNS = "=+-@＝＋－＠\t\r"

# An apostrophe at the start of a cell, or of what some programs take for one.
_DEFUSED = re.compile(r"(?:^|(?<=[;\t\r\n]))'")


def restored(cell: str) -> str:
    """The text of a cell, restored as docs/data.md says."""
    return _DEFUSED.sub("", cell)


def data_of(record: Record, site: Settings = PLAIN) -> dict[str, str]:
    data, tables = Addresses(site), list(tables_of(record))
    proofs, versions = list(proof_parts(record)), list(version_parts(record))
    exports: list[Export | LongExport] = [datapackage(tables, proofs, versions, site)]
    for table in tables:
        rows = rows_of(record, table, data)
        exports += [csv_file(table, rows), json_file(table, rows)]
        if has_json_lines(table):
            exports.append(json_lines_file(table, rows))
    exports.append(changes_file(record, record.changes, data))
    exports += [proof_file(record, part, site) for part in proofs]
    exports += [versions_file(record, part, NO_HISTORY) for part in versions]
    return {export.path: export.text for export in exports}


def cells(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file, by RFC 4180; a reader opens it as `utf-8-sig`."""
    opened = text.encode().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(opened, newline=""), strict=True))


# --- formulas ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ('"=1', "'\"=1"),
        ("  =1", "'  =1"),
        ("a;=1", "a;'=1"),
        ("a\n-b", "a\n'-b"),
        ("'tis", "''tis"),
        ("a; 'b'", "a; 'b'"),
        ("a = b - c", "a = b - c"),
        ("2031-05-01", "2031-05-01"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_defused(text: str, cell: str) -> None:
    assert defused(text) == cell
    assert restored(cell) == text


@given(st.text(st.sampled_from("=-@'\" \t\r\n;aＡ＝\u00a0")) | st.text() | st.sampled_from(AWKWARD))
@example("';=';=")
def test_defusing_is_undone_and_leaves_no_formula(text: str) -> None:
    cell = defused(text)
    assert restored(cell) == text
    assert not cell or cell[0] not in FORMULA_SIGNS
    for part in re.split("[;\t\r\n]", cell):
        assert part.lstrip(' "\u00a0')[:1] not in {*"=+-@＝＋－＠"}


# --- rows ----------------------------------------------------------------------------------


@tried(40)
@given(records(), st.sampled_from([PLAIN, PUBLISHED]))
def test_csv_and_json_say_the_same(record: Record, site: Settings) -> None:
    data = data_of(record, site)
    for name, columns in (("positions", POSITION_COLUMNS), ("questions", QUESTION_COLUMNS)):
        in_json, in_csv = json.loads(data[f"data/{name}.json"]), cells(data[f"data/{name}.csv"])
        assert len(in_json) == len(in_csv)
        for said, cell in zip(in_json, in_csv, strict=True):
            assert list(said) == list(columns)
            for column, value in said.items():
                if column == "passage":
                    found = [part.split("\n") for part in restored(cell[column]).split("\n\n")]
                    assert found == [[" ".join(p.split()) for p in pieces] for pieces in value or [[""]]]
                elif column == "gist":
                    assert restored(cell[column]) == " ".join((value or "").split())
                elif column == "toward":
                    assert cell[column].split() == value
                elif isinstance(value, bool):
                    assert cell[column] == str(value).lower()
                elif column != "spans":
                    assert restored(cell[column]) == ("" if value is None else str(value))


@tried(40)
@given(records())
def test_passages_are_verbatim_and_where_the_row_says(record: Record) -> None:
    data = data_of(record)
    for row in chain.from_iterable(
        json.loads(data[f"data/{name}.json"]) for name in ("positions", "questions")
    ):
        text = record.briefs[row["briefing"]].article.text
        assert row["passage"] == [[text[start:end] for start, end in spans] for spans in row["spans"]]
        places = [place for spans in row["spans"] for span in spans for place in span]
        assert (row["start"], row["end"]) == ((min(places), max(places)) if places else (None, None))
        if row.get("gist") is not None:
            start, end = row["gist_start"], row["gist_end"]
            assert row["gist"] == text[start:end]
            assert any(s <= start < end <= e for spans in row["spans"] for s, e in spans)


@tried(40)
@given(records())
def test_a_row_says_what_the_record_says(record: Record) -> None:
    positions = {(b.slug, p.id): (b, p) for b in record.briefs.values() for p in b.positions}
    for row in json.loads(data_of(record)["data/positions.json"]):
        brief, position = positions[row["briefing"], row["id"]]
        stated = position.stated
        assert (row["actor"], row["issue"], row["says"]) == (stated.actor, stated.issue, stated.says)
        assert row["actor_name"] == record.actors[stated.actor].name
        assert row["issue_title"] == record.issues[stated.issue].title
        sources = [stated.actor, *([stated.relayed_by] if stated.relayed_by else [])]
        assert row["unnamed"] == ("unnamed" in [record.actors[source].kind for source in sources])
        assert row["words_basis"] == position.words_basis
        assert row["basis"] == ("relayed" if stated.relayed_by else position.words_basis)
        assert row["briefing_date"] == str(brief.brief.date)
        assert row["said"] == (stated.date and str(stated.date))
        assert row["source_sha256"] == brief.article.sha256


def test_csv_is_that_of_rfc_4180(collection: Record) -> None:
    written = data_of(collection)["data/positions.csv"].encode()
    assert written.startswith(codecs.BOM_UTF8)  # so that Excel reads it as UTF-8
    assert written.count(codecs.BOM_UTF8) == 1
    text = written.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", "")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert {len(row) for row in rows} == {len(header)}
    assert header[:2] == ["briefing", "id"]


@tried(40)
@given(records())
def test_json_lines_has_the_objects_of_the_json_file(record: Record) -> None:
    data = data_of(record)
    in_json = json.loads(data["data/positions.json"])
    text = data.get("data/positions.jsonl", "")
    lines = text.split("\n")  # not `splitlines`: JSON strings may contain other line ends
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == in_json
    assert ("data/positions.jsonl" in data) == bool(in_json)
    assert "data/questions.jsonl" not in data


def test_an_address_is_absolute_where_the_site_says_where_it_is(collection: Record) -> None:
    for row, published in zip(
        json.loads(data_of(collection)["data/positions.json"]),
        json.loads(data_of(collection, PUBLISHED)["data/positions.json"]),
        strict=True,
    ):
        assert row["address"] == f"briefs/{row['briefing']}.html#{row['id']}"
        assert published["address"] == f"https://example.org/below/{row['address']}"


# --- the descriptor ------------------------------------------------------------------------


def validate(folder: Path, exports: dict[str, str]) -> frictionless.Package:
    for path, text in exports.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    package = frictionless.Package(str(folder / "data/datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "note", "rowNumber", "fieldName"])
    return package


def read(package: frictionless.Package, name: str) -> list[frictionless.Row]:
    resource = package.get_resource(name)
    assert isinstance(resource, TableResource)
    return resource.read_rows()


@pytest.mark.parametrize("site", [PLAIN, PUBLISHED], ids=["plain", "published"])
def test_the_data_package_is_valid(collection: Record, site: Settings, tmp_path: Path) -> None:
    data = data_of(collection, site)
    package = validate(tmp_path, data)
    assert {f"data/{resource.path}" for resource in package.resources} <= data.keys()
    csv_rows, json_rows = read(package, "positions-csv"), read(package, "positions-json")
    assert list(csv_rows[0])[:2] == ["briefing", "id"], "the byte order mark is in no column's name"
    lines = read(package, "positions-jsonl")
    assert [row.to_dict() for row in lines] == [row.to_dict() for row in json_rows]
    assert [row["says"] for row in json_rows] == [restored(row["says"]) for row in csv_rows]
    assert [row["start"] for row in json_rows] == [row["start"] for row in csv_rows]
    assert json_rows[0]["passage"] == json.loads(data["data/positions.json"])[0]["passage"]


def test_a_row_of_changes_has_the_words_that_the_table_of_positions_has(collection: Record) -> None:
    data = data_of(collection)
    positions = {(row["briefing"], row["id"]): row for row in cells(data["data/positions.csv"])}
    rows = cells(data["data/changes.csv"])
    assert len(rows) == len(collection.changes)
    for row, path in zip(rows, collection.changes, strict=True):
        assert (row["kind"], row["actor"], row["issue"]) == (path.kind, path.later.actor, path.later.issue)
        whens = ["before", "between", "after"] if row["between_id"] else ["before", "after"]
        assert [row[f"{when}_id"] for when in whens] == [one.id for one in path.statements]
        for when in whens:
            position = positions[row[f"{when}_briefing"], row[f"{when}_id"]]
            shared = [name for name in position if f"{when}_{name}" in row]
            assert len(shared) == 13
            assert [row[f"{when}_{name}"] for name in shared] == [position[name] for name in shared]
            assert row[f"{when}_date"] == (position["said"] or position["briefing_date"])
        if not row["between_id"]:
            assert not any(value for name, value in row.items() if name.startswith("between_"))


def test_a_record_without_briefings_has_a_valid_data_package(tmp_path: Path) -> None:
    empty = build_record((), {}, {})
    data = data_of(empty)
    validate(tmp_path, data)
    assert data["data/positions.json"] == "[]\n"
    assert cells(data["data/positions.csv"]) == []
    assert cells(data["data/changes.csv"]) == []


def test_what_would_be_too_long_a_table_is_one_for_each_year(collection: Record, tmp_path: Path) -> None:
    whole = json.loads(data_of(collection)["data/positions.json"])
    with patch.object(tables, "MAX_ROWS", len(whole) - 1):
        data = data_of(collection)
        validate(tmp_path, data)
    parts = {path: text for path, text in data.items() if re.search(r"/positions.*\.json$", path)}
    assert "data/positions.json" not in parts
    for path, text in parts.items():
        assert {row["briefing_date"][:4] for row in json.loads(text)} == {path[-9:-5]}
    assert list(chain.from_iterable(map(json.loads, parts.values()))) == whole


def test_at_the_limit_a_table_is_whole(collection: Record) -> None:
    size = sum(len(brief.positions) for brief in collection.briefs.values())
    with patch.object(tables, "MAX_ROWS", size):
        assert "data/positions.json" in data_of(collection)


def test_the_limit_is_the_one_that_the_documentation_names() -> None:
    assert f"{tables.MAX_ROWS:,} rows" in (PROGRAM / "docs/data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [POSITION_COLUMNS, QUESTION_COLUMNS])
def test_the_documentation_names_every_column(columns: dict[str, Column]) -> None:
    text = (PROGRAM / "docs/data.md").read_text(encoding="utf-8")
    for name, column in columns.items():
        assert f"| `{name}` | {column.description} |" in text, name


def test_the_documentation_names_every_column_of_changes() -> None:
    text = (PROGRAM / "docs/data.md").read_text(encoding="utf-8")
    for name, column in CHANGE_COLUMNS.items():
        when, _, of_wording = name.partition("_")
        if when not in ("before", "between", "after"):
            assert f"| `{name}` | {column.description} |" in text, name
        else:
            assert f"`…_{of_wording}`" in text, name


def test_only_one_file_is_made_at_a_time(collection: Record) -> None:
    exports = exports_of(collection, PLAIN)
    first = next(exports)
    assert isinstance(first, LongExport)
    assert first.path == "data/positions.csv"

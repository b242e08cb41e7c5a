"""Cached results of earlier builds are used only if they are still true."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.building import PROGRAM, Site, clean, copy_of, in_process, outcome
from helpers.checked import new_store, quietly
from helpers.thoroughness import tried
from helpers.whole import pages_of
from onrecord.checking.check import Checked, check
from onrecord.checking.examine import Examined, Examiner
from onrecord.checking.store import TABLES, Store
from onrecord.engine import ledger
from onrecord.engine.digests import program_files
from onrecord.engine.ledger import FILE, opened
from onrecord.layout import Layout

BRIEF = "briefs/qasira-offers-to-mediate.yml"


def silently(line: str) -> None:
    raise AssertionError(line)


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


@pytest.fixture
def examined() -> Iterator[list[str]]:
    """The slugs of the briefings that were examined."""
    slugs: list[str] = []
    examine = Examiner.examine

    def watched(self: Examiner, path: Path) -> Examined:
        slugs.append(path.stem)
        return examine(self, path)

    with patch.object(Examiner, "examine", watched):
        yield slugs


def checked(site: Site, say: Callable[[str], None] = silently) -> tuple[Checked, list[object]]:
    """Run a check with the site's cache; returns it with all pages of its record."""
    layout = Layout(site.root)
    layout.work.mkdir(exist_ok=True)
    with opened(layout.work, TABLES, say) as known:
        found = check(layout, quietly, Store(known))
        known.commit()
        return found, list(pages_of(found.record)) if found.record else []


def same_as_new(site: Site) -> None:
    """A check with the cache finds the same as one without."""
    found, pages = checked(site)
    new = check(Layout(site.root), quietly, new_store())
    assert found.problems == new.problems
    assert found.sources == new.sources
    assert pages == (list(pages_of(new.record)) if new.record else [])


def test_what_has_not_changed_is_not_examined(strait: Site, examined: list[str]) -> None:
    first, pages = checked(strait)
    assert len(examined) == len(pages and first.sources) > 3
    examined.clear()
    second, again = checked(strait)
    assert examined == []
    assert (first.problems, first.sources, pages) == (second.problems, second.sources, again)


def test_each_file_of_the_program_counts_for_whether_it_is_another_version() -> None:
    package = PROGRAM / "onrecord"
    files = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    files.remove(package / "py.typed")  # Only for type checkers.
    files -= set((package / "serving" / "static").iterdir())  # Only for `serve`.
    assert any(path.suffix != ".py" for path in files)
    assert sorted(program_files(package)) == sorted(files)


@pytest.mark.parametrize(
    ("path", "old", "new", "slugs"),
    [
        (BRIEF, "summary:", "summary:  ", ["qasira-offers-to-mediate"]),
        ("briefs/issues.yml", "about:", "about: More,", []),
        ("briefs/actors.yml", "note:", "note: More,", []),
    ],
)
def test_what_changed_is_examined(
    strait: Site, examined: list[str], path: str, old: str, new: str, slugs: list[str]
) -> None:
    checked(strait)
    strait.edit(path, old, new)
    examined.clear()
    found, pages = checked(strait)
    assert examined == slugs
    fresh = check(Layout(strait.root), quietly, new_store())
    assert found.problems == fresh.problems
    assert fresh.record is not None
    assert pages == list(pages_of(fresh.record))


def test_another_name_in_the_register_is_looked_for_everywhere(strait: Site, examined: list[str]) -> None:
    checked(strait)
    strait.edit("briefs/actors.yml", "name: Qasira", "name: Qasiria")
    examined.clear()
    checked(strait)
    assert len(examined) == len(check(Layout(strait.root), quietly).sources)


def test_an_article_that_changed_or_is_gone(strait: Site, examined: list[str]) -> None:
    found, _ = checked(strait)
    article = strait.root / found.sources["qasira-offers-to-mediate"]
    text = article.read_bytes()
    article.write_bytes(text + b"\nOne more line.\n")
    examined.clear()
    same_as_new(strait)
    assert examined[:1] == ["qasira-offers-to-mediate"]
    article.unlink()
    same_as_new(strait)
    article.write_bytes(text)
    same_as_new(strait)


@pytest.mark.parametrize("name", ["a-copy", "zz-copy"])
@pytest.mark.parametrize("restyled", [False, True])
def test_a_copy_of_an_article_is_seen_by_what_was_known(
    strait: Site, examined: list[str], name: str, restyled: bool
) -> None:
    found, _ = checked(strait)
    original = strait.root / found.sources["qasira-offers-to-mediate"]
    text = original.read_text(encoding="utf-8")
    copied = text.replace("\n", "\n\n").replace("“", '"').replace("”", '"') if restyled else text
    strait.write("seeds/copy.txt", copied)
    brief = (strait.root / BRIEF).read_text(encoding="utf-8").replace(original.name, "copy.txt")
    strait.write(f"briefs/{name}.yml", brief)

    def warned() -> list[tuple[str, str]]:
        problems = checked(strait)[0].problems
        return [(p.location.path, p.message) for p in problems if p.rule.name == "article-stored-twice"]

    first, later = sorted(["qasira-offers-to-mediate", name])
    file = original.name if first != name else "copy.txt"
    expected = [(f"briefs/{later}.yml", f"the article is the same as {file}, of the briefing {first}")]
    examined.clear()
    assert warned() == expected
    assert examined == [name]
    examined.clear()
    assert warned() == expected
    assert examined == []
    same_as_new(strait)
    strait.write("seeds/copy.txt", f"{copied}\nOne more line.\n")
    assert warned() == []


def test_a_file_with_its_old_size_and_time_is_another_one_all_the_same(
    strait: Site, examined: list[str]
) -> None:
    checked(strait)
    path = strait.root / BRIEF
    status = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2031", "2032"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    examined.clear()
    checked(strait)
    assert examined == ["qasira-offers-to-mediate"]


def test_a_file_that_was_only_touched_is_the_same(strait: Site, examined: list[str]) -> None:
    checked(strait)
    for path in (strait.root / "briefs").iterdir():
        path.touch()
    examined.clear()
    checked(strait)
    assert examined == []


def test_an_article_behind_a_link_is_read_anew(strait: Site, examined: list[str]) -> None:
    found, _ = checked(strait)
    article = strait.root / found.sources["qasira-offers-to-mediate"]
    outside = strait.root / "elsewhere.txt"
    article.rename(outside)
    article.symlink_to(outside)
    examined.clear()
    same_as_new(strait)
    assert "qasira-offers-to-mediate" in examined


def test_a_briefing_with_an_error_is_not_kept(strait: Site, examined: list[str]) -> None:
    strait.edit(BRIEF, "date:", "dote:")
    for _ in range(2):
        examined.clear()
        same_as_new(strait)
        assert "qasira-offers-to-mediate" in examined


def test_warnings_are_said_every_time(strait: Site) -> None:
    strait.edit(BRIEF, "actors:", "actors:\n  - id: strait-commission")
    found = [checked(strait)[0].problems for _ in range(2)]
    assert found[0] == found[1] == check(Layout(strait.root), quietly).problems
    assert found[0]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)])
def test_a_file_that_is_no_cache_is_thrown_away_with_a_line(strait: Site, content: bytes) -> None:
    checked(strait)
    (strait.root / ".onrecord" / FILE).write_bytes(content)
    said: list[str] = []
    checked(strait, said.append)
    assert len(said) == 1
    assert said[0].startswith("rebuilding the cache: ")
    same_as_new(strait)


def test_another_version_of_the_program_knows_nothing(strait: Site, examined: list[str]) -> None:
    checked(strait)
    examined.clear()
    said: list[str] = []
    with patch.object(ledger, "program_digest", lambda: b"another"):
        checked(strait, said.append)
    assert len(examined) > 3
    assert said == ["rebuilding the cache: another version of the program wrote it"]


@pytest.mark.parametrize(
    ("table", "key", "column"),
    [
        ("briefs", "slug", "made_from"),
        ("briefs", "slug", "result"),
        ("contents", "slug", "anchored"),
        *(
            (f"{stage}_{table}", key, column)
            for stage in ("site_src", "site")
            for table, key, column in (
                ("outputs", "id", "in_group"),
                ("outputs", "id", "key"),
                ("outputs", "id", "digest"),
                ("readers", "key", "outputs"),
                ("pieces", "output", "pieces"),
                ("groups", "id", "key"),
            )
        ),
        ("meta", "name", "value"),
        ("states", "folder", "files"),
    ],
)
def test_damaged_entries_are_not_trusted(
    strait: Site, tmp_path: Path, table: str, key: str, column: str
) -> None:
    strait.build()
    with sqlite3.connect(strait.root / ".onrecord" / FILE) as connection:
        for row, value in connection.execute(f"SELECT {key}, {column} FROM {table}").fetchall():
            flipped = value + 1 if isinstance(value, int) else bytes(byte ^ 1 for byte in value)
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (flipped, row))
    connection.close()
    strait.edit(BRIEF, "summary: ", "summary: Edited. ")
    done = strait.build()
    assert "rebuilding the cache: " in done.err or not done.err
    anew = clean(strait, tmp_path / "anew")
    anew.build()
    assert outcome(strait) == outcome(anew)


@pytest.mark.parametrize(
    "damage",
    [
        *(
            damage.replace("STAGE", stage)
            for stage in ("site_src", "site")
            for damage in (
                "DROP TABLE STAGE_groups",
                "ALTER TABLE STAGE_outputs RENAME COLUMN path TO paths",
                "UPDATE STAGE_outputs SET path = CAST(x'ff' || path AS TEXT) WHERE id = 3",
                "UPDATE STAGE_groups SET name = CAST(x'ff' AS TEXT) WHERE id = 1",
                "DELETE FROM meta WHERE name = 'names of STAGE'",
                "DELETE FROM meta WHERE name = 'digests of STAGE'",
                "UPDATE meta SET value = 'text'  WHERE name = 'digests of STAGE'",
            )
        ),
        "DELETE FROM meta WHERE name = 'settled briefings'",
        "DELETE FROM meta WHERE name = 'surroundings'",
        "DELETE FROM meta WHERE name = 'summary'",
        "DELETE FROM meta WHERE name = 'lag of the standby site'",
        "DROP TABLE states",
        "UPDATE states SET folder = 5 WHERE rowid = 1",
        "DELETE FROM states WHERE rowid = 2",
        "DELETE FROM contents WHERE slug = 'qasira-offers-to-mediate'",
    ],
)
def test_a_file_with_other_tables_than_ours_is_thrown_away(strait: Site, tmp_path: Path, damage: str) -> None:
    strait.build()
    connection = sqlite3.connect(strait.root / ".onrecord" / FILE)
    with connection:
        connection.execute(damage)
    connection.close()
    strait.edit(BRIEF, "summary: ", "summary: Edited. ")
    done = strait.build()
    assert "rebuilding the cache: " in done.err or not done.err
    strait.edit(BRIEF, "summary: ", "summary: Again. ")
    assert strait.build().err == ""
    anew = clean(strait, tmp_path / "anew")
    anew.build()
    assert outcome(strait) == outcome(anew)


def by_hand(site: Site, *statements: str) -> None:
    """Change the ledger in the way of somebody who knows its tables."""
    with closing(sqlite3.connect(site.root / ".onrecord" / FILE)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM site_src_readers WHERE key % 2"],
        ["DELETE FROM site_outputs WHERE id % 3 = 0"],
        ["UPDATE site_outputs SET path = CAST(path AS BLOB) WHERE id = 1"],
        ["UPDATE site_src_groups SET name = x'00' WHERE id = 1"],
        ["UPDATE briefs SET settled = 'x'"],
        ["UPDATE meta SET value = x'' WHERE name = 'sum'"],
        ["DELETE FROM meta WHERE name = 'sum'"],
    ],
)
def test_what_somebody_else_wrote_into_the_cache_is_said_and_made_anew(
    strait: Site, tmp_path: Path, statements: list[str]
) -> None:
    strait.build()
    by_hand(strait, *statements)
    strait.edit(BRIEF, "summary: ", "summary: Edited. ")
    assert strait.build().err.startswith("rebuilding the cache: ")
    assert strait.build().err == ""
    anew = clean(strait, tmp_path / "anew")
    anew.build()
    assert outcome(strait) == outcome(anew)


@pytest.mark.parametrize("stage", ["site_src", "site"])
def test_an_index_without_rows_that_the_table_has_is_found(strait: Site, tmp_path: Path, stage: str) -> None:
    strait.build()
    file = strait.root / ".onrecord" / FILE
    with closing(sqlite3.connect(file)) as connection:
        query = f"SELECT rootpage FROM sqlite_schema WHERE name = '{stage}_outputs_in_group'"
        (page,) = connection.execute(query).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(file.read_bytes())
    start = (page - 1) * size
    assert data[start] == 10  # a leaf of an index: its bytes 3 and 4 are the number of its entries
    data[start + 3 : start + 5] = (int.from_bytes(data[start + 3 : start + 5], "big") - 4).to_bytes(2, "big")
    file.write_bytes(data)
    strait.edit(BRIEF, "summary: ", "summary: Edited. ")
    assert strait.build().err.startswith("rebuilding the cache: ")
    anew = clean(strait, tmp_path / "anew")
    anew.build()
    assert outcome(strait) == outcome(anew)


def test_a_copy_of_the_cache_is_checked_and_used(strait: Site, tmp_path: Path, examined: list[str]) -> None:
    strait.build()
    copied = Site(tmp_path / "copied")
    shutil.copytree(strait.root, copied.root)
    examined.clear()
    assert copied.build().err == ""
    assert examined == []


def test_a_damaged_name_of_a_table_is_damage(strait: Site, tmp_path: Path) -> None:
    strait.build()
    file = strait.root / ".onrecord" / FILE
    data = file.read_bytes()
    assert b"CREATE TABLE states" in data
    # SQLite's message quotes the name, and Python cannot decode it.
    file.write_bytes(data.replace(b"CREATE TABLE states", b"CREATE TABLE st\xbftes"))
    strait.edit(BRIEF, "summary: ", "summary: Edited. ")
    assert strait.build().err.startswith("rebuilding the cache: ")
    assert strait.build().err == ""
    anew = clean(strait, tmp_path / "anew")
    anew.build()
    assert outcome(strait) == outcome(anew)


def with_own_template(site: Site) -> Path:
    """Give a site a template of its own, so that compiled templates are kept in its work folder; build it."""
    name = "templates/markdown/issue.md.j2"
    site.write(name, (PROGRAM / name).read_text(encoding="utf-8"))
    site.build()
    return site.root / ".onrecord" / "templates"


@pytest.mark.parametrize("at", [0.01, 0.5])
@pytest.mark.parametrize("damage", [b"", b"\xff\xff\xff\xff"])
def test_damaged_compiled_templates_are_compiled_again(
    strait: Site, tmp_path: Path, at: float, damage: bytes
) -> None:
    compiled = list(with_own_template(strait).iterdir())
    assert len(compiled) > 5
    for file in compiled:
        data = file.read_bytes()
        start = int(len(data) * at)
        file.write_bytes(data[:start] + damage + data[start + len(damage) :] if damage else data[:start])
    strait.edit(BRIEF, "summary: ", "summary: Edited. ")
    # In another process: damaged code can end it.
    done = strait.start()
    assert done.status == 0
    assert (
        done.err
        == "this build runs code of the site: templates: templates/markdown (--untrusted refuses that)\n"
    )
    anew = clean(strait, tmp_path / "anew")
    anew.build()
    assert outcome(strait) == outcome(anew)


@pytest.mark.parametrize(
    "name", [FILE, f"{FILE}-journal", f"{FILE}-wal", "seal", "spare", "templates", "lock", ".gitignore"]
)
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_another_kind_of_file_in_the_work_folder_does_not_stop_builds(
    strait: Site, name: str, kind: str
) -> None:
    with_own_template(strait)
    place = strait.root / ".onrecord" / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    if kind == "folder":
        (place / "in it").mkdir(parents=True)
    else:
        place.write_bytes(b"foreign")
    for words in ("Edited. ", "Again. "):
        strait.edit(BRIEF, "summary: ", f"summary: {words}")
        strait.build()


def test_clean_forgets(strait: Site, examined: list[str]) -> None:
    strait.build()
    examined.clear()
    assert strait.run("--clean").status == 0
    assert len(examined) > 3


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", ""])
def test_a_number_of_jobs_is_a_number(strait: Site, value: str) -> None:
    done = in_process("check", "--root", str(strait.root), "--jobs", value)
    assert done.status == 2
    assert "must be a whole number, 1 or more" in done.err


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["word", "date", "article", "remove", "rename", "register", "break", "undo", "touch"]
        ),
        st.integers(0, 5),
    ),
    max_size=6,
)


@settings(tried(25), suppress_health_check=[HealthCheck.too_slow])
@given(edits=EDITS)
def test_with_a_cache_or_without_the_same_is_found(
    edits: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = copy_of("strait", tmp_path_factory.mktemp("edits") / "strait")
    same_as_new(site)
    for kind, number in edits:
        _edit(site, kind, number)
        same_as_new(site)


def _edit(site: Site, kind: str, number: int) -> None:
    registers = ("actors", "issues")
    briefs = sorted(p for p in (site.root / "briefs").glob("*.yml") if p.stem not in registers)
    if not briefs:
        return
    path = briefs[number % len(briefs)]
    text = path.read_text(encoding="utf-8")
    match kind:
        case "word":
            path.write_text(text.replace("says: ", "says: Again, ", 1), encoding="utf-8")
        case "date":
            path.write_text(text.replace("date: 2031-05", "date: 2031-06", 1), encoding="utf-8")
        case "article":
            articles = sorted((site.root / "seeds").iterdir())
            article = articles[number % len(articles)]
            article.write_text(article.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
        case "remove":
            path.rename(path.with_suffix(".gone"))
        case "rename":
            path.rename(path.with_name(f"{path.stem}-{number}.yml"))
        case "register":
            register = site.root / "briefs" / "actors.yml"
            old = register.read_text(encoding="utf-8")
            register.write_text(
                f"{old}\nnew-{number}-{len(old)}:\n  name: New\n  kind: group\n", encoding="utf-8"
            )
        case "break":
            path.write_text(text.replace("passage: ", "passage: not there ", 1), encoding="utf-8")
        case "undo":
            path.write_text(text.replace("Again, ", "").replace("not there ", ""), encoding="utf-8")
        case "touch":
            path.touch()

"""The comparison with other generators: the parts that do not need one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath
from unittest.mock import patch

import msgspec
import pytest

from bench.documents import refreshed
from bench.peers.bars import bars
from bench.peers.installing import pinned, versions
from bench.peers.layouts import EDITS, Arrangement, edit, lay_out, plain_values
from bench.peers.outcomes import look_at, look_for_edit
from bench.peers.processes import FailedError, measured, pss_of, session_memory, session_of
from bench.peers.results import STEPS, Results, Run, Size, described, load, save
from bench.peers.rounds import Plan, _order, too_slow
from bench.peers.tables import in_bytes, in_seconds, of_size, sections, table
from bench.peers.tools import PEERS, TITLES
from helpers.building import PROGRAM

PAGE = f"""---
onrecord: "briefs/a.yml"  # made by build.py: edit that, not this
title: "Caf\\u00e9: \\"open\\""
date: "2031-05-02"
---

{EDITS[0]} what A says.
"""
ROLLUP = "5581b000-7ffd7c2f ---p 00000000 00:00 0   [rollup]\nRss:  9000 kB\nPss:  1234 kB\nPss_Dirty: 7 kB\n"
ENOUGH = 60  # seconds, on the busiest machine
NEEDS_PROC = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="needs /proc as Linux has it"
)


def runs(*seconds: float, peak: int = 50_000_000, finished: bool = True) -> list[Run]:
    return [Run(of_one, peak, finished) for of_one in seconds]


def size(number: int = 10_000, **peers: dict[str, list[Run]]) -> Size:
    ours = {"cold": runs(60, 50, 40), "unchanged": runs(0.1), "edited": runs(1), "check": runs(10)}
    return Size(number, number * 2, number * 39_000, number * 4, number * 10**5, {"onrecord": ours} | peers)


def results(*sizes: Size, **without: str) -> Results:
    return Results("2 cores", 3, {"hugo": "1.2"}, without, sizes)


# Memory


def test_pss_is_read_in_bytes() -> None:
    assert pss_of(ROLLUP) == 1234 * 1024
    assert pss_of("") == 0


def test_a_session_is_found_whatever_the_process_is_called() -> None:
    assert session_of("7 (a) b (c)) S 1 7 4711 0 -1 4194304") == 4711


def test_the_memory_of_a_session_is_that_of_its_processes(tmp_path: Path) -> None:
    for process, session in ((7, 7), (8, 7), (9, 9)):
        (tmp_path / str(process)).mkdir()
        (tmp_path / str(process) / "stat").write_text(f"{process} (x) S 1 1 {session} 0")
        (tmp_path / str(process) / "smaps_rollup").write_text(ROLLUP)
    (tmp_path / "10").mkdir()  # a process that ended during the look
    (tmp_path / "self").mkdir()
    assert session_memory(7, tmp_path) == 2 * 1234 * 1024
    assert session_memory(1, tmp_path) == session_memory(7, tmp_path / "missing") == 0


@NEEDS_PROC
def test_a_command_is_measured_with_the_processes_that_it_starts(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    held = 30_000_000
    inner = f"""if True:
        import os, time
        held = bytearray({held})
        while not os.path.exists({str(seen)!r}):
            time.sleep(0.01)
    """
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"

    def look(session: int) -> int:
        """The memory of a session; its processes end once their memory was measured."""
        memory = session_memory(session)
        if memory > held:
            seen.touch()
        return memory

    with patch("bench.peers.processes.session_memory", look):
        run = measured([sys.executable, "-c", outer], tmp_path, limit=ENOUGH)
    assert run.finished
    assert 0 < run.seconds < ENOUGH
    assert run.peak is not None
    assert run.peak > held


def test_a_command_is_stopped_at_its_limit_with_all_that_it_started(tmp_path: Path) -> None:
    inner = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    run = measured([sys.executable, "-c", outer], tmp_path, limit=1)
    assert not run.finished
    assert run.seconds == 1
    pid = tmp_path / "pid"
    stat = Path(f"/proc/{pid.read_text()}/stat") if pid.exists() else None
    until = time.monotonic() + ENOUGH  # A killed process takes a moment to end.
    while stat and _is_running(stat) and time.monotonic() < until:
        time.sleep(0.02)
    assert not stat or not _is_running(stat)


def _is_running(stat: Path) -> bool:
    try:
        return ") Z " not in stat.read_text()
    except OSError:
        return False


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, limit=60)


def test_a_machine_is_described() -> None:
    processors = "processor : 0\nmodel name\t: Some  CPU @ 2 GHz\nprocessor : 1\nmodel name : Other\n"
    assert described(processors, "MemTotal:  16000000 kB\n") == ["Some CPU @ 2 GHz", "16 GB of memory"]
    assert described("", "") == []


# Pages


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "briefs").mkdir(parents=True)
    (folder / "index.md").write_text("# All\n", encoding="utf-8")
    (folder / "briefs" / "a.md").write_text(PAGE, encoding="utf-8")
    (folder / "briefs" / "a.json").write_text("{}", encoding="utf-8")
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


EXPECTED = {
    "mkdocs": {"site_src/index.md", "site_src/briefs/a.md", "site_src/briefs/a.json", "mkdocs.yml"},
    "hugo": {"content/_index.md", "content/briefs/a.md", "static/briefs/a.json", "hugo.toml"},
    "eleventy": {"content/index.md", "content/briefs/a.md", "static/briefs/a.json", "layouts/page.html"},
    "pelican": {"content/index.md", "content/briefs/a.md", "content/briefs/a.json", "pelicanconf.py"},
    "zensical": {"site_src/index.md", "site_src/briefs/a.md", "site_src/briefs/a.json", "theme/main.html"},
}


@pytest.mark.parametrize("name", PEERS)
def test_each_peer_has_all_pages_and_files_where_it_looks(name: str, source: Path, tmp_path: Path) -> None:
    place = tmp_path / name
    PEERS[name].prepare(source, place)
    assert files(place) >= EXPECTED[name]
    text = PEERS[name].page(place, "a").read_text(encoding="utf-8")
    assert text == (plain_values(PAGE) if name == "pelican" else PAGE)


def test_an_edit_of_one_peer_is_no_edit_of_another(source: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        lay_out(source, tmp_path / name, Arrangement(".", "."))
    page = tmp_path / "one" / "briefs" / "a.md"
    edit(page)
    assert page.read_text(encoding="utf-8") == PAGE.replace(*EDITS)
    assert (tmp_path / "two" / "briefs" / "a.md").read_text(encoding="utf-8") == PAGE
    assert files(tmp_path / "one") == files(source)
    edit(page)
    assert page.read_text(encoding="utf-8") == PAGE
    with pytest.raises(ValueError, match="no sentence"):
        edit(tmp_path / "one" / "index.md")


def test_front_matter_without_quotation_marks() -> None:
    assert plain_values(PAGE) == (
        f'---\ntitle: Café: "open"\ndate: 2031-05-02\n---\n\n{EDITS[0]} what A says.\n'
    )
    assert plain_values("# All\n") == "# All\n"


def test_a_build_that_leaves_out_pages_or_edits_has_failed(source: Path, tmp_path: Path) -> None:
    (tmp_path / "site" / "briefs").mkdir(parents=True)
    page = tmp_path / "site" / "briefs" / "a.html"
    page.write_text(f"<p>{EDITS[0]} what A says.</p>", encoding="utf-8")
    look_at(tmp_path / "site", 1)
    with pytest.raises(FailedError, match="of 2 pages 1"):
        look_at(tmp_path / "site", 2)
    look_for_edit(source / "briefs" / "a.md", tmp_path / "site")
    edit(source / "briefs" / "a.md")
    with pytest.raises(FailedError, match="does not show"):
        look_for_edit(source / "briefs" / "a.md", tmp_path / "site")


def test_every_peer_has_a_pinned_version_and_no_place_to_get_it_from_is_named() -> None:
    assert {peer.pinned for peer in PEERS.values()} <= versions().keys()
    assert pinned('a==1.2\nb-c==3rc1 # d==4\n"@e/f": "5.6"') == {"a": "1.2", "b-c": "3rc1", "@e/f": "5.6"}
    for name in ("requirements.txt", "package.json"):
        text = (PROGRAM / "bench" / "peers" / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|--\w", text)


# Results


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    one = results(size(), size(30_000), zensical="pip could not install it")
    save(tmp_path / "results.json", one)
    assert load(tmp_path / "results.json") == one
    (tmp_path / "results.json").write_text("[]")
    with pytest.raises(msgspec.DecodeError):
        load(tmp_path / "results.json")


def test_the_table_has_medians_and_how_many_times_our_time_a_peer_takes() -> None:
    hugo = {"cold": runs(100, 20, 30, peak=700_000_000), "unchanged": runs(2), "edited": runs(0.5)}
    stopped = {"cold": runs(1200, finished=False)}
    measured_size = msgspec.structs.replace(
        size(1000, hugo=hugo, pelican=stopped), without={"pelican": "a build takes more than 20 minutes"}
    )
    text = of_size(results(measured_size, eleventy="there is no Node.js with npm"), measured_size)
    assert "### 1,000 briefings\n\n2,000 pages of Markdown, 39.0 MB; a site of 4,000 files, 100.0 MB." in text
    assert "| onrecord | 50.0 s | 0.10 s | 1.00 s | 50 MB |" in text
    assert "| Hugo | 30.0 s (0.75 ×) | 2.00 s (20 ×) | 0.50 s (0.50 ×) | 700 MB |" in text
    assert "| Pelican | more than 20 min | – | – | 50 MB |" in text
    assert "`check` alone takes 10.0 s: 10.00 ms a briefing." in text
    assert "Pelican was given up: a build takes more than 20 minutes." in text
    assert "Eleventy is left out: there is no Node.js with npm." in text


def test_a_ratio_compares_what_ran_in_the_same_round() -> None:
    busy_at_last = size(hugo={"cold": runs(20, 20, 20), "edited": runs(1, 5)}, mkdocs={"cold": runs(600)})
    assert busy_at_last.ratio("onrecord", "hugo", "cold") == 2.5
    assert busy_at_last.ratio("onrecord", "mkdocs", "cold") == 0.1  # once only, in the first round
    assert busy_at_last.ratio("onrecord", "pelican", "cold") is None
    assert busy_at_last.spread == 5
    assert "up to 5.0 times as long" in of_size(results(), busy_at_last)
    assert "busy" not in of_size(results(), size())


def test_what_ran_once_only_is_named() -> None:
    slow = {step: runs(300) for step in STEPS[:3]}
    assert "once only: MkDocs" in of_size(results(), size(mkdocs=slow))


def test_bars_are_judged_at_their_size_alone() -> None:
    hugo = {step: runs(10) for step in STEPS[:3]}
    mkdocs = {"cold": runs(1200, finished=False)}
    judged = {bar.name: bar for bar in bars(results(size(1000), size(hugo=hugo, mkdocs=mkdocs)))}
    assert [bar.holds for bar in judged.values()] == [True] * 8
    assert judged["one briefing edited, of Hugo's time"].value == 0.1
    assert judged["cold, a page, of that at 1,000"].value == pytest.approx(0.1)
    assert judged["`check`, a briefing"].value == 1
    assert [bar.holds for bar in bars(results(size(1000, hugo=hugo)))] == [None] * 8


def test_a_bar_is_missed_by_a_little_and_not_by_a_peer_that_was_stopped() -> None:
    hugo = {"edited": runs(8), "unchanged": runs(2.5)}
    held = [bar.holds for bar in bars(results(size(hugo=hugo, mkdocs={"cold": runs(100, finished=False)})))]
    assert held == [False, True, True, True, None, None, True, True]


def test_a_tool_is_not_tried_where_it_would_take_too_long() -> None:
    before = size(1000, hugo={"cold": runs(3)}, mkdocs={"cold": runs(60, finished=False)})
    assert too_slow(None, "hugo", 10_000, limit=1) is None
    assert too_slow(before, "hugo", 10_000, limit=31) is None
    assert too_slow(before, "pelican", 10_000, limit=1) is None
    assert "about 2 minutes" in str(too_slow(before, "hugo", 40_000, limit=60))
    assert "too long already" in str(too_slow(before, "mkdocs", 10_000, limit=60))


def test_of_a_slow_tool_that_begins_anew_the_cold_build_is_enough() -> None:
    plan = Plan({"mkdocs": [], "pelican": []}, ours=False, rounds=2, limit=1000, patience=100)
    measured: dict[str, dict[str, list[Run]]] = {"mkdocs": {}, "pelican": {}}
    done = []
    for _, name, step in _order(plan, measured):
        done.append((name, step))
        measured[name].setdefault(step, []).extend(runs(300))
    assert done == [("mkdocs", "cold"), *(("pelican", step) for step in STEPS[:3])]


def test_figures_are_written_as_short_as_they_mean_something() -> None:
    assert [in_seconds(of) for of in (None, 0.084, 12.34, 1234)] == ["–", "0.08 s", "12.3 s", "1,234 s"]
    assert [in_bytes(of) for of in (1_250_000, 2_500_000_000)] == ["1.2 MB", "2.50 GB"]
    assert table(["", "x"], [["a", "1"]]) == "|  | x |\n| --- | ---: |\n| a | 1 |"


def test_a_document_has_its_parts_filled_in_and_nothing_else_changed() -> None:
    text = "# A\n\n<!-- measured: bars -->\nold\n<!-- end -->\n\nB\n"
    filled = "# A\n\n<!-- measured: bars -->\n\nnew\n\n<!-- end -->\n\nB\n"
    assert refreshed(text, {"bars": "new"}) == filled
    assert refreshed(filled, {"bars": "new"}) == filled
    assert refreshed(text, {"bars": "new", "other": "x"}) == filled
    other = "<!-- measured: other -->\nother\n<!-- end -->\n"
    assert refreshed(text + other, {"bars": "new"}) == filled + other
    with pytest.raises(ValueError, match="no part bars"):
        refreshed("# A", {"bars": "new"})


def test_the_documents_have_parts_that_can_be_filled() -> None:
    parts = sections(results(size(), size(30_000)))
    for name in ("performance.md", "scale.md"):
        text = (PROGRAM / "docs" / name).read_text(encoding="utf-8")
        assert refreshed(text, parts)
        assert (
            text.count("<!-- measured")
            == text.count("<!-- end -->")
            == refreshed(text, parts).count("<!-- end")
        )


def test_every_tool_has_a_name() -> None:
    assert TITLES.keys() == {"onrecord", *PEERS}
    assert PEERS["hugo"].arrangement.place(PurePosixPath("actors/index.md")).name == "_index.md"


def test_the_command_writes_tables_from_a_file_and_says_where_a_bar_was_missed(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    document.write_text("<!-- measured: slope -->\n<!-- end -->\n", encoding="utf-8")
    for slow, status in (({"cold": runs(300)}, 0), ({"cold": runs(100)}, 1)):
        save(tmp_path / "results.json", results(size(mkdocs=slow)))
        command = [sys.executable, "-m", "bench.peers", "--from", str(tmp_path / "results.json")]
        command += ["--update", str(document)]
        done = subprocess.run(
            command,
            cwd=PROGRAM,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        assert done.returncode == status, done.stderr
        assert ("missed" in done.stdout) == bool(status)
    assert "| 10,000 | 20,000 | 390.0 MB |" in document.read_text(encoding="utf-8")

"""`serve` as whoever runs it and whoever asks it over HTTP see it, without a browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helpers.building import NOTE, Site, content, small_site
from helpers.serving import Serving, free_port, serving
from onrecord.interface.terminal import FINE, WRONG_USE
from onrecord.layout import PROGRAM, Layout
from onrecord.serving.server import OWN
from onrecord.serving.state import EDITORS, editor_address, shown
from onrecord.serving.watching import Watch

WORDS = "We shall not sign before the harbour is open"
SAID = f"    issue: peace\n    says: She will not sign while the harbour is closed.\n    passage: {WORDS}\n"
WITH_POSITION = f"{NOTE}positions:\n  - actor: mira\n{SAID}"
BROKEN = WITH_POSITION.replace("passage: We shall", "passage: We will")
GROWTH = 3_000  # kB, for what is cached; a record or a build that stayed would add more from save to save
OTHER = NOTE.replace("note.txt", "other.txt")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = small_site(tmp_path / "site")
    article = f"A made-up note\n\nMira said: “{WORDS}.”\n"
    site.write("seeds/note.txt", article)
    site.write("seeds/other.txt", article.replace("note", "report"))
    site.write("briefs/issues.yml", "peace:\n  title: Peace\n")
    site.write("briefs/note.yml", WITH_POSITION)
    return site


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    with serving(site.root) as running:
        yield running


def in_words(data: bytes | None) -> str:
    assert data is not None
    return data.decode()


# --- following --------------------------------------------------------------------------------------


def test_what_it_shows_is_what_a_build_makes(site: Site, served: Serving, tmp_path: Path) -> None:
    """Nothing but the preview's own folder is written to."""
    assert sorted(path.name for path in site.root.iterdir()) == [".onrecord", "briefs", "seeds"]
    assert sorted(path.name for path in (site.root / ".onrecord").iterdir()) == [".gitignore", "preview"]
    other = Site(shutil.copytree(site.root, tmp_path / "other", ignore=shutil.ignore_patterns(".onrecord")))
    other.build()
    for path, expected in content(other.html).items():
        assert served.page(path) == expected, path


def test_it_begins_with_what_the_last_build_left(site: Site) -> None:
    """Nothing is made again but what was touched since; an edit is seen, and the build's files stay alone."""
    site.build()
    site.edit("briefs/note.yml", "Made up", "Touched since")
    before = content(site.html) | content(site.pages)
    with serving(site.root) as served:
        assert "Touched since" in in_words(served.page("briefs/note.html"))
        assert "beginning with what the last build left" in served.said
        for path in ("about.html", "search.html"):
            made, built = (folder / path for folder in (site.root / ".onrecord/preview/site", site.html))
            assert made.stat().st_mtime_ns == built.stat().st_mtime_ns, "it is the copy"
    assert content(site.html) | content(site.pages) == before
    assert "unchanged in" not in site.build().out
    assert "unchanged in" in site.build().out


def test_what_was_touched_in_the_site_is_not_taken_over(site: Site) -> None:
    site.build()
    (site.html / "about.html").write_text("spoilt", "utf-8")
    with serving(site.root) as served:
        assert "spoilt" not in in_words(served.page("about.html"))


def test_a_change_is_shown_and_a_problem_leaves_the_last_page(site: Site, served: Serving) -> None:
    site.write("briefs/note.yml", WITH_POSITION.replace("She will not", "Mira will never"))
    served.until(lambda: "Mira will never" in in_words(served.page("briefs/note.html")))
    site.write("briefs/note.yml", BROKEN)
    served.until(lambda: bool(served.state()["problems"]))
    (problem,) = served.state()["problems"]
    expected = site.run("check").out.strip()
    assert expected.startswith(problem["text"]), "the words of `check`"
    assert problem["place"] == "briefs/note.yml:12:14"
    assert problem["address"] == f"vscode://file{site.root}/briefs/note.yml:12:14"
    assert "Mira will never" in in_words(served.page("briefs/note.html"))
    site.write("briefs/note.yml", WITH_POSITION)
    served.until(lambda: not served.state()["problems"])
    assert "She will not" in in_words(served.page("briefs/note.html"))


@pytest.mark.parametrize("way", ["mended", "deleted"])
def test_a_syntax_error_is_told_until_it_is_gone(site: Site, served: Serving, way: str) -> None:
    site.write("briefs/other.yml", "date: [\n")
    served.until(lambda: bool(served.state()["problems"]))
    if way == "mended":
        site.write("briefs/other.yml", OTHER.replace("Made up", "Another one"))
    else:
        (site.root / "briefs/other.yml").unlink()
    served.until(lambda: not served.state()["problems"] and served.is_settled())
    assert (served.page("briefs/other.html") is not None) == (way == "mended")


def test_it_starts_with_a_problem_and_recovers(site: Site) -> None:
    site.write("briefs/note.yml", BROKEN)
    with serving(site.root) as served:
        status, page = served.ask("/")
        assert status == 503
        assert b"problem" in page
        assert b"reload.js" in page
        site.write("briefs/note.yml", WITH_POSITION)
        served.until(lambda: served.ask("/")[0] == 200)


def test_drafts_are_shown_as_soon_as_nothing_is_wrong_with_them(site: Site, served: Serving) -> None:
    site.write("briefs/early.yml", f"draft: true\n{OTHER.replace('summary: Made up.', 'summary:')}")
    served.until(served.is_settled)
    assert served.page("briefs/early.html") is None
    site.write("briefs/early.yml", f"draft: true\n{OTHER.replace('Made up', 'Written early')}")
    served.until(lambda: "Written early" in in_words(served.page("briefs/early.html") or b""))
    assert served.state()["problems"] == []
    site.build()
    assert not (site.html / "briefs/early.html").exists(), "a build publishes no draft"


def test_pages_that_people_wrote_are_followed(site: Site, served: Serving) -> None:
    site.write("site_src/about.md", "# About us\n\nWe are new.\n")
    served.until(lambda: "We are new" in in_words(served.page("about.html")))
    (site.root / "site_src/about.md").unlink()
    served.until(lambda: "We are new" not in in_words(served.page("about.html")))


def test_an_actor_s_new_name_is_shown(site: Site, served: Serving) -> None:
    site.edit("briefs/actors.yml", "name: Mira", "name: Mira Vell\n  also: [Mira]")
    served.until(lambda: "Mira Vell" in in_words(served.page("briefs/note.html")))


def test_settings_and_templates_are_followed(site: Site, served: Serving) -> None:
    site.write("mkdocs.yml", "site_name: Another name\n")
    served.until(lambda: "Another name" in in_words(served.page("index.html")))
    frame = (PROGRAM / "templates/markdown/home.md.j2").read_text("utf-8")
    site.write("templates/markdown/home.md.j2", f"{frame}\nA line of our own.\n")
    served.until(lambda: "A line of our own." in in_words(served.page("index.html")))


def test_what_editor_programs_leave_for_a_moment_changes_nothing(site: Site, served: Serving) -> None:
    """Saved as Vim, Emacs and others do: through a file beside it, and with the old one kept for a moment."""
    before = served.state()["number"]
    folder = site.root / "briefs"
    for name in ("4913", ".note.yml.swp", "note.yml~", ".#note.yml", "#note.yml#", "note.yml.tmp"):
        (folder / name).write_text("nothing", "utf-8")
        (folder / name).unlink()
    new = folder / "note.yml~new~"
    new.write_text(WITH_POSITION.replace("She will not", "Mira will never"), "utf-8")
    (folder / "note.yml").rename(folder / "note.yml~")
    new.rename(folder / "note.yml")
    (folder / "note.yml~").unlink()
    served.until(lambda: "Mira will never" in in_words(served.page("briefs/note.html")))
    served.until(served.is_settled)
    assert served.state()["problems"] == []
    assert served.state()["number"] <= before + 4, "seen once or twice, and built"


def test_a_half_written_file_is_waited_for(site: Site, served: Serving) -> None:
    half = WITH_POSITION.index("passage")
    with (site.root / "briefs/note.yml").open("w", encoding="utf-8") as file:
        file.write(WITH_POSITION[:half].replace("will not sign", "refuses to sign"))
        file.flush()
        file.write(WITH_POSITION[half:])
    served.until(lambda: "refuses to sign" in in_words(served.page("briefs/note.html")))


def test_folders_that_are_exchanged_are_followed(site: Site, served: Serving) -> None:
    """As a version control program does that changes a branch."""
    shutil.copytree(site.root / "briefs", site.root / "new")
    (site.root / "new/note.yml").write_text(WITH_POSITION.replace("Made up", "On a branch"), "utf-8")
    (site.root / "briefs").rename(site.root / "old")
    (site.root / "new").rename(site.root / "briefs")
    served.until(lambda: "On a branch" in in_words(served.page("briefs/note.html")))
    site.write("briefs/note.yml", WITH_POSITION.replace("Made up", "Later"))
    served.until(lambda: "Later" in in_words(served.page("briefs/note.html")))


def test_it_follows_by_looking_where_it_is_not_told(site: Site) -> None:
    with serving(site.root, "--poll") as served:
        site.write("briefs/note.yml", WITH_POSITION.replace("Made up", "Seen"))
        served.until(lambda: "Seen" in in_words(served.page("briefs/note.html")))


def test_without_watches_all_files_are_looked_at(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    class Exhausted:
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("onrecord.serving.watching.Observer", Exhausted)
    seen: list[Path] = []
    watch = Watch(Layout(site.root), seen.append)
    assert "inotify watch limit reached" in watch.start()
    watch.stop()


# --- whoever runs it --------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_within_a_second(site: Site, how: signal.Signals) -> None:
    with serving(site.root) as served:
        site.write("briefs/note.yml", WITH_POSITION.replace("Made up", "While it is built"))
        assert served.end(how) < (1 if not os.environ.get("PYTEST_XDIST_WORKER") else 10)
        assert served.process.returncode == FINE
        assert served.said[-1] == "ended"


def test_two_of_one_site_know_of_each_other(site: Site, served: Serving) -> None:
    done = site.start("serve", "--port", str(free_port()))
    assert done.status == WRONG_USE
    assert f"is being served already at {served.address}; " in done.err


def test_a_port_in_use_is_told_with_the_next_one(site: Site) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(site.root, port=port) as served:
            assert served.port > port
            assert f"port {port} is in use; {served.port} is the next free one" in served.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--port", "0"), "0 must be a whole number, 1 or more"),
        (("--port", "70000"), "--port: 70000 is more than 65535"),
        (("--editor", "nano"), "there is no editor nano; name one of vscode, "),
    ],
)
def test_wrong_use(site: Site, arguments: tuple[str, ...], said: str) -> None:
    done = site.run("serve", *arguments)
    assert done.status == WRONG_USE
    assert said in done.err


def test_an_address_that_is_not_this_machine_s_is_told(site: Site) -> None:
    done = site.run("serve", "--host", "192.0.2.1")
    assert done.status == 3
    assert "cannot listen at 192.0.2.1:8000: " in done.err


def test_a_build_does_not_wait_for_it(site: Site, served: Serving) -> None:
    before = content(site.root / "seeds") | content(site.root / "briefs")
    assert site.build().err == ""
    assert served.state()["problems"] == []
    assert content(site.root / "seeds") | content(site.root / "briefs") == before


@pytest.mark.parametrize("editor", EDITORS)
def test_places_open_in_an_editor_program(editor: str, site: Site) -> None:
    from onrecord.rules.files import STRAY_FILE
    from onrecord.rules.problems import Location, Problem

    problem = Problem(STRAY_FILE, Location("briefs/a b?.yml", 3, 7), "no", "")
    address = editor_address(EDITORS[editor], "/home/me", "briefs/a b?.yml", 3, 7)
    found = shown(problem, "briefs/a b?.yml:3:7: error[x]\n…", address)
    assert found.place == "briefs/a b?.yml:3:7"
    assert "/home/me/briefs/a%20b%3F.yml" in found.address
    assert "3" in found.address
    assert "{" not in found.address


# --- whoever asks it --------------------------------------------------------------------------------


def test_only_its_own_host_is_answered(served: Serving) -> None:
    own = f"127.0.0.1:{served.port}"
    for host in (own, f"localhost:{served.port}", f"LOCALHOST:{served.port}"):
        assert served.ask("/", {"Host": host})[0] == 200, host
    foreign = ("evil.example", f"evil.example:{served.port}", "127.0.0.1", "127.0.0.1:1", "", "[", "x:y:z")
    for host in (*foreign, f"127.0.0.1.evil.example:{served.port}", f"192.0.2.1:{served.port}"):
        for path in ("/", "/_serve/events", f"{OWN}reload.js"):
            assert served.ask(path, {"Host": host}) == (403, b"this host is not served here\n"), host


def test_pages_of_other_sites_hear_nothing(served: Serving) -> None:
    path = "/_serve/events?page=/index.html&version="
    for header in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert served.ask(path, header)[0] == 403, header


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(served: Serving, method: str) -> None:
    assert served.ask("/index.html", method=method)[0] in (403, 405, 501)


def test_only_the_site_is_read(site: Site, served: Serving) -> None:
    (site.root / ".onrecord/preview/site/.hidden").write_text("private", "utf-8")
    for path in (
        "/../briefs/note.yml",
        "/%2e%2e/%2e%2e/%2e%2e/briefs/note.yml",
        "/..%2f..%2f..%2fbriefs/note.yml",
        "/briefs/..\\..\\note.yml",
        "//etc/passwd",
        "/.hidden",
        "/briefs/\0.html",
        "/C:/x",
        "/_serve/../session.py",
        "/_serve/session.py",
    ):
        with closing(socket.create_connection(("127.0.0.1", served.port), 30)) as connection:
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.split()[1] in (b"400", b"404"), path
        assert b"private" not in answer
        assert b"root:" not in answer


def test_a_missing_page_is_the_site_s_own(served: Serving) -> None:
    status, page = served.ask("/briefs/none.html")
    assert status == 404
    assert b"_serve/reload.js" in page
    assert served.ask("/briefs/none.json")[0] == 404


def test_folders_lead_to_their_index(served: Serving) -> None:
    assert served.page("") == served.page("index.html")
    assert served.page("actors/") == served.page("actors/index.html")


def test_a_site_below_a_path_is_served_there(site: Site) -> None:
    site.write("mkdocs.yml", "site_url: https://example.org/one/two/\n")
    with serving(site.root) as served:
        assert served.address.endswith("/one/two/")
        assert served.ask("/")[0] == 302
        assert served.ask("/one/two/index.html")[0] == 200
        assert served.ask("/index.html")[0] == 404


def test_the_head_of_a_page_has_no_content(served: Serving) -> None:
    assert served.ask("/index.html", method="HEAD") == (200, b"")


@pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells a process's memory"
)
@pytest.mark.parametrize(
    ("waits", "saves"), [(True, 24), (False, 72)], ids=["after a build", "while one runs"]
)
def test_memory_does_not_grow_from_save_to_save(site: Site, waits: bool, saves: int) -> None:
    at_once = "import onrecord.serving.session as session; session._LATER = 0.0"
    with serving(site.root, first="" if waits else at_once) as running:

        def memory() -> int:
            rollup = Path(f"/proc/{running.process.pid}/smaps_rollup").read_text("ascii")
            return int(re.search(r"(?m)^Pss:\s+(\d+) kB", rollup)[1])  # type: ignore[index]  # it has the line

        def save(number: int) -> None:
            site.write("briefs/note.yml", WITH_POSITION.replace("Made up", f"Saved {number} times"))
            running.until(lambda: f"Saved {number} times" in in_words(running.page("briefs/note.html")))
            if waits:
                running.until(running.is_settled)

        for number in range(saves // 4):
            save(number)
        running.until(running.is_settled)
        before = memory()
        for number in range(saves // 4, saves):
            save(number)
        assert memory() < before + GROWTH

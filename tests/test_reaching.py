"""A build opens no socket, and no file outside its root, the program and the libraries but a few by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.building import Site, example_site
from helpers.reaching import STRACE, Reached, by_audit, by_strace, libraries
from helpers.repositories import git

# Each with its reason. None of them can be written by whoever writes articles, YAML or settings.
ALLOWED = {
    r"/etc/ld\.so\.(cache|preload)": "the loader looks up shared libraries",
    r"(/usr)?/lib(32|64)?/.*\.so(\.[0-9.]+)?": "a shared library",
    r"/usr/local/lib/.*\.so(\.[0-9.]+)?": "a shared library",
    r"/usr/lib/(x86_64|aarch64)-linux-gnu/gconv/gconv-modules\.cache": "the C library converts file names",
    r"/usr/(lib|share)/locale/.*|/etc/locale\.alias": "the C library's locale",
    r"/etc/localtime": "the C library's time zone",
    r"/usr/share/zoneinfo/.*": "the C library's time zone, by name",
    r"(/usr/lib/ssl|/etc/ssl|/usr/local/ssl)/openssl\.cnf": "OpenSSL reads it when Python's ssl is imported",
    r"/dev/(null|u?random|tty)": "no file",
    r"/proc/(self|\d+)/(fd|maps|status|cgroup|mounts|stat)": "the process about itself",
    r"/proc/(cpuinfo|meminfo|stat|filesystems)": "the number of cores and the memory",
    r"/proc/sys/kernel/random/boot_id": "whether the machine has started anew since the ledger was sealed",
    r"/sys/(devices/system/cpu|fs/cgroup)(/.*)?": "the number of cores and their limit",
    r"/etc/mime\.types": "the types of files",
    r"/usr/bin/python3[.0-9]*": "Python",
}
# Git alone, for `history: true`; a user's and a system's settings of git say whose checkouts to trust.
GIT = {
    r"/etc/gitconfig": "the system's settings of git",
    r".*/(\.gitconfig|git/(config|attributes|ignore))": "the user's settings of git",
    r"/etc/passwd|/etc/nsswitch\.conf": "the name of the user, where HOME is not set",
}
needs_strace = pytest.mark.skipif(not STRACE, reason="strace is not installed here; the audit hook is tested")
Way = Callable[..., Reached]
WAYS = [pytest.param(by_audit, id="audit"), pytest.param(by_strace, id="strace", marks=needs_strace)]

READS_ELSEWHERE = """\
import pathlib, socket
def on_pre_build(config):
    pathlib.Path({path!r}).read_text()
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
"""


def outside(reached: Reached, site: Site, allowed: dict[str, str]) -> list[str]:
    """The files that a build may not open."""
    own = (site.root, *libraries())
    return sorted(
        path
        for path in reached.files
        if not any(Path(path).is_relative_to(folder) for folder in own)
        and not any(re.fullmatch(pattern, path) for pattern in allowed)
    )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return example_site(tmp_path / "root")


@pytest.mark.parametrize("way", WAYS)
def test_a_build_opens_no_socket_and_no_file_outside(site: Site, tmp_path: Path, way: Way) -> None:
    for run in ("first", "again"):
        reached = way(site, tmp_path / run)
        assert str(site.root / "briefs" / "actors.yml") in reached.files or run == "again"
        assert reached.sockets == ()
        assert reached.programs == ()
        assert outside(reached, site, ALLOWED) == []


@pytest.mark.parametrize("way", WAYS)
def test_with_its_history_a_site_starts_git_and_no_other_program(
    site: Site, tmp_path: Path, way: Way
) -> None:
    settings = (site.root / "mkdocs.yml").read_text("utf-8")
    site.write("mkdocs.yml", settings.replace("extra:\n", "extra:\n  history: true\n", 1))
    assert "history: true" in (site.root / "mkdocs.yml").read_text("utf-8")
    git(site.root, "init", "--quiet")
    git(site.root, "add", ".")
    git(site.root, "commit", "--quiet", "-m", "all")
    reached = way(site, tmp_path / "log")
    assert {Path(program).name for program in reached.programs} == {"git"}
    assert reached.sockets == ()
    assert outside(reached, site, ALLOWED | GIT) == []


@pytest.mark.parametrize("way", WAYS)
def test_what_reaches_out_is_noticed(site: Site, tmp_path: Path, way: Way) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("of the machine", "utf-8")
    site.write("hook.py", READS_ELSEWHERE.format(path=str(secret)))
    settings = (site.root / "mkdocs.yml").read_text("utf-8")
    site.write("mkdocs.yml", f"{settings}\nhooks: [hook.py]\n")
    reached = way(site, tmp_path / "log")
    assert outside(reached, site, ALLOWED) == [str(secret)]
    assert len(reached.sockets) > 0


def test_no_allowed_name_lets_through_what_has_secrets() -> None:
    for path in ("/etc/passwd", "/etc/shadow", "/proc/self/environ", "/proc/1/environ", "/root/.netrc"):
        assert not any(re.fullmatch(pattern, path) for pattern in ALLOWED), path

"""What the machine fails in is said in one line, with an exit status of its own."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from helpers.building import BUILD, Site, environment, small_site
from onrecord.engine import machine
from onrecord.engine.machine import failure_of_machine

# Runs a build that may use so many bytes more than it does when all of Python's own is loaded.
LIMITED = """
import resource, sys
more, program = int(sys.argv[1]), sys.argv[2]
sys.argv = sys.argv[2:]
from onrecord.interface.cli import main
used = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmSize"))
resource.setrlimit(resource.RLIMIT_AS, (used * 1024 + more,) * 2)
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "small")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left", "a file"), "No space left: a file"),
        (OSError(errno.EXDEV, "Other device", "from", None, "to"), "Other device: to"),
        (OSError("no number"), "no number"),
        (MemoryError(), "out of memory"),
        (
            ImportError("/lib/x.so: cannot map", path="/lib/x.so"),
            "a library cannot be loaded: /lib/x.so: cannot map",
        ),
        (ImportError("cannot import name 'y' from 'x'", path="/lib/x.py"), None),
        (ModuleNotFoundError("No module named 'x'", name="x"), None),
        (ValueError("a bug"), None),
    ],
)
def test_what_the_machine_failed_in(error: Exception, said: str | None) -> None:
    assert failure_of_machine(error) == said


def test_any_error_where_memory_lacks_comes_of_that() -> None:
    with patch.object(machine, "_NEEDED", sys.maxsize):
        assert failure_of_machine(SystemError("error return without exception set")) == "out of memory"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory are Linux's")
@pytest.mark.parametrize("megabytes", [1, 4, 20])
def test_a_lack_of_memory_is_said_in_a_line(small: Site, megabytes: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(megabytes << 20), str(BUILD), "--root", str(small.root)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=BUILD.parent,
        env=environment(),
    )
    assert done.returncode == 3, done
    assert done.stderr.startswith("stopped: ")
    assert done.stderr.count("\n") == 1
    small.build()


@pytest.mark.parametrize(
    "error", [MemoryError(), OSError(errno.EMFILE, os.strerror(errno.EMFILE), "a template")], ids=repr
)
@pytest.mark.parametrize(
    "place",
    [
        "onrecord.publishing.page.get_context",
        "onrecord.publishing.mkdocs.load_config",
        "onrecord.markdown.rendering._tidy",
        "jinja2.Template.render",
        "onrecord.build.gather",
    ],
)
def test_a_failure_of_the_machine_is_no_problem_of_a_page(small: Site, place: str, error: Exception) -> None:
    small.build()
    small.edit("briefs/note.yml", "Made up.", "Made up twice.")
    with patch(place, side_effect=error):
        done = small.run()
    said = failure_of_machine(error)
    assert (done.status, done.out, done.err) == (3, "", f"stopped: {said}\n")
    assert small.build().err == ""

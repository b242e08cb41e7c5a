"""Git with the same settings on every machine."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, day: str = "2031-05-02") -> None:
    git_output(folder, *arguments, day=day)


def git_output(folder: Path, *arguments: str, day: str = "2031-05-02", given: str = "") -> str:
    """What git prints; `given` is its standard input."""
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@a.example"}
    identity |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example"}
    dates = {"GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00", "GIT_AUTHOR_DATE": "2001-01-01T00:00:00+00:00"}
    quiet = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": "/usr/bin:/bin"}
    command = ["git", "-C", str(folder), *arguments]
    environment = identity | dates | quiet
    done = subprocess.run(
        command, check=True, env=environment, input=given, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout

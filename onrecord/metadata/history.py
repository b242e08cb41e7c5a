"""The day when each briefing's YAML last changed, from git, if the site is in a checkout.

Git is asked only if `mkdocs.yml` says so: otherwise a build of an exported folder would differ from a build
of a clone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from onrecord.layout import Layout
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules
from onrecord.settings import Settings

# The path below the repository's address where a code host shows a file's changes; GitHub's is the default.
_PLACES = {"gitlab": "-/commits/HEAD", "bitbucket": "history-node/HEAD"}
_USUAL = "commits/HEAD"
_DAY = "@"
# A repository's own settings can name programs for git to run, and a folder of the site can be such a
# repository: a bare one, whose files git would keep in a commit.
_SAFE = (
    "core.quotePath=false",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.attributesFile=",
    "safe.bareRepository=explicit",
)
# In a partial clone git would fetch missing objects, with a program that the repository's settings name.
_SAFE_VARIABLES: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


class History(Struct, frozen=True):
    """The history of the briefings in git.

    Attributes:
        changed: the day of the last commit that changed a briefing's YAML, in its committer's time zone, by
            slug.
        address: the address below which a code host shows the changes of files in `briefs/`; it ends with
            a slash.  None if the site has no `repo_url`.
    """

    changed: Mapping[str, date] = MappingProxyType({})
    address: str | None = None

    def address_of(self, slug: str) -> str | None:
        """The address that shows the changes of a briefing's YAML; None if unknown."""
        return self.address and f"{self.address}{slug}.yml"


NO_HISTORY: Final = History()


def read_history(layout: Layout, settings: Settings) -> tuple[History, list[Problem]]:
    """Read the history from git, if the site's settings ask for it; return it, and warnings."""
    if not settings.history:
        return NO_HISTORY, []
    try:
        prefix, shallow = _git(layout, "rev-parse", "--show-prefix", "--is-shallow-repository").split("\n")[
            :2
        ]
        if shallow == "true":
            return NO_HISTORY, [_untold(layout, "this clone lacks most of its history (it is shallow)")]
        log = _git(
            layout,
            "log",
            "--no-show-signature",  # Otherwise `gpg.program` would run.
            "--no-ext-diff",
            "--no-textconv",
            f"--format={_DAY}%cs",
            "--name-only",
            "--relative",
            "--",
            layout.briefs.name,
        )
    except FileNotFoundError:
        return NO_HISTORY, [_untold(layout, "git is not installed")]
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.split()).removeprefix("fatal: ")
        reason = "this folder is not a git checkout" if "not a git repository" in said else said
        return NO_HISTORY, [_untold(layout, reason or "git failed")]
    if not log.strip():
        return NO_HISTORY, [_untold(layout, "no commit has them yet")]
    return History(_changed(log), _address(settings, f"{prefix}{layout.briefs.name}/")), []


def _changed(log: str) -> dict[str, date]:
    """The day of the newest commit of each briefing, by slug; without those whose day is impossible."""
    changed: dict[str, date | None] = {}
    day: date | None = None
    for line in log.splitlines():
        if line.startswith(_DAY):
            with suppress(ValueError):  # Git has no limit to years.
                day = None
                day = date.fromisoformat(line.removeprefix(_DAY))
        elif line.endswith(".yml"):  # The newest commit comes first.
            changed.setdefault(line.removesuffix(".yml").rpartition("/")[2], day)
    return {slug: day for slug, day in changed.items() if day}


def _address(settings: Settings, folder: str) -> str | None:
    if settings.repo_url is None:
        return None
    repository = settings.repo_url.rstrip("/").removesuffix(".git")
    host = repository.split("/")[2]
    place = next((place for name, place in _PLACES.items() if name in host), _USUAL)
    return f"{repository}/{place}/{folder}"


def _git(layout: Layout, *arguments: str) -> str:
    # A git hook that starts a build sets variables, which may name another index and work tree.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [word for setting in _SAFE for word in ("-c", setting)]
    command = ["git", "--no-pager", *settings, "-C", str(layout.root), *arguments]
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        command,
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",
        env=environment | _SAFE_VARIABLES | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
    )
    return done.stdout


def _untold(layout: Layout, reason: str) -> Problem:
    message = f"extra.history: git cannot tell when the briefings last changed: {reason}"
    help_text = "build in a full clone of the repository, or remove `history` from mkdocs.yml"
    return Problem(rules.NO_HISTORY, Location(layout.settings.name), message, help_text)

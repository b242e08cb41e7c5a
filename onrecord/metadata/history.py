"""When the YAML of each briefing changed, with earlier versions, from git; where the repository has a file.

Git is asked only if `mkdocs.yml` says so: otherwise a build of an exported folder would differ from a build
of a clone.
"""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from onrecord.layout import Layout
from onrecord.mkdocs_yml.settings import Settings
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

# The paths below the repository's address where a code host shows a file's changes, and the file itself;
# GitHub's are the default.
_PLACES = {
    "gitlab": ("-/commits/HEAD", "-/blob/HEAD"),
    "bitbucket": ("history-node/HEAD", "src/HEAD"),
}
_USUAL = ("commits/HEAD", "blob/HEAD")
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


class Version(Struct, frozen=True, array_like=True):
    """A briefing's YAML as a commit left it.

    Attributes:
        day: of the commit, in its committer's time zone; None if no calendar has it.
        blob: the file's object name in git; empty if the commit removed the file.
    """

    day: date | None
    blob: str


class History(Struct, frozen=True):
    """The history of the briefings in git.

    Attributes:
        changed: the day of the last commit that changed a briefing's YAML, in its committer's time zone, by
            slug.
        address: the address below which a code host shows the changes of files in `briefs/`; it ends with
            a slash.  None if the site has no `repo_url`.
        versions: the committed versions of each briefing's YAML, newest first, by slug.
        root: the folder in which to ask git for them; None if there is no history.
        sources: the address below which it shows the files in `seeds/`, in the same form.
    """

    changed: Mapping[str, date] = MappingProxyType({})
    address: str | None = None
    versions: Mapping[str, tuple[Version, ...]] = MappingProxyType({})
    root: Path | None = None
    sources: str | None = None

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
            "--raw",
            "--no-abbrev",
            "--no-renames",
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
    versions = _versions(log)
    changes, sources = _addresses(settings, f"{prefix}{layout.briefs.name}/", f"{prefix}{layout.seeds.name}/")
    return History(
        changed={slug: of_slug[0].day for slug, of_slug in versions.items() if of_slug[0].day},
        address=changes,
        sources=sources,
        versions=versions,
        root=layout.root,
    ), []


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Read files as commits left them, in one run of git.

    Args:
        root: a folder in the repository.
        blobs: their object names.

    Returns:
        Their bytes by object name, without those that the repository lacks, as a partial clone does.
    """
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [*_command(root), "cat-file", "--batch"],
        input="".join(f"{blob}\n" for blob in blobs).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        env=_environment(),
    )
    found, rest = dict[str, bytes](), done.stdout
    while rest:
        line, _, rest = rest.partition(b"\n")
        name, kind, *size = line.decode().split()
        if kind == "blob":
            length = int(size[0])
            found[name], rest = rest[:length], rest[length + 1 :]
    return found


def _versions(log: str) -> dict[str, tuple[Version, ...]]:
    """The versions of each briefing, newest first, by slug."""
    versions: defaultdict[str, list[Version]] = defaultdict(list)
    day: date | None = None
    for line in log.splitlines():
        if line.startswith(_DAY):
            day = None
            with suppress(ValueError):  # Git has no limit to years.
                day = date.fromisoformat(line.removeprefix(_DAY))
        elif line.startswith(":") and line.endswith(".yml"):
            state, _, path = line.partition("\t")
            blob = state.split()[3]  # the old and the new mode, the old and the new object, what was done
            name = path.removesuffix(".yml").rpartition("/")[2]
            versions[name].append(Version(day, blob.strip("0") and blob))
    return {slug: tuple(of_slug) for slug, of_slug in versions.items()}


def _addresses(settings: Settings, briefs: str, seeds: str) -> tuple[str | None, str | None]:
    """The addresses of `History`, by the paths of both folders in the repository."""
    if settings.repo_url is None:
        return None, None
    repository = settings.repo_url.rstrip("/").removesuffix(".git")
    host = repository.split("/")[2]
    changes, files = next((places for name, places in _PLACES.items() if name in host), _USUAL)
    return f"{repository}/{changes}/{briefs}", f"{repository}/{files}/{seeds}"


def _command(root: Path) -> list[str]:
    settings = [word for setting in _SAFE for word in ("-c", setting)]
    return ["git", "--no-pager", *settings, "-C", str(root)]


def _environment() -> dict[str, str]:
    # A git hook that starts a build sets variables, which may name another index and work tree.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return environment | _SAFE_VARIABLES | {"LC_ALL": "C"}


def _git(layout: Layout, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [*_command(layout.root), *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",
        env=_environment(),
        stdin=subprocess.DEVNULL,
    )
    return done.stdout


def _untold(layout: Layout, reason: str) -> Problem:
    message = f"extra.history: git cannot tell when the briefings last changed: {reason}"
    help_text = "build in a full clone of the repository, or remove `history` from mkdocs.yml"
    return Problem(rules.NO_HISTORY, Location(layout.settings.name), message, help_text)

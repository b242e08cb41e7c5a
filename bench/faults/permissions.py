"""Permissions: somebody who is not root loses one, builds, regains it, and builds again."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults.trial import BRIEF, Outcome, chosen, trial_as_user, warm_up

_LOST = {
    "reading": stat.S_IRUSR,
    "writing": stat.S_IWUSR,
    "entering": stat.S_IXUSR,
    "all of them": stat.S_IRWXU,
}
_VARIABLES = ("TMPDIR", "HOME")
_PLACES = (
    ".",
    "mkdocs.yml",
    "seeds",
    "seeds/gulf-herald-2031-05-20.txt",
    "briefs",
    BRIEF,
    "briefs/actors.yml",
    "briefs/issues.yml",
    "templates",
    "templates/markdown",
    "templates/markdown/issue.md.j2",
    "site_src",
    "site_src/briefs",
    "site_src/briefs/qasira-offers-to-mediate.md",
    "site_src/briefs/qasira-offers-to-mediate.json",
    "site_src/portraits",
    "site_src/portraits/ana-kresh.md",
    "site_src/data",
    "site_src/feed.xml",
    "site",
    "site/briefs",
    "site/index.html",
    "site/briefs/qasira-offers-to-mediate.html",
    "site/css",
    ".onrecord",
    ".onrecord/cache.sqlite",
    ".onrecord/seal",
    ".onrecord/lock",
    ".onrecord/.gitignore",
    ".onrecord/templates",
    ".onrecord/spare",
    ".onrecord/spare/briefs",
    ".onrecord/spare/index.html",
    *_VARIABLES,
)


def permissions(seed: int, number: int) -> dict[str, Outcome]:
    """Take and give back permissions of all kinds of files and folders: all of them, or only some.

    Raises:
        UnavailableError: only root can read the program.
    """
    warm_up()
    dice, outcomes = chosen(seed, "permissions"), {name: Outcome() for name in _LOST}
    # Nobody enters a file.
    pairs = [(n, place) for n in _LOST for place in _PLACES if n != "entering" or not Path(place).suffix]
    with trial_as_user() as site, _folders_of_user() as folders:
        for turn, (name, place) in enumerate(dice.sample(pairs, min(number, len(pairs)))):
            edition = turn % 2
            if not place.startswith(".onrecord") and turn % 4 > 1:
                shutil.rmtree(site.root / ".onrecord")  # So that all files are read.
            site.choose(edition)
            path = folders.get(place, site.root / place)
            usual = path.stat().st_mode if path.exists() else 0
            if usual:
                path.chmod(usual & ~_LOST[name])
            faulty = site.build(lambda: os.environ.update({v: str(f) for v, f in folders.items()}))
            if path.exists():
                path.chmod(usual)
            site.judge(outcomes[name], edition, faulty)
    return outcomes


@contextmanager
def _folders_of_user() -> Iterator[dict[str, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        yield {name: Path(tempfile.mkdtemp(dir=folder)) for name in _VARIABLES}

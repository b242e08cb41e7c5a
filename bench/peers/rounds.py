"""The order of the runs: each round has every step, and each step every tool, so that other load on the
machine affects all tools alike.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bench.collection import edit_one, make
from bench.peers.layouts import edit
from bench.peers.outcomes import look_at, look_for_edit
from bench.peers.processes import FailedError, measured
from bench.peers.results import CHECK, COLD, EDITED, OURS, STEPS, UNCHANGED, Run, Size
from bench.peers.tools import OURS_MADE, PEERS, Command, our_command


class Plan(Struct, frozen=True):
    """The plan of the runs.

    Attributes:
        commands: of the peers that are installed.
        ours: whether our own build is measured; it is made in any case.
        rounds: the number of rounds.
        limit: the maximum time of a run in seconds.
        patience: seconds after which a tool is slow, and is measured only once.
    """

    commands: Mapping[str, Command]
    ours: bool
    rounds: int
    limit: float
    patience: float

    def steps(self, name: str) -> tuple[str, ...]:
        return STEPS if name == OURS else (COLD, UNCHANGED, EDITED)


def measure(plan: Plan, number: int, work: Path, before: Size | None) -> Size:
    """Make a collection of `number` briefings in a folder, and measure all tools with it.

    Args:
        before: the measurements with fewer briefings, which show the tools that would reach the limit.

    Raises:
        FailedError: our own build failed.
    """
    ours, pages = work / OURS, work / "pages"
    _say(f"{number} briefings: making them, building them once")
    make(ours, number)
    measured(our_command(ours), ours, limit=24 * 3600)
    markdown = [path.stat().st_size for path in (ours / "site_src").rglob("*.md")]
    if plan.commands:
        shutil.copytree(ours / "site_src", pages)
    runs: dict[str, dict[str, list[Run]]] = {OURS: {}} if plan.ours else {}
    without = {}
    for name in plan.commands:
        reason = too_slow(before, name, number, plan.limit)
        if reason:
            without[name] = reason
        else:
            PEERS[name].prepare(pages, work / name)
            runs[name] = {}
    slugs = {int(path.stem.rpartition("-")[2]): path.stem for path in (ours / "briefs").glob("*-*.yml")}
    for at, name, step in _order(plan, runs):
        if name in without:
            continue
        edited = slugs[number * (at + 1) // (plan.rounds + 1) or 1]
        try:
            run = _run(plan, name, step, work / name, edited)
            if run.finished:
                _look(name, step, work / name, edited, len(markdown))
        except FailedError as error:
            if name == OURS:
                raise
            _say(f"{name}, {step}: failed\n{error}")
            without[name] = "its build failed"
            continue
        runs[name].setdefault(step, []).append(run)
        _say(f"  {at + 1} {name:<9} {step:<9} {run.seconds:8.2f} s {(run.peak or 0) / 1e6:8.0f} MB")
        if not run.finished:
            without[name] = f"a build takes more than {plan.limit / 60:.0f} minutes"
    site = [path.stat().st_size for path in (ours / "site").rglob("*") if path.is_file()]
    return Size(number, len(markdown), sum(markdown), len(site), sum(site), runs, without)


def _order(plan: Plan, runs: Mapping[str, Mapping[str, Sequence[Run]]]) -> Iterator[tuple[int, str, str]]:
    """Yield the round, tool and step of each run.

    A slow tool has only one round; if it caches nothing, only the cold build, because its other builds would
    do the same work.
    """

    def is_slow(name: str) -> bool:
        return any(run.seconds > plan.patience for of_step in runs[name].values() for run in of_step)

    for at in range(plan.rounds):
        slow = set(filter(is_slow, runs))
        for step in STEPS:
            for name in runs:
                if name in slow or step not in plan.steps(name):
                    continue
                if step == COLD or name == OURS or not (PEERS[name].begins_anew and is_slow(name)):
                    yield at, name, step


def _run(plan: Plan, name: str, step: str, place: Path, slug: str) -> Run:
    if step == COLD:
        for made in OURS_MADE if name == OURS else PEERS[name].made:
            _put_aside(place / made, place.parent / "aside")
    if name == OURS:
        if step == EDITED:
            edit_one(place, int(slug.rpartition("-")[2]))
        if step == CHECK:
            _put_aside(place / ".onrecord", place.parent / "aside")
        return measured(our_command(place, *(["check"] if step == CHECK else [])), place, plan.limit)
    peer = PEERS[name]
    if step == EDITED:
        edit(peer.page(place, slug))
    return measured(plan.commands[name], place, plan.limit, _absolute(peer.environment, place))


def _look(name: str, step: str, place: Path, slug: str, pages: int) -> None:
    site = place / (OURS_MADE if name == OURS else PEERS[name].made)[0]
    look_at(site, pages)
    if step == EDITED:
        source = place / "briefs" / f"{slug}.yml" if name == OURS else PEERS[name].page(place, slug)
        look_for_edit(source, site)


def _absolute(environment: Mapping[str, str], place: Path) -> dict[str, str]:
    return {name: str(place / value) for name, value in environment.items()}


def too_slow(before: Size | None, name: str, number: int, limit: float) -> str | None:
    """Why a tool is not tried with `number` briefings: no cold build grows slower than its pages."""
    if before is None:
        return None
    if not before.finished(name, COLD):
        return f"a build of {before.number:,} took too long already"
    expected = (before.seconds(name, COLD) or 0) * number / before.number
    return f"a cold build would take about {expected / 60:.0f} minutes" if expected > limit else None


def _put_aside(path: Path, aside: Path) -> None:
    """Move away the output of a tool, without deleting it.

    Some file systems take ten times as long to make files for some minutes after many others were deleted.
    """
    if path.exists():
        aside.mkdir(exist_ok=True)
        path.rename(aside / f"{len(list(aside.iterdir()))}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

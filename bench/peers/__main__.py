"""The command: `python -m bench.peers --help`.  Exits with 1 if a measured target is missed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.documents import refreshed
from bench.peers.bars import bars
from bench.peers.installing import NotInstalledError, default_cache, versions
from bench.peers.results import OURS, Results, Size, load, save, this_machine
from bench.peers.rounds import Plan, measure
from bench.peers.tables import of_bars, of_size, sections, slope
from bench.peers.tools import PEERS, Command


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers", description="Compare our builds with those of other generators."
    )
    names = (OURS, *PEERS)
    parser.add_argument(
        "--briefings", type=int, nargs="+", default=[1000, 10000], metavar="N", help="sizes of collections"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each command runs")
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, metavar="NAME", help=f"of {', '.join(names)}"
    )
    parser.add_argument(
        "--limit", type=float, default=20, metavar="MINUTES", help="stop a run that takes longer (20)"
    )
    parser.add_argument(
        "--patience", type=float, default=2, metavar="MINUTES", help="one round of what takes longer (2)"
    )
    parser.add_argument(
        "--cache", type=Path, default=default_cache(), metavar="DIR", help="where peers stay installed"
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="make the collections in this folder, not in that for temporary files",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured")
    parser.add_argument(
        "--from", type=Path, metavar="FILE", dest="source", help="measure nothing: take what --json wrote"
    )
    parser.add_argument(
        "--update", type=Path, nargs="+", default=[], metavar="DOCUMENT", help="fill in a document's tables"
    )
    return parser.parse_args()


def main() -> int:
    options = arguments()
    results = load(options.source) if options.source else measured(options)
    if options.json:
        save(options.json, results)
    for document in options.update:
        text = document.read_text(encoding="utf-8")
        document.write_text(refreshed(text, sections(results)), encoding="utf-8")
    for size in results.sizes:
        print(of_size(results, size), end="\n\n")
    if OURS in options.only:
        print(slope(results.sizes), end="\n\n")
    judged = bars(results)
    print(of_bars(judged))
    return int(any(bar.holds is False for bar in judged))


def measured(options: argparse.Namespace) -> Results:
    commands, without = installed(options)
    plan = Plan(commands, OURS in options.only, options.rounds, options.limit * 60, options.patience * 60)
    sizes = list[Size]()
    for number in sorted(set(options.briefings)):
        with tempfile.TemporaryDirectory(prefix="onrecord-peers-", dir=options.work) as folder:
            sizes.append(measure(plan, number, Path(folder), sizes[-1] if sizes else None))
        if options.json:  # The next step may take hours.
            save(options.json, _results(plan, without, sizes))
    return _results(plan, without, sizes)


def _results(plan: Plan, without: dict[str, str], sizes: list[Size]) -> Results:
    known = versions()
    used = {name: known[PEERS[name].pinned] for name in plan.commands}
    return Results(this_machine(), plan.rounds, used, without, tuple(sizes))


def installed(options: argparse.Namespace) -> tuple[dict[str, Command], dict[str, str]]:
    """The commands of the requested peers, and for those without one the reason."""
    commands, without = {}, {}
    for name, peer in PEERS.items():
        if name in options.only:
            try:
                commands[name] = peer.install(options.cache)
            except NotInstalledError as error:
                without[name] = str(error)
                print(f"{peer.title} is left out: {error}", file=sys.stderr)
    return commands, without


if __name__ == "__main__":
    sys.exit(main())

"""The measurements as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.peers.bars import MEGABYTE, Bar, bars
from bench.peers.results import CHECK, COLD, EDITED, OURS, UNCHANGED, Results, Size
from bench.peers.tools import TITLES

BUILDS = (COLD, UNCHANGED, EDITED)
CALM = 1.5  # times the fastest run; more if the machine does other work
VERDICTS = {True: "holds", False: "missed", None: "not measured"}


def sections(results: Results) -> dict[str, str]:
    """The parts for documents, by name."""
    return {
        "peers": "\n\n".join([measured_on(results), *(of_size(results, size) for size in results.sizes)]),
        "bars": of_bars(bars(results)),
        "slope": "\n\n".join([measured_on(results), slope(results.sizes)]),
        "versions": ", ".join(
            f"{TITLES[name].partition(',')[0]} {version}" for name, version in results.versions.items()
        )
        or "No peer took part.",
    }


def measured_on(results: Results) -> str:
    times = "once" if results.rounds == 1 else f"{results.rounds} times in turn, medians"
    return f"Measured on {results.machine}; each command {times}."


def of_size(results: Results, size: Size) -> str:
    """The table of all tools for one collection; in brackets the ratio to our time."""
    heading = (
        f"### {size.number:,} briefings\n\n{size.pages:,} pages of Markdown, {in_bytes(size.markdown)};"
        f" a site of {size.files:,} files, {in_bytes(size.site)}."
    )
    rows = []
    for name in filter(size.runs.get, size.runs):
        cells = [_cell(size, name, step) for step in BUILDS]
        peak = size.peak(name, BUILDS)
        rows.append([TITLES[name], *cells, f"{peak / MEGABYTE:,.0f} MB" if peak else "–"])
    columns = ["", "cold", "nothing changed", "one briefing edited", "memory"]
    notes = list(_notes(results, size))
    return "\n\n".join([heading, table(columns, rows), *notes])


def _notes(results: Results, size: Size) -> Iterable[str]:
    check = size.seconds(OURS, CHECK)
    if check:
        yield f"`check` alone takes {in_seconds(check)}: {check / size.number * 1000:.2f} ms a briefing."
    once = [
        TITLES[name]
        for name, steps in size.runs.items()
        if len(steps.get(COLD, ())) < results.rounds and name not in size.without
    ]
    if once:
        yield f"So slow that it was run once only: {', '.join(once)}."
    if size.spread > CALM:
        yield (
            "The machine was busy with other things: the slowest run of a command took up to"
            f" {size.spread:.1f} times as long as its fastest. So take the seconds as an upper bound, and the"
            " ratios roughly."
        )
    for name, reason in (results.without | size.without).items():
        yield (
            f"{TITLES[name]} is left out: {reason}."
            if not size.runs.get(name)
            else (f"{TITLES[name]} was given up: {reason}.")
        )


def slope(sizes: Sequence[Size]) -> str:
    """The table of our own figures for every size, which shows their growth."""
    columns = ["briefings", "pages", "Markdown", "files", "site"]
    columns += ["cold", "a page", "nothing changed", "one edited", "`check`", "a briefing", "memory"]
    rows = []
    for size in sizes:
        cold, check, peak = size.seconds(OURS, COLD), size.seconds(OURS, CHECK), size.peak(OURS)
        row = [f"{size.number:,}", f"{size.pages:,}", in_bytes(size.markdown)]
        row += [f"{size.files:,}", in_bytes(size.site), in_seconds(cold)]
        row += [f"{cold / size.pages * 1000:.2f} ms" if cold else "–"]
        row += [in_seconds(size.seconds(OURS, step)) for step in (UNCHANGED, EDITED)]
        row += [in_seconds(check), f"{check / size.number * 1000:.2f} ms" if check else "–"]
        rows.append([*row, f"{peak / MEGABYTE:,.0f} MB" if peak else "–"])
    return table(columns, rows)


def of_bars(measured: Iterable[Bar]) -> str:
    rows = []
    for bar in measured:
        most = f"{'less than' if bar.strictly else 'at most'} {bar.most:g}{bar.unit}"
        value = "–" if bar.value is None else f"{bar.value:.3g}{bar.unit}"
        rows.append([bar.name, most, value, VERDICTS[bar.holds]])
    return table(["at 10,000 briefings", "bar", "measured", ""], rows)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column left-aligned, figures right-aligned."""
    rule = ["---", *["---:"] * (len(columns) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (columns, rule, *rows))


def _cell(size: Size, name: str, step: str) -> str:
    seconds, ratio = size.seconds(name, step), size.ratio(name, OURS, step)
    if seconds is None:
        return "–"
    if not size.finished(name, step):
        return f"more than {seconds / 60:.0f} min"
    times = f" ({_times(ratio)})" if ratio and name != OURS else ""
    return in_seconds(seconds) + times


def _times(factor: float) -> str:
    return f"{factor:.2f} ×" if factor < 1 else f"{factor:.1f} ×" if factor < 10 else f"{factor:,.0f} ×"


def in_seconds(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return (
        f"{seconds:.2f} s" if seconds < 10 else f"{seconds:,.1f} s" if seconds < 100 else f"{seconds:,.0f} s"
    )


def in_bytes(number: int) -> str:
    return f"{number / 1e9:.2f} GB" if number >= 1e9 else f"{number / 1e6:.1f} MB"

"""Commands, flags and exit statuses.  The only module that prints."""

from __future__ import annotations

import errno
import gc
import io
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.checking.output_kinds import forbidden_outputs
from onrecord.checking.stored_problem import BuildSummary
from onrecord.engine import last_build
from onrecord.engine.last_build import LastBuild
from onrecord.interface import reporting
from onrecord.interface.arguments import parser
from onrecord.interface.locking import locked
from onrecord.layout import Layout
from onrecord.problems import Problem, in_order
from onrecord.rules import RULES
from onrecord.rules.files import LINK_OUTSIDE, WRONG_FILE_KIND
from onrecord.text.characters import make_visible

if TYPE_CHECKING:
    import argparse

    from onrecord.checking.check import Checked

FINE, PROBLEMS, WRONG_USE, MACHINE_FAILED = range(4)
_REGISTERS = ("briefs/actors.yml", "briefs/issues.yml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    # Nearly all objects of a build live until its end: frequent garbage collection would find nothing.
    gc.set_threshold(100_000, 50, 100)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Closed by the program's caller.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - kept open
    try:
        try:
            return _run(parser().parse_args(arguments))
        finally:
            gc.unfreeze()
            sys.stdout.flush()  # While an error can still be reported.
    except OSError as error:
        file = error.filename2 or error.filename  # If there are two, as in copying, the target.
        name = f": {file}" if file else ""
        if not isinstance(error, BrokenPipeError):  # The reader of the output has ended, as `head` does.
            _stderr_line(make_visible(f"stopped: {error.strerror or error}{name}"))
        _let_go_of_output()
    except KeyboardInterrupt:
        _stderr_line("interrupted; the site is intact")
    return MACHINE_FAILED


def _run(options: argparse.Namespace) -> int:
    _set_encoding(options.format)
    if options.command == "explain":
        return _explain(options.rule)
    for flag, folder in (("--root", options.root), *(("--allow-outside", f) for f in options.allow_outside)):
        fault = _fault_of_folder(folder)
        if fault:
            _stderr_line(make_visible(f"{flag}: {fault}"))
            return WRONG_USE
    allowed = dict.fromkeys(map(os.path.realpath, options.allow_outside))
    layout = Layout(Path(os.path.realpath(options.root)), tuple(allowed))
    if options.command == "verify":
        return _verify(layout, options)
    for folder in (layout.seeds, layout.briefs):
        if not folder.is_dir():
            root = make_visible(options.root)
            _stderr_line(f"{root} has no folder {folder.name}/; use --root to name the site's folder")
            return WRONG_USE
    progress = _Progress(enabled=not options.no_progress)
    try:
        if options.command == "check":
            return _check(layout, options, progress)
        return _build(layout, options, progress)
    finally:
        progress.clear()


def _fault_of_folder(named: str) -> str:
    """Why an argument does not name a folder; empty if it does."""
    if not named:
        return "the name of the folder is empty"
    try:
        if stat.S_ISDIR(os.stat(named).st_mode):  # noqa: PTH116 - with the error's own words
            return ""
    except OSError as error:
        if error.errno == errno.ELOOP:
            return f"{named} is a link that leads back to itself"
        return f"{named}: {error.strerror}" if error.errno != errno.ENOENT else f"there is no folder {named}"
    except ValueError:  # An impossible name.
        return f"there is no folder {named}"
    return f"{named} is not a folder"


def _let_go_of_output() -> None:
    """Keep Python from complaining at exit about output that nobody reads."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _set_encoding(style: str) -> None:
    """Escape characters that the output cannot encode, so that none stops the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if style == "text" else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def _build(layout: Layout, options: argparse.Namespace, progress: _Progress) -> int:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")  # MkDocs dates its archives by it; gzip ends in 2106.
    if epoch is not None and not (epoch.isascii() and epoch.isdigit() and int(epoch[:11]) < 2**32):
        _stderr_line(
            make_visible(
                "the environment's variable SOURCE_DATE_EPOCH must be a number of seconds since 1970, below"
                f" 2^32, and is {epoch}"
            )
        )
        return WRONG_USE
    problems = forbidden_outputs(layout)
    if problems:  # Not even the lock may be written there.
        return _failed(problems, options.format)
    with locked(layout, _stderr_line):
        if layout.left_behind():
            from onrecord.publishing.staging import recover

            recover(layout)
        last = last_build.load(layout, options.jobs)
        summary = None
        if last.touched == frozenset() and not options.clean:
            summary = msgspec.msgpack.decode(last.summary, type=BuildSummary)
        if summary is None or (options.strict and summary.problems):
            summary, problems = _build_anew(layout, options, progress, last)
            done = "written to"
        else:
            problems, done = [stored.problem for stored in summary.problems], "unchanged in"
    progress.clear()
    if summary is None:
        return _failed(problems, options.format)
    _show(problems, options.format)
    _stdout_line(
        options.format,
        f"{_count(summary.briefings, 'briefing')} with {_count(summary.positions, 'position')},"
        f" {reporting.summary(problems)}; {_count(summary.pages, 'page')} {done} {_shown(layout.site_src)}/",
        f"published: {_shown(layout.site / 'index.html')}",
    )
    return FINE


def _failed(problems: list[Problem], style: str) -> int:
    """Show why nothing was published; without problems, a message has already said it."""
    _show(problems, style)
    if problems:
        _stderr_line(f"{reporting.summary(problems)}; nothing was published")
    return PROBLEMS if problems else WRONG_USE


def _build_anew(
    layout: Layout, options: argparse.Namespace, progress: _Progress, last: LastBuild
) -> tuple[BuildSummary | None, list[Problem]]:
    """Run a build; return its summary, or None if it failed, and all problems."""
    from onrecord import build  # slow to import, and not needed if nothing has changed
    from onrecord.engine.ledger import throw_away
    from onrecord.markdown.rendering import TemplateError

    if options.clean:
        throw_away(layout.work)
    try:
        built = build.build_with_ledger(
            layout, last, progress, _stderr_line, jobs=options.jobs, strict=options.strict
        )
    except TemplateError as error:
        progress.clear()
        _stderr_line(make_visible(f"stopped: error in a template: {error}"))
        return None, []
    if built.summary and options.verbose:
        progress.clear()
        _stderr_line(make_visible(_way(built.slow_because)))
    return built.summary, built.problems


def _way(slow_because: str | None) -> str:
    """A line that says how the pages were published."""
    if slow_because is None:
        return "published the fast way"
    return f"published by MkDocs page by page, because {slow_because}"


def _check(layout: Layout, options: argparse.Namespace, progress: _Progress) -> int:
    from onrecord.checking.check import check
    from onrecord.checking.file_kinds import forbidden_files
    from onrecord.text.suggestions import suggest

    wanted = {Path(name).name.removesuffix(".yml") for name in options.briefs}
    slugs = {path.stem for path in layout.briefs.iterdir() if path.suffix == ".yml"}
    unknown = sorted(wanted - slugs)
    if unknown and not forbidden_files(layout):  # Otherwise a suggestion could name a file outside the site.
        near = suggest(unknown[0], slugs)
        _stderr_line(
            make_visible(f"there is no briefing {unknown[0]} in briefs/{f'; {near}' if near else ''}")
        )
        return WRONG_USE
    checked = check(layout, progress, jobs=options.jobs)
    progress.clear()
    problems = checked.problems
    if wanted:
        problems = [problem for problem in problems if _concerns(problem, wanted, checked)]
    shown, reasons = problems, dict(checked.accepted) if options.accepted else {}
    if wanted:
        files = {f"briefs/{slug}.yml" for slug in wanted} | {checked.sources.get(slug) for slug in wanted}
        reasons = {problem: why for problem, why in reasons.items() if problem.location.path in files}
    if reasons:
        shown = in_order([*problems, *reasons])
    _show(shown, options.format, reasons)
    status = _status(problems, options.strict)
    number = sum(not wanted or slug in wanted for slug in checked.sources)
    line = f"{_count(number, 'briefing')}: {reporting.summary(problems)}"
    if options.accepted:
        line += f"; {_count(len(reasons), 'accepted warning')}"
    if status == FINE:
        _stdout_line(options.format, line)
    else:
        _stderr_line(line)
    return status


def _concerns(problem: Problem, wanted: set[str], checked: Checked) -> bool:
    """Whether a problem concerns some briefings: it is in them, in their articles, or an error in a register.

    A link out of the site's folder, or a pipe in it, concerns all briefings: because of it none was read.
    """
    path = problem.location.path
    if problem.rule in (LINK_OUTSIDE, WRONG_FILE_KIND) or path in {f"briefs/{slug}.yml" for slug in wanted}:
        return True
    if path in _REGISTERS:
        return problem.is_error
    return path in {checked.sources.get(slug) for slug in wanted}


def _verify(layout: Layout, options: argparse.Namespace) -> int:
    from onrecord.proof.copies import FolderCopy, WebCopy, is_address
    from onrecord.proof.seeds import Seeds
    from onrecord.proof.verifying import NotASiteError, verify

    folder = Path(os.path.realpath(options.seeds)) if options.seeds else layout.seeds
    if not folder.is_dir():
        _stderr_line(
            f"there is no folder {_shown(folder)}/; use --seeds to name the folder with the articles"
        )
        return WRONG_USE
    copy: FolderCopy | WebCopy
    if options.copy and is_address(options.copy):
        copy = WebCopy(options.copy)
    else:
        site = Path(os.path.realpath(options.copy)) if options.copy else layout.site
        if not site.is_dir():
            _stderr_line(
                f"there is no folder {_shown(site)}/; give the folder or the address of a published site"
            )
            return WRONG_USE
        copy = FolderCopy(site, _within(layout, site), layout.outside)
    progress = _Progress(enabled=not options.no_progress)
    try:
        seeds = Seeds(folder, _within(layout, folder), layout.outside)
        verified = verify(copy, seeds, progress, options.jobs)
    except NotASiteError:
        progress.clear()
        _stderr_line(make_visible(f"{copy.name} was not published by onrecord: it has no data/proof.json"))
        return WRONG_USE
    finally:
        progress.clear()
    _show(verified.problems, options.format)
    counted = f"{_count(verified.passages, 'passage')} on {_count(verified.pages, 'page')}"
    if _status(verified.problems, options.strict) != FINE:
        _stderr_line(f"{counted}: {reporting.summary(verified.problems)}")
        return PROBLEMS
    _stdout_line(options.format, f"{counted}: all match the articles")
    return FINE


def _within(layout: Layout, folder: Path) -> str:
    """The name of a folder in problems: relative to the root if it is inside."""
    if folder.is_relative_to(layout.root):
        return folder.relative_to(layout.root).as_posix()
    return folder.as_posix()


def _explain(name: str) -> int:
    rule = RULES.get(name)
    if rule is None:
        from onrecord.text.suggestions import suggest

        near = suggest(name, RULES)
        _stderr_line(make_visible(f"there is no rule {name}{f'; {near}' if near else ''}"))
        _stderr_line(f"rules: {', '.join(RULES)}")
        return WRONG_USE
    print(reporting.as_explanation(rule))
    return FINE


def _show(
    problems: Sequence[Problem], style: str, reasons: reporting.Reasons = reporting.NONE_ACCEPTED
) -> None:
    if style == "json":
        print(reporting.as_json(problems, reasons))
    elif problems and style == "github":
        print(reporting.as_github(problems, reasons))
    elif problems:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        print(reporting.as_text(problems, reasons, colour=colour))


def _status(problems: Sequence[Problem], strict: bool) -> int:
    stops = any(problem.is_error or strict for problem in problems)
    return PROBLEMS if stops else FINE


def _stdout_line(style: str, *lines: str) -> None:
    """Print what was done: on standard output after the problems; on standard error if the output is data."""
    print(*lines, sep="\n", file=sys.stdout if style == "text" else sys.stderr)


def _stderr_line(line: str) -> None:
    with suppress(OSError):  # That nobody reads it is no reason to stop.
        print(line, file=sys.stderr)


def _shown(path: Path) -> str:
    """A path, relative to the current folder if it is inside."""
    with suppress(ValueError, OSError):  # It is outside, or the current folder no longer exists.
        path = path.relative_to(Path.cwd())
    return make_visible(str(path))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


class _Progress:
    """A progress bar on one line of a terminal; nothing in a pipe."""

    _WIDTH = 30

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = ""

    def __call__(self, doing: str, done: int, total: int) -> None:
        if not self._enabled:
            return
        full = self._WIDTH * done // total if total else 0
        bar = f"[{'#' * full}{'.' * (self._WIDTH - full)}] {done} of {total}" if total else str(done)
        line = f"{doing} {bar}"
        if line != self._shown:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
            self._shown = line

    def clear(self) -> None:
        """Remove the line; call it before printing anything else."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = ""

"""Commands, flags and exit statuses.  The only module that prints."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from onrecord import pipeline, reporting
from onrecord.layout import PROGRAM, Layout
from onrecord.metadata.registers import REGISTERS
from onrecord.metadata.schema_errors import suggest
from onrecord.problems import Problem
from onrecord.rules import RULES
from onrecord.text.characters import make_visible

FINE, PROBLEMS, WRONG_USE, MACHINE_FAILED = range(4)

_EPILOG = """\
exit status: 0 fine, 1 problems in the content, 2 wrong use of the command, 3 the machine failed

A root needs only seeds/ and briefs/; templates, theme, mkdocs.yml and the about page are the
program's own where the root has none.  NO_COLOR switches colours off.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Closed by whoever started the program.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - kept open
    try:
        try:
            return _run(_parser().parse_args(arguments))
        finally:
            sys.stdout.flush()  # While what goes wrong with it can still be told.
    except OSError as error:
        file = error.filename2 or error.filename  # Of two, as in copying, the one that is written.
        name = f": {file}" if file else ""
        if not isinstance(error, BrokenPipeError):  # Whoever read the output has gone, as `head` does.
            _say(make_visible(f"stopped: {error.strerror or error}{name}"))
        _let_go_of_output()
    except KeyboardInterrupt:
        _say("stopped from the keyboard; the site is whole")
    return MACHINE_FAILED


def _run(options: argparse.Namespace) -> int:
    _set_encoding(options.format)
    if options.command == "explain":
        return _explain(options.rule)
    layout = Layout(Path(os.path.realpath(options.root)))
    for folder in (layout.seeds, layout.briefs):
        if not folder.is_dir():
            root = make_visible(options.root)
            _say(f"{root} has no folder {folder.name}/; --root names a folder that has it")
            return WRONG_USE
    progress = _Progress(enabled=not options.no_progress)
    try:
        if options.command == "check":
            return _check(layout, options, progress)
        return _build(layout, options, progress)
    finally:
        progress.clear()


def _let_go_of_output() -> None:
    """Keep Python from complaining at exit about output that nobody takes."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _set_encoding(style: str) -> None:
    """Let no character stop the program: what the output cannot hold is shown as its number."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if style == "text" else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def _build(layout: Layout, options: argparse.Namespace, progress: _Progress) -> int:
    from onrecord.rendering import TemplateError
    from onrecord.writing import locked

    try:
        with locked(layout, _say):
            built = pipeline.build(layout, progress, strict=options.strict)
    except TemplateError as error:
        _say(make_visible(f"stopped: a template cannot be used: {error}"))
        return WRONG_USE
    progress.clear()
    _show(built.problems, options.format)
    status = _status(built.problems, options.strict)
    if status != FINE:
        _say(f"{reporting.summary(built.problems)}; nothing was published")
        return status
    assert built.record is not None, "a build without an error has a record"
    positions = sum(len(brief.positions) for brief in built.record.briefs.values())
    _tell(
        options.format,
        f"{_count(len(built.record.briefs), 'briefing')} with {_count(positions, 'position')},"
        f" {reporting.summary(built.problems)}; {_count(built.pages, 'page')} written to"
        f" {_shown(layout.site_src)}/",
        f"published: {_shown(layout.site / 'index.html')}",
    )
    return FINE


def _check(layout: Layout, options: argparse.Namespace, progress: _Progress) -> int:
    wanted = {Path(name).name.removesuffix(".yml") for name in options.briefs}
    slugs = {path.stem for path in layout.briefs.iterdir() if path.suffix == ".yml"}
    unknown = sorted(wanted - slugs)
    if unknown:
        near = suggest(unknown[0], slugs)
        _say(make_visible(f"there is no briefing {unknown[0]} in briefs/{f'; {near}' if near else ''}"))
        return WRONG_USE
    checked = pipeline.check(layout, progress)
    progress.clear()
    problems = checked.problems
    if wanted:
        problems = [problem for problem in problems if _concerns(problem, wanted, checked)]
    _show(problems, options.format)
    status = _status(problems, options.strict)
    number = sum(not wanted or slug in wanted for slug in checked.sources)
    line = f"{_count(number, 'briefing')}: {reporting.summary(problems)}"
    if status == FINE:
        _tell(options.format, line)
    else:
        _say(line)
    return status


def _concerns(problem: Problem, wanted: set[str], checked: pipeline.Checked) -> bool:
    """Whether a problem is one of some briefings: in them, their articles, or the registers they use."""
    path = problem.location.path
    if path in {f"briefs/{slug}.yml" for slug in wanted}:
        return True
    if path in {f"briefs/{register}" for register in REGISTERS}:
        return problem.is_error
    return path in {checked.sources.get(slug) for slug in wanted}


def _explain(name: str) -> int:
    rule = RULES.get(name)
    if rule is None:
        near = suggest(name, RULES)
        _say(make_visible(f"there is no rule {name}{f'; {near}' if near else ''}"))
        _say(f"rules: {', '.join(RULES)}")
        return WRONG_USE
    print(reporting.as_explanation(rule))
    return FINE


def _show(problems: Sequence[Problem], style: str) -> None:
    if style == "json":
        print(reporting.as_json(problems))
    elif problems and style == "github":
        print(reporting.as_github(problems))
    elif problems:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        print(reporting.as_text(problems, colour=colour))


def _status(problems: Sequence[Problem], strict: bool) -> int:
    stops = any(problem.is_error or strict for problem in problems)
    return PROBLEMS if stops else FINE


def _tell(style: str, *lines: str) -> None:
    """Say what was done: with the problems on standard output, but never among data."""
    print(*lines, sep="\n", file=sys.stdout if style == "text" else sys.stderr)


def _say(line: str) -> None:
    with suppress(OSError):  # Nobody reads it: no reason to stop.
        print(line, file=sys.stderr)


def _shown(path: Path) -> str:
    """A path as seen from where the command was given, where that is shorter."""
    with suppress(ValueError, OSError):  # It is elsewhere, or the current folder is gone.
        path = path.relative_to(Path.cwd())
    return make_visible(str(path))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


class _Progress:
    """One line on a terminal that says how far the work is; nothing in a pipe."""

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
        """Take the line away, before anything else is printed."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = ""


def _parser() -> argparse.ArgumentParser:
    def common(*, default: bool) -> argparse.ArgumentParser:
        """The flags of all commands; only the main parser sets their defaults."""
        flags = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
        defaults = {"root": str(PROGRAM), "format": "text", "strict": False, "no_progress": False}
        flags.add_argument(
            "--root", metavar="DIR", help="the site's folder (default: the folder of build.py)"
        )
        flags.add_argument(
            "--format", choices=("text", "json", "github"), help="how problems are shown (default: text)"
        )
        flags.add_argument("--strict", action="store_true", help="warnings stop the build too")
        flags.add_argument("--no-progress", action="store_true", help="show no progress bar")
        if default:
            flags.set_defaults(**defaults)
        return flags

    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn source articles and hand-written YAML into a site of briefings. Without a"
        " command: build.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common(default=True)],
        allow_abbrev=False,
    )
    parser.set_defaults(command="build")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        flags = [common(default=False)]
        sub = commands.add_parser(name, help=help_text, description=help_text, parents=flags)
        sub.set_defaults(command=name)
        return sub

    command("build", "check, write the Markdown under site_src/, publish it to site/")
    checking = command("check", "check only; writes nothing")
    checking.add_argument("briefs", nargs="*", metavar="BRIEF", help="slugs or files; default: all")
    explaining = command("explain", "say what a rule means, with a wrong example and a right one")
    explaining.add_argument("rule", metavar="RULE", help="a rule's name, as problems show it")
    return parser

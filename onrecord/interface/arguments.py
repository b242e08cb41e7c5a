"""The commands and flags, and their `--help`."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct

from onrecord import __version__
from onrecord.engine import system

_EPILOG = """\
exit status: 0 success, 1 problems in the content, 2 wrong use of the command, 3 system error

A site's folder needs only seeds/ and briefs/; the program's own templates, theme, mkdocs.yml and
about page are the defaults.  Set NO_COLOR to switch colours off.
"""
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")


class Start(Struct, frozen=True):
    """How the program was started.

    Attributes:
        command: what people typed, for help and messages.
        root: the site's folder without `--root`; None for the nearest one that is a site, upwards from the
            current folder.
    """

    command: str = "onrecord"
    root: Path | None = None


INSTALLED = Start()


def as_typed(options: argparse.Namespace, rest: str) -> str:
    """A command for people to type, as they typed this one.

    Args:
        options: of this command.
        rest: the other command, with its arguments.
    """
    command, _, others = rest.partition(" ")
    root = f"--root {shlex.quote(options.root)}" if options.root else ""
    return " ".join(filter(None, (options.start.command, command, root, others)))


class _Parser(argparse.ArgumentParser):
    """An argument parser that knows which command was meant."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.metavar == "COMMAND" and action.choices is not None and value not in action.choices:
            self.unknown_command(str(value), action.choices)
        super()._check_value(action, value)

    def unknown_command(self, written: str, commands: Iterable[str]) -> NoReturn:
        from onrecord.text.characters import make_visible
        from onrecord.text.suggestions import suggest

        near = suggest(written, commands) or f"the commands are {', '.join(commands)}"
        self.error(make_visible(f"there is no command {written}; {near}"))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} must be a whole number, 1 or more")
    return int(text)


def parser(start: Start = INSTALLED) -> argparse.ArgumentParser:
    """The parser of all commands; what it parses has the start as `start`."""
    folder = "the folder of build.py" if start.root else "the nearest one upwards with seeds/ and briefs/"

    def common(*, default: bool) -> _Parser:
        """The flags that all commands share; only the main parser sets their defaults."""
        flags = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
        defaults: dict[str, object] = {"root": None, "format": "text", "strict": False, "no_progress": False}
        defaults |= {"jobs": system.cores(), "clean": False, "verbose": False, "allow_outside": []}
        defaults |= {"untrusted": False}
        flags.add_argument("--root", metavar="DIR", help=f"the site's folder (default: {folder})")
        flags.add_argument(
            "--allow-outside",
            action="append",
            metavar="DIR",
            help="let symbolic links and settings of the site lead into this folder too; may be repeated",
        )
        flags.add_argument(
            "--untrusted",
            action="store_true",
            help="refuse a site with code of its own (hooks, plug-ins, templates, !ENV …), as in a branch",
        )
        flags.add_argument(
            "--format",
            choices=("text", "json", "github", "sarif"),
            help="format of the problems (default: text)",
        )
        flags.add_argument("--strict", action="store_true", help="treat warnings as errors")
        flags.add_argument(
            "--jobs", type=_number, metavar="N", help="use at most N processes (default: one per core)"
        )
        flags.add_argument("--clean", action="store_true", help="ignore and rebuild the cache")
        flags.add_argument(
            "-v",
            "--verbose",
            action="store_true",
            help="say whether pages are published the fast way, and if not, why",
        )
        flags.add_argument("--no-progress", action="store_true", help="do not show a progress bar")
        if default:
            flags.set_defaults(**defaults)
        return flags

    main = _Parser(
        prog=start.command,
        description="Turn source articles and hand-written YAML into a site of briefings. Without a"
        " command: build.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common(default=True)],
        allow_abbrev=False,
    )
    main.set_defaults(command="build", start=start)
    main.add_argument("--version", action="version", version=f"onrecord {__version__}")
    main.add_argument(
        "--print-completion",
        choices=SHELLS,
        metavar="SHELL",
        help=f"print what completes the command onrecord in a shell: {', '.join(SHELLS)}",
    )
    commands = main.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        flags = [common(default=False)]
        sub = commands.add_parser(name, help=help_text, description=help_text, parents=flags)
        sub.set_defaults(command=name)
        return sub

    command("build", "check, write Markdown to site_src/, publish to site/")
    checking = command("check", "check only, write nothing")
    checking.add_argument(
        "briefs",
        nargs="*",
        metavar="FILE",
        help="briefings, by slug or file, articles or registers; default: all",
    )
    checking.add_argument(
        "--accepted", action="store_true", help="also list accepted warnings, with their reasons"
    )
    checking.add_argument(
        "--coverage", action="store_true", help="also show each article, with what is cited and what is not"
    )
    checking.add_argument("--html", metavar="FILE", help="write the coverage to this page instead")
    checking.add_argument(
        "--fix",
        action="store_true",
        help="first correct what has one right answer, in briefings and registers; on a terminal it asks"
        " about the rest",
    )
    checking.add_argument(
        "--diff", action="store_true", help="with --fix: only show the corrections, write nothing"
    )
    checking.add_argument("--sort", action="store_true", help="with --fix: also sort the registers by id")
    starting = command("init", "start a collection, or add the files that one lacks")
    starting.add_argument(
        "folder", nargs="?", metavar="DIR", help="its folder (default: --root, or the current folder)"
    )
    starting.add_argument(
        "--example", action="store_true", help="with a made-up collection to try things out"
    )
    starting.add_argument(
        "--ci",
        choices=("github", "gitlab", "none"),
        default="github",
        help="whose workflow publishes it (default: github)",
    )
    starting.add_argument(
        "--program",
        metavar="ADDRESS",
        default="",
        help="where publishing gets this program from: an address or a path for pip (default: the address"
        " that it was installed from, if there is one)",
    )
    adding = command("new", "copy articles into seeds/ and draft their briefings")
    adding.add_argument(
        "articles",
        nargs="+",
        metavar="ARTICLE",
        help="a text file, a saved page (HTML), or - for pasted text",
    )
    adding.add_argument(
        "--register", action="store_true", help="write new actors into briefs/actors.yml, too"
    )
    adding.add_argument(
        "--language", metavar="TAG", default="", help="the articles' language, such as de (default: guessed)"
    )
    quoting = command(
        "quotes", "say which quotations of a text stand word for word in the articles on record"
    )
    quoting.add_argument(
        "file",
        metavar="FILE",
        help="plain text, Markdown or HTML; - for standard input, as plain text or HTML",
    )
    verifying = command("verify", "compare every passage of a published site with its article")
    verifying.add_argument(
        "copy",
        nargs="?",
        metavar="DIR|ADDRESS",
        help="a folder or an http(s) address (default: site/ in the site's folder)",
    )
    verifying.add_argument(
        "--seeds", metavar="DIR", help="the articles (default: seeds/ in the site's folder)"
    )
    renaming = command("rename", "change an id everywhere, and leave a redirect at the old address")
    renaming.add_argument("kind", choices=("actor", "issue", "briefing"), help="what it is the id of")
    renaming.add_argument("old", metavar="OLD", help="the id; of a briefing its file's name, without .yml")
    renaming.add_argument("new", metavar="NEW", help="the new one")
    renaming.add_argument("--diff", action="store_true", help="only show the changes, write nothing")
    serving = command("serve", "show a preview in the browser, which follows the files as they are written")
    serving.add_argument("--open", action="store_true", help="open it in the browser")
    serving.add_argument(
        "--port",
        type=_number,
        metavar="N",
        default=8000,
        help="listen at this port, or at the next free one (default: 8000)",
    )
    serving.add_argument(
        "--host",
        metavar="H",
        default="127.0.0.1",
        help="listen at this address (default: 127.0.0.1, for this machine alone)",
    )
    serving.add_argument(
        "--follow", action="store_true", help="let open pages go to the position that was changed"
    )
    serving.add_argument(
        "--editor",
        metavar="NAME",
        default="",
        help="the program that opens places of problems: vscode (default), idea, sublime, …, or an address"
        " with {path}, {line} and {column}; also in the environment's variable ONRECORD_EDITOR",
    )
    serving.add_argument(
        "--poll",
        action="store_true",
        help="look at all files again and again, for folders whose changes the system does not tell",
    )
    command("schema", "write the JSON Schemas that editor programs read, to .schemas/")
    explaining = command("explain", "explain a rule, with a wrong example and a right one")
    explaining.add_argument("rule", metavar="RULE", help="a rule's name, as problems show it")
    return main

"""Commands and flags, as they are written and as `--help` shows them."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress

from onrecord.layout import PROGRAM

_EPILOG = """\
exit status: 0 fine, 1 problems in the content, 2 wrong use of the command, 3 the machine failed

A root needs only seeds/ and briefs/; templates, theme, mkdocs.yml and the about page are the
program's own where the root has none.  NO_COLOR switches colours off.
"""


def _cores() -> int:
    """How many processes can work at once."""
    with suppress(AttributeError):  # Not on every system; it knows what this process may use.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""

    def common(*, default: bool) -> argparse.ArgumentParser:
        """The flags of all commands; only the main parser sets their defaults."""
        flags = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
        defaults = {"root": str(PROGRAM), "format": "text", "strict": False, "no_progress": False}
        defaults |= {"jobs": _cores(), "clean": False}
        flags.add_argument(
            "--root", metavar="DIR", help="the site's folder (default: the folder of build.py)"
        )
        flags.add_argument(
            "--format", choices=("text", "json", "github"), help="how problems are shown (default: text)"
        )
        flags.add_argument("--strict", action="store_true", help="warnings stop the build too")
        flags.add_argument(
            "--jobs", type=_number, metavar="N", help="work in at most N processes (default: one a core)"
        )
        flags.add_argument("--clean", action="store_true", help="forget what earlier builds left")
        flags.add_argument("--no-progress", action="store_true", help="show no progress bar")
        if default:
            flags.set_defaults(**defaults)
        return flags

    main = argparse.ArgumentParser(
        prog="build.py",
        description="Turn source articles and hand-written YAML into a site of briefings. Without a"
        " command: build.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common(default=True)],
        allow_abbrev=False,
    )
    main.set_defaults(command="build")
    commands = main.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        flags = [common(default=False)]
        sub = commands.add_parser(name, help=help_text, description=help_text, parents=flags)
        sub.set_defaults(command=name)
        return sub

    command("build", "check, write the Markdown under site_src/, publish it to site/")
    checking = command("check", "check only; writes nothing")
    checking.add_argument("briefs", nargs="*", metavar="BRIEF", help="slugs or files; default: all")
    checking.add_argument(
        "--accepted", action="store_true", help="list the accepted warnings too, with their reasons"
    )
    verifying = command(
        "verify", "read a published site and compare every passage on it with its source again"
    )
    verifying.add_argument(
        "copy",
        nargs="?",
        metavar="DIR|ADDRESS",
        help="a folder or an http(s) address (default: site/ of the root)",
    )
    verifying.add_argument("--seeds", metavar="DIR", help="the articles (default: seeds/ of the root)")
    explaining = command("explain", "say what a rule means, with a wrong example and a right one")
    explaining.add_argument("rule", metavar="RULE", help="a rule's name, as problems show it")
    return main

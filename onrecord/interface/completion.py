"""Completion of commands, flags, files and rules in shells, by shtab."""

from __future__ import annotations

import argparse

from onrecord.interface.arguments import parser
from onrecord.rules import RULES


def completion(shell: str) -> str:
    """What a shell reads to complete the command `onrecord`."""
    import shtab

    of = {"DIR": shtab.DIRECTORY, "DIR|ADDRESS": shtab.DIRECTORY, "FILE": shtab.FILE, "ARTICLE": shtab.FILE}
    commands = parser()
    for action in _actions(commands):
        if action.metavar == "RULE":
            action.choices = list(RULES)
        elif isinstance(action.metavar, str) and action.metavar in of:
            action.complete = of[action.metavar]  # type: ignore[attr-defined]  # where shtab looks for it
    return shtab.complete(commands, shell=shell).rstrip("\n")


def _actions(commands: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments of a parser, and of the parsers of its commands."""
    found = []
    for action in commands._actions:
        found.append(action)
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                found += _actions(command)
    return found

"""What open pages are told: the problems of the site, and where it was changed last."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from onrecord.rules.problems import Problem

# Editor programs that open a file at a line when a link with their scheme is followed.
EDITORS: Final = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "windsurf": "windsurf://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "idea": "idea://open?file=/{path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file=/{path}&line={line}&column={column}",
    "sublime": "subl://open?url=file:///{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file:///{path}&line={line}&column={column}",
    "emacs": "org-protocol://open-file?url=file:///{path}&line={line}&column={column}",
}


class Shown(Struct, frozen=True):
    """A problem as pages show it.

    Attributes:
        text: as `check` shows it.
        place: the beginning of `text` that names the place.
        address: of the place, for the editor program.
        is_error: whether it stops the build.
    """

    text: str
    place: str
    address: str
    is_error: bool


def editor_address(editor: str, root: str, path: str, line: int, column: int) -> str:
    """The address that opens a file in an editor program.

    Args:
        editor: the program's, with `{path}`, `{line}` and `{column}`.
        root: the site's folder.
        path: of the file, relative to it.
        line: from 1.
        column: from 1.
    """
    whole = quote(f"{root.lstrip('/')}/{path}".replace("\\", "/"), safe="/:")
    return editor.replace("{path}", whole).replace("{line}", str(line)).replace("{column}", str(column))


def shown(problem: Problem, text: str, address: str) -> Shown:
    """A problem as pages show it.

    Args:
        problem: the problem.
        text: as `check` shows it.
        address: of its place, for the editor program.
    """
    place, _, _ = text.partition(": ")
    return Shown(text, place, address, problem.is_error)


class State(Struct, frozen=True):
    """The state of a preview.

    Attributes:
        number: grows with every change of the state.
        problems: the problems of the site.
        summary: how many they are, in words; empty if the site has none.
        failure: why nothing can be built, if no problem says so.
        is_stopped: whether a problem or a failure keeps the pages as they were.
        settled: whether all that was touched so far is built, or cannot be built.
        go: the address of what was changed last, relative to the site; empty if it was no briefing.
        went: the number of the state in which `go` was set.
    """

    number: int = 0
    problems: tuple[Shown, ...] = ()
    summary: str = ""
    failure: str = ""
    is_stopped: bool = False
    settled: bool = False
    go: str = ""
    went: int = 0


class Board:
    """The current state, for threads that wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state = State()

    @property
    def state(self) -> State:
        """The current state."""
        return self._state

    def tell(self, change: Callable[[State], State]) -> None:
        """Replace the state, and wake those who wait."""
        with self._changed:
            self._state = change(self._state)
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> State:
        """The current state, once its number is higher than one that is known, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number > number, seconds)
            return self._state

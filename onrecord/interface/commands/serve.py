"""`serve`: a preview in the browser, which follows the files while people write them."""

from __future__ import annotations

import argparse
import os
import signal
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from types import FrameType
from urllib.parse import urlsplit

from onrecord.checking.output_kinds import fault_of_folder
from onrecord.engine.ledger import throw_away
from onrecord.interface import reporting
from onrecord.interface.terminal import (
    FINE,
    MACHINE_FAILED,
    PROBLEMS,
    WRONG_USE,
    Progress,
    show,
    shown,
    stderr_line,
    stdout_line,
)
from onrecord.layout import Layout
from onrecord.mkdocs_yml.settings import read_settings
from onrecord.rules.problems import Problem
from onrecord.serving.desk import DeskPages
from onrecord.serving.presence import ServedError, alone, on_free_port
from onrecord.serving.preview import Preview
from onrecord.serving.server import Server
from onrecord.serving.session import Means, Session
from onrecord.serving.state import EDITORS, Shown, editor_address
from onrecord.serving.state import shown as as_shown
from onrecord.serving.watching import Watch
from onrecord.text.characters import make_visible

_PAUSE = 0.1  # After this many seconds threads look whether they are to end.
EDITOR = "ONRECORD_EDITOR"  # The environment's variable that names the editor program.


def run(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    """Serve the preview until it is interrupted."""
    if options.port > 65535:
        stderr_line(f"--port: {options.port} is more than 65535")
        return WRONG_USE
    editor = options.editor or os.environ.get(EDITOR, "") or "vscode"
    template = EDITORS.get(editor, editor)
    if "{path}" not in template:
        known = f"name one of {', '.join(EDITORS)}, or an address with {{path}}"
        stderr_line(make_visible(f"there is no editor {editor}; {known}"))
        return WRONG_USE
    preview = Preview(layout)
    faults = [f for f in map(fault_of_folder, (layout.work, preview.layout.work)) if f is not None]
    if faults:
        show(faults, options.format, layout.root)
        return PROBLEMS
    preview.open()
    if options.clean:
        throw_away(preview.layout.work)
    try:
        with alone(preview.layout.work) as note:
            to_editor = partial(editor_address, template, str(layout.root))
            means = Means(
                show=partial(_shown, to_editor=to_editor),
                summary=reporting.summary,
                say=lambda line: stderr_line(make_visible(line)),
                progress=progress,
                jobs=options.jobs,
                strict=options.strict,
            )
            return _serve(Session(layout, means), DeskPages(layout, to_editor, _as_text), options, note)
    except ServedError as error:
        where = f" at {error}" if str(error) else ""
        stderr_line(f"{shown(layout.root)} is being served already{where}; end that one, or use it")
        return WRONG_USE


def _serve(
    session: Session, desk: DeskPages, options: argparse.Namespace, note: Callable[[str], None]
) -> int:
    """Serve until somebody interrupts; everything ends within a second."""
    layout = session.layout
    ended = threading.Event()
    before = {one: signal.signal(one, partial(_end, ended)) for one in (signal.SIGINT, signal.SIGTERM)}
    watch = Watch(layout, session.touch, polls=options.poll)
    try:
        settings, _ = read_settings(layout)
        below = urlsplit(settings.site_url or "").path.rstrip("/")
        start = partial(_start, session, desk, options, below)
        try:
            server, port = on_free_port(start, options.port)
        except OSError as error:
            why = error.strerror or error
            stderr_line(make_visible(f"cannot listen at {options.host}:{options.port}: {why}"))
            return MACHINE_FAILED
        if port != options.port:
            stderr_line(f"port {options.port} is in use; {port} is the next free one")
        why_polled = watch.start()
        if why_polled:
            stderr_line(f"{why_polled}; this takes longer")
        note(server.address)
        stdout_line("text", f"serving {shown(layout.root)} at {server.address}; Ctrl-C ends it")
        session.start()
        threading.Thread(target=server.serve_forever, args=(_PAUSE,), name="server", daemon=True).start()
        if options.open:
            webbrowser.open(server.address)
        _tell_until(ended, session)
        server.is_closing = True
        server.shutdown()
        server.server_close()
        stdout_line("text", "ended")
        return FINE
    finally:
        watch.stop()
        session.close()
        for one, handler in before.items():
            signal.signal(one, handler)


def _start(session: Session, desk: DeskPages, options: argparse.Namespace, below: str, port: int) -> Server:
    return Server(session, desk, (options.host, port), below=below, follows=options.follow)


def _end(ended: threading.Event, _: int, __: FrameType | None) -> None:
    ended.set()


def _tell_until(ended: threading.Event, session: Session) -> None:
    """Say on the terminal what pages say too, until somebody interrupts."""
    number = 0
    said: tuple[tuple[Shown, ...], str] = (), ""
    while not ended.is_set():
        state = session.board.wait(number, _PAUSE)
        if session.crash is not None:
            raise session.crash
        if state.number == number:
            continue
        number, now = state.number, (state.problems, state.failure)
        if now != said:
            lines = [problem.text for problem in state.problems]
            stdout_line("text", *lines, make_visible(state.failure) or state.summary or "no problems")
        said = now


def _as_text(problem: Problem) -> str:
    return reporting.as_text([problem]).rstrip("\n")


def _shown(problem: Problem, to_editor: Callable[[str, int, int], str]) -> Shown:
    at = problem.location
    return as_shown(problem, _as_text(problem), to_editor(at.path, at.line, at.column))

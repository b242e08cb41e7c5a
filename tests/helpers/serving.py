"""A running `serve`, as a process of its own."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from helpers.browser import PATIENCE
from helpers.building import BUILD, environment

_ADDED = re.compile(rb'<script src="/_serve/reload\.js" data-version="[0-9a-f]*" defer></script>\n')
_RUN = "runpy.run_path(sys.argv[0], run_name='__main__')"
_STARTED = re.compile(r"^serving .* at (\S+);")


@dataclass
class Serving:
    """A running `serve`.

    Attributes:
        address: the site's, with a slash at its end.
        said: the lines that it has printed so far.
    """

    process: subprocess.Popen[str]
    address: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: bytes = b""
    ) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, quote(path, safe="/?=&%"), body or None, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read()

    def page(self, path: str) -> bytes | None:
        """A file as a build would have made it, without what serving adds; None if there is none."""
        status, data = self.ask(f"/{path}")
        return _ADDED.sub(b"", data) if status == 200 else None

    def state(self) -> dict[str, Any]:
        """What an open page is told right now."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", "/_serve/events?page=/index.html&version=")
            answer = connection.getresponse()
            while True:
                line = answer.readline()
                if line.startswith(b"data: "):
                    told: dict[str, Any] = json.loads(line[6:])
                    return told

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE / 1000
        while not holds():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, f"it has not become so: {self.said}"
            time.sleep(0.02)

    def is_settled(self) -> bool:
        """Whether everything that was touched so far is built."""
        return self.state()["settled"] is True

    def end(self, how: signal.Signals = signal.SIGINT) -> float:
        """End it; return how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(60)
        return time.monotonic() - began


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(root: Path, *arguments: str, port: int | None = None, first: str = "") -> Iterator[Serving]:
    """Serve a site until the block ends; then it must have printed no traceback.

    Args:
        root: of the site.
        arguments: of the command.
        port: at which it listens; None for a free one.
        first: a line of Python that its process runs before the program.
    """
    program = [str(BUILD)]
    if first:
        program = ["-c", f"{first}; import sys, runpy; sys.argv.pop(0); {_RUN}", str(BUILD)]
    command = [sys.executable, *program, "serve", "--root", str(root), "--port", str(port or free_port())]
    process = subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment(PYTHONUNBUFFERED="1"),
    )
    running = Serving(process)
    assert process.stdout is not None
    output = process.stdout

    def read() -> None:
        for line in output:
            running.said.append(line.rstrip("\n"))
            found = _STARTED.match(line)
            if found:
                running.address = found[1]

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        running.until(lambda: bool(running.address))
        running.until(running.is_settled)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)
        reader.join(60)
        output.close()
    assert not any("Traceback" in line for line in running.said), "\n".join(running.said)

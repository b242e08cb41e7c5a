"""The YAML language server, as an editor program talks to it: the Language Server Protocol over a pipe."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Message = dict[str, Any]
# As docs/editors.md says it, so that files without a line of their own have schemas.
SCHEMAS = {
    ".schemas/briefing.json": ["briefs/*.yml", "!briefs/actors.yml", "!briefs/issues.yml"],
    ".schemas/actors.json": "briefs/actors.yml",
    ".schemas/issues.json": "briefs/issues.yml",
}
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemas": SCHEMAS,
        "schemaStore": {"enable": False},
    }
}


class LanguageServer:
    """A running server.

    Args:
        process: the server, with pipes for standard input and output.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._number = 0
        self._diagnostics: dict[str, list[Message]] = {}

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a request, and wait for its answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **parameters: Any) -> None:
        """Send a notification, which has no answer."""
        self._send({"method": method, "params": parameters})

    def open(self, path: Path, text: str) -> None:
        """Open a text as a file, which need not exist; each path once."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)

    def marks(self, path: Path) -> list[Message]:
        """What is marked as wrong in an open file; waits until the server has looked."""
        while path.as_uri() not in self._diagnostics:
            self._next()
        return self._diagnostics[path.as_uri()]

    def completions(self, path: Path, line: int, character: int) -> list[Message]:
        """What the server offers at a place, line and character counted from 0."""
        answer = self.ask("textDocument/completion", **_place(path, line, character))
        return list(answer["items"])

    def hover(self, path: Path, line: int, character: int) -> str:
        """The text that the server shows at a place."""
        answer = self.ask("textDocument/hover", **_place(path, line, character))
        return str(answer["contents"]["value"]) if answer else ""

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> Message:
        """The server's next message; its own questions are answered at once."""
        assert self._process.stdout is not None
        length = 0
        while (line := self._process.stdout.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has ended"
        message: Message = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            asked = message["params"].get("items", []) if isinstance(message["params"], dict) else []
            result = [SETTINGS.get(item.get("section", "")) for item in asked]
            self._send({"id": message["id"], "result": result or None})
        return message


@contextmanager
def language_server(command: Sequence[str], root: Path) -> Iterator[LanguageServer]:
    """Start a server for a folder."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        server = LanguageServer(process)
        try:
            capabilities = {
                "textDocument": {
                    "completion": {
                        "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
                    },
                    "hover": {"contentFormat": ["markdown"]},
                    "publishDiagnostics": {},
                },
                "workspace": {"configuration": True, "didChangeConfiguration": {}},
            }
            folder = {"uri": root.as_uri(), "name": root.name}
            server.ask(
                "initialize",
                processId=None,
                rootUri=root.as_uri(),
                workspaceFolders=[folder],
                capabilities=capabilities,
            )
            server.tell("initialized")
            server.tell("workspace/didChangeConfiguration", settings=SETTINGS)
            yield server
            server.ask("shutdown")
            server.tell("exit")
        finally:
            process.kill()


def _place(path: Path, line: int, character: int) -> Message:
    return {
        "textDocument": {"uri": path.as_uri()},
        "position": {"line": line, "character": character},
    }

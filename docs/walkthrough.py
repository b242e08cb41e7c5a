"""Run the steps of docs/first-briefing.md, and write what they print into it.

`make docs` runs it; a test fails where the page and the program differ. The page is written by hand but for
these parts, each a fenced block:

- `console`: after each line `$ onrecord …` stands what the command prints; `$ cd DIR` changes the folder;
- `… title="FILE"`: a file, which is written before the next command runs;
- `… shows="FILE"`: what is in a file now.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
PAGE = DOCS / "first-briefing.md"
SECONDS = 120
# What the reader sees in place of the folder in which the steps run.
HOME = "/home/you"

# As the installed program starts, which names itself in what it prints.
_START = "import sys; sys.argv[0] = 'onrecord'; from onrecord.interface.cli import main; sys.exit(main())"
_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r'(title|shows)="([^"]+)"')


def updated(text: str, folder: Path) -> str:
    """A page with what its steps print and write now.

    Args:
        text: the page.
        folder: an empty folder to run them in.

    Raises:
        ValueError: a step is not one that can be run.
    """
    here = folder

    def step(match: re.Match[str]) -> str:
        nonlocal here
        info, body = match["info"], match["body"]
        file = _FILE.search(info)
        if info == "console":
            lines: list[str] = []
            for line in body.splitlines():
                if line.startswith("$ cd "):
                    here = here / line.removeprefix("$ cd ")
                    lines.append(line)
                elif line.startswith("$ "):
                    lines += [line, *_printed(line.removeprefix("$ "), here, folder)]
            body = "".join(f"{line}\n" for line in lines)
        elif file and file[1] == "title":
            path = folder / file[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif file:
            body = (folder / file[2]).read_text(encoding="utf-8")
        return f"```{info}\n{body}```"

    return _BLOCK.sub(step, text)


def _printed(command: str, here: Path, folder: Path) -> list[str]:
    """The lines that a command prints, to whichever stream, with the folder's path as a reader's."""
    program, *arguments = shlex.split(command)
    if program != "onrecord":
        raise ValueError(f"only onrecord is run here, not {program}")
    environment = {**os.environ, "PYTHONPATH": str(DOCS.parent), "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-c", _START, *arguments],
        cwd=here,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.stdout.replace(str(folder), HOME).splitlines()


def main() -> None:
    """Update the page."""
    with tempfile.TemporaryDirectory() as folder:
        text = updated(PAGE.read_text(encoding="utf-8"), Path(folder).resolve())
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

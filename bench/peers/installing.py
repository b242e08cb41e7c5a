"""Install the peers outside of the repository, independently: if one fails, the others remain."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON_PINS, NODE_PINS = HERE / "requirements.txt", HERE / "package.json"
PATIENCE = 600  # seconds for one step of an installation
_PIN = re.compile(r'^\s*"?(?P<name>[@\w][\w/.-]*)"?(?:==|": ?")(?P<version>\d[\w.+]*)', re.MULTILINE)


class NotInstalledError(Exception):
    """A peer cannot be installed; the message is a reason for a table."""


def pinned(text: str) -> dict[str, str]:
    """Version by name, from the text of `requirements.txt` or `package.json`."""
    return {match["name"]: match["version"] for match in _PIN.finditer(text)}


def versions() -> dict[str, str]:
    """The versions of everything that is pinned, by name."""
    return pinned(PYTHON_PINS.read_text(encoding="utf-8")) | pinned(NODE_PINS.read_text(encoding="utf-8"))


def default_cache() -> Path:
    """The folder in which peers stay installed."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord-peers"


def python_peer(cache: Path, name: str, *more: str) -> Path:
    """A virtual environment with a library, and optional ones, in their pinned versions.

    Raises:
        NotInstalledError: it cannot be made.
    """
    folder = cache / f"{name}-{_digest(PYTHON_PINS, *more)}"
    if not (folder / "installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        pip: list[str | Path] = [
            folder / "bin" / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-input",
            "install",
            "--quiet",
        ]
        _do([sys.executable, "-m", "venv", folder], "a virtual environment could not be made")
        _do([*pip, "--constraint", PYTHON_PINS, name, *more], "pip could not install it")
        (folder / "installed").touch()
    return folder


def node_peer(cache: Path, pins: Path = NODE_PINS) -> Path:
    """A folder with the npm packages of `package.json` or a similar file.

    Raises:
        NotInstalledError: it cannot be made.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NotInstalledError("there is no Node.js with npm")
    folder = cache / f"node-{_digest(pins)}"
    if not (folder / "installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(pins, folder / "package.json")
        install: list[str | Path] = [
            npm,
            "install",
            "--prefix",
            folder,
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]
        _do(install, "npm could not install it")
        (folder / "installed").touch()
    return folder


def _do(command: Sequence[str | Path], trouble: str) -> None:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE, text=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalledError(trouble) from error
    if done.returncode:
        print(done.stderr.strip()[-2000:], file=sys.stderr)
        raise NotInstalledError(trouble)


def _digest(pins: Path, *more: str) -> str:
    """A digest for the folder's name: of the list of libraries and the Python version."""
    return sha256("\n".join([pins.read_text(encoding="utf-8"), sys.version, *more]).encode()).hexdigest()[:12]

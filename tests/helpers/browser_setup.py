"""Find a Chromium for the browser tests, or install one if that is allowed.

`python tests/helpers/browser_setup.py` reports each attempt on standard error, and prints the path of a
browser that starts. It exits with 1 if there is none: browser tests are never skipped, because a page that is
not looked at passes every test.

The places, in order: the variable ONRECORD_BROWSER; the PATH; what this script or Playwright fetched before.
The ways to install, in order: Debian's package (root only); Playwright's own download; a package of npm's
that carries the browser inside, for machines that reach package registries and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

VARIABLE = "ONRECORD_BROWSER"

ON_PATH = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)

# Quiet, and without background services.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
)

NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
NPM_SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="

START_SECONDS = 60
INSTALL_SECONDS = 300

UNBROTLI = (
    "const {createReadStream, createWriteStream} = require('fs');"
    "const [, packed, unpacked] = process.argv;"
    "const unbrotli = require('zlib').createBrotliDecompress();"
    "require('stream').pipeline(createReadStream(packed), unbrotli, createWriteStream(unpacked),"
    " error => { if (error) throw error; });"
)

# In a separate process: Playwright can run only once per process, and the tests need it.
OPEN_A_PAGE = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], timeout=20_000)
    browser.new_page().goto("data:text/html,<p>it starts</p>", timeout=20_000)
    browser.close()
"""


class InstallError(Exception):
    """A way to install a browser failed on this machine; the message says why."""


def say(message: str) -> None:
    print(f"browser: {message}", file=sys.stderr, flush=True)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "onrecord" / NPM_PACKAGE.rpartition("/")[2]


def playwright_folder() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path(named) if named else Path.home() / caches / "ms-playwright"


def candidates() -> Iterator[Path]:
    """Browsers in their usual places, the lightest first."""
    for name in ON_PATH:
        if found := shutil.which(name):
            yield Path(found)
    yield from filter(Path.is_file, [cache_folder() / "browser"])
    for pattern in ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/*/chrome"):
        by_revision = sorted(playwright_folder().glob(pattern), key=lambda path: (len(str(path)), path))
        yield from reversed(by_revision)


def complaint(browser: Path) -> str | None:
    """Open a page as the tests will; returns the error, if any.

    An installed browser may lack a library, or refuse to be controlled."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", OPEN_A_PAGE, browser],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            timeout=START_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no page after {START_SECONDS} seconds"
    return telling_line(done.stderr) if done.returncode else None


def find() -> Path | None:
    """The browser to use, or None; a browser that is named but does not start is an error."""
    if named := os.environ.get(VARIABLE):
        found = shutil.which(named)
        why = complaint(Path(found)) if found else "no such program"
        if found is None or why:
            raise SystemExit(f"browser: {VARIABLE}={named}: {why}")
        return Path(found)
    for candidate in candidates():
        why = complaint(candidate)
        if why is None:
            return candidate
        say(f"{candidate} is there but does not start: {why}")
    return None


def telling_line(output: str) -> str:
    """The line of an output with the error: the one with the word error, else the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"\berror\b", line, re.IGNORECASE)]
    return (errors or lines or ["it does not say why"])[-1]


def run(*command: str, folder: Path | None = None) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=INSTALL_SECONDS,
        )
    except OSError as error:
        raise InstallError(str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise InstallError(f"no end after {INSTALL_SECONDS} seconds") from error
    if done.returncode:
        raise InstallError(telling_line(done.stdout))


def from_debian() -> None:
    if shutil.which("apt-get") is None:
        raise InstallError("this is not a Debian")
    if not is_root():
        raise InstallError("needs root (by hand: sudo apt-get install chromium-headless-shell)")
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
    try:
        run(*apt, "update")
    except InstallError as error:
        say(f"the old package list has to do: {error}")
    install = (*apt, "install", "--no-install-recommends", "-y")
    try:
        run(*install, "chromium-headless-shell")
    except InstallError as error:
        say(f"no headless shell: {error}")
        run(*install, "chromium")


def from_playwright() -> None:
    run(sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")


def from_npm() -> None:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise InstallError("the package is for Linux on x86_64 only")
    if not (shutil.which("npm") and shutil.which("node")):
        raise InstallError("npm is not installed")
    cache_folder().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder().parent) as scratch:
        folder = Path(scratch)
        run("npm", "pack", "--ignore-scripts", NPM_PACKAGE, folder=folder)
        (archive,) = folder.glob("*.tgz")
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != NPM_SHA512:
            raise InstallError(f"{archive.name} is not the file that was reviewed: sha512-{digest}")
        run("tar", "-xf", archive.name, folder=folder)
        unpack(folder / "package" / "bin")
        # Atomic: an interrupted run leaves nothing that looks like a browser.
        shutil.rmtree(cache_folder(), ignore_errors=True)
        (folder / "package" / "bin").rename(cache_folder())


def unpack(folder: Path) -> None:
    """Unpack the browser, its software renderer and its libraries, with a script that starts them."""
    for packed in folder.glob("*.br"):
        run("node", "-e", UNBROTLI, packed.name, packed.stem, folder=folder)
        packed.unlink()
        if packed.stem.endswith(".tar"):
            run("tar", "-xf", packed.stem, folder=folder)
            (folder / packed.stem).unlink()
    (folder / "chromium").chmod(0o755)
    start = folder / "browser"
    # The package has libraries that a minimal machine lacks. They fit together, so the loader uses the
    # system's only for missing ones.
    start.write_text(
        "#!/bin/sh\n"
        'here=$(dirname "$(readlink -f "$0")")\n'
        'LD_LIBRARY_PATH="$here:$here/lib" exec "$here/chromium" "$@"\n'
    )
    start.chmod(0o755)


WAYS: Sequence[tuple[str, Callable[[], None]]] = (
    ("Debian's chromium-headless-shell", from_debian),
    ("Playwright's own download", from_playwright),
    (f"npm's {NPM_PACKAGE}", from_npm),
)


def find_or_install() -> Path | None:
    if browser := find():
        return browser
    for name, install in WAYS:
        say(f"installing {name}")
        try:
            install()
        except (InstallError, OSError) as error:
            say(f"{name}: {error}")
        else:
            if browser := find():
                return browser
            say(f"{name}: installed, but it does not start")
    return None


def main() -> int:
    browser = find_or_install()
    if browser is None:
        say(f"none found and none to be had. Install Chromium, or name one: {VARIABLE}=/path/to/chromium")
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Where this program was installed from, so that a publishing service can install the same."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

_ADDRESS = re.compile(r"(?:git\+|hg\+|bzr\+|svn\+)?(?:https?|ssh|git)://\S+")
_PATH = re.compile(r"(?:\.{1,2}|~)?/\S*|\S+/\S+|\S+\.(?:whl|zip|tar\.gz)")


def fault_of_requirement(text: str) -> str:
    """Why a text does not say where pip gets the program from; empty if it does.

    The program is on no package index: somebody else could register a bare name there.
    """
    if _ADDRESS.fullmatch(text) or (_PATH.fullmatch(text) and not text.startswith("-")):
        return ""
    return f"{text!r} is not an address or a path of the program, such as git+https://example.org/onrecord@COMMIT"


def installed_from() -> str:
    """The address that the program was installed from, as pip reads it; empty if it has none for others.

    pip and uv note it (PEP 610).  A folder or file of this machine is of no use to another one.
    """
    try:
        note = distribution("onrecord").read_text("direct_url.json")
    except PackageNotFoundError:  # It runs from its own folder.
        return ""
    return _requirement(json.loads(note)) if note else ""


def _requirement(note: dict[str, Any]) -> str:
    url = str(note.get("url", ""))
    if "vcs_info" in note:
        version = note["vcs_info"]
        found = f"{version['vcs']}+{url}@{version['commit_id']}"
    elif "archive_info" in note:
        hashes = note["archive_info"].get("hashes") or {}
        found = f"{url}#sha256={hashes['sha256']}" if "sha256" in hashes else url
    else:
        return ""
    return found if _ADDRESS.fullmatch(found) else ""

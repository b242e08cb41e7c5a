"""What a new collection consists of, and writing it: nothing that exists is changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from onrecord import __version__
from onrecord.layout import PROGRAM, Layout
from onrecord.mkdocs_yml.site import read_site_settings

_REQUIREMENTS = "requirements.txt"
# The files of a collection: their paths in it, and in data/.  Names there have no dots in front: git and pip
# would take them for their own.
_FILES = {
    "briefs/actors.yml": "actors.yml",
    "briefs/issues.yml": "issues.yml",
    "mkdocs.yml": "mkdocs.yml",
    _REQUIREMENTS: "requirements.txt",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}
# The publishing workflow of each service.
WORKFLOWS: Mapping[str, Mapping[str, str]] = {
    "github": {".github/workflows/publish.yml": "github.yml"},
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "none": {},
}
_KEPT = "seeds/.gitkeep"  # git keeps no empty folder
_DATA = Path(__file__).with_name("data")
_EXAMPLE = PROGRAM / "examples" / "sarrow-strait"
_NOTICE = "  # notice: A sentence at the top of every page."


class Wanted(Struct, frozen=True):
    """What somebody wants a collection to have.

    Attributes:
        program: where publishing gets the program from, as pip reads it; empty if nobody has said.
        ci: a key of `WORKFLOWS`.
        example: whether the made-up collection is wanted.
        command: how people start the program.
    """

    program: str = ""
    ci: str = "github"
    example: bool = False
    command: str = "onrecord"


class Started(Struct, frozen=True):
    """What became of a collection's files, by their paths in it.

    Attributes:
        written: those that were missing.
        left: those that were there, and may differ from what would have been written.
        outside: those that a symbolic link leads out of the folder; nothing was written there.
    """

    written: list[str]
    left: list[str]
    outside: list[str]


def start(layout: Layout, wanted: Wanted) -> Started:
    """Write the files that a collection lacks.

    Args:
        layout: the site; its folder need not exist.
        wanted: what the collection should have.

    Raises:
        OSError: a file or folder cannot be written.
    """
    started = Started([], [], [])
    for path, data in _files(wanted):
        target = layout.root / path
        if not layout.may_read(target.parent):
            started.outside.append(path)
        elif os.path.lexists(target):
            started.left.append(path)
        elif path != _KEPT or not _has_files(layout.seeds):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(data)
            started.written.append(path)
    return started


def names_program(layout: Layout) -> bool:
    """Whether a collection says where the program comes from."""
    path = layout.root / _REQUIREMENTS
    if not layout.may_read(path) or not path.is_file():
        return False
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _files(wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    """The files of a collection, by their paths in it."""
    if wanted.example:
        for folder in ("seeds", "briefs", "site_src"):
            for file in sorted((_EXAMPLE / folder).iterdir()):
                is_generated = folder == "site_src" and file.name != "about.md"
                if file.is_file() and not is_generated:
                    yield f"{folder}/{file.name}", file.read_bytes()
    else:
        yield _KEPT, b""
    values = _values(wanted)
    for path, name in {**_FILES, **WORKFLOWS[wanted.ci]}.items():
        if wanted.example and path.startswith("briefs/"):
            continue
        text = (_DATA / name).read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        if wanted.example:
            text = text.replace("# !/site_src/about.md", "!/site_src/about.md")
        yield path, text.encode()


def _values(wanted: Wanted) -> dict[str, str]:
    """What stands in the files for the marks in those of data/."""
    name, notice = "Briefings", ""
    description = "What people said, in the words of the articles that report it."
    if wanted.example:
        settings = read_site_settings(Layout(_EXAMPLE))
        name, description = settings.words("site_name"), settings.words("site_description")
        notice = f"  notice: {_quoted(settings.words('extra', 'notice'))}"
    return {
        "@SITE_NAME@": _quoted(name),
        "@SITE_DESCRIPTION@": _quoted(description),
        "@COMMAND@": wanted.command,
        "@VERSION@": __version__,
        "@PROGRAM@\n": f"{wanted.program}\n" if wanted.program else "",
        _NOTICE: notice or _NOTICE,
    }


def _quoted(text: str) -> str:
    """A text in quotation marks, as YAML reads it."""
    return json.dumps(text, ensure_ascii=False)

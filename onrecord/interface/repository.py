"""Where a site's folder is in its repository: code hosts want paths from the repository's top."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def path_in_repository(root: Path, environment: Mapping[str, str]) -> str:
    """The path of a root in its repository, with a slash at its end; empty if it is the top or in none.

    Args:
        root: a folder without symbolic links in its path.
        environment: in GitHub Actions it names the folder of the checkout, `GITHUB_WORKSPACE`.
    """
    workspace = environment.get("GITHUB_WORKSPACE")
    top = Path(workspace).resolve() if workspace else None
    if top is None or not root.is_relative_to(top):
        # `.git` is a file in a work tree or a submodule.
        top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    path = root.relative_to(top).as_posix()
    return "" if path == "." else f"{path}/"

"""Check the paths that settings name: none leads out of the site's folder, unless the operator allows it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from onrecord.layout import Layout
from onrecord.mkdocs_yml.value import Value
from onrecord.rules import files as rules
from onrecord.rules.problems import Problem

_HELP = "copy it into the site's folder, or allow its folder with --allow-outside"


def faults_of_paths(layout: Layout, settings: Value) -> Iterator[Problem]:
    """The problems with a theme and with hooks outside the site's folder; MkDocs would read them."""
    hooks = settings.get("hooks")
    named = [("custom_dir", settings.get("theme", "custom_dir"))]
    named += [("hooks", item) for item in (hooks.data if hooks and isinstance(hooks.data, tuple) else ())]
    for key, value in named:
        if value is not None and isinstance(value.data, str):
            fault = fault_of_path(layout, key, value, value.data)
            if fault:
                yield fault


def fault_of_path(layout: Layout, key: str, value: Value, path: str) -> Problem | None:
    """The problem with a path that leads out of the site's folder; None if it does not, or may.

    The message never shows the value of a variable, nor whether there is such a file.

    Args:
        layout: the site.
        key: what names the path.
        value: the setting.
        path: the path, absolute or from the site's folder.
    """
    # As MkDocs does: `link/..` is the folder of the link, not the one above its target.
    actual = os.path.normpath(layout.root / path)
    try:
        if layout.may_read(actual):
            return None
    except ValueError:  # An impossible name, so there is no such file.
        return None
    message = f"{key} names a path outside the site's folder: {value.shown}"
    return Problem(rules.LINK_OUTSIDE, value.place, message, _HELP)

"""Each library that the program imports is declared in pyproject.toml."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain

from helpers.building import PROGRAM


def _imported() -> dict[str, str]:
    """The imported libraries, each with one module that imports it."""
    found: dict[str, str] = {}
    for path in (PROGRAM / "onrecord").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                found[name.partition(".")[0]] = str(path.relative_to(PROGRAM))
    return {name: path for name, path in found.items() if name not in {*sys.stdlib_module_names, "onrecord"}}


def _declared() -> set[str]:
    project = tomllib.loads((PROGRAM / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in written)
    return {re.sub(r"[-_.]+", "-", name.group()).lower() for name in names if name}


def test_what_the_program_imports_is_declared() -> None:
    imported, distributions = _imported(), packages_distributions()
    assert {"mkdocs", "msgspec", "pydantic"} <= imported.keys()
    declared = _declared()
    undeclared = {
        name: path
        for name, path in imported.items()
        if not declared & {re.sub(r"[-_.]+", "-", of).lower() for of in distributions.get(name, ())}
    }
    assert undeclared == {}

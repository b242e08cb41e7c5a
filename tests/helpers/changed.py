"""List the test modules that a change may have broken: `python tests/helpers/changed.py [COMMIT]`.

Changed files are those that differ from the commit (default: HEAD), and untracked ones. A Python file affects
the tests that import it, directly or indirectly, and itself if it is a test. For other files the path
decides: a file in a folder beside the tests affects the modules that name the folder; a document affects
those that name it; everything else (templates, settings, articles) affects all.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp

PROGRAM = Path(__file__).resolve().parents[2]
TESTS = PROGRAM / "tests"
PACKAGES = ("onrecord", "helpers")
DOCUMENTS = {"docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}


def changed_since(commit: str) -> list[str]:
    """The changed paths, relative to the program's folder."""
    ask = ["git", "-C", str(PROGRAM)]
    known = subprocess.run([*ask, "diff", "--name-only", commit, "--"], check=True, capture_output=True)
    new = subprocess.run([*ask, "ls-files", "-o", "--exclude-standard"], check=True, capture_output=True)
    return [*known.stdout.decode().split("\n"), *new.stdout.decode().split("\n")]


def concerned(paths: Iterable[str]) -> list[Path]:
    """The test modules that the files affect, in order."""
    modules = {path: path.read_text(encoding="utf-8") for path in sorted(TESTS.glob("test_*.py"))}
    imports = {path: set(_imported(text)) for path, text in modules.items()}
    sys.path[:0] = [str(PROGRAM), str(TESTS)]
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    found: set[Path] = set()
    for name in filter(None, paths):
        path = PROGRAM / name
        top, *inner = Path(name).parts
        if path in modules:
            found.add(path)
        elif module := _module_of(Path(name)):
            using = graph.find_downstream_modules(module) if module in graph.modules else set()
            found |= {test for test, names in imports.items() if names & {module, *using}}
        elif top == "bench":
            found |= {test for test, names in imports.items() if any(n.startswith("bench") for n in names)}
        elif top == "tests" and len(inner) > 1:
            found |= {test for test, text in modules.items() if inner[0] in text}
        elif top in DOCUMENTS:
            found |= {test for test, text in modules.items() if f'"{top}' in text or f"{top}/" in text}
        else:
            found |= modules.keys()
    return sorted(found)


def _module_of(path: Path) -> str:
    """The name by which tests import a file; empty if they do not, as for conftest.py and scripts."""
    if path.suffix != ".py":
        return ""
    parts = path.with_suffix("").parts
    inner = parts[1:] if parts[0] == "tests" else parts
    if inner[0] not in PACKAGES:
        return ""
    return ".".join(inner[:-1] if inner[-1] == "__init__" else inner)


def _imported(text: str) -> Iterator[str]:
    """The modules that a module imports, and the imported names, which may be modules too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


if __name__ == "__main__":
    for test in concerned(changed_since(sys.argv[1] if len(sys.argv) > 1 else "HEAD")):
        print(test.relative_to(PROGRAM))

"""The house as docs/architecture.md draws it: who may ask what, and how much a function may hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from helpers.building import PROGRAM

PACKAGE = PROGRAM / "onrecord"
# Who may ask whether a file has changed, and what for.  All of them ask `onrecord.engine`, which answers.
MAY_ASK = {
    "build.py": "the last build is loaded, and this one is saved",
    "checking/check.py": "hands the question on",
    "checking/gather.py": "hands the question on",
    "checking/reuse.py": "whether a briefing or its article has changed",
    "interface/commands/build.py": "whether anything has changed at all",
    "publishing/parallel.py": "the pages that people wrote, and what was touched in the site",
    "publishing/outputs.py": "the templates",
    "publishing/placing.py": "what was touched in the site, and the state that is left",
    "publishing/proving.py": "hands the question on",
    "publishing/publication.py": "the theme and the settings",
    "publishing/publish.py": "hands the question on",
    "publishing/mkdocs.py": "hands the question on",
    "publishing/sources.py": "what is in site_src/",
    "publishing/staging.py": "whether the site is as the last build left it",
    "publishing/swap.py": "whether the standby site is as it was left",
    "serving/building.py": "as `build` does",
    "serving/seeding.py": "whether the site is as the last build left it",
    "serving/warm.py": "says itself what was touched",
}
ASKING = {"onrecord.engine.file_states", "onrecord.engine.last_build"}
DIGESTS = {"content_digest", "file_digest", "files_digest"}
# The state of a file, as the system tells it, and modules that compare files by themselves.
STATES = {"st_ctime_ns", "st_mtime", "st_mtime_ns", "st_ctime", "st_ino"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def asks(tree: ast.Module) -> bool:
    """Whether a module asks the engine for the state or the digest of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            full = {f"{node.module}.{name}" for name in names}
            if (
                node.module in ASKING
                or ASKING & full
                or (node.module.endswith(".digests") and DIGESTS & names)
            ):
                return True
    return False


def test_only_those_that_are_listed_ask_whether_a_file_has_changed() -> None:
    asking = {name for name, tree in modules() if not name.startswith("engine/") and asks(tree)}
    assert asking == MAY_ASK.keys()


def test_nobody_but_the_engine_looks_at_the_state_of_a_file() -> None:
    for name, tree in modules():
        looked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & STATES
        compared = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        } & {"filecmp"}
        assert name.startswith("engine/") or not looked | compared, name


def branches(function: ast.FunctionDef) -> int:
    """McCabe's complexity: one more than there are decisions (IEEE Transactions, SE-2, 1976)."""
    kinds = ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.comprehension | ast.BoolOp
    return 1 + sum(isinstance(node, kinds) for node in ast.walk(function))


def test_the_order_of_the_stages_is_read_on_one_screen() -> None:
    tree = ast.parse((PACKAGE / "build.py").read_text(encoding="utf-8"))
    (build,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "build")
    documentation, *body = build.body
    assert isinstance(documentation, ast.Expr)
    assert (body[-1].end_lineno or 0) - body[0].lineno + 1 <= 25
    assert branches(build) < 5


def test_what_is_listed_is_there() -> None:
    assert [name for name in MAY_ASK if not Path(PACKAGE / name).is_file()] == []

"""The pinned requirements can be installed: libraries that need an extra have it pinned."""

from __future__ import annotations

import re
from importlib.metadata import distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.building import PROGRAM

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([a-z0-9,_-]+)\])?==", re.MULTILINE)


def test_what_is_asked_for_with_an_extra_is_pinned_with_it() -> None:
    text = (PROGRAM / "requirements-dev.txt").read_text(encoding="utf-8")
    pinned: dict[str, set[str]] = {
        canonicalize_name(name): set(extras.split(",")) for name, extras in PINNED.findall(text)
    }
    asked: dict[str, set[str]] = {}
    for distribution in distributions():
        if canonicalize_name(distribution.name) in pinned:
            for line in distribution.requires or ():
                requirement = Requirement(line)
                if requirement.extras and (
                    not requirement.marker or requirement.marker.evaluate({"extra": ""})
                ):
                    asked.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    assert "coverage" in asked
    for name, extras in asked.items():
        assert extras <= pinned[name], name

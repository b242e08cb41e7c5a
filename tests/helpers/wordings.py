"""The texts of the interface in a language."""

from __future__ import annotations

from helpers.building import PROGRAM
from onrecord.languages import Asked, Wording, chosen
from onrecord.layout import Layout
from onrecord.rules.problems import Location

PLACE = Location("mkdocs.yml")


def wording(tag: str, content: str = "") -> Wording:
    found, problems = chosen(Layout(PROGRAM), Asked(tag, PLACE), Asked(content, PLACE) if content else None)
    assert problems == []
    return found

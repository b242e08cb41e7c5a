"""Check a tree against a model of `schema`, finding all problems in one run.

A wrong value becomes a problem, and the rest is still read. An error stops the build, so the values around a
wrong one are never published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from onrecord.metadata.escapes import lost_backslash
from onrecord.metadata.schema_errors import EMPTY, explain_validation_errors
from onrecord.metadata.syntax_errors import TYPOGRAPHIC_QUOTES, cut_by_hash, smart_quotes
from onrecord.metadata.tree import Document, MappingNode, Node, Scalar
from onrecord.rules.problems import Problem

# After the values of these keys a `#` certainly begins a comment: they have no spaces.
_TOKENS = frozenset(
    "id actor issue date draft updated published retrieved file url archived language show stance status"
    " kind of relayed_by toward wikidata answered_by".split()
)
# Here typographic quotation marks may be the article's.
ARTICLES_WORDS = frozenset(["passage", "gist", "prefix", "suffix", "translation"])
# Placeholders for wrong required values, so that the passages can still be checked.
STAND_IN = "0"
_STAND_INS: Mapping[tuple[str, str], Any] = {
    ("", "date"): "0001-01-01",
    ("", "summary"): STAND_IN,
    ("", "source"): {"file": STAND_IN, "publisher": STAND_IN},
    ("source", "file"): STAND_IN,
    ("source", "publisher"): STAND_IN,
    ("", "actors"): [{"id": STAND_IN}],
    ("positions", "actor"): STAND_IN,
    ("positions", "issue"): STAND_IN,
    ("positions", "says"): STAND_IN,
    ("open_questions", "ask"): f"{STAND_IN}?",
}
# One round finds wrong values, one the missing values after their removal, one the emptied lists.
_ROUNDS = 5

Model = TypeVar("Model", bound=BaseModel)


@dataclass(slots=True)
class Draft:
    """A node's data, from which wrong values are removed step by step.

    Attributes:
        kept: for each list, the indexes of the file's items that are still in it.
    """

    data: Any
    kept: dict[str, list[int]]

    def mend(self, wrong: Collection[tuple[int | str, ...]]) -> None:
        """Remove wrong values or replace them by placeholders; drop items that lack a required value."""
        in_items: dict[tuple[str, int], set[str]] = defaultdict(set)
        for key, *below in wrong:
            part = self.data.get(key)
            if below and isinstance(part, list):
                in_items[str(key), int(below[0])].update(map(str, below[1:2]))
            elif below and isinstance(part, dict):
                self._replace(part, str(key), str(below[0]))
            else:
                self._replace(self.data, "", str(key))
        dropped: dict[str, set[int]] = defaultdict(set)
        for (key, number), names in in_items.items():
            item = self.data[key][number]
            replaced = [isinstance(item, dict) and self._replace(item, key, name) for name in names]
            if not (replaced and all(replaced)):
                dropped[key].add(number)
        # All of a list at once: a list that shrinks item by item is copied each time.
        for key, numbers in dropped.items():
            self.data[key] = [item for number, item in enumerate(self.data[key]) if number not in numbers]
            self.kept[key] = [item for number, item in enumerate(self.kept[key]) if number not in numbers]

    @staticmethod
    def _replace(group: dict[str, Any], above: str, key: str) -> bool:
        """Remove a value or replace it by its placeholder; returns whether anything changed."""
        was_there = key in group
        group.pop(key, None)
        if (above, key) in _STAND_INS:
            group[key] = deepcopy(_STAND_INS[above, key])
        return was_there or key in group


def validate(
    model: type[Model], document: Document, path: tuple[str, ...], node: Node
) -> tuple[Model | None, list[Problem], frozenset[str], Draft]:
    """Check a node against its model.

    Returns:
        The model, with wrong values removed or replaced (None if that is impossible); the problems; the
        top-level keys of wrong values; and `Draft.kept`.
    """
    data = _plain(node)
    lists = data.items() if isinstance(data, dict) else ()
    kept = {key: list(range(len(value))) for key, value in lists if isinstance(value, list)}
    draft = Draft(data, kept)
    problems: list[Problem] = []
    wrong: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(draft.data), problems, wrong, draft
        except ValidationError as error:
            # A list that lost wrong items may be too short: not another problem.
            errors = [
                e for e in error.errors(include_url=False) if e["type"] != "too_short" or not e["input"]
            ]
        if not wrong:
            problems = explain_validation_errors(model, document, path, errors)
            wrong = frozenset(str(e["loc"][0]) if e["loc"] else "?" for e in errors)
        if not isinstance(draft.data, dict):
            break
        draft.mend({e["loc"] for e in errors})
    return None, problems, wrong, draft


def _plain(node: Node) -> Any:
    """A node as plain data for pydantic."""
    if isinstance(node, Scalar):
        return EMPTY if node.is_empty else node.value
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node.values.items()}
    return [_plain(item) for item in node.items]


def check_scalars(document: Document) -> list[Problem]:
    """Find texts that YAML reads differently than meant: comments, typographic quotes and backslashes."""
    problems: list[Problem] = []
    is_json = document.of(document.root).text.lstrip().startswith("{")
    for key, scalar in document.scalars:
        if scalar.tight_comment and key not in _TOKENS:
            problems.append(cut_by_hash(document.at(*scalar.tight_comment)))
            scalar.doubtful = True
        if not scalar.style and _is_in_typographic_quotes(scalar.value) and key not in ARTICLES_WORDS:
            problems.append(smart_quotes(document.of(scalar)))
            scalar.doubtful = True
        # In the article's words white space of any kind counts as one space.
        is_ours = key not in ARTICLES_WORDS or key == "translation"
        lost = lost_backslash(document, key, scalar) if is_ours and not is_json else None
        if lost:
            problems.append(lost)
            scalar.doubtful = True
    return problems


def _is_in_typographic_quotes(value: str) -> bool:
    return value[:1] in TYPOGRAPHIC_QUOTES and len(value) > 1 and value[-1] in TYPOGRAPHIC_QUOTES

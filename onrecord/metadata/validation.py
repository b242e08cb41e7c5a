"""Checking a tree against a model of `schema`, all of it in one go.

A value that does not fit is a problem; the rest is still read, so that one run finds all.  Because
an error anywhere stops the build, what was read around a bad value is never published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from onrecord.metadata.schema_errors import explain_validation_error
from onrecord.metadata.syntax_errors import TYPOGRAPHIC_QUOTES, cut_by_hash, smart_quotes
from onrecord.metadata.tree import Document, MappingNode, Node, Scalar, scalars
from onrecord.problems import Problem

# A `#` behind these is a comment beyond doubt: their values have no spaces.
_TOKENS = frozenset(
    "id actor issue date updated published retrieved file url archived language show stance status"
    " kind of relayed_by toward wikidata answered_by".split()
)
# Here typographic quotation marks may be the article's own.
_ARTICLES_WORDS = frozenset(["passage", "prefix", "suffix", "translation"])
# What stands for a required value that is wrong, so that the passages are checked all the same.
_STAND_INS: Mapping[tuple[str, ...], Any] = {
    ("date",): "0001-01-01",
    ("summary",): "?",
    ("source", "publisher"): "?",
    ("actors",): [{"id": "nobody"}],
}

Model = TypeVar("Model", bound=BaseModel)


@dataclass(slots=True)
class Draft:
    """A node's data while wrong values are taken out of it.

    Attributes:
        kept: for each list of items, which of the file's items are still in it.
    """

    data: Any
    kept: dict[str, list[int]]

    def leave_out(self, place: tuple[int | str, ...]) -> None:
        """Take a wrong value out, put a stand-in there, or drop the item that lacks a value."""
        if not isinstance(self.data, dict) or not place:
            return
        key, *below = place
        stand_in = _STAND_INS.get(tuple(str(step) for step in place))
        holder = self.data.get(key)
        if stand_in is not None:
            target = holder if below else self.data
            if isinstance(target, dict):
                target[below[0] if below else key] = stand_in
        elif not below or not isinstance(holder, dict | list):
            self.data.pop(key, None)
        elif isinstance(holder, dict):
            holder.pop(below[0], None)
        else:
            number = int(below[0])
            item = holder[number]
            if len(below) > 1 and isinstance(item, dict) and below[1] in item:
                del item[below[1]]
            else:
                del holder[number]
                del self.kept[str(key)][number]


def validate(
    model: type[Model], document: Document, path: tuple[str, ...], node: Node
) -> tuple[Model | None, list[Problem], frozenset[str], Draft]:
    """Check a node against its model.

    Returns:
        The model, with what is wrong left out or stood in for (None where that cannot be done);
        the problems; the first keys of what was wrong; and what was kept.
    """
    data = _plain(node)
    lists = data.items() if isinstance(data, dict) else ()
    kept = {key: list(range(len(value))) for key, value in lists if isinstance(value, list)}
    draft = Draft(data, kept)
    problems: list[Problem] = []
    wrong: frozenset[str] = frozenset()
    for _ in range(5):
        try:
            return model.model_validate(draft.data), problems, wrong, draft
        except ValidationError as error:
            errors = error.errors(include_url=False)
        if not wrong:
            problems = [explain_validation_error(model, document, path, e) for e in errors]
            wrong = frozenset(str(e["loc"][0]) if e["loc"] else "?" for e in errors)
        # A value in an item once, and later items first, so that the earlier indexes stay true.
        places = {e["loc"][:3] for e in errors}
        for place in sorted(places, key=lambda p: (str(p[:1]), str(p[1:2]).zfill(20)), reverse=True):
            draft.leave_out(place)
    return None, problems, wrong, draft


def _plain(node: Node) -> Any:
    """A node as pydantic takes it; an empty unquoted value is None."""
    if isinstance(node, Scalar):
        return node.value if node.value or node.style else None
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node.values.items()}
    return [_plain(item) for item in node.items]


def check_scalars(document: Document) -> list[Problem]:
    """Find what YAML reads otherwise than it was meant: comments and typographic quotes."""
    problems: list[Problem] = []
    for key, scalar in scalars(document.root):
        if scalar.tight_comment and key not in _TOKENS:
            problems.append(cut_by_hash(document.at(*scalar.tight_comment)))
        quoted = scalar.value[:1] in TYPOGRAPHIC_QUOTES and scalar.value[-1:] in TYPOGRAPHIC_QUOTES
        if not scalar.style and len(scalar.value) > 1 and quoted and key not in _ARTICLES_WORDS:
            problems.append(smart_quotes(document.of(scalar)))
    return problems

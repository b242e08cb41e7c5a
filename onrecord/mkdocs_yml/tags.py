"""Find all tags of a settings file, also those whose values nobody uses: MkDocs would honour them too."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from onrecord.mkdocs_yml.resolving import ENV, YAMLS_OWN, shown
from onrecord.rules.problems import Location
from onrecord.text.yaml_tree import Alias, List, Mapping, Text, Tree


class Tag(Struct, frozen=True):
    """A tag that is not one of YAML's own types.

    Attributes:
        name: as people write it, such as `!ENV` or `!!python/name:os.system`.
        place: its place.
        variables: the names of the environment variables, if it is `!ENV`.
    """

    name: str
    place: Location
    variables: tuple[str, ...] = ()


def tags_in(tree: Tree, at: Callable[[int, int], Location]) -> list[Tag]:
    """All tags below a node, in the file's order: in keys and in values that others override, too.

    Args:
        tree: the node.
        at: makes a location from a line and a column.
    """
    found: list[Tag] = []
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if node.tag not in YAMLS_OWN:
            names = _named(node) if node.tag == ENV else ()
            found.append(Tag(shown(node.tag), at(node.line, node.column), names))
        if isinstance(node, List):
            nodes += reversed(node.items)
        elif isinstance(node, Mapping):
            nodes += reversed([below for entry in node.entries for below in entry])
    return found


def _named(node: Tree) -> tuple[str, ...]:
    """The variables that an `!ENV` names; the last item of several is the default."""
    items = node.items if isinstance(node, List) else [node]
    named = items[:-1] if len(items) > 1 else items
    return tuple(_text(item) for item in named)


def _text(node: Tree) -> str:
    if isinstance(node, Alias):
        return f"*{node.name}"
    return node.value if isinstance(node, Text) else ""

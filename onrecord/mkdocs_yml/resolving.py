"""Resolve a file's YAML as MkDocs does: types, aliases, merge keys and `!ENV`; without running any code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Environment
from typing import Any

from msgspec.structs import replace
from yaml import ScalarNode, YAMLError
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver as TagResolver

from onrecord.mkdocs_yml.value import Value
from onrecord.rules.problems import Location
from onrecord.text.yaml_tree import Alias, List, Mapping, Text, Tree, UnreadableError

# A file of the permitted size cannot hold this many values, except by aliases.
MAX_VALUES = 500_000
MAX_DEPTH = 100
_YAML = "tag:yaml.org,2002:"
_TEXT, _MERGE, _EQUALS = f"{_YAML}str", f"{_YAML}merge", f"{_YAML}value"
_SCALARS = frozenset(f"{_YAML}{name}" for name in "null bool int float binary timestamp str".split())
_LISTS, _MAPPINGS = ("", "!", f"{_YAML}seq"), ("", "!", f"{_YAML}map")
YAMLS_OWN = _SCALARS.union(_LISTS, _MAPPINGS, (_MERGE, _EQUALS))
ENV = "!ENV"
# The errors that PyYAML raises for a text that its tag does not fit, as in `!!int x` or 2031-02-30.
_WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, YAMLError)


class _Scalars(SafeConstructor, TagResolver):
    """PyYAML's rules for the type of a text: `no` is a boolean, `1_000` a number, `2031-01-01` a date."""

    def __init__(self) -> None:
        SafeConstructor.__init__(self)
        TagResolver.__init__(self)

    def tag_of(self, text: str, *, is_plain: bool = True) -> str:
        """The tag that YAML's rules give a text; a text in quotation marks is not plain."""
        return str(self.resolve(ScalarNode, text, (is_plain, not is_plain)))  # type: ignore[no-untyped-call]

    def made(self, tag: str, text: str) -> Any:
        """The Python value of a text with a tag."""
        return text if tag == _TEXT else self.yaml_constructors[tag](self, ScalarNode(tag, text))


class Resolver:
    """Turns the tree of one file into values.

    Args:
        at: makes a location from a line and a column.
        environment: the environment variables.

    Attributes:
        variables: the environment variables that the file names, with their values; None for one not set.
    """

    def __init__(
        self, at: Callable[[int, int], Location], environment: Environment[str, str] | None = None
    ) -> None:
        self._environment: Environment[str, str] = os.environ if environment is None else environment
        self.variables: dict[str, str | None] = {}
        self._at = at
        self._anchors: dict[str, Value] = {}
        self._taken: set[str] = set()
        self._scalars = _Scalars()
        self._copied = 0  # How many values `<<` has copied.

    def value(self, tree: Tree, key: Location | None = None) -> Value:
        """The value of a node; `key` is the place of its key.

        Raises:
            UnreadableError: MkDocs could not read it either, or aliases repeat too many values.
        """
        place = self._at(tree.line, tree.column)
        if isinstance(tree, Alias):
            return replace(self._anchored(tree), place=place, key=key or place)
        if tree.anchor in self._taken:
            raise UnreadableError(f"the anchor &{tree.anchor} is above already", tree.line, tree.column)
        if tree.anchor:
            self._taken.add(tree.anchor)
        if tree.tag == ENV:
            value = self._from_environment(tree, place, key or place)
        elif isinstance(tree, Text):
            value = self._scalar(tree, tree.value, place, key or place)
        else:
            value = self._collection(tree, place, key or place)
        if tree.anchor:
            self._anchors[tree.anchor] = value
        return value

    def _collection(self, tree: List | Mapping, place: Location, key: Location) -> Value:
        data: tuple[Value, ...] | dict[Any, Value]
        data = tuple(map(self.value, tree.items)) if isinstance(tree, List) else dict(self._entries(tree))
        below = list(data.values() if isinstance(data, dict) else data)
        size = 1 + sum(value.size for value in below)
        depth = 1 + max((value.depth for value in below), default=0)
        fault = f"of more than {MAX_VALUES:,} values" if size > MAX_VALUES else ""
        if depth > MAX_DEPTH:
            fault = f"nested more than {MAX_DEPTH} levels deep"
        if fault:
            raise UnreadableError(f"aliases make this a value {fault}", tree.line, tree.column)
        if tree.tag not in (_LISTS if isinstance(tree, List) else _MAPPINGS):
            return Value(None, place, key, tag=_others(tree.tag, tree), size=size, depth=depth)
        return Value(data, place, key, size=size, depth=depth)

    def _entries(self, tree: Mapping) -> Iterator[tuple[Any, Value]]:
        """A mapping's keys and values; those merged by `<<` come first, so that its own override them."""
        merged: list[tuple[Any, Value]] = []
        own: list[tuple[Any, Value]] = []
        for node, below in tree.entries:
            tag = self._tag_of(node) if isinstance(node, Text) else ""
            if tag == _MERGE:
                merged += self._merged(self.value(_untyped(below)), below)
                continue
            # As a key `=` is a text.
            named = self.value(replace(node, tag=_TEXT) if tag == _EQUALS else node)
            key = named.data
            if isinstance(key, dict | tuple):
                raise UnreadableError("a key must be a text", node.line, node.column)
            if named.tag:
                raise UnreadableError(f"a key cannot have the tag {named.tag}", node.line, node.column)
            if named.variable:  # A message that names the key would show it.
                raise UnreadableError("a key cannot come from a variable", node.line, node.column)
            own.append((key, self.value(below, self._at(node.line, node.column))))
        yield from merged
        yield from own

    def _merged(self, value: Value, tree: Tree) -> Iterator[tuple[Any, Value]]:
        """The keys and values that `<<` merges; of several mappings the first takes precedence."""
        mappings = reversed(value.data) if isinstance(value.data, tuple) else [value]
        for mapping in mappings:
            if not isinstance(mapping.data, dict):
                raise UnreadableError("`<<` takes a mapping or a list of mappings", tree.line, tree.column)
            self._copied += len(mapping.data)
            if self._copied > MAX_VALUES:
                message = f"aliases make these settings a value of more than {MAX_VALUES:,} values"
                raise UnreadableError(message, tree.line, tree.column)
            yield from mapping.data.items()

    def _tag_of(self, text: Text) -> str:
        if text.tag not in ("", "!"):
            return text.tag
        return self._scalars.tag_of(text.value, is_plain=not text.style or text.tag == "!")

    def _scalar(self, node: Text, text: str, place: Location, key: Location, tag: str = "") -> Value:
        tag = tag or self._tag_of(node)
        if tag not in _SCALARS:
            return Value(None, place, key, tag=_others(tag, node))
        try:
            return Value(self._scalars.made(tag, text), place, key, text)
        except _WRONG:
            raise _wrong(tag, node) from None

    def _from_environment(self, tree: Text | List | Mapping, place: Location, key: Location) -> Value:
        """The value of the first variable that is set; else the default, the last item of several."""
        if isinstance(tree, Mapping):
            raise UnreadableError(
                "!ENV takes the name of a variable, or a list of them", tree.line, tree.column
            )
        named = tree.items if isinstance(tree, List) else [tree]
        default = Value(None, place, key)
        if len(named) > 1:
            last = self.value(named[-1], key)
            default = replace(last, place=place, key=key)
            named = named[:-1]
        names = [self._name(node) for node in named]
        for node in named if isinstance(tree, List) else ():
            if not isinstance(node, Alias) and node.anchor:
                self.value(node)
        self.variables.update((name, self._environment.get(name)) for name in names)
        for name, node in zip(names, named, strict=True):
            text = self.variables[name]
            if text is not None:
                at = Text(line=node.line, column=node.column, value="", style="")
                value = self._scalar(at, text, place, key, self._scalars.tag_of(text))
                return replace(value, variable=name)
        return default

    def _name(self, node: Tree) -> str:
        if isinstance(node, Text):
            return node.value
        if isinstance(node, Alias) and self._anchored(node).text:
            return self._anchored(node).text
        raise UnreadableError("!ENV takes names of variables", node.line, node.column)

    def _anchored(self, alias: Alias) -> Value:
        if alias.name not in self._anchors:
            raise UnreadableError(f"nothing above has the anchor &{alias.name}", alias.line, alias.column)
        return self._anchors[alias.name]


def _untyped(tree: Tree) -> Tree:
    """What `<<` merges, whatever YAML calls its type, which PyYAML does not look at.

    What has an anchor keeps its type: an alias may use it elsewhere.
    """
    if isinstance(tree, List):
        tree = replace(tree, items=list(map(_untyped, tree.items)))
    has_others = isinstance(tree, Alias | Text) or tree.anchor or tree.tag not in YAMLS_OWN
    return tree if has_others else replace(tree, tag="")


def _others(tag: str, tree: Tree) -> str:
    """A tag that is not YAML's own, as people write it.

    Raises:
        UnreadableError: it is YAML's own, and for other values than this, as in `!!int [1]` or `!!seq a`.
    """
    if tag in YAMLS_OWN:
        raise _wrong(tag, tree)
    return shown(tag)


def _wrong(tag: str, tree: Tree) -> UnreadableError:
    return UnreadableError(f"this cannot be read as {shown(tag)}", tree.line, tree.column)


def shown(tag: str) -> str:
    """A tag as people write it in YAML."""
    return f"!!{tag.removeprefix(_YAML)}" if tag.startswith(_YAML) else tag

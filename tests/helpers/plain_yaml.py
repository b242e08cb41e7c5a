"""YAML as editor programs read it: version 1.2 with its core schema, by a library of its own."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import ScalarNode


class _Core(SafeConstructor):
    """Without dates and the sign `=`, which the core schema does not have: they are texts."""


def _text(_: SafeConstructor, node: ScalarNode) -> str:
    return str(node.value)


for kind in ("timestamp", "value"):
    _Core.add_constructor(f"tag:yaml.org,2002:{kind}", _text)


def as_editors_read(text: str) -> Any:
    """The value of a file, as an editor program compares it with a JSON Schema.

    Raises:
        ruamel.yaml.error.YAMLError: it is not YAML.
    """
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    reader.Constructor = _Core
    return reader.load(text)

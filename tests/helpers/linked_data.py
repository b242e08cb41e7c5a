"""Read a page's linked data as a crawler does."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any
from urllib.parse import urljoin

from pyld import jsonld  # type: ignore[import-untyped]  # the library ships no types

from onrecord.exports.linked_data import linked_data_file
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

# Imported by name, because its type annotations fail the type check.
vocabulary = import_module("schema_org.registry")
SCHEMA = "https://schema.org/"
SITE = "https://example.org/below/"

Node = dict[str, Any]


def context() -> Node:
    """schema.org's context: values that may be addresses or things are not plain text."""
    terms: Node = {"@vocab": SCHEMA}
    for name, known in vocabulary.PROPERTY_BY_SCHEMA.items():
        if not {"Text", "Date", "DateTime", "Integer", "Number", "Boolean"} & set(known.ranges):
            terms[name] = {"@id": SCHEMA + name, "@type": "@id"}
    return {"@context": terms}


CONTEXT = context()


def load(url: str, _options: Any) -> Node:
    assert url == "https://schema.org", "nothing else is fetched"
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def expanded(path: str, record: Record, site: Settings) -> list[Node]:
    """A page's data as a crawler sees it after fetching the file from `SITE`."""
    export = linked_data_file(record, path, site)
    assert export.path == path.replace(".md", ".jsonld")
    options = {"documentLoader": load, "base": urljoin(SITE, export.path)}
    found: list[Node] = jsonld.expand(json.loads(export.text), options)
    return found

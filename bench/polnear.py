"""Reads PolNeAR: political news with the attributions marked by hand (Newell et al., LREC 2018)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.articles.reading import parse_article
from onrecord.record import Article
from onrecord.text.spans import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A marked attribution: the words said, and their speaker.

    Attributes:
        source: the speaker's mention; None if the article names no speaker.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and all its attributions, from one or two annotators."""

    article: Article
    attributions: list[Attribution] = field(default_factory=list)


def read(folder: Path, part: str) -> Iterator[Annotated]:
    """The articles of a part of the corpus: 'train', 'dev' or 'test'."""
    by_article: dict[str, list[Path]] = {}
    for path in sorted((folder / "data" / part / "attributions").glob("*.ann")):
        by_article.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for path in sorted((folder / "data" / part / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotated = Annotated(parse_article(path.stem, text))
        for annotation in by_article.get(path.stem, ()):
            annotated.attributions.extend(attributions(annotation))
        yield annotated


def attributions(path: Path) -> Iterator[Attribution]:
    """The attributions in a file of brat's standoff format."""
    spans: dict[str, tuple[Span, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]  # a few are empty
            pairs = (place.split() for place in places.split(";") if place)
            spans[name] = tuple(Span(int(start), int(end)) for start, end in pairs)
        elif name.startswith("E"):
            roles: dict[str, list[Span]] = {}
            for role in rest.split():
                kind, _, at = role.partition(":")
                roles.setdefault(kind.rstrip("0123456789"), []).extend(
                    spans.get(at, ())
                )  # some refer to deleted marks
            if not roles.get("Content"):
                continue
            yield Attribution(*(tuple(sorted(roles.get(kind, ()))) for kind in ("Content", "Source", "Cue")))

"""Change an id everywhere it is used, in memory: the edits that `rename` makes.

The address of what was renamed leads to the new one from then on (`formerly`).  Ids of positions that are
made from an actor's id are written out first, so that the addresses of positions stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.addresses import position_id
from onrecord.checking.file_kinds import SETTINGS
from onrecord.engine.opening import read_bytes
from onrecord.fixing.edits import Edit, Lines, edited, line_break_of
from onrecord.fixing.site import Sheet
from onrecord.layout import Layout
from onrecord.metadata.briefs import BriefFile, brief_slugs, read_brief
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.registers import REGISTERS
from onrecord.metadata.tree import Document, MappingNode, Node, Scalar, SequenceNode, items
from onrecord.schema.fields import RESERVED, SLUG
from onrecord.text.generated_mark import has_mark
from onrecord.text.suggestions import suggest

Kind = Literal["actor", "issue", "briefing"]
FOLDERS: dict[Kind, str] = {"actor": "actors", "issue": "issues", "briefing": "briefs"}
# In Markdown: a link's target, after `](` or in a definition `[x]: `; in HTML an `href`.
_TARGET = re.compile(r"(?:\]\(\s*<?|\]:[ \t]*<?|\bhref\s*=\s*[\"'])(?P<target>[^)\s>\"'#]+)")
# The keys with ids of actors, of issues, by the list or group that has them.
_USES: dict[Kind, dict[str, tuple[str, ...]]] = {
    "actor": {"actors": ("id",), "positions": ("actor", "relayed_by", "toward"), "source": ("speaker",)},
    "issue": {"positions": ("issue",), "open_questions": ("issue",)},
    "briefing": {},
}


class Renaming(Struct, frozen=True):
    """What is renamed.

    Attributes:
        kind: what it is.
        old: its id, or slug.
        new: the new one.
    """

    kind: Kind
    old: str
    new: str

    @property
    def page(self) -> str:
        """The path of its page in `site_src/`."""
        return f"{FOLDERS[self.kind]}/{self.old}.md"


class RefusedError(Exception):
    """Nothing can be renamed; the argument says why."""


def rename(layout: Layout, renaming: Renaming) -> list[Sheet]:
    """The files that a renaming changes, as they will be; writes nothing.

    Raises:
        RefusedError: there is no such id, the new one is taken, or a place cannot be changed safely.
        OSError: a file cannot be read.
    """
    is_register = renaming.kind == "briefing" and f"{renaming.new}.yml" in REGISTERS
    if not SLUG.fullmatch(renaming.new) or renaming.new in RESERVED or is_register:
        raise RefusedError(f"{renaming.new} cannot be an address: choose another name of a-z, 0-9 and -")
    briefs = layout.briefs
    slugs, _ = brief_slugs(briefs)
    registers = [briefs / name for name in REGISTERS if (briefs / name).is_file()]
    _must_be_free(renaming, _known(renaming.kind, briefs, slugs))
    found = [_of_register(path, renaming) for path in registers]
    found += [_of_briefing(briefs / f"{slug}.yml", renaming) for slug in slugs]
    found += [_of_page(layout.site_src, path, renaming) for path in _hand_written(layout.site_src)]
    settings = layout.root / SETTINGS
    if settings.is_file():
        found.append(_of_settings(settings, renaming))
    return [sheet for sheet in found if sheet.is_changed]


def _known(kind: Kind, briefs: Path, slugs: Iterable[str]) -> dict[str, Node]:
    """The ids of a kind, each with what is written of it."""
    if kind == "briefing":
        paths = {slug: briefs / f"{slug}.yml" for slug in slugs}
        return {slug: _document(path, _text(path)).root for slug, path in paths.items()}
    path = briefs / REGISTERS[0 if kind == "actor" else 1]
    return _document(path, _text(path)).root.values if path.is_file() else {}


def _must_be_free(renaming: Renaming, known: Mapping[str, Node]) -> None:
    kind, old, new = renaming.kind, renaming.old, renaming.new
    article = "a" if kind == "briefing" else "an"
    if old not in known:
        near = suggest(old, known)
        raise RefusedError(f"there is no {kind} {old}{f'; {near}' if near else ''}")
    if new in known:
        raise RefusedError(f"there is {article} {kind} {new} already")
    for id_, entry in known.items():
        if id_ != old and isinstance(entry, MappingNode) and new in _former(entry):
            raise RefusedError(
                f"the address of {new} leads to the {kind} {id_}; remove it from `formerly` there"
            )


def _former(entry: MappingNode) -> list[str]:
    """The earlier ids of an entry."""
    node = entry.values.get("formerly")
    found = node.items if isinstance(node, SequenceNode) else [node]
    return [item.value.strip() for item in found if isinstance(item, Scalar) and not item.is_empty]


# --- the files --------------------------------------------------------------------------------------


def _of_register(path: Path, renaming: Renaming) -> Sheet:
    text = _text(path)
    document = _document(path, text)
    edits = _Edits(document, text, renaming)
    mine = (path.name == REGISTERS[0]) == (renaming.kind == "actor") and renaming.kind != "briefing"
    for id_, entry in document.root.values.items():
        if not isinstance(entry, MappingNode):
            continue
        if renaming.kind == "actor" and path.name == REGISTERS[0]:
            edits.change(entry.values.get("of"))
        folder = FOLDERS["actor"] if path.name == REGISTERS[0] else FOLDERS["issue"]
        edits.change_links(folder, [entry.values.get("note"), entry.values.get("about")])
        if mine and id_ == renaming.old:
            edits.change(document.root.keys[id_])
            edits.remember(entry)
    return edits.sheet(path, path)


def _of_briefing(path: Path, renaming: Renaming) -> Sheet:
    text = _text(path)
    document = _document(path, text)
    edits = _Edits(document, text, renaming)
    root = document.root
    for group, keys in _USES[renaming.kind].items():
        node = root.values.get(group)
        for item in [node] if isinstance(node, MappingNode) else items(root, group):
            for key in keys:
                edits.change(item.values.get(key))
    if renaming.kind == "actor":
        file, _ = read_brief(path, text)
        if file is not None:
            edits.keep_ids(file)
    for item in items(root, "open_questions"):
        if renaming.kind == "briefing":
            edits.change(item.values.get("answered_by"), "#")
    notes = [item.values.get("note") for item in items(root, "corrections")]
    edits.change_links(FOLDERS["briefing"], [root.values.get("summary"), *notes])
    if renaming.kind == "briefing" and path.stem == renaming.old:
        edits.remember(root)
        return edits.sheet(path, path.with_name(f"{renaming.new}.yml"))
    return edits.sheet(path, path)


def _of_page(site_src: Path, name: str, renaming: Renaming) -> Sheet:
    path = site_src / name
    text = _text(path)
    edits = list(_link_edits(text, posixpath.dirname(name), renaming))
    return Sheet(path, path, read_bytes(path), edited(text, edits), place=f"{site_src.name}/{name}")


def _of_settings(path: Path, renaming: Renaming) -> Sheet:
    """mkdocs.yml, whose navigation may name the page."""
    text = _text(path)
    page = re.compile(rf"(?<![\w./-]){re.escape(renaming.page)}(?![\w.-])")
    new = f"{FOLDERS[renaming.kind]}/{renaming.new}.md"
    return Sheet(path, path, read_bytes(path), page.sub(new, text), place=path.name)


def _hand_written(site_src: Path) -> Iterator[str]:
    """The paths of the pages in `site_src/` that people wrote."""
    for path in sorted(site_src.rglob("*.md")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if not has_mark(file):
                    yield path.relative_to(site_src).as_posix()


def _text(path: Path) -> str:
    """A file's text.

    Raises:
        RefusedError: it is not UTF-8.
    """
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path.parent.name}/{path.name} is not UTF-8; see `check`") from error


def _document(path: Path, text: str) -> Document:
    """A YAML file as a tree.

    Raises:
        RefusedError: it cannot be read.
    """
    name = f"{path.parent.name}/{path.name}"
    document, problems = read_yaml(name, text, may_be_empty=path.name in REGISTERS)
    if document is None or any(problem.is_error for problem in problems):
        raise RefusedError(f"{name} cannot be read as YAML; see `check`")
    return document


# --- the edits --------------------------------------------------------------------------------------


class _Edits:
    """The edits of one YAML file."""

    def __init__(self, document: Document, text: str, renaming: Renaming) -> None:
        self._document, self._text, self._renaming = document, text, renaming
        self._lines = Lines(text)
        self._edits: set[Edit] = set()

    def sheet(self, path: Path, new_path: Path) -> Sheet:
        """The file as it will be."""
        return Sheet(path, new_path, read_bytes(path), edited(self._text, self._edits))

    def change(self, node: Node | None, until: str = "") -> None:
        """Replace the id in a text, or in each text of a list.

        Args:
            node: the text or the list; None for none.
            until: the sign up to which a text is an id; empty if all of it is.
        """
        if isinstance(node, SequenceNode):
            for item in node.items:
                self.change(item, until)
        if not isinstance(node, Scalar):
            return
        value = node.value.strip()
        named = value.partition(until)[0] if until else value
        if named == self._renaming.old:
            self._replace(node)

    def _replace(self, node: Scalar) -> None:
        """Replace the id at the beginning of a text."""
        start = self._lines.offset(node.line, node.column)
        start = self._text.index(self._renaming.old, start)
        between = self._text[self._lines.offset(node.line, node.column) : start]
        if between.strip("\"'|>+-0123456789 \t\r\n"):
            place = self._document.of(node)
            raise RefusedError(f"{place.path}:{place.line}: write {self._renaming.old} plainly here first")
        self._edits.add(Edit(start, start + len(self._renaming.old), self._renaming.new))

    def keep_ids(self, file: BriefFile) -> None:
        """Write out the ids of the actor's positions, where they are made from the actor's id."""
        for number, position in enumerate(file.brief.positions):
            if position.id or position.actor != self._renaming.old:
                continue
            key, index = file.item("positions", number)
            item = self._document.node((key, index))
            assert isinstance(item, MappingNode)
            self._add(item, "actor", f"id: {position_id(position)}")

    def remember(self, entry: MappingNode) -> None:
        """Add the old id to `formerly`, and remove the new one, which it may have had before."""
        old, new = self._renaming.old, self._renaming.new
        node = entry.values.get("formerly")
        former = [id_ for id_ in _former(entry) if id_ != new]
        written = f"formerly: [{', '.join([*former, old])}]"
        if node is None:
            self._add(entry, self._short(entry), written)
            return
        start = self._lines.offset(entry.keys["formerly"].line, entry.keys["formerly"].column)
        self._edits.add(Edit(start, self._end_of(node), written))

    def _end_of(self, node: Node) -> int:
        """The end of a text, or of a list of texts, of one line each."""
        last = node.items[-1] if isinstance(node, SequenceNode) and node.items else node
        if not isinstance(last, Scalar):
            return self._lines.end(last.line)
        end = self._lines.offset(last.line, last.column) + len(last.value) + 2 * bool(last.style)
        if isinstance(node, SequenceNode) and self._text[self._lines.offset(node.line, node.column)] == "[":
            end = self._text.index("]", end) + 1
        return end

    def _short(self, entry: MappingNode) -> str:
        """The first key of an entry with a value on its own line; empty if there is none."""
        for key, node in entry.keys.items():
            value = entry.values[key]
            line = self._text[self._lines.offset(node.line, node.column) : self._lines.end(node.line)]
            if isinstance(value, Scalar) and value.style not in ("|", ">") and value.value in line:
                return key
        return ""

    def _add(self, item: MappingNode, after: str, line: str) -> None:
        """Add a key and its value on a line of its own, after the line of another key.

        Raises:
            RefusedError: the other key has more than a line, or is in braces.
        """
        key = item.keys.get(after)
        start = self._lines.offset(item.line, 1) if key is None else self._lines.offset(key.line, 1)
        if key is None or "{" in self._text[start : self._lines.offset(key.line, key.column)]:
            place = self._document.of(item)
            raise RefusedError(f"{place.path}:{place.line}: add `{line}` here by hand first")
        end = self._lines.end(key.line)
        indentation = " " * (key.column - 1)
        self._edits.add(Edit(end, end, f"{line_break_of(self._text)}{indentation}{line}"))

    def change_links(self, folder: str, nodes: Iterable[Node | None]) -> None:
        """Change the links in texts with inline Markdown, which a page in a folder shows."""
        for node in nodes:
            if isinstance(node, Scalar):
                start = self._lines.offset(node.line, node.column)
                stretch = self._text[start : self._after(node)]
                for edit in _link_edits(stretch, folder, self._renaming):
                    self._edits.add(Edit(start + edit.start, start + edit.end, edit.new))

    def _after(self, node: Scalar) -> int:
        """The beginning of the next key after a text; the end of the file if there is none."""
        following = [key for key in _keys(self._document.root) if key.line > node.line]
        first = min(following, key=lambda key: key.line, default=None)
        return len(self._text) if first is None else self._lines.offset(first.line, first.column)


def _keys(node: Node) -> Iterator[Scalar]:
    if isinstance(node, MappingNode):
        yield from node.keys.values()
        for value in node.values.values():
            yield from _keys(value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _keys(item)


def _link_edits(text: str, folder: str, renaming: Renaming) -> Iterator[Edit]:
    """The edits of those links in a Markdown text that lead to the page, as seen from a folder."""
    for match in _TARGET.finditer(text):
        target = match["target"]
        for ending in (".md", ".html"):
            page = renaming.page.removesuffix(".md") + ending
            if posixpath.normpath(posixpath.join(folder, target)) == page:
                start = match.start("target") + len(target) - len(f"{renaming.old}{ending}")
                yield Edit(start, start + len(renaming.old), renaming.new)

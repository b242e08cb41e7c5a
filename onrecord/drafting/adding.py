"""Copy an article into `seeds/`, and draft its briefing: for `new`, and for the desk."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from onrecord.articles.reading import MAX_ARTICLE_BYTES
from onrecord.drafting.drafting import Draft, draft_of
from onrecord.drafting.facts import Fact
from onrecord.drafting.html import Page
from onrecord.drafting.importing import Imported, Refused, read_import
from onrecord.drafting.register import with_entries
from onrecord.drafting.rendering import render, render_facts
from onrecord.drafting.yaml_text import one_line
from onrecord.engine.opening import NotAFileError, kind_of
from onrecord.layout import Layout
from onrecord.metadata.briefs import brief_slugs, read_brief
from onrecord.metadata.registers import REGISTERS, Registers, read_registers
from onrecord.metadata.schema_errors import slug_of
from onrecord.schema.fields import NAMES_OF_DEVICES, RESERVED

PASTED = "-"
_MAX_DOUBTS = 12


class NewOptions(Struct, frozen=True):
    """How `new` was called.

    Attributes:
        command: the command as it was typed, for messages.
        register: whether new entries go into the register.
        language: of the articles, as somebody says; empty to guess it.
        facts_only: whether positions, questions and new actors are left to the editor.
    """

    command: str
    register: bool = False
    language: str = ""
    facts_only: bool = False


class Outcome(Struct, frozen=True):
    """What became of an article.

    Attributes:
        done: what was written, line by line; empty if nothing was.
        refused: why not, and what to do, line by line.
        slug: of the briefing.
    """

    done: list[str] = []
    refused: list[str] = []
    slug: str = ""


def add_article(name: str, data: bytes, layout: Layout, options: NewOptions) -> Outcome:
    """Copy an article and draft its briefing; nothing that exists is overwritten.

    Args:
        name: as it was given: a path, or - for what was pasted.
        data: its bytes.
        layout: the site.
        options: how `new` was called.

    Raises:
        OSError: a file cannot be read or written.
    """
    shown = "what was pasted" if name == PASTED else name
    imported = read_import(data, options.command, name)
    if isinstance(imported, Refused):
        return Outcome(refused=[f"{shown}: {imported.message}", f"   help: {imported.help}"])
    registers, problems, _ = read_registers(layout.briefs)
    broken = next((problem for problem in problems if problem.is_error), None)
    if broken is not None:
        place = f"{broken.location.path}:{broken.location.line}"
        return Outcome(refused=[f"{place}: {broken.message}", "   help: correct it first, then try again"])
    seed, is_new = _seed(name, imported, layout)
    for slug, file in _claims(layout):
        if file == seed:
            there = f"{layout.briefs.name}/{slug}.yml already has {layout.seeds.name}/{seed}"
            claimed = f"{shown}: the briefing {there}"
            return Outcome(refused=[claimed, "   help: write into that one; one article has one briefing"])
    page = imported.page
    said = options.language or (page.language if page else "")
    draft = draft_of(seed, imported.text.removeprefix("\ufeff"), registers.actors, said)
    if page is not None:
        draft = replace(draft, is_from_page=True)
        _add_facts(draft, page, said=bool(options.language))
    slug = _slug(draft, layout)
    done = list(_write(slug, draft, imported.data if is_new else None, layout, registers, options))
    return Outcome([*done, *_doubts(draft, layout)], slug=slug)


def _seed(name: str, imported: Imported, layout: Layout) -> tuple[str, bool]:
    """The name of an article in `seeds/`, and whether it is not there yet."""
    path = Path(name)
    if name != PASTED and imported.page is None:
        real, seeds = Path(os.path.realpath(path)), Path(os.path.realpath(layout.seeds))
        if real.is_relative_to(seeds):
            return real.relative_to(seeds).as_posix(), False
    digest = hashlib.sha256(imported.data).digest()
    for there in sorted(layout.seeds.iterdir()):
        same_size = there.is_file() and there.stat().st_size == len(imported.data)
        if same_size and hashlib.sha256(there.read_bytes()).digest() == digest:
            return there.name, False
    first = next((line for line in map(one_line, imported.text.splitlines()) if line), "")
    stem = slug_of(first) if name == PASTED or imported.page else _plain(path.stem)
    base, number = stem or "article", 2
    if base.partition(".")[0].lower() in NAMES_OF_DEVICES:
        base = f"article-{base}"
    found = f"{base}.txt"
    while (layout.seeds / found).exists():
        found, number = f"{base}-{number}.txt", number + 1
    return found, True


def _plain(stem: str) -> str:
    """A file's name without what some systems cannot have in one."""
    kept = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in stem)
    return kept.strip("-.")[:80]


def _claims(layout: Layout) -> Iterator[tuple[str, str]]:
    """The article of each briefing, as far as its file can be read."""
    slugs, _ = brief_slugs(layout.briefs)
    for slug in slugs:
        file, _ = read_brief(layout.briefs / f"{slug}.yml")
        if file is not None:
            yield slug, Path(file.brief.source.file).as_posix()


def _add_facts(draft: Draft, page: Page, *, said: bool) -> None:
    """Add what the page says about itself to what its text says."""
    facts = draft.facts
    if page.language and facts.language is not None and not said:
        facts.language = Fact(page.language, words="from the page's data; confirm it")
    values: Mapping[str, str] = {
        "author": page.author,
        "publisher": page.publisher,
        "published": page.published,
        "url": page.url,
    }
    for key, value in values.items():
        if value:
            setattr(facts, key, Fact(value))


def _write(
    slug: str, draft: Draft, data: bytes | None, layout: Layout, registers: Registers, options: NewOptions
) -> Iterator[str]:
    """Write the article, the register and the draft; yields what was written."""
    seed = layout.seeds / draft.article.file
    if data is not None:
        with seed.open("xb") as file:
            file.write(data)
        yield f"copied to {layout.seeds.name}/{draft.article.file}"
    registered = False
    if options.register and draft.entries:
        path = layout.briefs / REGISTERS[0]
        text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
        longer = with_entries(text, draft.entries)
        if longer is not None:
            _replace(path, longer)
            registered = True
            yield f"{len(draft.entries)} added to {layout.briefs.name}/{REGISTERS[0]}: confirm each"
        else:
            yield f"{layout.briefs.name}/{REGISTERS[0]} cannot be added to; the entries are in the draft"
    if options.facts_only:
        text = render_facts(draft, layout.seeds.name, registers.actors)
    else:
        text = render(draft, layout.seeds.name, list(registers.issues), registered=registered)
    with (layout.briefs / f"{slug}.yml").open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    positions = len(draft.said)
    open_ = sum(not one.who.actor for one in draft.said)
    yield (
        f"drafted {layout.briefs.name}/{slug}.yml: {positions} quotation{'s' if positions != 1 else ''}"
        f"{f', {open_} of them without a speaker' if open_ else ''};"
        f" {len(draft.reported)} reported, {len(draft.open)} open, as comments"
    )


def _replace(path: Path, text: str) -> None:
    """Write a file beside another one, and take its place: it is never there in part."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def _slug(draft: Draft, layout: Layout) -> str:
    """A slug that no briefing has."""
    base = slug_of(draft.article.title) or slug_of(Path(draft.article.file).stem) or "briefing"
    taken = {*(Path(name).stem for name in REGISTERS), *RESERVED}
    number, found = 2, base
    while found in taken or (layout.briefs / f"{found}.yml").exists():
        found, number = f"{base}-{number}", number + 1
    return found


def _doubts(draft: Draft, layout: Layout) -> Iterator[str]:
    for doubt in draft.doubts[:_MAX_DOUBTS]:
        place = f":{doubt.line}" if doubt.line else ""
        yield f"{layout.seeds.name}/{draft.article.file}{place}: {doubt.message}"
    if len(draft.doubts) > _MAX_DOUBTS:
        yield f"… and {len(draft.doubts) - _MAX_DOUBTS} more doubts, in the draft"


def read_article_bytes(path: Path) -> bytes:
    """The bytes of a file, one more at most than an article may have.

    A shell's pipe is read to its end (`new <(pdftotext a.pdf -)`). It has no name; one that has may never be
    written to.

    Raises:
        NotAFileError: it is a named pipe.
        OSError: it cannot be read, or is a folder.
    """
    mode = path.stat().st_mode
    if stat.S_ISFIFO(mode) and os.path.lexists(os.path.realpath(path)):
        raise NotAFileError(errno.EINVAL, f"this is {kind_of(mode)}, not a file", str(path))
    with path.open("rb") as file:
        return file.read(MAX_ARTICLE_BYTES + 1)

"""Stages 1 to 4: everything is read, every passage is anchored, and the record is put together.

What a cache knows of a briefing is taken from there; the others are examined, several at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.articles.reading import read_article
from onrecord.checking.digests import registers_digest
from onrecord.checking.examine import Examiner
from onrecord.checking.result import ENCODER, ENTRY, Answer, Known, bare_answer, decode_answer, encode_answer
from onrecord.checking.store import Cache, Kept, Memory, StoredBriefs
from onrecord.engine.digests import digest_of, file_digest
from onrecord.engine.meta import fact, keep_fact
from onrecord.engine.pool import in_parallel
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.links import links_outside
from onrecord.meaning.registers import check_registers, quoting_entries
from onrecord.metadata.accepting import Acceptances, registers_acceptances, without_accepted
from onrecord.metadata.briefs import brief_slugs
from onrecord.metadata.crosschecks import check_answers, check_claims, check_unused
from onrecord.metadata.crosslinks import all_pages, check_links, restless_pages
from onrecord.metadata.naming import check_letters, check_names
from onrecord.metadata.outlines import Outline
from onrecord.metadata.registers import REGISTERS, KeptRegisters, Registers, read_registers
from onrecord.model import Article, Record
from onrecord.problems import Problem, in_order
from onrecord.record.index import in_record_order, index, keys_of

_REGISTERS = "registers"
_DECODE_REGISTERS = msgspec.msgpack.Decoder(KeptRegisters).decode
# Called with a folder: the paths, as seen from it, of what was touched in it; None where that cannot be told.
TouchedIn = Callable[[Path], frozenset[str] | None]


class Checked(Struct, frozen=True):
    """What a check found.

    Attributes:
        problems: by file and line.
        record: None where there is an error.
        touched: where in the record something else may stand than when a build last went well, by field and
            key, but for what follows from the registers; None for everywhere.
        sources: for each briefing, by slug, its article as a path from the root; empty where it
            could not be told.
        restless: the pages whose links may break though nothing that they show changes.
        accepted: warnings that editors have accepted, and their reasons; not among the problems.
    """

    problems: list[Problem]
    record: Record | None
    touched: frozenset[tuple[str, str]] | None
    sources: Mapping[str, str]
    restless: frozenset[str]
    accepted: list[tuple[Problem, str]]


def check(
    layout: Layout,
    progress: Progress,
    cache: Cache | Memory | None = None,
    jobs: int = 1,
    touched_in: TouchedIn = lambda _: None,
) -> Checked:
    """Stages 1 to 4: read everything, anchor every passage, and put the record together.

    Args:
        layout: the site.
        progress: told how far the work is.
        cache: keeps the briefings; the record reads from it.
        jobs: how many processes at most examine briefings.
        touched_in: of what was touched since the last build; nothing else is read again.
    """
    outside = links_outside(layout)
    if outside:  # What they lead to is not even read: a message would show lines of it.
        return _unread(layout, outside)
    cache = cache or Memory()
    registers, problems = _registers(layout, cache)
    slugs, stray = brief_slugs(layout.briefs)
    problems += stray
    quoting = quoting_entries(registers)
    naming: dict[str, frozenset[str]] = {}
    sources: dict[str, str] = {}
    named: set[str] = set()
    outlines: list[Outline] = []
    entries: dict[str, bytes] = {}
    kept = {entry.slug: entry for entry in cache.known()}
    cache.forget(kept.keys() - set(slugs))
    examined = _examined(layout, registers, slugs, cache, kept, jobs, touched_in)
    for number, (slug, known, entry) in enumerate(examined):
        progress("checking", number, len(slugs))
        problems += known.problems
        named |= known.named
        if quoting:
            naming[slug] = known.named
        sources[slug] = known.source
        if known.outline is not None:
            outlines.append(known.outline)
        if cache.keeps:
            entries[slug] = entry
    problems += check_claims(outlines)
    problems += check_answers(outlines, sources)
    if len(outlines) == len(slugs):  # What an unreadable file uses cannot be known.
        problems += check_unused(outlines, registers, named)
        problems += check_registers(quoting, registers, outlines, naming, partial(_article, layout))
    pages = all_pages(layout, sources, registers)
    problems += check_links(layout, pages, outlines, registers)
    restless = frozenset(restless_pages(layout, pages, outlines, registers))
    articles: dict[str, list[str]] = {}
    for slug, source in sources.items():
        articles.setdefault(source, []).append(f"{layout.briefs.name}/{slug}.yml")
    problems, accepted = without_accepted(problems, _acceptances(layout, outlines, registers), articles)
    del outlines  # They take more memory than the record, which comes now.
    record, touched = None, None
    if not any(problem.is_error for problem in problems):
        record = _record_of(entries, registers, cache)
        touched = touched_keys(record, entries, kept) if cache.is_settled(kept) else None
    return Checked(in_order(problems), record, touched, sources, restless, accepted)


def _unread(layout: Layout, problems: list[Problem]) -> Checked:
    """What a check says of a site that it does not read; only the briefings are counted, by their names."""
    found = () if layout.briefs.is_symlink() else layout.briefs.glob("[!.]*.yml")
    slugs = sorted(path.stem for path in found if path.name not in REGISTERS)
    return Checked(in_order(problems), None, None, dict.fromkeys(slugs, ""), frozenset(), [])


def _article(layout: Layout, name: str) -> Article | None:
    """An article by its file's name; what is wrong with it is said where its briefing is examined."""
    return read_article(layout.seeds, name)[0]


def _registers(layout: Layout, cache: Cache | Memory) -> tuple[Registers, list[Problem]]:
    """The registers, which are read where they are not as they were kept, and the problems with them."""
    before = fact(cache.connection, _REGISTERS)
    registers, problems, sound = read_registers(layout.briefs, _DECODE_REGISTERS(before) if before else None)
    after = ENCODER.encode(sound) if sound else b""
    if after != before:
        keep_fact(cache.connection, _REGISTERS, after)
    problems += check_names(registers)
    for register in (registers.actors_file, registers.issues_file):
        if register.document is not None:
            problems += check_letters(register.document)
    return registers, problems


def _acceptances(layout: Layout, outlines: Sequence[Outline], registers: Registers) -> dict[str, Acceptances]:
    """What the briefings and the registers accept, by the paths of their files."""
    found = dict(registers_acceptances(registers))
    for outline in outlines:
        if outline.accepts is not None:
            found[f"{layout.briefs.name}/{outline.slug}.yml"] = outline.accepts
    return found


def _record_of(entries: Mapping[str, bytes], registers: Registers, cache: Cache | Memory) -> Record:
    ordered = in_record_order(map(ENTRY.decode, entries.values()))
    briefs = StoredBriefs(cache, {entry.slug: None for entry in ordered})
    return index(ordered, briefs, registers.actors, registers.issues)


def touched_keys(
    record: Record, entries: Mapping[str, bytes], kept: Mapping[str, Kept]
) -> frozenset[tuple[str, str]]:
    """Where in a record something else may stand than in the one of the entries that were kept.

    Args:
        record: of the briefings as they are.
        entries: what it takes from each of them, by slug, encoded; the very bytes that were kept where a
            briefing was not examined again.
        kept: what the earlier record was made of.
    """
    touched: set[tuple[str, str]] = set()
    for slug in entries.keys() | kept.keys():
        here, there = entries.get(slug, b""), kept[slug].entry if slug in kept else b""
        if here is there:
            continue
        touched.add(("briefs", slug))
        if here == there:
            continue
        for entry in filter(None, (here, there)):
            touched.update(keys_of(ENTRY.decode(entry)))
        # What others say of a question that is answered here has this briefing's day.
        for inquiry in record.answers.get(slug, ()):
            touched |= {("questions", ""), ("answers", slug)}
            if inquiry.issue:
                touched.add(("questions_on", inquiry.issue))
    return frozenset(touched)


def _examined(
    layout: Layout,
    registers: Registers,
    slugs: Sequence[str],
    cache: Cache | Memory,
    kept: Mapping[str, Kept],
    jobs: int,
    touched_in: TouchedIn,
) -> Iterator[tuple[str, Known, bytes]]:
    """Slug, what came of it, and the entry, of each briefing in order; those that changed are examined."""
    of_registers = registers_digest(registers)
    briefs, seeds = touched_in(layout.briefs), touched_in(layout.seeds)

    def origin(text: str | None, sha256: str | None) -> bytes | None:
        return of_registers + digest_of(text.encode(), sha256.encode()) if text and sha256 else None

    def still_known(slug: str) -> Known | None:
        entry = kept.get(slug)
        if entry is None or not entry.made_from.startswith(of_registers):
            return None
        known = entry.known
        article = known.outline.source if known.outline else None
        if entry.settled and article and _untouched(f"{slug}.yml", article.name, briefs, seeds):
            return known
        made_from = origin(file_digest(layout.briefs / f"{slug}.yml"), _article_digest(layout, known.source))
        return known if entry.made_from == made_from else None

    found = list(map(still_known, slugs))
    unknown = [slug for slug, known in zip(slugs, found, strict=True) if known is None]
    examiner = Examiner(layout.seeds, registers, whole=cache.keeps)

    def examined(slug: str) -> bytes:
        path = layout.briefs / f"{slug}.yml"
        # Before it is read, so that what changes then is seen by the next build.
        text = file_digest(path) if cache.keeps else None
        return encode_answer(text, examiner.examine(path))

    answers: Iterator[Answer]
    if jobs == 1 and not cache.keeps:  # Nobody else is to have the answers.
        answers = (bare_answer(None, examiner.examine(layout.briefs / f"{slug}.yml")) for slug in unknown)
    else:
        answers = map(decode_answer, in_parallel(examined, unknown, jobs))
    for slug, known in zip(slugs, found, strict=True):
        if known is not None:
            yield slug, known, kept[slug].entry
            continue
        answer = next(answers)
        if answer.anchored:
            cache.keep(slug, origin(answer.text, answer.known.sha256), answer)
        elif slug in kept:
            cache.forget([slug])
        yield slug, answer.known, answer.entry


def _untouched(
    brief: str, article: str, briefs: Collection[str] | None, seeds: Collection[str] | None
) -> bool:
    """Whether neither a briefing nor its article is among what was touched in their folders."""
    return briefs is not None and seeds is not None and brief not in briefs and article not in seeds


def _article_digest(layout: Layout, source: str) -> str | None:
    """The digest of an article; None where a link is on the way to it, for it may lead elsewhere now."""
    path = layout.root / source
    if path.parent != layout.seeds:
        inside = path.parent.relative_to(layout.seeds)
        if os.path.realpath(path.parent) != str(layout.seeds.resolve() / inside):
            return None
    return file_digest(path)

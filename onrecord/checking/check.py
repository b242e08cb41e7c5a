"""Stages 1 to 4: read everything, anchor every passage, and assemble the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from onrecord.articles.reading import read_article
from onrecord.checking.drafts import CheckedDraft, told_apart
from onrecord.checking.file_kinds import forbidden_files
from onrecord.checking.registered import Registered, registered
from onrecord.checking.result import ENTRY
from onrecord.checking.reuse import Results
from onrecord.checking.store import Store, StoredBrief, StoredBriefs
from onrecord.engine.last_build import NOTHING, LastBuild
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.meaning.registers import check_registers, quoting_entries
from onrecord.metadata.accepting import Acceptances, registers_acceptances, without_accepted
from onrecord.metadata.briefs import brief_slugs
from onrecord.metadata.crosschecks import check_answers, check_claims, check_moved, check_unused
from onrecord.metadata.crosslinks import all_pages, check_links
from onrecord.metadata.drafts import Gap
from onrecord.metadata.outlines import Outline
from onrecord.metadata.registers import REGISTERS, Registers
from onrecord.mkdocs_yml.settings import Settings, settings_of
from onrecord.mkdocs_yml.site import SiteSettings, read_site_settings
from onrecord.record import Article, Record
from onrecord.record.index import in_record_order, index, keys_of
from onrecord.rules.problems import Problem, in_order


class Checked(Struct, frozen=True):
    """The result of a check.

    Attributes:
        problems: the problems found, sorted by file and line.
        record: the record; None if there is an error, or no store to read the briefings from.
        touched: the fields and keys of the record whose values may have changed since the last successful
            build, apart from changes that follow from the registers; None for all of them.
        sources: the path of each briefing's article, relative to the root, by slug; empty if unknown.
        accepted: warnings that editors have accepted, and their reasons; not among the problems.
        drafts: the briefings that are not published, with their problems, which are not among the others.
        site: the content of mkdocs.yml; None if nothing may be read.
        settings: those settings that the program itself uses; None as well.
    """

    problems: list[Problem]
    record: Record | None
    touched: frozenset[tuple[str, str]] | None
    sources: Mapping[str, str]
    accepted: list[tuple[Problem, str]]
    drafts: tuple[CheckedDraft, ...] = ()
    site: SiteSettings | None = None
    settings: Settings | None = None


class LastCheck(Struct):
    """What a check leaves for the next one of the same process, which makes anew only what has changed.

    Attributes:
        registered: the registers.
        entries: the encoded entries of the briefings in the record, by slug.
        record: the record; its holder is the only one, so that it is gone before another one is made.
    """

    registered: Registered | None = None
    entries: Mapping[str, bytes] = {}
    record: Record | None = None


def check(
    layout: Layout,
    progress: Progress,
    store: Store | None = None,
    jobs: int = 1,
    last: LastBuild = NOTHING,
    before: LastCheck | None = None,
) -> Checked:
    """Run stages 1 to 4: read everything, anchor every passage, and assemble the record.

    Args:
        layout: the site.
        progress: called with the state of the work.
        store: has the earlier results; the record reads the briefings from it.  None: check without a record.
        jobs: use at most this many processes.
        last: the last build; files that were not touched since are not read again.
        before: what an earlier check of this process has left; gets what this one leaves.

    Raises:
        OSError: a file cannot be read.
    """
    forbidden = forbidden_files(layout)
    if forbidden:  # Their targets are not even read: a message would show lines of them, or a pipe never end.
        return _unread(layout, forbidden)
    before = before or LastCheck()
    found_registers = registered(layout, store, before.registered)
    if found_registers is not before.registered:
        before.registered, before.record = found_registers, None
    registers, problems = found_registers.registers, [*found_registers.problems]
    slugs, stray = brief_slugs(layout.briefs)
    problems += stray
    quoting = quoting_entries(registers)
    naming: dict[str, frozenset[str]] = {}
    sources: dict[str, str] = {}
    named: set[str] = set()
    outlines: list[Outline] = []
    drafts: dict[str, tuple[Gap, ...]] = {}
    of_drafts: list[Outline] = []
    entries: dict[str, bytes] = {}
    results = Results(layout, found_registers, store, last)
    for number, (slug, result, entry) in enumerate(results.of(slugs, jobs)):
        progress("checking", number, len(slugs))
        problems += result.problems
        named |= result.named
        if quoting:
            naming[slug] = result.named
        sources[slug] = result.source
        if result.gaps is None:
            entries[slug] = entry
        else:
            drafts[slug] = result.gaps
        if result.outline is not None:
            (of_drafts if slug in drafts else outlines).append(result.outline)
    every = [*outlines, *of_drafts]
    problems += check_claims(every)  # The later one of two is told: a draft rather than what is published.
    problems += check_answers(every, sources, drafts)
    problems += check_moved(every, sources, registers)
    if len(every) == len(slugs):  # It is unknown which entries an unreadable file uses.
        problems += check_unused(every, registers, named)
        problems += check_registers(quoting, registers, every, naming, partial(_article, layout))
    pages = all_pages(layout, (slug for slug in sources if slug not in drafts), registers)
    problems += check_links(layout, pages, outlines, registers, of_drafts)
    if of_drafts:
        problems += check_links(layout, all_pages(layout, sources, registers), of_drafts, registers, outlines)
    articles: dict[str, list[str]] = {}
    folder = layout.briefs.name
    for slug, source in sources.items():
        articles.setdefault(source, []).append(f"{folder}/{slug}.yml")
    problems, accepted = without_accepted(problems, _acceptances(layout, every, registers), articles)
    site = read_site_settings(layout)
    settings, found = settings_of(site)
    problems, checked_drafts = told_apart(in_order([*problems, *found]), drafts, articles, folder)
    del outlines, of_drafts, every  # They take more memory than the record, which is assembled next.
    record, touched = None, None
    if store and not any(problem.is_error for problem in problems):
        record = _record_of(entries, registers, store, before)
        touched = touched_keys(record, entries, results.stored) if store.is_settled(results.stored) else None
    return Checked(problems, record, touched, sources, accepted, checked_drafts, site, settings)


def _unread(layout: Layout, problems: list[Problem]) -> Checked:
    """The result for a site that must not be read; the briefings are only listed, by their file names."""
    found = () if layout.briefs.is_symlink() else layout.briefs.glob("[!.]*.yml")
    slugs = sorted(path.stem for path in found if path.name not in REGISTERS)
    return Checked(in_order(problems), None, None, dict.fromkeys(slugs, ""), [])


def _article(layout: Layout, name: str) -> Article | None:
    """An article by its file's name; the examination of its briefing reports the problems with it."""
    return read_article(layout.seeds, name)[0]


def _acceptances(layout: Layout, outlines: Sequence[Outline], registers: Registers) -> dict[str, Acceptances]:
    """The accepted warnings of the briefings and the registers, by the paths of their files."""
    found = dict(registers_acceptances(registers))
    for outline in outlines:
        if outline.accepts is not None:
            found[f"{layout.briefs.name}/{outline.slug}.yml"] = outline.accepts
    return found


def _record_of(entries: Mapping[str, bytes], registers: Registers, store: Store, before: LastCheck) -> Record:
    if before.record is not None and before.entries == entries:  # Most changes of a text change no entry.
        return before.record
    before.record = None
    ordered = in_record_order(map(ENTRY.decode, entries.values()))
    briefs = StoredBriefs(store, {entry.slug: None for entry in ordered})
    before.entries = entries
    before.record = index(ordered, briefs, registers.actors, registers.issues)
    return before.record


def touched_keys(
    record: Record, entries: Mapping[str, bytes], stored: Mapping[str, StoredBrief]
) -> frozenset[tuple[str, str]]:
    """The fields and keys of a record whose values may differ from those of the earlier record.

    Args:
        record: the current record.
        entries: the encoded entries of the current briefings, by slug; the stored `bytes` object itself if
            a briefing was not examined again.
        stored: the briefings of the earlier record.
    """
    touched: set[tuple[str, str]] = set()
    for slug in entries.keys() | stored.keys():
        here, there = entries.get(slug, b""), stored[slug].entry if slug in stored else b""
        if here is there:
            continue
        touched.add(("briefs", slug))
        if here == there:
            continue
        for entry in filter(None, (here, there)):
            touched.update(keys_of(ENTRY.decode(entry)))
        # Entries of questions that this briefing answers show this briefing's day.
        for inquiry in record.answers.get(slug, ()):
            touched |= {("questions", ""), ("answers", slug)}
            if inquiry.issue:
                touched.add(("questions_on", inquiry.issue))
    return frozenset(touched)

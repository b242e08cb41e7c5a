"""A briefing at the desk as plain data: the article in pieces, what cites them, what can be edited.  Pure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from onrecord.addresses import position_id, question_id
from onrecord.anchoring.anchor import Anchoring
from onrecord.anchoring.calling import names_here
from onrecord.anchoring.coverage import coverage_of
from onrecord.anchoring.names import NameIndex
from onrecord.desk.desk import Opened
from onrecord.drafting.drafting import Draft
from onrecord.metadata.registers import Registers
from onrecord.metadata.tree import MappingNode, Node, Scalar
from onrecord.record import Article
from onrecord.rules.problems import Problem
from onrecord.schema import models as schema
from onrecord.text.folding import fold
from onrecord.text.spans import Span

_POSITION = ("actor", "issue", "says", "stance", "setting", "relayed_by", "toward", "gist")
_QUESTION = ("ask", "issue", "watch", "status")


class Piece(Struct, frozen=True):
    """A stretch of a block that is the same in every respect.

    Attributes:
        start: its place in the article, in code points.
        text: its characters.
        cited: the numbers of the entries that cite it.
        quoted: whether it is in a quotation.
        uncited: whether it is in a quotation that nothing cites.
        named: the id of the actor whose name it is.
    """

    start: int
    text: str
    cited: tuple[int, ...] = ()
    quoted: bool = False
    uncited: bool = False
    named: str = ""


class Block(Struct, frozen=True):
    """A block of the article.

    Attributes:
        label: of the paragraph: its number; empty for the headline and what is above the paragraphs.
        line: of the article's file.
    """

    label: str
    line: int
    pieces: tuple[Piece, ...]


class Entry(Struct, frozen=True):
    """A position or an open question.

    Attributes:
        part: `positions` or `open_questions`.
        index: in the list of the file.
        number: by which the article's pieces name it.
        address: its fragment on the page.
        line: of the briefing's file.
        fields: what is edited in place, and what is only shown, by key.
    """

    part: str
    index: int
    number: int
    address: str
    line: int
    found: bool
    fields: dict[str, str]


class Named(Struct, frozen=True):
    """An actor or an issue that a form offers.

    Attributes:
        note: the kind of an actor, the proposition of an issue.
        index: in the briefing's list of actors; -1 if it is not listed, and for issues.
        role: in the briefing.
    """

    id: str
    name: str
    note: str = ""
    index: int = -1
    role: str = ""


class Suggested(Struct, frozen=True):
    """An actor whom the article names and the register lacks.

    Attributes:
        also: how the article writes the name elsewhere.
    """

    id: str
    name: str
    kind: str
    role: str = ""
    also: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """A briefing in the list of the desk.

    Attributes:
        uncited, quotations: as in `View`.
        questions: how many are open.
        digest: of the files.
        unread: whether its file or its article cannot be read.
    """

    slug: str
    title: str
    errors: int
    warnings: int
    digest: str
    positions: int = 0
    questions: int = 0
    uncited: int = 0
    quotations: int = 0
    unread: bool = False


class Trouble(Struct, frozen=True):
    """A problem of the briefing.

    Attributes:
        part, index: the entry that it is about; empty and -1 if about the briefing as a whole.
    """

    rule: str
    message: str
    help: str
    notes: tuple[str, ...]
    line: int
    column: int
    is_error: bool
    path: str
    part: str = ""
    index: int = -1


class View(Struct, frozen=True):
    """All that the desk shows of one briefing.

    Attributes:
        digest: of the files; a change that was made for another one is refused.
        text: of the briefing's file.
        language, direction: of the article.
        uncited: how many quotations nothing cites.
        quotations: how many there are.
        unread: why there is no article, in words; empty if there is one.
        gaps: what a draft lacks, each in a few words.
        read_only: whether the file may not be written.
        suggested: actors for the register.
    """

    slug: str
    path: str
    source: str
    title: str
    summary: str
    is_draft: bool
    digest: str
    text: str
    blocks: tuple[Block, ...]
    entries: tuple[Entry, ...]
    actors: tuple[Named, ...]
    issues: tuple[Named, ...]
    problems: tuple[Trouble, ...]
    language: str = "en"
    uncited: int = 0
    quotations: int = 0
    unread: str = ""
    can_undo: bool = False
    date: str = ""
    publisher: str = ""
    published: str = ""
    gaps: tuple[str, ...] = ()
    read_only: bool = False
    suggested: tuple[Suggested, ...] = ()


def row_of(slug: str, opened: Opened) -> Row:
    """What the list of the desk says of a briefing."""
    problems = _others(opened)
    errors = sum(one.is_error for one in problems)
    row = Row(slug, slug, errors, len(problems) - errors, opened.digest)
    anchoring = opened.examined.anchoring
    if anchoring is None:
        return replace(row, unread=True)
    brief, article = anchoring.file.brief, anchoring.article
    covered = coverage_of(article, (anchor for item in anchoring.cited for _, anchor in item.passages))
    return replace(
        row,
        title=brief.title or article.title,
        positions=len(brief.positions),
        questions=sum(one.status == "open" for one in brief.open_questions),
        uncited=len(covered.uncited_quotations),
        quotations=covered.quotations,
    )


def _others(opened: Opened) -> list[Problem]:
    """The problems that do not only say that something of a draft is still to be written."""
    gaps = opened.examined.gaps or ()
    return [one for one in opened.examined.problems if not any(gap.explains(one) for gap in gaps)]


def view_of(slug: str, opened: Opened, draft: Draft | None, *, can_undo: bool) -> View:
    """A briefing as the desk shows it.

    Args:
        slug: of the briefing.
        opened: as it is on disk.
        draft: what the program finds in its article by itself; None if that cannot be read.
        can_undo: whether something was written that can be taken back.
    """
    anchoring, text = opened.examined.anchoring, opened.sheets[opened.name].text
    issues = tuple(
        Named(id_, issue.title, issue.proposition or "") for id_, issue in opened.registers.issues.items()
    )
    view = View(
        slug=slug,
        path=f"briefs/{opened.name}",
        source="",
        title=slug,
        summary="",
        is_draft=opened.examined.gaps is not None,
        digest=opened.digest,
        text=text,
        blocks=(),
        entries=(),
        actors=tuple(_actors(opened.registers, (), ())),
        issues=issues,
        problems=tuple(map(_trouble, _others(opened))),
        gaps=tuple(gap.words for gap in opened.examined.gaps or ()),
        can_undo=can_undo,
        read_only=not os.access(opened.sheets[opened.name].path, os.W_OK),
    )
    if anchoring is None or draft is None:
        return replace(view, unread="The briefing or its article cannot be read; the problems say why.")
    return _whole(view, anchoring, opened, draft)


def _whole(view: View, anchoring: Anchoring, opened: Opened, draft: Draft) -> View:
    article, brief = anchoring.article, anchoring.file.brief
    entries = tuple(_entries(anchoring))
    root = anchoring.file.document.root
    source = root.values.get("source")
    names = _names(article, names_here(anchoring.file, NameIndex(opened.registers.actors)))
    covered = coverage_of(article, (anchor for item in anchoring.cited for _, anchor in item.passages))
    listed = [(one.id, one.role or "") for one in brief.actors] if _written(root, "actors") else []
    likely = [one.id for one in draft.actors if one.id in opened.registers.actors]
    return replace(
        view,
        source=f"seeds/{article.file}",
        title=brief.title or article.title,
        summary=_written(root, "summary"),
        blocks=tuple(_blocks(anchoring, covered.uncited_quotations, names)),
        entries=entries,
        actors=tuple(_actors(opened.registers, listed, likely)),
        problems=tuple(_placed(problem, anchoring) for problem in _others(opened)),
        suggested=tuple(_suggested(draft, opened.registers)),
        date=_written(root, "date"),
        publisher=_written(source, "publisher"),
        published=_written(source, "published"),
        language=brief.source.language,
        uncited=len(covered.uncited_quotations),
        quotations=covered.quotations,
    )


def _names(article: Article, index: NameIndex) -> list[tuple[str, Span]]:
    """The names of actors in an article, with their ids; a name of several has none."""
    folded = fold(article.text)
    return [
        (ids[0] if len(ids) == 1 else "", folded.to_raw(Span(at, at + length)))
        for at, length, ids in index.places(folded.text)
    ]


def _blocks(
    anchoring: Anchoring, uncited: Sequence[object], names: Sequence[tuple[str, Span]]
) -> Iterator[Block]:
    article = anchoring.article
    cited = [
        (number, span)
        for number, item in enumerate(anchoring.cited, 1)
        for _, anchor in item.passages
        for span in anchor.pieces
    ]
    quotations = [
        (quotation in uncited, span) for quotation in article.quotations for span in quotation.spans
    ]
    marked = [span for _, span in (*cited, *quotations, *names)]
    cuts = sorted({cut for span in marked for cut in (span.start, span.end)})
    numbers = {paragraph.span: str(paragraph.number) for paragraph in article.paragraphs}
    for block in article.blocks:
        edges = [block.start, *(cut for cut in cuts if block.start < cut < block.end), block.end]
        pieces = []
        for start, end in pairwise(edges):
            span = Span(start, end)
            around = [is_uncited for is_uncited, quotation in quotations if quotation.overlaps(span)]
            pieces.append(
                Piece(
                    start,
                    article.words(span),
                    tuple(dict.fromkeys(number for number, one in cited if one.overlaps(span))),
                    quoted=bool(around),
                    uncited=any(around),
                    named=next((id_ for id_, one in names if one.overlaps(span)), ""),
                )
            )
        yield Block(numbers.get(block, ""), article.line_at(block.start), tuple(pieces))


def _entries(anchoring: Anchoring) -> Iterator[Entry]:
    document = anchoring.file.document
    for number, item in enumerate(anchoring.cited, 1):
        part, index = item.path
        stated = item.stated
        if isinstance(stated, schema.Position):
            keys: tuple[str, ...] = (
                "actor",
                "issue",
                "says",
                "stance",
                "setting",
                "relayed_by",
                "toward",
                "gist",
            )
            address = position_id(stated)
        else:
            keys, address = _QUESTION, question_id(stated)
        node = document.node(item.path)
        fields = {key: _stated(stated, key) if _written(node, key) else "" for key in keys}
        fields["passage"] = " / ".join(stated.passage)
        found = len(item.passages) == len(stated.passage)
        yield Entry(part, index, number, address, document.value(item.path).line, found, fields)


def _written(node: Node | None, key: str) -> str:
    """A value as its file has it: a required one that is missing is read as a placeholder."""
    value = node.values.get(key) if isinstance(node, MappingNode) else None
    if isinstance(value, Scalar):
        return " ".join(value.value.split())
    return "" if value is None else "…"


def _stated(stated: schema.Position | schema.Question, key: str) -> str:
    value = getattr(stated, key, None)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _suggested(draft: Draft, registers: Registers) -> Iterator[Suggested]:
    """The actors whom the article names and the register lacks."""
    roles = {one.id: one.role for one in draft.actors}
    for one in draft.entries:
        if one.id not in registers.actors:
            also = tuple(form for form in one.forms if form != one.name)
            yield Suggested(one.id, one.name, one.kind, roles.get(one.id, ""), also)


def _actors(
    registers: Registers, listed: Sequence[tuple[str, str]], likely: Iterable[str]
) -> Iterator[Named]:
    """Those of the briefing, those whom the article names, and all others, by name."""
    roles = dict(listed)
    order = {id_: number for number, (id_, _) in enumerate(listed)}
    first = list(dict.fromkeys([*order, *likely]))
    known = registers.actors
    others = sorted(known.keys() - set(first), key=lambda id_: known[id_].name.casefold())
    for id_ in (*first, *others):
        actor = known.get(id_)
        name, kind = (actor.name, str(actor.kind)) if actor else (id_, "")
        yield Named(id_, name, kind, order.get(id_, -1), roles.get(id_, ""))


def _trouble(problem: Problem) -> Trouble:
    at = problem.location
    return Trouble(
        rule=problem.rule.name,
        message=problem.message,
        help=problem.help,
        notes=problem.notes,
        line=at.line,
        column=at.column,
        is_error=problem.is_error,
        path=at.path,
    )


def _placed(problem: Problem, anchoring: Anchoring) -> Trouble:
    """A problem with the position or question that its line belongs to."""
    trouble, line, document = _trouble(problem), problem.location.line, anchoring.file.document
    if problem.location.path != document.path:
        return trouble
    part = max(
        ((node.line, key) for key, node in document.root.keys.items() if node.line <= line), default=(0, "")
    )
    paths = [item.path for item in anchoring.cited if item.path[0] == part[1]]
    above = [path for path in paths if document.value(path).line <= line]
    return replace(trouble, part=above[-1][0], index=above[-1][1]) if above else trouble

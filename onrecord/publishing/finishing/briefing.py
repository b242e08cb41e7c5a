"""Finish the page of a briefing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.languages import Wording
from onrecord.markdown.phrases import MarkdownPhrases
from onrecord.publishing.finishing.blocks import (
    classed,
    excerpt_mark,
    heading,
    is_alone,
    is_paragraph,
    is_quotation,
    level_of,
    passage_mark,
    quoted,
    with_passage_marks,
)
from onrecord.publishing.finishing.data import BriefingData
from onrecord.text.escaping import Markdown, escape, html

# In the full article: the words of an excerpt, and its number after them.
_NUMBERED = re.compile(r"<mark(?P<id> id=\"[\w-]+\")?>(?P<words>.*?)</mark><sup>(?P<number>\d+)</sup>")

# The heading of a position.
_NUMBERED_NAME = re.compile(r"#### (?P<number>\d+)\. (?P<name>.*)", re.DOTALL)
# A line of the list of all positions.
_LINE = re.compile(
    r"    - (?P<link>\[(?:\\.|[^\\\]\n])*\]\(#(?P<id>[\w-]+)\)) · (?P<known_by>.*?)"
    r" (?P<words>(?:<span [^>]*>)?<mark.*)"
)


def finished_briefing(
    blocks: Sequence[str], slug: str, data: BriefingData | None, words: Wording
) -> Iterator[str]:
    """The finished blocks of the page.

    Args:
        blocks: the blocks as the template wrote them; the first one is finished already.
        slug: the briefing's slug.
        data: the briefing's data; without them only the marks are finished.
        words: the wording of the site's own texts.
    """
    return _Page(slug, data, words).finished(blocks)


class _Page:
    def __init__(self, slug: str, data: BriefingData | None, words: Wording) -> None:
        self._slug, self._data, self._words = slug, data, words
        phrases = MarkdownPhrases(words)
        self._in_part = str(phrases.say("shared.in_part"))
        self._label = str(phrases.say("lists.label", label=Markdown("")))
        self._id = ""  # of the last heading
        self._place = ""  # id of the current position or question
        self._position = self._questions = 0  # number of the current position; of questions so far
        self._basis = ""  # of the current position
        self._number = 0  # number of quotations since the last heading
        self._title_seen = False
        self._paragraphs = 0  # number of paragraphs since the last heading

    def finished(self, blocks: Sequence[str]) -> Iterator[str]:
        for before, block, after in zip(["", *blocks], blocks, [*blocks[1:], "#"], strict=False):
            if level_of(block):
                yield self._heading(block)
                if self._id == "who_speaks_to_whom" and self._data:
                    yield self._data.diagram(self._words)
                continue
            is_facts = self._is_facts(block)
            yield self._block(block, before, after)
            if is_facts and self._data:
                yield self._data.cite_box(self._place, self._position, self._words)

    def _block(self, block: str, before: str, after: str) -> str:
        if self._id == "at_a_glance" and block.startswith("- "):
            return "\n".join(map(self._line, block.split("\n")))
        if is_quotation(block):
            return self._quotation(block)
        if is_paragraph(block):
            return self._paragraph(block, before, after)
        is_of_question = self._place and not self._basis
        if is_of_question and level_of(after):
            self._questions += 1
            return f"{block}\n- {self._to_itself('briefing.link_to_question', self._questions)}"
        return block

    def _to_itself(self, key: str, number: int) -> str:
        """A link to the current position or question; its name, unlike its text, is unique."""
        name, text = self._words.text(key, number=number), self._words.text("briefing.link")
        # Its address comes second: so it is HTML in both ways of reading, and no link of the Markdown.
        return f'<a class="link" href="#{self._place}" aria-label="{html(name)}">{escape(text)}</a>'

    def _is_facts(self, block: str) -> bool:
        """Whether a block is the line of facts of a position: its basis comes first."""
        return bool(self._basis and self._number) and block.startswith("**")

    def _heading(self, block: str) -> str:
        block, self._id = heading(block)
        # Ids of the page's own sections contain an underscore, those of positions and questions never do.
        self._place = self._id if "_" not in self._id else ""
        self._basis = self._data.basis(self._place) if self._data and self._place else ""
        self._number = self._paragraphs = 0
        self._title_seen = level_of(block) == 1
        name = _NUMBERED_NAME.fullmatch(block) if self._basis else None
        if name is None:
            return block
        self._position = int(name["number"])
        return f'#### <span class="no">{name["number"]}</span> {name["name"]}'

    def _line(self, line: str) -> str:
        """A line of the list of all positions: its parts as elements, so that they can stand in columns."""
        found = _LINE.fullmatch(line)
        if found is None:
            return line
        id_, known_by = found["id"], found["known_by"].removesuffix(self._label)
        is_gist = known_by.endswith(self._in_part)
        words = with_passage_marks(found["words"], self._slug, id_, 0 if is_gist else 1)
        if self._data is None:
            return f"{line[: found.start('words')]}{words}"
        known_by = known_by.removesuffix(self._in_part)
        stance = self._data.stance(id_)
        said, _, known_by = known_by.partition(" · ") if stance else ("", "", known_by)
        parts = [("of", self._data.kind(id_), found["link"]), ("stance", stance, said)]
        parts.append(("known", self._data.basis(id_), known_by))
        spans = " ".join(f'<span class="{of}-{name}">{text}</span>' for of, name, text in parts if text)
        return f'    - {spans} <span class="words">{words}</span>'

    def _quotation(self, block: str) -> str:
        if self._place:
            self._number += 1
            return quoted(block, passage_mark(self._slug, self._place, self._number), self._basis)
        if self._id == "cited_passages":
            self._number += 1
            return quoted(block, excerpt_mark(self._number))
        return _NUMBERED.sub(_with_number, quoted(block))

    def _paragraph(self, block: str, before: str, after: str) -> str:
        self._paragraphs += 1
        if self._title_seen:  # Whose headline it is, the summary, and notes.
            if level_of(before) and self._data and self._data.is_headline:
                self._paragraphs = 0
                return classed(block, "whose")
            return block if self._paragraphs == 1 else classed(block, "meta")
        if self._id == "at_a_glance":  # A note on the list, then what is left of the summary.
            is_prose = self._data is not None and 1 < self._paragraphs <= self._data.summary_paragraphs
            return block if is_prose else classed(block, "meta")
        if self._place:
            return self._of_place(block, before, after)
        if self._id == "cited_passages" and is_quotation(before):
            return classed(block, "cited-by")
        if is_alone(before, after):
            return classed(block, "empty")
        return block

    def _of_place(self, block: str, before: str, after: str) -> str:
        if is_quotation(before) and is_quotation(after):
            return classed(block, "joint")
        if not self._basis:
            return block
        if level_of(before) and self._data:
            return classed(block, f"role-{self._data.kind(self._place)}")
        return self._facts(block) if self._is_facts(block) else block

    def _facts(self, block: str) -> str:
        """The line of facts: basis, stance, the way to the source, a link to itself."""
        known_by, in_source = block.rsplit(" · ", 1)
        stance = self._data.stance(self._place) if self._data else ""
        if stance:
            known_by, said = known_by.rsplit(" · ", 1)
            known_by = f'{known_by} · <span class="stance-{stance}">{said}</span>'
        to_itself = self._to_itself("briefing.link_to", self._position)
        ways = f'<span class="ways"> · {in_source} · {to_itself}</span>'
        return classed(f"{known_by}{ways}", self._basis)


def _with_number(match: re.Match[str]) -> str:
    mark = excerpt_mark(int(match["number"])).removesuffix(">")
    return f"{mark}{match['id'] or ''}>{match['words']}</mark><sup>{match['number']}</sup>"

"""Finish pages that list positions, questions, briefings and actors.

A passage belongs to the position that its entry links to.  The shape beside it shows the position's basis,
which the entry also says in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import get_args

from onrecord.languages import Wording
from onrecord.languages.wording import capital
from onrecord.markdown.phrases import MarkdownPhrases
from onrecord.publishing.finishing.blocks import (
    MARK,
    NOWHERE,
    classed,
    heading,
    is_alone,
    is_paragraph,
    is_quotation,
    level_of,
    passage_mark,
    quoted,
    with_passage_marks,
)
from onrecord.publishing.finishing.matrix import with_facts
from onrecord.record import Basis, ChangeKind
from onrecord.schema.models import Stance
from onrecord.text.escaping import Markdown

# How the ids of sections begin that say first how many entries they have.
_GROUPS = ("on_", "from_", "without_issue")
# Sections of an editor's text.
_PROSE = ("about_this_issue",)
# Kinds of pages that list briefings, actors, issues or questions.
_INDEXES = ("home", "index")
# An escaped bracket belongs to a text.
_PLACE = re.compile(r"(?<!\\)\]\((?:\.\./)?briefs/([\w-]+)\.md#([\w-]+)\)")
_LINK = r"\[(?:\\.|[^\\\]\n])*\]\([^()\s]*\)"
# The label of a change, in its heading, or of one of its wordings.
_LABEL = re.compile(r"(?P<before>#+ |- )(?:\*\*)?(?P<words>.*?)(?:\*\*)? ·(?P<after> .*)", re.DOTALL)
_GIST = "gist"
_LINK_ALONE = re.compile(f" *{_LINK}")


def finished_lists(blocks: Sequence[str], kind: str, words: Wording) -> Iterator[str]:
    """The finished blocks of the page.

    Args:
        blocks: the blocks as the template wrote them; the first one is finished already.
        kind: the kind of the page, from its front matter.
        words: the wording of the site's own texts.
    """
    basis_in, labels = _bases(words), _labels(words)
    section, at, in_change = "", 0, False
    while at < len(blocks):
        block = blocks[at]
        before = blocks[at - 1] if at else ""
        end = at + 1
        if level_of(block):
            block, id_ = heading(block)
            section = id_ if level_of(block) == 2 else section
            in_change = id_.startswith("change_")
            yield _labelled(block, labels) if in_change else block
        elif block.startswith("- "):
            while end < len(blocks) and blocks[end].startswith("    "):
                end += 1
            item = blocks[at:end]
            if in_change:
                item = [_labelled(block, labels), *item[1:]]
            yield from item if len(item) == 1 else _item(list(item), basis_in)
        elif block.startswith("|"):
            yield "\n".join(_row(row, basis_in) for row in block.split("\n"))
        elif is_paragraph(block):
            yield _paragraph(block, before, blocks[end] if end < len(blocks) else "", section, kind)
        else:
            yield block
        at = end


def _paragraph(block: str, before: str, after: str, section: str, kind: str) -> str:
    """A paragraph outside of lists, with a class that depends on the blocks around it."""
    if not before:
        return block
    ends = not after or level_of(after) > 0 or _is_link_alone(after)
    if _is_link_alone(block):
        return classed(block, "more")
    if section not in _PROSE and is_alone(before, "#" if ends and not level_of(after) else after):
        return classed(block, "empty")
    if section.startswith(_GROUPS) and level_of(before) == 2:
        return classed(block, "meta")
    if kind in _INDEXES:
        if level_of(before) == 3:
            return classed(block, "kicker")
        if ends and is_paragraph(before) and not _is_link_alone(before):
            return classed(block, "tally")
        if not after and "](" in block:
            return classed(block, "more")
    return block


def _is_link_alone(block: str) -> bool:
    return _LINK_ALONE.fullmatch(block) is not None


def _item(item: list[str], basis_in: re.Pattern[str]) -> Iterator[str]:
    """The finished blocks of an entry of positions or questions; its last block names the position."""
    *_, last = item
    found, place = basis_in.match(last), _PLACE.search(last)
    basis, is_gist = _known_by(found) if found else ("", False)
    classes = ["" for _ in item[1:]] + [basis or "meta"]
    shown, number = 0, -1 if is_gist else 0
    for at in range(1, len(item) - 1):
        if is_quotation(item[at]):
            shown, number = shown + 1, number + 1
            mark = passage_mark(place[1], place[2], number) if place else NOWHERE
            item[at] = quoted(item[at], mark, basis)
        elif shown and is_quotation(item[at + 1]):
            classes[at] = "joint"
    for block, name in zip(item, classes, strict=True):
        yield classed(block, name) if name else block


def _labelled(block: str, labels: Mapping[str, str]) -> str:
    """The first block of a change or of one of its wordings, with the class of its kind or its stance."""
    found = _LABEL.fullmatch(block)
    if found is None or found["words"] not in labels:  # from a template of the site's own
        return block
    label = f'<span class="{labels[found["words"]]}">{found["words"]}</span>'
    return f"{found['before']}{label}{found['after']}"


def _row(row: str, basis_in: re.Pattern[str]) -> str:
    """A finished row of the table of an issue's actors."""
    _, _, others = row.partition(" | ")
    found = basis_in.match(others.partition(" | ")[0].rpartition("<br>")[2])
    basis, is_gist = _known_by(found) if found else ("", False)
    if MARK in row:
        place = _PLACE.search(others)  # The actor's own cell may lead to a position, too.
        first = 0 if is_gist else 1
        row = with_passage_marks(row, place[1], place[2], first) if place else row.replace(MARK, NOWHERE)
    return with_facts(row, basis) if basis else row


def _known_by(found: re.Match[str]) -> tuple[str, bool]:
    """The class of the basis that an entry names, and whether its words are the gist."""
    groups = found.groupdict()
    is_gist = groups.pop(_GIST) is not None
    return next(name for name, said in groups.items() if said is not None).replace("_", "-"), is_gist


@lru_cache(4)
def _labels(words: Wording) -> dict[str, str]:
    """The classes of changes and their wordings, by the words for their kinds and stances."""
    phrases = MarkdownPhrases(words)
    kinds = {str(phrases.say(f"changes.{kind}")): kind for kind in get_args(ChangeKind)}
    stances = {str(capital(phrases.say(f"stances.{stance}"))): stance for stance in get_args(Stance)}
    return {
        **{said: f"stance-{stance}" for said, stance in stances.items()},
        **{said: f"change-{kind.replace('_', '-')}" for said, kind in kinds.items()},
    }


@lru_cache(4)
def _bases(words: Wording) -> re.Pattern[str]:
    """A pattern that finds a position's basis in the first two facts of its entry.

    It has a group for each basis, and one for what is said if the words are a gist.
    """
    phrases, any_, dot = MarkdownPhrases(words), Markdown("\0"), " · "

    def pattern(said: str) -> str:
        return re.escape(said).replace("\0", ".*?")

    relayed = phrases.say("shared.via", basis=phrases.basis(Basis.RELAYED), name=any_, words=any_)
    said = {basis: phrases.basis(basis) for basis in Basis} | {Basis.RELAYED: relayed}
    ways = "|".join(f"(?P<{basis.value.replace(' ', '_')}>{pattern(text)})" for basis, text in said.items())
    comma = re.escape(str(phrases.say("lists.comma")))
    unnamed = f"(?:{comma}{pattern(phrases.say('shared.unnamed_source'))})?"
    gist = f"(?P<{_GIST}>{pattern(phrases.say('shared.in_part'))})?"
    end = f"(?={dot}|{re.escape(str(phrases.say('lists.comma')).rstrip())}|$)"
    return re.compile(rf" *(?:(?:{_LINK}|[^·\n]*){dot})??(?i:{ways}){unnamed}{gist}{end}", re.MULTILINE)

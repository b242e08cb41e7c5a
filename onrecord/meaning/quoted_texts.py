"""Checks of the quotations in a briefing's own texts."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.meaning.quoted_cuts import cut_quotation
from onrecord.meaning.quoting import Text, quotations_in
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.tree import Path, Scalar
from onrecord.record import Article
from onrecord.rules import wording as rules
from onrecord.rules.problems import Problem

_OF_LISTS: dict[str, tuple[str, ...]] = {
    "actors": ("role",),
    "positions": ("says", "setting"),
    "open_questions": ("ask", "watch", "answer"),
    "corrections": ("note",),
}
_SURE = frozenset(("title", "says"))
_READ_AS_SAID = _SURE | {"summary"}


def quoted_wrongly(file: BriefFile, article: Article) -> Iterator[Problem]:
    """Report quotations in a briefing's own texts that its article lacks, or has with a negation."""
    text: Text | None = None
    language = file.brief.source.language
    for path, written in own_texts(file):
        for quoted in quotations_in(written):
            node = file.document.node(path)
            if isinstance(node, Scalar) and node.doubtful:
                continue  # Quotation marks meant as YAML's do not quote.
            if text is None:
                text = Text(article)
            if text.has(quoted):
                lost = path[-1] in _READ_AS_SAID and cut_quotation(written, quoted, article, language)
                if lost:
                    place = file.document.find(quoted.shown, node)
                    yield Problem(lost.rule, place, lost.message, lost.help)
                continue
            rule = rules.QUOTATION_NOT_IN_SOURCE if path[-1] in _SURE else rules.UNSOURCED_QUOTATION
            place = file.document.find(quoted.shown, node)
            message = f"these words in quotation marks are not in seeds/{article.file}"
            yield Problem(
                rule, place, message, "copy the words from the article, or remove the quotation marks"
            )


def own_texts(file: BriefFile) -> Iterator[tuple[Path, str]]:
    """The editor's own texts, and their paths in the YAML."""
    brief = file.brief
    parts: list[tuple[Path, object, tuple[str, ...]]] = [((), brief, ("title", "summary"))]
    parts.append((("source",), brief.source, ("publisher", "author", "relays")))
    for key, keys in _OF_LISTS.items():
        # A placeholder for a wrong value has no place in the file.
        items = zip(file.kept.get(key, ()), getattr(brief, key), strict=False)
        parts += [((key, number), item, keys) for number, item in items]
    for path, item, keys in parts:
        for key in keys:
            written = getattr(item, key)
            if written:
                yield (*path, key), written
    yield from ((("tags", number), tag) for number, tag in enumerate(brief.tags))

"""The coverage of articles as one HTML page, which fetches nothing and needs no script.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from onrecord.desk.coverage import Block, CoverageReport, ranges

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { line-height: 1.25 }
.article p { position: relative; padding-left: 3rem; font-family: Georgia, serif }
.label { position: absolute; left: 0; font: .8rem/1.9 system-ui, sans-serif }
mark { background: none; color: inherit; text-decoration: underline; text-decoration-thickness: .15em }
.headline { font-weight: bold }
li { margin: .25rem 0 }
:target { outline: .15em solid }
"""


def as_html(reports: Sequence[CoverageReport]) -> str:
    """One page with all reports, in their order."""
    body = "\n".join(line for number, report in enumerate(reports) for line in _report(report, number))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>Coverage</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Coverage</h1>\n{body}\n</body>\n</html>\n"
    )


def _report(report: CoverageReport, key: int) -> Iterator[str]:
    quotes = f'lang="{escape(report.language)}" dir="auto"'
    yield f'<section>\n<h2 dir="auto">{escape(report.title)}</h2>'
    yield (
        f"<p><code>{escape(report.brief)}</code> cites {report.cited_paragraphs} of {report.paragraphs}"
        f" paragraphs and {report.cited_quotations} of {report.quotations} quotations of"
        f" <code>{escape(report.source)}</code>.</p>"
    )
    if report.uncited_quotations:
        yield "<h3>Quotations not cited</h3>\n<ul>"
        for one in report.uncited_quotations:
            speaker = f"<span {quotes}>{escape(one.speaker)}</span>" if one.speaker else "speaker not found"
            yield f"<li>Line {one.line}, {speaker}: <span {quotes}>{escape(one.words)}</span></li>"
        yield "</ul>"
    if report.uncited_paragraphs:
        yield f"<h3>Paragraphs not cited</h3>\n<p>{ranges(report.uncited_paragraphs)}</p>"
    if report.named:
        yield "<h3>Actors</h3>\n<ul>"
        for actor in report.named:
            links = ", ".join(f'<a href="#c{key}-{number}">{number}</a>' for number in actor.positions)
            has = f"positions {links}" if len(actor.positions) > 1 else f"position {links}"
            yield f"<li>{escape(actor.name)}: {has if links else 'no position'}</li>"
        yield "</ul>"
    yield "<h3>Citations</h3>\n<ol>"
    for citation in report.citations:
        whose = f"{escape(citation.actor)}, " if citation.actor else "question, "
        first = f'<a href="#m{key}-{citation.number}">in the article</a>'
        there = first if citation.spans else "no passage found"
        yield (
            f'<li id="c{key}-{citation.number}">{whose}<code>{escape(citation.id)}</code>,'
            f" line {citation.line}: {there}</li>"
        )
    yield '</ol>\n<h3>The article</h3>\n<div class="article">'
    marked: set[int] = set()
    for block in report.blocks:
        yield _block(block, key, marked, quotes)
    yield "</div>\n</section>"


def _block(block: Block, key: int, marked: set[int], quotes: str) -> str:
    """A paragraph of the article; the first mark of each citation has its id."""
    parts = []
    for stretch in block.stretches:
        text = escape(stretch.text)
        if not stretch.cited_by:
            parts.append(text)
            continue
        new = [number for number in stretch.cited_by if number not in marked]
        marked.update(new)
        ids = "".join(f'<a id="m{key}-{number}"></a>' for number in new)
        links = ",".join(f'<a href="#c{key}-{number}">{number}</a>' for number in stretch.cited_by)
        parts.append(f"{ids}<mark>{text}</mark><sup>{links}</sup>")
    label = {"headline": "Headline", "standfirst": "Intro"}.get(block.label, f"¶ {block.label}")
    kind = ' class="headline"' if block.label == "headline" else ""
    return f'<p{kind}><span class="label">{label}</span><span {quotes}>{"".join(parts)}</span></p>'

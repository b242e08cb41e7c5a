"""Parts of drawings: text that is safe in XML, numbers, and labels that fit their space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from onrecord.languages import Wording

FONT_SIZE = 14.0
LINE_HEIGHT = 17.0
# Characters that XML forbids or HTML replaces.
_NOT_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def text(value: str) -> str:
    """Text escaped for an element or a double-quoted attribute, on one line."""
    shown = _NOT_XML.sub("\ufffd", " ".join(value.split()))
    return escape(shown, quote=False).replace('"', "&quot;")


def number(value: float) -> str:
    """A length with at most one decimal, so that the output does not depend on the machine's rounding."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def across(x: float, width: float, words: Wording) -> float:
    """A horizontal position, mirrored for languages that are read from right to left."""
    return width - x if words.direction == "rtl" else x


def at_end(ends: bool, words: Wording) -> bool:
    """Whether `text-anchor` is `end`: a text's right end, or the left end where it is read from the right."""
    return ends != (words.direction == "rtl")


def turned(words: Wording) -> str:
    """The attribute of a text in the site's own words."""
    return ' direction="rtl"' if words.direction == "rtl" else ""


def figure(
    caption_id: str,
    size: tuple[float, float],
    role: str,
    drawn: Iterable[str],
    caption: str,
    words: Wording,
) -> str:
    """A drawing with its caption, which is also its accessible name.

    Args:
        caption_id: with an underscore, as all ids that a page has for itself.
        size: width and height, in the units of what is drawn.
        role: `img` for a picture, `group` for a drawing with links.
        drawn: elements of SVG, without line breaks inside.
        caption: HTML.
        words: the site's language; coordinates run from left to right in every language.
    """
    box = " ".join(map(number, size))
    named, text_in = f'aria-labelledby="{caption_id}"', f'font-size="{number(FONT_SIZE)}" fill="currentColor"'
    if words.direction == "rtl":
        text_in += ' direction="ltr"'
    return "\n".join(
        [
            '<figure class="chart">',
            f'<div class="scroll" role="group" tabindex="0" {named}>',
            f'<svg class="plot" viewBox="0 0 {box}" role="{role}" {named} {text_in}>',
            *drawn,
            "</svg>",
            "</div>",
            f'<figcaption id="{caption_id}">{caption}</figcaption>',
            "</figure>",
        ]
    )


def key(box: str, drawn: str, said: str) -> str:
    """An entry of a legend: a symbol and its meaning."""
    svg = f'<svg class="key" {box} fill="currentColor" aria-hidden="true">{drawn}</svg>'
    return f"<span>{svg} {said}</span>"


def label(name: str, x: float, y: float, width: float, words: Wording, *, ends: bool) -> str:
    """A name on at most two lines, vertically centred.

    Args:
        name: may be of any length and script.
        x: the left or right end of the lines, whichever way they are read.
        y: the vertical middle of the lines.
        width: the space for the lines.
        words: the site's language.
        ends: whether `x` is the right end of the lines, not the left.
    """
    lines, is_cut = _lines(" ".join(name.split()), width)
    is_rtl = _is_rtl(name)
    # A right-to-left text starts at its right.
    anchor = "end" if ends != is_rtl else "start"
    turned = ' direction="rtl"' if is_rtl else ""
    if words.is_foreign:
        turned += f' lang="{text(words.content)}"'
    first = y + FONT_SIZE * 0.35 - LINE_HEIGHT * (len(lines) - 1) / 2
    title = f"<title>{text(name)}</title>" if is_cut else ""
    written = "".join(
        f'<text x="{number(x)}" y="{number(first + at * LINE_HEIGHT)}">{text(line)}</text>'
        for at, line in enumerate(lines)
    )
    return f'<g text-anchor="{anchor}"{turned}>{title}{written}</g>'


def _lines(name: str, width: float) -> tuple[list[str], bool]:
    """A name on at most two lines, broken between words if possible, and whether it was cut."""
    first = _fitting(name, width)
    rest = name[len(first) :].lstrip()
    if not rest:
        return [first], False
    second = _fitting(rest, width)
    if second == rest:
        return [first.rstrip(), second], False
    return [first.rstrip(), f"{_fitting(rest, width - FONT_SIZE).rstrip()}…"], True


def _fitting(words: str, width: float) -> str:
    """The longest start of a text that fits, cut at the end of a word if one ends in its second half."""
    used, at = 0.0, 0
    while at < len(words) and (used := used + _width(words[at])) <= width:
        at += 1
    if at == len(words):
        return words
    space = words.rfind(" ", 0, at + 1)
    if space > at // 2:
        return words[:space]
    while at > 1 and _belongs_to_the_one_before(words, at):
        at -= 1
    return words[: max(at, 1)]


def _belongs_to_the_one_before(words: str, at: int) -> bool:
    return unicodedata.category(words[at]).startswith("M") or "\u200d" in words[at - 1 : at + 1]


def _width(character: str) -> float:
    """An upper estimate of a character's width: the reader's font is not known."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return FONT_SIZE
    if character in "mwMW@%&—…" or ord(character) > 0xFFFF:
        return FONT_SIZE * 0.95
    return FONT_SIZE * (0.7 if character.isupper() else 0.3 if character in "ijlt.,'| " else 0.57)


def _is_rtl(name: str) -> bool:
    """Whether the first letter with a direction is right-to-left, as in the bidirectional algorithm."""
    kinds = (unicodedata.bidirectional(character) for character in name)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"

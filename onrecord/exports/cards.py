"""Social cards: a picture of each briefing's title, shown by programs beside links to it.

Drawn with Pillow and the font that comes with it, so that a card looks the same on every machine. That font
has ASCII and the usual quotation marks; other Latin letters are drawn without accents, and other characters
as `…`. The page and the card's alternative text have the full title.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.citing.cards import Card, card_of
from onrecord.engine.files import Content
from onrecord.engine.output import Output, OutputGroup
from onrecord.model import Record
from onrecord.settings import Settings

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 80  # pixels; the proportion that the programs ask for
# After the PNG signature and the first chunk: a text chunk that names the program (RFC 2083, 4.2.3).
_KEY, _PROGRAM = "Software", "onrecord"
PNG_MARK = f"{_KEY}\0{_PROGRAM}"
_ROOM = WIDTH - 2 * MARGIN
_SMALL = 34
_TITLE_SIZES = (68, 60, 52, 46)  # the largest one at which the title fits is used
_TITLE_TOP, _TITLE_ROOM = 170, 270
_LINE = 1.22  # per size
_ROWS = {"site": 80, "source": 480, "tally": 530}
# The colours of the theme: 15 shades from ink to paper, and the accent.
_INK, _PAPER, _ACCENT = (0x17, 0x19, 0x1C), (0xFF, 0xFF, 0xFF), (0x0B, 0x53, 0x45)
_SHADES = 15
# Characters that Unicode does not decompose, each followed by its replacement.
_PLAINER = str.maketrans(dict.fromkeys("–—‒―‐‑−•", "-")) | str.maketrans(
    dict(
        pair.split("=")
        for pair in (
            "ß=ss ẞ=SS æ=ae Æ=AE œ=oe Œ=OE þ=th Þ=Th ø=o Ø=O ł=l Ł=L đ=d Đ=D ð=d ı=i €=EUR £=GBP „=“".split()
        )
    )
)


def card_groups(settings: Settings) -> Iterator[OutputGroup[Content]]:
    """The cards, where the site asks for them."""
    if settings.cards:
        from PIL import __version__

        yield OutputGroup("cards", partial(_outputs, settings=settings, drawn_with=__version__), __version__)


def _outputs(record: Record, settings: Settings, drawn_with: str) -> Iterator[Output[Content]]:
    for slug in record.days:
        make = partial(_card, settings=settings)
        yield Output(f"briefs/{slug}.png", make, (slug,), (slug, drawn_with), cost=2)


def _card(record: Record, slug: str, settings: Settings) -> Content:
    card = card_of(record, record.briefs[slug], settings)
    return Content(drawn(card))


def drawn(card: Card) -> bytes:
    """A card as PNG, without a time stamp."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    shades = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(shades)
    for name, top in _ROWS.items():
        _write(draw, _shortened(drawable(getattr(card, name)), _font(_SMALL)), top, _font(_SMALL))
    lines, size = _title(drawable(card.title))
    for number, line in enumerate(lines):
        _write(draw, line, _TITLE_TOP + round(number * size * _LINE), _font(size))
    picture = Image.frombytes("P", (WIDTH, HEIGHT), shades.point(_AS_SHADE).tobytes())
    picture.putpalette(_palette())
    height = round(len(lines) * size * _LINE)
    ImageDraw.Draw(picture).rectangle((MARGIN - 24, _TITLE_TOP, MARGIN - 17, _TITLE_TOP + height), _SHADES)
    info = PngInfo()
    info.add_text(_KEY, _PROGRAM)
    file = BytesIO()
    picture.save(file, "PNG", bits=4, pnginfo=info)
    return file.getvalue()


_AS_SHADE = [shade * (_SHADES - 1) // 255 for shade in range(256)]


def _palette() -> list[int]:
    last = _SHADES - 1
    mixed = [
        [(ink * (last - at) + paper * at) // last for ink, paper in zip(_INK, _PAPER, strict=True)]
        for at in range(_SHADES)
    ]
    return [part for colour in [*mixed, _ACCENT] for part in colour]


def _write(draw: ImageDraw, line: str, top: int, font: FreeTypeFont) -> None:
    draw.text((MARGIN, top), line, 0, font)


def _title(title: str) -> tuple[list[str], int]:
    """The lines of a title and their font size; at the smallest size, as much of the title as fits."""
    lines, size, room = list[str](), _TITLE_SIZES[-1], 0
    for size in _TITLE_SIZES:
        room = int(_TITLE_ROOM / size / _LINE)
        lines = list(islice(_lines(title, _font(size)), room + 1))
        if len(lines) <= room:
            return lines, size
    return [*lines[: room - 1], _shortened(f"{lines[room - 1]}…", _font(size))], size


def _lines(text: str, font: FreeTypeFont) -> Iterator[str]:
    """A text broken into lines that fit; a word that is too long is broken."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if font.getlength(longer[: _ROOM + 1]) <= _ROOM:
            line = longer
            continue
        if line:
            yield line
        line = word
        while len(line) > (fits := _fitting(line, font)):
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _shortened(text: str, font: FreeTypeFont) -> str:
    """As much of a text as fits on one line."""
    if font.getlength(text[: _ROOM + 1]) <= _ROOM:
        return text
    cut = text.rstrip("…")
    return f"{cut[: _fitting(cut, font, '…')].rstrip()}…"


def _fitting(text: str, font: FreeTypeFont, end: str = "") -> int:
    """The number of characters of a text that fit on one line, with `end` after them; at least 1."""

    def has_no_room(length: int) -> bool:
        return font.getlength(text[:length] + end) > _ROOM

    lengths = range(1, min(len(text), _ROOM) + 1)  # A character is at least a pixel wide.
    return bisect_left(lengths, True, key=has_no_room) or 1


def drawable(text: str) -> str:
    """A text as the font can draw it, with `…` for each run of words that it cannot draw."""
    words: list[str] = []
    for word in text.translate(_PLAINER).split():
        plain = "".join(map(_plainest, word))
        shown = plain if all(map(_has, plain)) else "…"
        if shown != "…" or words[-1:] != ["…"]:
            words.append(shown)
    return " ".join(words)


def _plainest(character: str) -> str:
    """A character; without its accents, if the font lacks it."""
    if _has(character):
        return character
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


@cache
def _has(character: str) -> bool:
    """Whether the font has a character, not just a box for a missing one."""
    return _drawn(character) != _drawn("\uffff")


def _drawn(character: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(_SMALL).getmask(character)
    return mask.size, bytes(mask)


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont
    from PIL.ImageFont import FreeTypeFont

    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)  # Without FreeType, Pillow cannot draw text at a given size.
    return font

"""Social cards: a picture of each briefing's title, shown by programs beside links to it.

Drawn with Pillow and fonts that are packages as well, so that the same versions give the same card on every
machine; fonts of the system are never used. The first font that has all letters of a line draws it: Noto Sans
(Latin, Greek, Cyrillic), then those of other scripts, which have Latin letters too. Pillow's own font comes
last: it has ASCII and the usual quotation marks. What no font has is drawn without accents, or else as `…`.
The page and the card's alternative text have the full title.

Pillow shapes letters and orders directions with Raqm. Without it, scripts that need that are not drawn.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import entry_points
from importlib.resources import files
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.citing.cards import Card, card_of
from onrecord.engine.files import Content
from onrecord.engine.output import Output, OutputGroup
from onrecord.languages.wording import reads_ltr
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

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


# Packages of fonts announce themselves under this name (fontpkg.org).
_FAMILIES = "fontpkg.family"
_PLAIN_FAMILY = "noto_sans"  # needs no shaping
_OTHER_FAMILIES = f"{_PLAIN_FAMILY}_"


class Face(Struct, frozen=True):
    """A typeface.

    Attributes:
        name: of its family, with its version.
        path: of its file; empty for Pillow's own.
    """

    name: str
    path: str


OWN = Face("Pillow", "")


@cache
def faces() -> tuple[Face, ...]:
    """The installed typefaces, in the order in which they are tried."""
    from PIL import features

    found = []
    can_shape = features.check("raqm") and features.check("fribidi")
    for family in sorted(entry_points(group=_FAMILIES), key=lambda family: family.name):
        if family.name == _PLAIN_FAMILY or (can_shape and family.name.startswith(_OTHER_FAMILIES)):
            names = sorted(str(file) for file in files(family.value).joinpath("files").iterdir())
            upright = [name for name in names if name.endswith(".ttf") and "Italic" not in name]
            version = family.dist.version if family.dist else ""
            found += [Face(f"{family.name} {version}", upright[0])] if upright else []
    return (*found, OWN)


def card_groups(settings: Settings) -> Iterator[OutputGroup[Content]]:
    """The cards, where the site asks for them."""
    if settings.cards:
        from PIL import __version__

        drawn_with = [__version__, *(face.name for face in faces())]
        yield OutputGroup("cards", partial(_outputs, settings=settings, drawn_with=drawn_with), drawn_with)


def _outputs(record: Record, settings: Settings, drawn_with: list[str]) -> Iterator[Output[Content]]:
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
    is_rtl = not _is_ltr(card.title)
    for name, top in _ROWS.items():
        pen = _Pen.of(getattr(card, name))
        pen.write(draw, _shortened(pen.text, pen.at(_SMALL)), top, _SMALL, is_rtl=is_rtl)
    pen = _Pen.of(card.title)
    lines, size = _title(pen)
    for number, line in enumerate(lines):
        pen.write(draw, line, _TITLE_TOP + round(number * size * _LINE), size, is_rtl=is_rtl)
    picture = Image.frombytes("P", (WIDTH, HEIGHT), shades.point(_AS_SHADE).tobytes())
    picture.putpalette(_palette())
    height = round(len(lines) * size * _LINE)
    left = WIDTH - MARGIN + 16 if is_rtl else MARGIN - 24
    ImageDraw.Draw(picture).rectangle((left, _TITLE_TOP, left + 7, _TITLE_TOP + height), _SHADES)
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


class _Measure(Struct, frozen=True):
    """A font at a size, with the direction of the text that it measures."""

    font: FreeTypeFont
    direction: str | None

    def width(self, text: str) -> float:
        """The width of a text, in pixels."""
        return self.font.getlength(text, direction=self.direction)


class _Pen(Struct, frozen=True):
    """A typeface, and a text as it can draw it.

    Attributes:
        direction: of the text as a whole, for Raqm; None for a font that needs none.
    """

    face: Face
    text: str
    direction: str | None

    @classmethod
    def of(cls, text: str) -> _Pen:
        """The pen that loses the fewest words of a text; of several, the first."""
        tried = [(face, drawable(text, face)) for face in faces()]
        face, shown = min(tried, key=lambda pair: _lost(text, *pair))
        direction = None if face is OWN else ("ltr" if _is_ltr(shown) else "rtl")
        return cls(face, shown, direction)

    def at(self, size: int) -> _Measure:
        """The pen at a size in pixels."""
        return _Measure(_font(size, self.face), self.direction)

    def write(self, draw: ImageDraw, line: str, top: int, size: int, *, is_rtl: bool) -> None:
        """Draw a line, whose lower edge is the same in all fonts."""
        measure = self.at(size)
        left = WIDTH - MARGIN - round(measure.width(line)) if is_rtl else MARGIN
        if self.face is OWN:
            draw.text((left, top), line, 0, measure.font)
            return
        baseline = top + _font(size, OWN).getmetrics()[0]
        draw.text((left, baseline), line, 0, measure.font, anchor="ls", direction=self.direction)


def _is_ltr(text: str) -> bool:
    """Whether a text reads from left to right, as one without letters does."""
    return reads_ltr(text) or not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def _lost(text: str, face: Face, shown: str) -> tuple[int, int]:
    """How much of a text a typeface cannot draw: first whole words, then accents."""
    return shown.split().count("…") - text.split().count("…"), sum(
        not _has(sign, face) for sign in text if not sign.isspace()
    )


def _title(pen: _Pen) -> tuple[list[str], int]:
    """The lines of a title and their font size; at the smallest size, as much of the title as fits."""
    lines, size, room = list[str](), _TITLE_SIZES[-1], 0
    for size in _TITLE_SIZES:
        room = int(_TITLE_ROOM / size / _LINE)
        lines = list(islice(_lines(pen.text, pen.at(size)), room + 1))
        if len(lines) <= room:
            return lines, size
    return [*lines[: room - 1], _shortened(f"{lines[room - 1]}…", pen.at(size))], size


def _lines(text: str, measure: _Measure) -> Iterator[str]:
    """A text broken into lines that fit; a word that is too long is broken."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if measure.width(longer[: _ROOM + 1]) <= _ROOM:
            line = longer
            continue
        if line:
            yield line
        line = word
        while len(line) > (fits := _fitting(line, measure)):
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _shortened(text: str, measure: _Measure) -> str:
    """As much of a text as fits on one line."""
    if measure.width(text[: _ROOM + 1]) <= _ROOM:
        return text
    cut = text.rstrip("…")
    return f"{cut[: _fitting(cut, measure, '…')].rstrip()}…"


def _fitting(text: str, measure: _Measure, end: str = "") -> int:
    """The number of characters of a text that fit on one line, with `end` after them; at least 1."""

    def has_no_room(length: int) -> bool:
        return measure.width(text[:length] + end) > _ROOM

    lengths = range(1, min(len(text), _ROOM) + 1)  # A character is at least a pixel wide.
    return bisect_left(lengths, True, key=has_no_room) or 1


def drawable(text: str, face: Face = OWN) -> str:
    """A text as a typeface can draw it, with `…` for each run of words that it cannot draw."""
    words: list[str] = []
    for word in text.split():
        plain = "".join(_plainest(character, face) for character in word)
        shown = plain if all(_has(character, face) for character in plain) else "…"
        if shown != "…" or words[-1:] != ["…"]:
            words.append(shown)
    return " ".join(words)


def _plainest(character: str, face: Face) -> str:
    """A character; one like it, or the same without its accents, if the typeface lacks it."""
    if _has(character, face):
        return character
    plainer = character.translate(_PLAINER)
    return "".join(c for c in unicodedata.normalize("NFKD", plainer) if not unicodedata.combining(c))


@cache
def _has(character: str, face: Face) -> bool:
    """Whether a typeface has a character, not just a box for a missing one."""
    return _drawn(character, face) != _drawn("\uffff", face)


def _drawn(character: str, face: Face) -> tuple[tuple[int, int], bytes]:
    mask = _font(_SMALL, face).getmask(character)
    return mask.size, bytes(mask)


@cache
def _font(size: int, face: Face) -> FreeTypeFont:
    from PIL import ImageFont
    from PIL.ImageFont import FreeTypeFont

    font = ImageFont.truetype(face.path, size) if face.path else ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)  # Without FreeType, Pillow cannot draw text at a given size.
    return font

"""The payloads: texts by the place that they are for, each with several calls and encodings."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from msgspec import Struct

from bench.payloads import templates as t
from bench.payloads.calls import CALLS, ELSEWHERE, Call

Encoding = Callable[[str], str]


class Payload(Struct, frozen=True):
    """A text that runs where it is written out unescaped.

    Attributes:
        kind: the kind of the payload, as the table names it.
        sink: the place that it is for, one of `sinks`.
        text: the text, with a number that it calls.
    """

    kind: str
    sink: str
    text: Callable[[int], str]


def payloads() -> list[Payload]:
    """All payloads, in the order of their kinds; no two have the same text."""
    unlike: dict[str, Payload] = {}
    for payload in _all():
        unlike.setdefault(payload.text(0), payload)
    return list(unlike.values())


def share_of(all_of_them: Sequence[Payload], share: float) -> list[Payload]:
    """A share of the payloads, with at least one for each place of each kind."""
    if share >= 1:
        return list(all_of_them)
    step = max(1, round(1 / share))
    groups: dict[tuple[str, str], list[Payload]] = {}
    for payload in all_of_them:
        groups.setdefault((payload.kind, payload.sink), []).append(payload)
    chosen = []
    for at, group in enumerate(groups.values()):
        start = at * 7  # other calls from group to group
        chosen += group[start % step :: step] or [group[start % len(group)]]
    return chosen


# --- encodings -----------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return text


def _decimal(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


def _padded(text: str) -> str:
    return "".join(f"&#{ord(sign):07}" for sign in text)


def _hexadecimal(text: str) -> str:
    return "".join(f"&#X{ord(sign):x};" for sign in text)


def _named(text: str) -> str:
    names = {"(": "&lpar;", ")": "&rpar;", "'": "&apos;", "`": "&grave;", ":": "&colon;", "/": "&sol;"}
    return "".join(names.get(sign, sign) for sign in text)


def _percent(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def _wide(text: str) -> str:
    """The signs of markup in their full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign in "<>=/\"'()&" else sign for sign in text)


def _small(text: str) -> str:
    return text.translate(str.maketrans("<>=()&", "﹤﹥﹦﹙﹚﹠"))


_ATTRIBUTE: tuple[Encoding, ...] = (_plain, _decimal, _hexadecimal, _padded, _named)


def _filled(template: str, script: str, number: int, encoded: Encoding = _plain) -> str:
    """A template with a call in its places."""
    bare = html.escape(script).replace("=", "&#61;").replace("`", "&#96;").replace(" ", "&#32;")
    in_quotes = encoded(script) if encoded is not _plain else html.escape(script)
    text = template.replace("¶", "\n").replace("«»", script).replace("‹›", in_quotes)
    text = text.replace("⟦⟧", encoded(script) if encoded in (_decimal, _hexadecimal) else bare)
    text = text.replace("[‘’]", script.replace("'", '"'))
    text = text.replace("⸨⸩", quote(script, safe=":/")) if "⸨⸩" in text else text
    return text.replace("№", str(number)).replace("{elsewhere}", ELSEWHERE)


def _all() -> Iterator[Payload]:
    for kind, sink, templates, calls, encodings in _PLAIN:
        yield from _made(kind, sink, templates.split("\n"), calls=calls, encodings=encodings)
    for quotation, sink in (('"', '"attribute"'), ("'", "'attribute'"), ("”", "folded marks")):
        kind = "folding" if quotation == "”" else "attribute"
        texts = [template.replace("{q}", quotation) for template in t.IN_ATTRIBUTE.split("\n")]
        yield from _made(kind, sink, texts, calls=6, encodings=_ATTRIBUTE)
    for sink, ends in t.ENDS.items():
        texts = [end + after for end in ends for after in t.AFTER_AN_END]
        yield from _made("end of an element", sink, texts, calls=6)
    for sink, texts in t.IN_SCRIPT.items():
        kind = "template literal" if "`" in sink else "JavaScript string"
        yield from _made(kind, sink, texts, calls=11)
    for kind, sink, around in _AROUND:
        yield from _made(kind, sink, t.IN_INDEX.split("\n"), calls=3, around=around)
    for sink, before, after in (("XML CDATA", "]]>", "<![CDATA["), ("XML comment", "-->", "<!--")):
        yield from _made("XML", sink, [f"{before}{t.WITHIN_XML}{after}"], calls=10)


# The kind, the place, the templates, the calls for each, and the encodings of these calls.
_PLAIN: tuple[tuple[str, str, str, int, Sequence[Encoding]], ...] = (
    ("element", "text", t.ELEMENTS, 4, _ATTRIBUTE),
    ("request", "text", t.ASKING, 1, (_plain,)),
    ("attribute", "attribute", t.IN_BARE_ATTRIBUTE, 8, _ATTRIBUTE),
    ("address", "link", t.ADDRESSES, 8, (_plain,)),
    ("address", "frame", t.ADDRESSES.replace("javascript", "JAVAscript"), 6, (_plain,)),
    ("CSS", "style", t.IN_STYLE, 1, (_plain,)),
    ("CSS", "style attribute", t.IN_STYLE.replace("red", "blue"), 1, (_plain,)),
    ("Markdown", "Markdown", t.IN_MARKDOWN, 5, (_plain, _hexadecimal)),
    ("Markdown", "Markdown", t.IN_PYTHON_MARKDOWN, 6, (_plain,)),
    ("Markdown", "CommonMark", t.IN_COMMON_MARK, 7, (_plain,)),
    ("JSON-LD", "data", "\n".join(t.IN_DATA), 9, (_plain, _decimal)),
    ("template", "template", t.IN_TEMPLATE, 6, (_plain,)),
    ("SVG", "text", t.SVG, 6, _ATTRIBUTE),
    ("MathML", "text", t.MATHML, 8, _ATTRIBUTE),
    ("search index", "index", t.IN_INDEX, 8, (_plain, _padded)),
    ("XML", "XML", t.OF_XML, 8, (_plain, _decimal)),
    ("formula", "cell", t.FORMULAS, 1, (_plain,)),
    ("old", "text", t.OF_OLD, 1, (_plain,)),
)
# Texts that a decoding makes into markup: the kind, the place that decodes, and the encoding.
_AROUND: tuple[tuple[str, str, Encoding], ...] = (
    (
        "entities",
        "entities",
        lambda text: text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
    ),
    ("entities", "entities", lambda text: text.replace("<", "&#60").replace(">", "&#x3E;")),
    ("entities", "entities", lambda text: text.replace("<", "&#0000060;").replace(">", "&GT")),
    ("entities", "entities twice", lambda text: html.escape(html.escape(text))),
    ("percent", "percent", quote),
    ("percent", "percent", _percent),
    ("percent", "percent twice", lambda text: quote(quote(text))),
    ("escapes", "escapes", lambda text: "".join(f"\\u{ord(s):04x}" if s in "<>\"'" else s for s in text)),
    ("escapes", "escapes", lambda text: "".join(f"\\x{ord(s):02x}" if s in "<>\"'" else s for s in text)),
    ("escapes", "escapes", lambda text: "".join(f"\\u{{{ord(s):x}}}" for s in text)),
    ("folding", "NFKC", _wide),
    ("folding", "NFKC", _small),
    ("folding", "capitals", lambda text: text.translate(str.maketrans("sik", "ſıK"))),
    ("folding", "visible", lambda text: text.replace("s", "s\u00ad").replace("i", "i\u2060")),
    ("folding", "visible", lambda text: text.replace("<", "<\u200b").replace("on", "o\u2062n")),
)


def _made(
    kind: str,
    sink: str,
    templates: Sequence[str],
    *,
    calls: int,
    encodings: Sequence[Encoding] = (_plain,),
    around: Encoding = _plain,
) -> Iterator[Payload]:
    """Each template with some calls and encodings: other ones from template to template."""
    for at, template in enumerate(templates):
        for turn in range(calls):
            call = CALLS[(at * 5 + turn * 3) % len(CALLS)]
            encoding = encodings[(at + turn) % len(encodings)]
            yield Payload(kind, sink, _text(template, call, encoding, around))


def _text(template: str, call: Call, encoding: Encoding, around: Encoding) -> Callable[[int], str]:
    return lambda number: around(_filled(template, call(number), number, encoding))

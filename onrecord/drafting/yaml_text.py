"""Write texts as YAML that every reader reads back as the same text."""

from __future__ import annotations

import re

import yaml
from yaml.resolver import Resolver

from onrecord.text.ignorable import IGNORABLE

_RESOLVER = Resolver()
_NUMBER = re.compile(r"[-+]?(?:0o[0-7]+|[\d.]+(?:e[-+]?\d+)?)", re.IGNORECASE)  # those of YAML 1.2, too
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` \t=~<+.")
_UNSAFE = re.compile(
    r": |:$|\s#|^---|^\.\.\.|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# A reader of a briefing asks whether these marks were meant as YAML's.
_TYPOGRAPHIC = "“”„‟‘’‚‛«»"


def one_line(text: str) -> str:
    """A text with single spaces, and without characters that cannot be seen."""
    return " ".join(IGNORABLE.sub("", text).split())


def can_be_written(text: str) -> bool:
    """Whether a text has no character that a briefing must not have."""
    return bool(text) and _CONTROL.search(text) is None


def scalar(text: str, *, typographic: bool = True) -> str:
    """A text as a value on one line.

    Args:
        text: one line that can be written.
        typographic: whether the value may begin with a typographic quotation mark without being quoted.
    """
    is_plain = (
        text[:1] not in _INDICATORS
        and text[-1:] != " "
        and not _UNSAFE.search(text)
        and _is_text(text)
        and (typographic or text[:1] not in _TYPOGRAPHIC)
    )
    if is_plain:
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_text(text: str) -> bool:
    """Whether readers that convert values, as most programs do, leave a plain text as it is."""
    tag = _RESOLVER.resolve(  # type: ignore[no-untyped-call]
        yaml.ScalarNode, text, (True, False)
    )
    return bool(tag == "tag:yaml.org,2002:str") and not _NUMBER.fullmatch(text)


def flow_list(texts: list[str]) -> str:
    """Several texts as a list on one line."""
    return f"[{', '.join(_in_list(text) for text in texts)}]"


def _in_list(text: str) -> str:
    written = scalar(text, typographic=False)
    if written == text and re.search(r"[,\[\]{}]", text):
        return "'" + text.replace("'", "''") + "'"
    return written


def comment(text: str, indent: int = 0) -> str:
    """A text as a comment on one line."""
    return f"{' ' * indent}# {_CONTROL.sub(' ', one_line(text))}"

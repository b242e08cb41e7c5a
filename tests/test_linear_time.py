"""Time that grows with the input, not with its square: hostile files for each reader, four times as long.

Where the work grows with the square, four times the input takes sixteen times as long. The time of the thread
that works is compared, the best of some attempts, and half of that growth is allowed. Python collects no
garbage meanwhile: what other tests have left would be counted, and the more so the longer the work is.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.checking.examine import Examiner
from onrecord.layout import Layout
from onrecord.metadata.naming import check_names
from onrecord.metadata.registers import read_registers
from onrecord.text import word_places
from onrecord.text.folding import fold
from onrecord.text.inline import inline, links, plain

HEAD = "date: 2031-05-02\nsummary: {}\nsource: {{file: a.txt, publisher: P}}\nactors:\n  - id: ana-kresh\n"
ARTICLE = "Harbour board weighs a fee\n\n“We will not pay twice,” Ana Kresh told reporters on Friday.\n\n"
ACTORS = "ana-kresh:\n  name: Ana Kresh\n  kind: person\n"
ISSUES = "pilot-fee:\n  title: The pilot fee\n"
# So little time says nothing.
FLOOR = 0.06
ATTEMPTS = 12
LONGER = 4
GROWTH = 8

Files = dict[str, str]


def site(
    *, article: str = ARTICLE, brief: str = "", actors: str = "", summary: str = "s", **keys: str
) -> Files:
    """The files of a site with one briefing, with its one position's keys replaced."""
    stated = {"issue": "pilot-fee", "says": "No fee.", "passage": "We will not pay twice"} | keys
    lines = "".join(f"    {key}: {value}\n" for key, value in stated.items())
    return {
        "seeds/a.txt": article,
        "briefs/fee.yml": f"{HEAD.format(summary)}positions:\n  - actor: ana-kresh\n{lines}{brief}",
        "briefs/actors.yml": ACTORS + actors,
        "briefs/issues.yml": ISSUES,
    }


def article(unit: str, end: str = "") -> Callable[[int], Files]:
    return lambda size: site(article=ARTICLE + unit * (size // len(unit)) + end)


def lines(key: str, line: str) -> Callable[[int], Files]:
    """A briefing with a list of many lines; `{}` is the number of each."""
    return lambda size: site(brief=f"{key}:\n" + "".join(line.format(i) for i in range(size // len(line))))


def register(entry: str, text: str = "") -> Callable[[int], Files]:
    """A register with many entries, and perhaps an article that names them."""
    return lambda size: site(
        actors="".join(entry.format(i, i + 1) for i in range(size // len(entry))),
        article=ARTICLE + "".join(text.format(i) for i in range(size // len(entry) if text else 0)),
    )


def numbered(size: int, step: int = 1) -> list[str]:
    return [f"word{number}" for number in range(0, size // 9, step)]


ARTICLES = {
    "lines of a block quotation": article("> he said no\n"),
    "empty lines of a block quotation": article(">\n"),
    "quotation marks that open": article("“"),
    "quotations that nothing closes": article("“We pay\n"),
    "paragraphs of one quotation": article("“We pay it all.\n\n", "“And more.”"),
    "paragraphs that all open one": article("“We pay.\n\n"),
    "guillemets that open": article("« "),
    "guillemets of both directions": article("» «"),
    "quotations inside one another": article("“a ‘b "),
    "corner brackets": article("「a」"),
    "one name": article("Ana Kresh "),
    "one name that speaks": article("Ana Kresh said that "),
    "according to": article("according to Ana Kresh, "),
    "apostrophes": article("the owners' "),
    "lines of one letter": article("a\n"),
    "lines broken by U+2028": article("a\u2028"),
    "lines broken by U+0085": article("a\x85"),
    "lines that go on": article("and so on\n"),
    "stops": article("."),
    "dashes and spaces": article(" - -- "),
    "combining signs": article("e\u0301"),
    "letters without spaces": article("a"),
    "bylines": article("By Ana Kresh\n"),
}
PASSAGES = {
    "many pieces": lambda size: site(
        article=ARTICLE + " ".join(numbered(size)), passage=" […] ".join(numbered(size, 2))
    ),
    "pieces of which one is missing": lambda size: site(
        article=ARTICLE + "pay now " * (size // 8), passage=" […] ".join(["pay"] * (size // 16) + ["zzz"])
    ),
    "a list": lambda size: site(
        article=ARTICLE + " ".join(numbered(size)), passage=f"[{', '.join(numbered(size, 2))}]"
    ),
    "a list that is not there": lambda size: site(
        article=ARTICLE + " ".join(numbered(size)),
        passage=f"[{', '.join(f'{word}x' for word in numbered(size, 2))}]",
    ),
    "one that is nearly there": lambda size: site(
        article=ARTICLE + "no pay now. " * (size // 12), passage="no pay now. " * (size // 24) + "x"
    ),
}
WORDING = {
    "says of many words": lambda size: site(says="no " * (size // 3)),
    "says of one word": lambda size: site(says="a" * size),
    "says with quotations": lambda size: site(says="“a b” " * (size // 6)),
    "says with negations": lambda size: site(says="not a " * (size // 6)),
    "backticks that nothing closes": lambda size: site(summary="a `b " * (size // 5)),
    "quotation marks that nothing closes": lambda size: site(summary="a “b " * (size // 5)),
    "links": lambda size: site(summary="[a](b.md) " * (size // 10)),
    "links that do not end": lambda size: site(summary="x[a](" * (size // 5)),
}
YAML = {
    "unknown keys": lines("tags", "  - a\nkey{}: a\n"),
    "one key again and again": lines("tags", "  - a\ntitle: a\n"),
    "tags on one line": lambda size: site(brief=f"tags: [{', '.join(['a'] * (size // 3))}]\n"),
    "groups on one line": lambda size: site(brief="tags: [" + "{a: b}, " * (size // 8) + "c]\n"),
    "keys on one line": lambda size: site(
        brief="tags: {" + ", ".join(f"a{i}: b?" for i in range(size // 10)) + "}\n"
    ),
    "aliases": lines("tags", "  - *a\n"),
    "anchors": lines("tags", "  - &a{} b\n"),
    "tabs": lines("tags", "\t- a\n"),
    "hidden characters on one line": lambda size: site(brief="tags: [a" + "b\u200b" * (size // 2) + "]\n"),
    "escapes": lambda size: site(brief='tags: ["' + "\\n" * (size // 2) + '"]\n'),
    "dashes in place of hyphens": lines("tags", "  – b\n"),
    "one dash, and text below it": lambda size: site(brief="tags:\n  – b\n" + "    c\n" * (size // 6)),
    "questions": lines("open_questions", "  - ask: Who pays {}?\n"),
    "the same question": lines("open_questions", "  - ask: Who pays?\n"),
    "questions without a mark": lines("open_questions", "  - ask: Who pays\n"),
    "items that are texts": lines("corrections", "  - a\n"),
    "actors that nobody knows": lines("tags: []\ncorrections", "  - {{date: 2031-05-02, note: {}}}\n"),
    "ids that nobody knows": lambda size: site(toward=f"[{', '.join(f'a{i}' for i in range(size // 7))}]"),
    "names for one article": lambda size: site(
        brief="", says="No fee.\nactors:\n  - id: ana-kresh\n    as: [" + "the owner, " * (size // 11) + "x]"
    ),
}
REGISTERS = {
    "actors": register("a{0}:\n  name: Person{0} Name{0}\n  kind: person\n"),
    "actors with one first name": register(
        "a{0}:\n  name: Ana Name{0}\n  kind: person\n", "Ana Name{0} said. "
    ),
    "actors that the article names": register(
        "a{0}:\n  name: P{0} N{0}\n  kind: person\n", "P{0} N{0} said. "
    ),
    "a chain of actors": register("a{0}:\n  name: Person{0}\n  kind: person\n  of: a{1}\n"),
    "actors of nobody": register("a{0}:\n  name: Person{0}\n  kind: person\n  of: b{0}\n"),
    "wrong ids": register("A{0}:\n  name: Person{0}\n  kind: person\n"),
    "one name again and again": register("a{0}:\n  name: Ana Kresh\n  kind: person\n"),
}
CASES = [
    pytest.param(make, size, id=f"{reader}: {name}")
    for reader, size, cases in (
        ("article", 24_000, ARTICLES),
        ("passage", 12_000, PASSAGES),
        ("wording", 20_000, WORDING),
        ("yaml", 10_000, YAML),
        ("register", 15_000, REGISTERS),
    )
    for name, make in cases.items()
]


def seconds_for(root: Path, files: Files) -> float:
    """The processor time of reading and checking a site."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    def work() -> None:
        registers, *_ = read_registers(root / "briefs")
        list(check_names(registers))
        Examiner(Layout(root), registers).examine(root / "briefs" / "fee.yml")

    return thread_seconds(work)


def thread_seconds(work: Callable[[], object]) -> float:
    """The processor time that a piece of work takes in this thread."""
    gc.collect()
    gc.disable()
    try:
        start = time.thread_time()
        work()
        return time.thread_time() - start
    finally:
        gc.enable()


def grows_like_its_input(seconds: Callable[[int], float], size: int) -> bool:
    short = long = float("inf")
    for _ in range(ATTEMPTS):
        short, long = min(short, seconds(size)), min(long, seconds(LONGER * size))
        if long < max(GROWTH * short, FLOOR):
            return True
    return False


@pytest.mark.parametrize(("make", "size"), CASES)
def test_four_times_the_input_takes_four_times_as_long(
    make: Callable[[int], Files], size: int, tmp_path: Path
) -> None:
    assert grows_like_its_input(lambda length: seconds_for(tmp_path, make(length)), size)


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "[a](b) ", "``a`", "*`_[", "[a][", "*a", "[a](b(c) ", "<", "&#1; "]
)
def test_markup_of_editors_takes_little_time_however_much_it_is(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return thread_seconds(lambda: (inline(text), plain(text), links(text)))

    assert grows_like_its_input(seconds, 5_000)


def test_passages_are_found_at_the_same_places_with_and_without_an_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "We pay. We won't pay, repay or pay 1.5 or 1 or “pay” it – wépay, pay我们pay. Non-pay? We pay no way"
    )
    wanted = [
        "We pay",
        "pay",
        "1",
        "1.5",
        "no way",
        "We",
        "won",
        "won't",
        "“pay”",
        "我们",
        "pay我",
        "way no",
        "p",
    ]
    searched = [list(fold(text).find(fold(words).text)) for words in wanted]
    monkeypatch.setattr(word_places, "SEARCHES", 0)
    indexed = [list(fold(text).find(fold(words).text)) for words in wanted]
    assert indexed == searched
    assert [len(found) for found in searched][:3] == [2, 7, 1]

"""The time for an article of 200,000 words without the passages: the slowest honest case.

Run it as `.venv/bin/python -m bench.nearest`.  Each line is for another kind of article. The columns are
seconds of processor time: for reading it; for anchoring a briefing without passages (folding, names); and for
one whose passages are all missing, so that 'did you mean' is computed for each.
"""

from __future__ import annotations

import random
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from onrecord.anchoring.anchor import anchor_brief
from onrecord.anchoring.names import NameIndex
from onrecord.articles.reading import parse_article
from onrecord.metadata.briefs import BriefFile, read_brief
from onrecord.schema.models import Actor

WORDS = 200_000
RANDOM = random.Random(2031)  # noqa: S311 - repeatable, and not for security
COLUMNS = ("read", "nothing", "one", "thirty", "of 2,000 words", "thirty of 2,000")

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def vocabulary(letters: str, size: int = 20_000) -> list[str]:
    return ["".join(RANDOM.choices(letters, k=RANDOM.randint(2, 9))) for _ in range(size)]


def zipf(words: Sequence[str], count: int) -> list[str]:
    """Random words with the frequencies of real prose: the second half as often as the first, and so on."""
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    return RANDOM.choices(words, cum_weights=weights, k=count)


def prose(words: Sequence[str]) -> str:
    drawn = zipf(words, WORDS)
    paragraphs = []
    while drawn:
        length = RANDOM.randint(30, 80)
        text = " ".join(drawn[:length]).capitalize() + "."
        paragraphs.append(f"“{text[:60]},” Ana Kresh said. {text[60:]}" if RANDOM.random() < 0.4 else text)
        del drawn[:length]
    return "A headline\n" + "\n".join(paragraphs)


def brief(folder: Path, passages: Sequence[str]) -> BriefFile:
    lines = ["date: 2031-05-02", "summary: s", "source: {file: a.txt, publisher: P}"]
    lines += ["actors: [{id: ana-kresh}]", "positions:" if passages else "positions: []"]
    for number, passage in enumerate(passages):
        lines += ["- actor: ana-kresh", "  issue: i", "  says: s", f"  id: p{number}"]
        lines += [f'  passage: "{passage}"']
    path = folder / "a-brief.yml"
    path.write_text("\n".join(lines), encoding="utf-8")
    file, problems = read_brief(path)
    assert file is not None, problems
    return file


def measure(folder: Path, name: str, text: str, words: Sequence[str]) -> None:
    actor = Actor(name="Ana Kresh", kind="person", also=("Kresh",))
    actors = {"ana-kresh": actor}
    names = NameIndex(actors)

    def missing(length: int) -> str:
        at = RANDOM.randrange(len(text) // 2)
        stretch = text[at : at + length * 8].translate({ord("“"): None, ord("\n"): " "}).split()[:length]
        stretch[len(stretch) * 3 // 4] = "zzz"
        return " ".join(stretch)[: length * 12]

    def passages(length: int, count: int) -> list[str]:
        return [" ".join(zipf(words, length)) if n % 2 else missing(length) for n in range(count)]

    reading, article = timed(lambda: parse_article("a.txt", text))
    figures = [reading]
    for wanted in ([], passages(20, 1), passages(20, 30), passages(2000, 1), passages(1900, 30)):
        file = brief(folder, wanted)
        seconds, result = timed(partial(anchor_brief, file, article, actors, names))
        assert len([p for p in result.problems if p.is_error]) == len(wanted), (name, len(wanted))
        figures.append(seconds)
    print(f"{name:<28}" + "".join(f"{figure:>18.2f}" for figure in figures))


def main() -> None:
    latin, cyrillic = vocabulary("etaoinshrdlucmfw"), vocabulary("оеаинтсрвлкмдпу")
    accented = vocabulary("etaoinshrdàéộüñç")
    signs = [chr(code) for code in range(0x4E00, 0x5E00)]
    print(f"{'':<28}" + "".join(f"{column:>18}" for column in COLUMNS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(folder, "prose", prose(latin), latin)
        measure(folder, "prose, Cyrillic", prose(cyrillic), cyrillic)
        decomposed = unicodedata.normalize("NFD", prose(accented))
        measure(folder, "prose, accents apart (NFD)", decomposed, accented)
        measure(folder, "one word repeated", "word " * WORDS, ["word", "other"])
        measure(folder, "one letter, no space", "a" * WORDS * 6, ["a", "aa"])
        measure(folder, "Chinese, no space", "".join(zipf(signs, WORDS * 2)), signs)
        measure(folder, "one paragraph, singles", "the allies’ ‘plan’ don’t ‘ " * (WORDS // 5), latin)


if __name__ == "__main__":
    main()

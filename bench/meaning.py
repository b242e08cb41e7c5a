"""How often honest passages are warned of, and how many cuts are noticed: `python -m bench.meaning FOLDER`.

FOLDER is a copy of PolNeAR (github.com/networkdynamics/PolNeAR), about a thousand news articles in which
people marked who says what: 24,000 times the words said (content), the words that say that they are said
(cue) and who says them (source).  What they marked is taken for honest passages.  Dishonest ones are cut out
of it: after a negation, before an `if`, a question without its mark.  Nothing of the corpus is part of the
program.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from onrecord.articles.reading import parse_article
from onrecord.meaning.checks import passage_findings
from onrecord.meaning.context import pieces_of
from onrecord.meaning.wordlists import wordlist_of
from onrecord.model import Anchor, Article
from onrecord.text.spans import Span

SHOWN = 5
ENTITY = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")
EVENT = re.compile(r"E\d+\t(.+)")
# Words of our own choice, so that the lists of the program are not measured by themselves alone.
NEGATORS = re.compile(r"\b(?:not|never|nobody|neither|cannot|without|[a-z]+n['’]t|no)\b")
PHRASES = re.compile(
    r"(?:only|just|merely|doubt|question|more than|longer than|matter|simply|least|to mention)\b"
)
BREAK = re.compile(
    r"[.,;:?!()\[\]–—\"“”]|--| - |\b(?:but|because|although|while|when|who|which|than|and|or|as)\b"
)
NUMBER = re.compile(r"\b\d[\d,.]*(?= (?:percent|million|billion)\b)|\b\d[\d,.]*(?=%)")
NEGATION = {"cut-negation", "omits-negation", "omits-only-negation"}


class Attribution(Struct, frozen=True):
    """What somebody is reported to have said, as spans of the article."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


def attributions(path: Path) -> Iterator[Attribution]:
    """The attributions in a file of brat's standoff format."""
    spans: dict[str, tuple[Span, ...]] = {}
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if entity := ENTITY.match(line):
            parts = (part.split() for part in entity.group(3).split(";"))
            spans[entity.group(1)] = tuple(Span(int(start), int(end)) for start, end in parts)
        elif event := EVENT.match(line):
            events.append([part.partition(":")[::2] for part in event.group(1).split()])
    for event in events:
        roles: dict[str, tuple[Span, ...]] = {}
        for role, name in event:
            kind = role.rstrip("0123456789")
            roles[kind] = (*roles.get(kind, ()), *spans.get(name, ()))
        if roles.get("Content"):
            yield Attribution(roles["Content"], roles.get("Cue", ()), roles.get("Source", ()))


def articles(folder: Path) -> Iterator[tuple[Article, list[Attribution]]]:
    """The articles of the corpus and what is attributed in each."""
    data = folder / "data" if (folder / "data").is_dir() else folder
    for part in ("train", "dev", "test"):
        for text in sorted((data / part / "text").iterdir()):
            found = sorted((data / part / "attributions").glob(f"{text.stem}*.ann"))
            if found:
                article = parse_article(text.name, text.read_text(encoding="utf-8", errors="replace"))
                yield article, list(attributions(found[0]))


def trimmed(article: Article, start: int, end: int) -> Span | None:
    """A span without white space at its ends, widened to whole words; None where nothing is left."""
    text = article.text
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def rules_of(article: Article, *spans: Span) -> set[str]:
    """The rules that a passage of these pieces breaks."""
    words = wordlist_of("en")
    assert words is not None
    anchor = Anchor(tuple(sorted(spans)))
    pieces = tuple(pieces_of(article, anchor, words.sentences))
    return {finding.rule.name for finding in passage_findings(article, anchor, pieces, words)}


def hull(article: Article, spans: Sequence[Span]) -> Span | None:
    return trimmed(article, min(span.start for span in spans), max(span.end for span in spans))


class Table:
    """Counts of warnings, and examples."""

    def __init__(self) -> None:
        self.honest: dict[str, Counter[str]] = {}
        self.cut: dict[str, Counter[str]] = {}
        self.examples: dict[tuple[str, str], list[str]] = {}

    def add_honest(self, name: str, article: Article, *spans: Span) -> None:
        count = self.honest.setdefault(name, Counter())
        rules = rules_of(article, *spans)
        count["passages"] += 1
        count["any"] += bool(rules)
        count.update(rules)
        for rule in rules:
            self._keep((name, rule), article, spans)

    def add_cut(self, name: str, wanted: set[str], article: Article, *spans: Span | None) -> None:
        whole = [span for span in spans if span is not None]
        if len(whole) < len(spans) or any(not re.search(r"\w{3}", article.words(span)) for span in whole):
            return
        count = self.cut.setdefault(name, Counter())
        rules = rules_of(article, *whole)
        count["passages"] += 1
        count["noticed"] += bool(rules & wanted)
        if not rules & wanted:
            self._keep((name, "missed"), article, whole)

    def _keep(self, key: tuple[str, str], article: Article, spans: Sequence[Span]) -> None:
        first, last = spans[0].start, spans[-1].end
        around = f"{article.text[max(first - 70, 0) : first]} | "
        around += " […] ".join(article.words(span)[:160] for span in spans)
        around += f" | {article.text[last : last + 60]}"
        self.examples.setdefault(key, []).append(" ".join(around.split()))


def measure(folder: Path) -> Table:
    table = Table()
    for article, found in articles(folder):
        for attribution in found:
            content = hull(article, attribution.content)
            if content is None:
                continue
            block = article.block_at(content.start)
            near = [s for s in (*attribution.cue, *attribution.source) if article.block_at(s.start) == block]
            whole = hull(article, (*attribution.content, *near))
            if whole is None:
                continue
            table.add_honest("content, cue and source", article, whole)
            table.add_honest("content alone", article, content)
            pieces = [trimmed(article, span.start, span.end) for span in attribution.content]
            if len(pieces) > 1 and all(pieces):
                table.add_honest("content in pieces", article, *(piece for piece in pieces if piece))
            if article.block_at(content.start) == article.block_at(content.end - 1):
                add_cuts(table, article, content)
    return table


def add_cuts(table: Table, article: Article, content: Span) -> None:
    """The dishonest passages that can be cut out of an honest one."""
    text = article.text
    for match in NEGATORS.finditer(text, content.start, content.end):
        following = text[match.end() : match.end() + 30].strip()
        if PHRASES.match(following):
            continue
        table.add_cut("cut after a negation", NEGATION, article, trimmed(article, match.end(), content.end))
        before = trimmed(article, content.start, match.start())
        after = trimmed(article, match.end(), content.end)
        clause = text[content.start : match.start()]
        if not BREAK.search(clause[-3:]) and not re.search(r"[.!?]", clause):
            table.add_cut("negation left out with […]", NEGATION, article, before, after)
        if match.group() in ("not", "never") and re.search(r"\w $", text[content.start : match.start()]):
            table.add_cut("cut before not, never", NEGATION, article, before)
        rest = text[match.end() : content.end]
        words = list(re.finditer(r"\S+", rest))[:4]
        if len(words) == 4 and not BREAK.search(rest[: words[-1].end()]):
            start = match.end() + words[2].end()
            table.add_cut(
                "cut 3 words after a negation", NEGATION, article, trimmed(article, start, content.end)
            )
    conditions = {"cut-condition", "omits-condition"}
    for match in re.finditer(r"\b[Ii]f\b", text[content.start : content.end]):
        at = content.start + match.start()
        before = text[content.start : at]
        if re.search(r"\b(?:even|what|as|see|know|only|and)\W+$", before) or text[at + 3 : at + 6] in (
            "not",
            "any",
        ):
            continue
        clause = re.search(r"[,.;:?!]", text[at + 2 : content.end])
        end = at + 2 + clause.start() if clause else content.end
        table.add_cut("if-clause without its if", conditions, article, trimmed(article, at + 2, end))
        if re.search(r"[\w,] $", before) and not re.search(r"[.!?,] *$", before):
            table.add_cut("cut before if", conditions, article, trimmed(article, content.start, at))
    if text[content.end - 1] == "?" and not re.search(
        r"[.!?\":;–—“”]", text[content.start : content.end - 1]
    ):
        end = content.end - 1
        table.add_cut(
            "question without its mark", {"cut-question"}, article, trimmed(article, content.start, end)
        )
    for match in NUMBER.finditer(text, content.start, content.end):
        span = trimmed(article, content.start, match.end())
        table.add_cut("number without its unit", {"cut-quantity"}, article, span)


def show(table: Table, examples: int) -> None:
    print("| honest passages | number | with a warning | in 100 |")
    print("| --- | ---: | ---: | ---: |")
    for name, count in table.honest.items():
        share = 100 * count["any"] / count["passages"]
        print(f"| {name} | {count['passages']:,} | {count['any']:,} | {share:.2f} |")
    name = next(iter(table.honest))
    count = table.honest[name]
    rules = ", ".join(f"{rule} {number}" for rule, number in count.most_common() if "-" in rule)
    print(f"\n{name}: {rules}\n")
    print("| cut on purpose | number | noticed | in 100 |")
    print("| --- | ---: | ---: | ---: |")
    for name, count in table.cut.items():
        share = 100 * count["noticed"] / count["passages"]
        print(f"| {name} | {count['passages']:,} | {count['noticed']:,} | {share:.1f} |")
    if examples:
        for (name, rule), texts in table.examples.items():
            for text in texts[:: max(len(texts) // examples, 1)][:examples]:
                print(f"\n{name}, {rule}\n  {text}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a copy of PolNeAR")
    parser.add_argument("--examples", type=int, default=0, help="show as many of each kind")
    arguments = parser.parse_args()
    show(measure(arguments.folder), arguments.examples)


if __name__ == "__main__":
    main()

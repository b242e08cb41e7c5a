"""The false warnings and the detected cuts of the meaning checks: `python -m bench.meaning FOLDER`.

FOLDER is a copy of PolNeAR (github.com/networkdynamics/PolNeAR): about a thousand news articles in which
people marked 24,000 attributions, each with the words said (content), the words that attribute them (cue) and
the speaker (source). The marked words are the honest passages. Misleading ones are cut out of them: after a
negation, before an `if`, a question without its mark. The program contains nothing of the corpus.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bench.meaning_cuts import JOINED, cuts, joined, trimmed
from bench.polnear import Attribution, attributions
from onrecord.articles.reading import parse_article
from onrecord.meaning.checks import passage_findings
from onrecord.meaning.context import pieces_of
from onrecord.meaning.wordlists import wordlist_of
from onrecord.record import Anchor, Article
from onrecord.text.spans import Span

SHOWN = 5


def articles(folder: Path) -> Iterator[tuple[Article, list[Attribution]]]:
    """Yield the articles of the corpus, each with its attributions."""
    data = folder / "data" if (folder / "data").is_dir() else folder
    for part in ("train", "dev", "test"):
        for text in sorted((data / part / "text").iterdir()):
            found = sorted((data / part / "attributions").glob(f"{text.stem}*.ann"))
            if found:
                article = parse_article(text.name, text.read_text(encoding="utf-8", errors="replace"))
                yield article, list(attributions(found[0]))


def rules_of(article: Article, *spans: Span) -> set[str]:
    """The names of the rules that a passage with these pieces breaks."""
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

    def add_cut(
        self,
        name: str,
        wanted: Collection[str],
        article: Article,
        *spans: Span | None,
        others: Collection[str] = (),
    ) -> None:
        """Count a cut; `others` are broken rules that are not meaning rules."""
        whole = [span for span in spans if span is not None]
        if len(whole) < len(spans) or any(not re.search(r"\w{3}", article.words(span)) for span in whole):
            return
        count = self.cut.setdefault(name, Counter())
        noticed = not rules_of(article, *whole).union(others).isdisjoint(wanted)
        count["passages"] += 1
        count["noticed"] += noticed
        if not noticed:
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
                for name, rules, spans in cuts(article, content, attribution.cue):
                    table.add_cut(name, rules, article, *spans)
        for name, pieces_, rules in joined(article, found):
            table.add_cut(name, JOINED, article, *pieces_, others=rules)
    return table


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

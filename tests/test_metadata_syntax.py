"""YAML that cannot be read, or is read differently than meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.metadata_cases import LINES, Case, case, marked, places, read, table, without
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.validation import check_scalars
from onrecord.rules import syntax
from onrecord.rules.problems import Rule

COLONS = [
    case("colon-in-value", title="title: Ana Kresh‸: no talks"),
    case("colon-in-value", title="title: Ana Kresh‸: no: talks"),
    case("colon-in-value", title="title: talks‸:"),
    case("colon-in-value", title="title: ‸: talks"),
    case("colon-in-value", title="title: talks ‸: none"),
    case("colon-in-value", says="    says: She said‸: no"),
    case("colon-in-value", kresh="  - id: ana‸: kresh"),
    case("colon-in-value", tags="tags: [fisheries‸: all, trade]"),
    case("colon-in-value", tags="tags:\n  - fisheries‸: all\n  - trade"),
    case("colon-in-value", passage="    passage:\n      - She said‸: no\n      - a word"),
    case("colon-in-value", title="title:\n  names‸: a season"),
    case("colon-in-value", title="title: Velmar\n  names a season‸: spring"),
    case("colon-in-value", file="  gulf-herald-0502.txt", publisher="  publisher‸: Gulf Herald"),
    case("colon-in-value", kresh="  - ana-kresh", role="    role‸: Foreign minister"),
    case("colon-in-value", passage="    passage:\n      - We will not\n        talk‸: never"),
    case("colon-in-value", tags="tags: [fisheries]‸: trade"),
    case("colon-in-value", tags="tags: [fisheries‸: ]"),
    case("", title="title: 'Ana Kresh: no talks'"),
    case("", title='title: "Ana Kresh: no talks"'),
    case("", title="title: |\n  Ana Kresh: no talks"),
    case("", title="title: >\n  Ana Kresh: no talks"),
    case("", title="title: at 12:30"),
    case("", title="title: https://x.example"),
]

# A value that begins with a sign that YAML reserves.
SIGNS = [
    case("yaml-feature", title="title: ‸*Talks*"),
    case("yaml-feature", title="title: ‸*Talks* in spring"),
    case("yaml-feature", title="title: ‸*talks"),
    case("yaml-feature", title="title: ‸**talks**"),
    case("yaml-feature", title="title: ‸&talks"),
    case("yaml-feature", title="title: ‸&talks in spring"),
    case("yaml-feature", title="title: ‸& talks"),
    case("yaml-feature", title="title: ‸!Urgent"),
    case("yaml-feature", title="title: ‸! Urgent"),
    case("yaml-feature", title="title: ‸!Urgent call for talks"),
    case("yaml-feature", title="title: ‸!!str talks"),
    case("yaml-feature", title="title: ‸!<tag:x> talks"),
    case("yaml-feature", title="title: ‸? talks"),
    case("yaml-feature", title="title: ‸?"),
    case("yaml-feature", issue="    issue: ‸*issue"),
    case("yaml-feature", source="source: ‸&source"),
    case("yaml-feature", source="source: ‸!source"),
    case("yaml-feature", tags="tags: [‸*a, fisheries]"),
    case("yaml-feature", tags="tags: [‸&a fisheries, *a]"),
    case("yaml-feature", tags="tags: ‸&a [fisheries]"),
    case("yaml-syntax", title="title: ‸@talks"),
    case("yaml-syntax", title="title: ‸`talks`"),
    case("yaml-syntax", title="title: ‸%talks"),
    case("yaml-syntax", title="title: ‸]talks"),
    case("yaml-syntax", title="title: ‸}talks"),
    case("yaml-syntax", title="title: ‸, talks"),
    case("yaml-syntax", title="title: ‸|talks"),
    case("yaml-syntax", title="title: ‸| talks"),
    case("yaml-syntax", title="title: ‸> 5 boats"),
    case("yaml-syntax", title="title: ‸>5 boats"),
    case("yaml-syntax", title="title: ‸- talks"),
    case("yaml-syntax", title="title: ‸-"),
    case("yaml-syntax", tags="tags: ‸- fisheries"),
    case("yaml-syntax", says="    says: ‸@kresh says no"),
    case("yaml-syntax", tags="tags: [‸@fisheries]"),
]

BRACKETS = [
    case("yaml-syntax", title="title: [Draft] ‸Talks"),
    case("yaml-syntax", title="title: {draft} ‸Talks"),
    case("yaml-syntax", title="title: [1]‸[2]"),
    case("yaml-syntax", passage="    passage: […] ‸before the spring"),
    case("yaml-syntax", title="title: ‸[Draft"),
    case("yaml-syntax", title="title: ‸{draft"),
    case("yaml-syntax", tags="tags: ‸[fisheries, trade"),
    case("yaml-syntax", tags="tags: ‸[fisheries, trade,"),
    case("yaml-syntax", tags="tags: ‸[fisheries, [trade]"),
    case("yaml-syntax", tags="tags: [fisheries, trade]‸]"),
    case("yaml-syntax", tags="tags: [fisheries,‸, trade]"),
    case("yaml-syntax", tags="tags: [‸, trade]"),
    case("yaml-syntax", tags="tags: ['fisheries'‸ 'trade']"),
    case("yaml-syntax", tags='tags: ["fisheries"‸ "trade"]'),
    case("yaml-syntax", tags="tags: [[fisheries]‸ [trade]]"),
    case("yaml-syntax", tags="tags: [{a: b}‸\n  {c: d}]"),
    case("yaml-syntax", tags="tags: [fisheries, ‸- trade]"),
    case("yaml-syntax", watch="    watch: ‸[A date"),
    case("text-after-quote", tags='tags: ["fisheries‸" trade]'),
    case("wrong-type", title="title: ‸[Draft]"),
    case("wrong-type", title="title: ‸{draft}"),
    case("wrong-type", title="title: ‸{draft: x}"),
    case("wrong-type", passage="    passage: [‸[…], a word]"),
    case("wrong-type", tags="tags: [‸[fisheries], trade]"),
    case("", tags="tags: [\n  fisheries,\n  trade\n  ]"),
    case("", title="title: '[Draft] Talks'"),
    case("", title="title: Talks [Draft] {draft}"),
    case("", passage="    passage: We will not talk […] the spring"),
]


DOCUMENTS = [
    marked(f"---\n{without()}", ""),
    marked(f"# a comment\n---\n{without()}", ""),
    marked(f"{without()}...\n", ""),
    marked(f"{without()}...\n# a comment\n", ""),
    marked(f"{without()}‸---\n", "yaml-syntax"),
    marked(f"{without()}‸---\ntitle: b\n", "yaml-syntax"),
    marked(f"{without()}‸...\n---\ntitle: b\n", "yaml-syntax"),
    marked(f"{without()}‸...\nupdated: 2031-05-03\n", "yaml-syntax"),
    marked(f"{without()}‸...\nWhat else?\n", "yaml-syntax"),
    case("yaml-syntax", source="‸---\nsource:"),
    case("yaml-syntax", source="‸...\nsource:"),
    marked(f"‸%YAML 1.2\n---\n{without()}", "yaml-feature"),
    marked(f"‸%YAML 3.0\n---\n{without()}", "yaml-feature"),
    marked(f"‸%TAG ! x\n---\n{without()}", "yaml-feature"),
    marked(f"‸%FOO\n---\n{without()}", "yaml-feature"),
    marked(f"‸% a comment, as in other programs\n{without()}", "yaml-feature"),
    case("yaml-feature", source="‸%FOO\nsource:"),
    marked(f"‸!briefing\n{without()}", "yaml-feature"),
    marked(f"‸&briefing\n{without()}", "yaml-feature"),
    marked(f"‸&briefing {without()}", "yaml-feature"),
]

KEYS = [
    case("yaml-feature", title="‸[title]: Velmar"),
    case("yaml-feature", title="‸{title: a}: Velmar"),
    case("yaml-feature", title="? ‸title\n: Velmar"),
    case("yaml-feature", title="? ‸- title\n: Velmar"),
    case("yaml-feature", title="? ‸|\n  title\n: Velmar"),
    case("yaml-feature", title="‸<<: {title: Velmar}"),
    case("yaml-feature", title="‸<<: *x"),
    case("yaml-feature", publisher="  ‸<<: {publisher: Gulf Herald}\n  publisher: Gulf Herald"),
    case("unknown-key", title="‸'<<': Velmar"),
    case("duplicate-key", date="date: 2031-05-02\n‸date: 2031-05-03"),
    case("duplicate-key", date="date: 2031-05-02\n‸'date': 2031-05-02"),
    case("duplicate-key", publisher="  publisher: Gulf Herald\n  ‸publisher: Gulf Herald"),
    case("duplicate-key", velmar="    ‸id: velmar"),
    case("duplicate-key", says=f"{LINES['says']}\n    ‸actor: velmar"),
    case("duplicate-key", watch=f"{LINES['watch']}\n    ‸ask: Why?"),
    case("duplicate-key", watch=f"{LINES['watch']}\n‸source:\n  file: x"),
    case("duplicate-key duplicate-key", date="date: 2031-05-02\n‸date: a\n‸date: b"),
    case("yaml-syntax", date="date‸:2031-05-02"),
    case("yaml-syntax", publisher="  publisher‸:Gulf Herald"),
    case("yaml-syntax", file="  file‸:gulf-herald-0502.txt", publisher="", url=""),
    case("yaml-syntax", velmar="  - id‸:velmar"),
    case("yaml-syntax", title="title‸:Velmar"),
    case("yaml-syntax", date="date‸：2031-05-02"),
    case("yaml-syntax", date="date‸： 2031-05-02"),
    case("yaml-syntax", date="‸date 2031-05-02"),
    case("yaml-syntax", date="‸date"),
    case("yaml-syntax", title="‸Velmar names a season"),
    case("yaml-syntax", source="‸source"),
    case("yaml-syntax", summary="summary: Ana Kresh\n‸says when talks can begin."),
    marked(f"{without()}‸and more", "yaml-syntax"),
    case("yaml-syntax", velmar="  ‸-id: velmar"),
    case("yaml-syntax", kresh="  ‸-id: ana-kresh", role="", velmar=""),
]


@table(
    colons=COLONS,
    signs=SIGNS,
    brackets=BRACKETS,
    documents=DOCUMENTS,
    keys=KEYS,
)
def test_mistake_is_found_where_it_is(case: Case, tmp_path: Path) -> None:
    assert places(read(tmp_path, case.text)[1]) == case.expected


SYNTAX_RULES = [rule for rule in vars(syntax).values() if isinstance(rule, Rule)]


@pytest.mark.parametrize("rule", SYNTAX_RULES, ids=lambda rule: rule.name)
def test_wrong_example_breaks_its_rule_and_the_right_one_none(rule: Rule) -> None:
    def broken(text: str) -> list[str]:
        document, problems = read_yaml("briefs/x.yml", text)
        return [problem.rule.name for problem in problems + (check_scalars(document) if document else [])]

    assert broken(rule.wrong) == [rule.name]
    assert broken(rule.right) == []

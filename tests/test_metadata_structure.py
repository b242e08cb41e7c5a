"""Structure: keys, lists and indentation."""

from __future__ import annotations

from pathlib import Path

from helpers.metadata_cases import LINES, Case, case, marked, places, read, table, without
from onrecord.rules.problems import Problem

INDENTATION = [
    case("bad-indentation", title=" ‸title: Velmar names a season"),
    case("bad-indentation", date=" ‸date: 2031-05-02"),
    case("bad-indentation", summary="  ‸summary: Ana Kresh"),
    case("bad-indentation", source=" ‸source:"),
    case("bad-indentation", file=" file: a.txt", publisher="  ‸publisher: Gulf Herald"),
    case("bad-indentation", publisher="   ‸publisher: Gulf Herald"),
    case("bad-indentation", publisher=" ‸publisher: Gulf Herald"),
    case("bad-indentation", publisher="publisher: Gulf Herald", url="  ‸url: https://x.example"),
    case("bad-indentation", role="  ‸role: Foreign minister"),
    case("bad-indentation", role="   ‸role: Foreign minister"),
    case("bad-indentation", role="      ‸role: Foreign minister"),
    case("bad-indentation", role="role: Foreign minister", velmar="  ‸- id: velmar"),
    case("bad-indentation", kresh="- id: ana-kresh", role="  role: x", velmar="  ‸- id: velmar"),
    case("bad-indentation", velmar="‸- id: velmar"),
    case("bad-indentation", velmar=" ‸- id: velmar"),
    case("bad-indentation", velmar="   ‸- id: velmar"),
    case("bad-indentation", velmar="    ‸- id: velmar"),
    case("bad-indentation", velmar="  ‸id: velmar"),
    case("bad-indentation", issue="  ‸issue: fishing-rights"),
    case("bad-indentation", issue="     ‸issue: fishing-rights"),
    case("bad-indentation", positions="positions: none", actor="  ‸- actor: ana-kresh"),
    case("bad-indentation", title="title: Velmar\n  ‸- names a season"),
    case("bad-indentation", title="title: Velmar\n  ‸names: a season"),
    case("bad-indentation", tags="tags:\n  - fisheries\n    ‸- trade"),
    case("bad-indentation", passage="    passage:\n      - We will not\n        ‸- talk before the spring"),
    case("bad-indentation", summary="summary: |\n    One.\n  ‸Two."),
    case("", tags="tags:\n- fisheries\n- trade"),
    case("", tags="tags:\n        - fisheries\n        - trade"),
    case("", title="title: Velmar\n  names a season\n    for talks"),
    case("", title="title:\n  Velmar names a season"),
    case("", summary="summary: |\n      One.\n        Two."),
    case("", role="\n    # a comment\n  # another\n\n    role: Foreign minister"),
    marked("".join(f"  {line}\n" for line in LINES.values()), ""),
]  # fmt: skip


def _with_signs(*signs: str) -> dict[str, str]:
    """Replacements for the lines that begin a briefing's list items."""
    names = ("kresh", "velmar", "actor", "ask")
    return {name: LINES[name].replace("- ", sign, 1) for name, sign in zip(names, signs, strict=True)}


SIGNS = [
    *[
        case("yaml-syntax", **{**_with_signs(sign, sign, sign, sign), "kresh": f"  ‸{sign}id: ana-kresh"})
        for sign in ("– ", "— ", "• ", "* ", "+ ", "− ", "‐ ", "· ", "–\u00a0")
    ],
    case("yaml-syntax", actor="  ‸– actor: ana-kresh"),
    case("yaml-syntax", actor="  ‸* actor: ana-kresh"),
    case("yaml-syntax", actor="  ‸• actor: ana-kresh  # the minister"),
    case("yaml-syntax", velmar="  ‸– id: velmar"),
    case("yaml-syntax", kresh="‸– id: ana-kresh", role="  role: Minister", velmar="– id: velmar"),
    case("yaml-syntax", velmar="  - id: velmar\n    as:\n      ‸– the city\n      – Velmar town"),
    case("yaml-syntax", tags="tags:\n  ‸• fisheries\n  • trade"),
    case("yaml-syntax", tags="tags:\n  ‸1. fisheries\n  2. trade"),
    case(
        "yaml-syntax",
        actor="  ‸1) actor: ana-kresh",
        issue="     issue: a",
        says="     says: b",
        passage="     passage: c",
    ),
    case("yaml-syntax", passage="    passage:\n      ‸– We will\n        not talk\n\n      – before"),
    case("yaml-syntax", passage="    passage:\n      - We will not\n      ‸– before the spring"),
    case("bad-date yaml-syntax", actor="  ‸– actor: ana-kresh", date="date: ‸2 May"),
    case("", passage="    passage:\n      – We will not talk"),
    case("", passage="    passage:\n      – We will\n        not talk"),
    case("", summary="summary:\n  – One.\n  – Two."),
    case("", summary="summary: |\n  tags:\n  • One.\n  • Two."),
    case("", says="    says: >-  # folded\n      passage:\n\n      • One.\n      • Two."),
    case("", title="title: Velmar\n  – and Ostravia"),
    case("", tags='tags: ["– a", "• b"]'),
]  # fmt: skip

UNKNOWN = [
    case("unknown-key", tags="‸tag: [fisheries]"),
    case("unknown-key", tags="‸Tags: [fisheries]"),
    case("unknown-key", tags="‸labels: [fisheries]"),
    case("unknown-key", tags="‸'tags ': [fisheries]"),
    case("unknown-key", tags="‸'': fisheries"),
    case("unknown-key", tags="‸role: Foreign minister"),
    case("unknown-key", url="  ‸URL: https://x.example"),
    case("unknown-key", url="  ‸title: Talks"),
    case("unknown-key", role="    ‸rol: Foreign minister"),
    case("unknown-key", role="    ‸name: Ana Kresh"),
    case("unknown-key unknown-key", role="    ‸name: Ana Kresh\n    ‸kind: person"),
    case("unknown-key", passage=f"{LINES['passage']}\n    ‸quote: no talks"),
    case("unknown-key", watch="    ‸whatch: A date"),
    # A mistyped required key is not also reported as missing.
    case("unknown-key", date="‸Date: 2031-05-02"),
    case("unknown-key", publisher="  ‸publishr: Gulf Herald"),
    case("unknown-key", velmar="  - ‸ids: velmar"),
    case("unknown-key", says="    ‸say: There will be no talks."),
    case("unknown-key", passage="    ‸pasage: We will not talk"),
    case("unknown-key", positions="‸position:"),
    # The next key is in the wrong group.
    case("unknown-key", url="‸url: https://x.example"),
]

MISSING = [
    marked(f"‸{without('date')}", "missing-key"),
    marked(f"‸{without('summary')}", "missing-key"),
    marked(f"‸{without('source', 'file', 'publisher', 'url')}", "missing-key"),
    marked(f"‸{without('actors', 'kresh', 'role', 'velmar')}", "missing-key"),
    marked(f"‸‸{without('date', 'summary')}", "missing-key missing-key"),
    marked("‸‸‸‸title: Velmar names a season\n", "missing-key missing-key missing-key missing-key"),
    case("missing-key", file="  ‸publisher: Gulf Herald", publisher=""),
    case("missing-key", publisher="", file="  ‸file: a.txt"),
    case("missing-key", kresh="  - ‸role: Foreign minister", role=""),
    case("missing-key", actor="  - ‸issue: fishing-rights", issue=""),
    case("missing-key", actor="  - ‸actor: ana-kresh", issue=""),
    case("missing-key", actor="  - ‸actor: ana-kresh", says=""),
    case("missing-key", actor="  - ‸actor: ana-kresh", passage=""),
    case("missing-key missing-key", actor="  - ‸‸actor: ana-kresh", says="", passage=""),
    case("missing-key", ask="  - ‸watch: A date", watch=""),
    case("missing-key", watch=f"{LINES['watch']}\ncorrections:\n  - ‸note: A word."),
    # Keys that a text swallowed.
    case("missing-key", title="‸title: Velmar", date="", summary="summary: |\n  Ana.\n  date: 2031-05-02"),
    # Required keys without a value are empty, not also missing.
    case("empty-value", date="‸date:"),
    case("empty-value", source="‸source:", file="", publisher="", url=""),
]  # fmt: skip

TYPES = [
    case("wrong-type", title="title: ‸[a, b]"),
    case("wrong-type", title="title:\n  ‸- a\n  - b"),
    case("wrong-type", title="title:\n  ‸a: b\n  c: d"),
    case("wrong-type", summary="summary:\n‸- a"),
    case("wrong-type", says="    says: ‸[a]"),
    case("wrong-type", says="    says: ‸{a: b}"),
    case("wrong-type", tags="tags: ‸fisheries"),
    case("wrong-type", tags="tags: ‸fisheries, trade"),
    case("wrong-type", tags="tags:\n  ‸fisheries: yes"),
    case("wrong-type", tags="tags: [fisheries, ‸[trade]]"),
    case("wrong-type", tags="tags: [fisheries, ‸{trade: x}]"),
    case("wrong-type", source="source: ‸a.txt", file="", publisher="", url=""),
    case("wrong-type", source="source: ‸[a.txt]", file="", publisher="", url=""),
    case("wrong-type", file="  ‸- file: a.txt", publisher="  - publisher: b", url=""),
    case("wrong-type", actors="actors: ‸ana-kresh", kresh="", role="", velmar=""),
    case("wrong-type wrong-type", actors="actors: [‸ana-kresh, ‸velmar]", kresh="", role="", velmar=""),
    case("wrong-type", kresh="  ‸id: ana-kresh", role="  role: Foreign minister", velmar=""),
    case("wrong-type", velmar="  - ‸velmar"),
    case("wrong-type", velmar="  - ‸[velmar]"),
    case("wrong-type", velmar="  - ‸- id: velmar"),
    case("wrong-type", positions="positions: ‸none", actor="", issue="", says="", passage=""),
    case("wrong-type", passage="    passage:\n      ‸a: b\n      c: d"),
    case("wrong-type", passage="    passage: [a word, ‸[another]]"),
    case("wrong-type wrong-type", passage="    passage:\n      - ‸[a]\n      - ‸{b: c}"),
    case("wrong-type", questions="open_questions: ‸When?", ask="", watch=""),
    case("", passage="    passage: [a word, another]"),
    case("", passage="    passage:\n      - a word\n      - another"),
]

# One run reports everything.
TOGETHER = [
    marked(
        """\
date: ‸2 May
‸sumary: x
source:
  file: a.txt
  ‸publishr: y
  published: ‸2031-02-30
actors:
  - id: ‸Ana
    ‸rol: x
  - ‸ide: velmar
positions:
  - ‸actor: ana-kresh
    issue: fishing-rights
    passage: x
    stance: ‸pro
  - ‸‸‸actor: ana-kresh
open_questions:
  - ask: ‸no mark
tags: [‸“a”, b, ‸'']
‸title:
updated: ‸2031-1-1
""",
        "bad-date unknown-key unknown-key impossible-date bad-id unknown-key unknown-key missing-key"
        " bad-choice missing-key missing-key missing-key question-without-mark smart-quotes empty-value"
        " empty-value bad-date",
    ),
]


@table(indentation=INDENTATION, signs=SIGNS, unknown=UNKNOWN, missing=MISSING, types=TYPES, together=TOGETHER)
def test_mistake_is_found_where_it_is(case: Case, tmp_path: Path) -> None:
    assert places(read(tmp_path, case.text)[1]) == case.expected


def only(folder: Path, text: str) -> Problem:
    (problem,) = read(folder, text)[1]
    return problem


def test_signs_in_place_of_hyphens_are_told_once(tmp_path: Path) -> None:
    text = case("", **_with_signs("– ", "– ", "• ", "– ")).text
    problem = only(tmp_path, text)
    assert problem.message == "this dash is not a hyphen, so it does not begin a list item"
    assert problem.help == "write - (a hyphen) and a space instead"
    assert problem.notes == ("also in lines 12, 14 and 19",)
    problem = only(tmp_path, case("", **_with_signs("* ", "- ", "- ", "- ")).text)
    assert problem.message == "* does not begin a list item in YAML"


def test_keys_in_the_wrong_group_are_sent_to_the_right_one(tmp_path: Path) -> None:
    helps = {
        "tags": "`tags` belongs to the briefing itself: begin it in the first column",
        "name": "`name` belongs to an entry of briefs/actors.yml",
        "says": "`says` belongs to an item of `positions`: indent it like the keys there",
        "rol": "did you mean role?",
        "zzz": "the keys here are id, role, as",
    }
    for key, expected in helps.items():
        assert only(tmp_path, case("", role=f"    {key}: x").text).help == expected
    outside = case("", url="url: https://x.example").text
    assert only(tmp_path, outside).help == "`url` belongs to `source`: indent it like the keys there"


def test_missing_key_that_a_text_swallowed_is_shown(tmp_path: Path) -> None:
    swallowed = case("", date="", summary="summary: |\n  Ana Kresh.\n  date: 2031-05-02").text
    assert (
        only(tmp_path, swallowed).help
        == "`date:` in line 5 belongs to something else: correct its indentation"
    )
    assert only(tmp_path, without("date")).help == "add `date:` and its value"

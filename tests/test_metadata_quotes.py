"""Quotation marks, with text after them, escapes, comments, and typographic marks instead."""

from __future__ import annotations

from pathlib import Path

from helpers.metadata_cases import Case, case, places, read, table

QUOTES = [
    case("unclosed-quote", title='title: ‸"Velmar names a season'),
    case("unclosed-quote", title="title: ‸'Velmar names a season"),
    case("unclosed-quote", title='title: ‸"'),
    case("unclosed-quote", title="title: ‸'"),
    case("unclosed-quote", title="title: ‸'Velmar''s season"),
    case("unclosed-quote", title='title: ‸"Velmar \\"season\\"'),
    case("unclosed-quote", title='title: ‸"a\\"'),
    case("unclosed-quote", passage='    passage: ‸"We will not talk'),
    case("unclosed-quote", passage="    passage: ‸'We will not talk"),
    case("unclosed-quote", watch='    watch: ‸"A date'),
    case("unclosed-quote", watch="    watch: ‸'A date"),
    case("unclosed-quote", tags='tags: [‸"fisheries, trade]'),
    # A mark that only a later one closes, with keys between them.
    case("unclosed-quote", title='title: ‸"Velmar names', publisher='  publisher: "Gulf Herald"'),
    case("unclosed-quote", title='title: ‸"Velmar names', publisher='  publisher: Gulf Herald"'),
    case("unclosed-quote", title="title: ‸'Velmar names", publisher="  publisher: 'Gulf Herald'"),
    case("unclosed-quote", title="title: ‸'Velmar names", role="    role: Velmar's minister"),
    case("unclosed-quote", role='    role: ‸"Minister', says='    says: "No talks."'),
    case("unclosed-quote", title='title: ‸"Velmar\n---'),
    case("unclosed-quote", passage='    passage:\n      - ‸"We will not\n      - "talk"'),
    case("unclosed-quote", velmar='  - id: ‸"velmar', actor='  - actor: "ana-kresh"'),
    case("unclosed-quote", kresh='  - id: ‸"ana-kresh', role='    role: "Minister"'),
    case("", passage='    passage:\n      - "We will not\n        talk: never"\n      - talk'),
    case("unclosed-quote", title='‸"title: Velmar names a season'),
    case("text-after-quote", title="title: 'it‸'s a season'"),
    case("text-after-quote", title="title: 'it‸'s: a season'"),
    case("text-after-quote", passage="    passage: 'the ministers‸' talk'"),
    case("text-after-quote", passage="    passage: 'We won‸'t and can't talk'"),
    case("text-after-quote", title='title: "Velmar‸" names a season'),
    case("text-after-quote", title="title: 'Velmar‸' names a season"),
    case("text-after-quote", title='title: "Velmar‸": a season'),
    case("text-after-quote", title='title: "Velmar‸", "Ostravia"'),
    case("text-after-quote", title='title: "Velmar says ‸"no" to talks"'),
    case("text-after-quote", title='title: "Velmar‸"s season'),
    case("text-after-quote", title='title: "‸"Velmar"" names'),
    case("", title="title: 'it''s a season'"),
    case("", title='title: "it\'s a season"'),
    case("", title="title: 'Velmar says \"no\"'"),
    case("", title='title: "Velmar says \\"no\\""'),
    case("", title='title: "Velmar"  # a comment'),
    case("", title='title: "Velmar" # a comment'),
    case("", title="title: 'Velmar\n  names a season'"),
    case("", passage='    passage: "We will\n      not talk: never"'),
    case("", title='"title": Velmar'),
    case("", title="'title': Velmar"),
]


ESCAPES = [
    case("yaml-syntax", title='title: "a‸\\q"'),
    case("yaml-syntax", title='title: "C:‸\\Users"'),
    case("yaml-syntax", title='title: "a‸\\xZZ"'),
    case("yaml-syntax", title='title: "a‸\\u12"'),
    case("yaml-syntax", title='title: "a ‸\\ud800 b"'),
    case("yaml-syntax yaml-syntax", title='title: "a ‸\\ud83d‸\\ude00 b"'),
    case("yaml-syntax", title='title: "a ‸\\U00110000 b"'),
    case("yaml-syntax", title='title: "a ‸\\UFFFFFFFF b"'),
    case("invisible-character", title='title: "a‸\\u202eb"'),
    case("invisible-character", title='title: "a‸\\u200bb\\u200bc"'),
    case("invisible-character", title='title: "a‸\\0b"'),
    case("invisible-character", title='title: "a‸\\ab"'),
    case("invisible-character", title='title: "a‸\\Nb"'),
    case("invisible-character", title='title: "a‸\\x7fb"'),
    case("invisible-character", title='title: "a‸\\U000e0001b"'),
    case("invisible-character", title='title: "a \\\\u202e b ‸\\u202e"'),
    case("invisible-character", title='"ti‸\\u200btle": b'),
    case("invisible-character", passage='    passage: "We will\n      not ‸\\u202etalk"'),
    case("", title='title: "a\\tb\\nc\\u00e9\\U0001F600\\_d"'),
    case("", title="title: 'a\\u202eb'"),
    case("", title="title: a\\u202eb"),
]


COMMENTS = [
    case("unquoted-hash", title="title: ‸#5"),
    case("unquoted-hash", title="title: ‸#talks"),
    case("unquoted-hash", title="title: Deal ‸#5"),
    case("unquoted-hash", title="title: Deal   ‸#5"),
    case("unquoted-hash", title="title: Deal ‸# 5"),
    case("unquoted-hash", title="title: Deal ‸#"),
    case("unquoted-hash", title="title: Deal ‸# a comment?"),
    case("unquoted-hash", says="    says: Boat ‸#7 is hers."),
    case("unquoted-hash", tags="tags:\n  - fisheries ‸#1\n  - trade"),
    case("unquoted-hash", passage="    passage: article ‸#7 of the treaty"),
    case("unquoted-hash", title="title: Deal\n  with Velmar ‸#5"),
    case("unquoted-hash", date="date: 2031-05-02 ‸#5"),
    case("", title="title: Deal  # a comment"),
    case("", title="title: Deal  #"),
    case("", title="title: 'Deal #5'"),
    case("", title="title: 'Deal' #5"),
    case("", title="title: Deal#5"),
    case("", title="title: |\n  Deal #5"),
    case("", title="# a comment\ntitle: Deal\n  # another"),
    case("", date="date: 2031-05-02 # a comment"),
    case("", kresh="  - id: ana-kresh # a comment"),
    case("", source="source: # a comment"),
    case("", tags="tags: [fisheries, trade] # a comment"),
]


TYPOGRAPHIC = [
    case("smart-quotes", title="title: ‸“Velmar names a season”"),
    case("smart-quotes", title="title: ‸“Velmar: a season”"),
    case("smart-quotes", title="title: ‸“Velmar: a season” it said"),
    case("smart-quotes", title="title: ‸‘Velmar’"),
    case("smart-quotes", title="title: ‸„Velmar“"),
    case("smart-quotes", title="title: ‸«Velmar»"),
    case("smart-quotes", title="title: ‸「Velmar」"),
    case("smart-quotes smart-quotes", tags="tags: [‸“fisheries”, ‸“trade”]"),
    case("smart-quotes", velmar="  - id: ‸“velmar”"),
    case("smart-quotes", passage="    passage: ‸“We will not: talk”"),
    case("", title="title: “Velmar” names “a season” now"),
    case("", title="title: '“Velmar names a season”'"),
    case("", passage="    passage: “We will not talk”"),
    case("unknown-key", tags="‸“tags”: [fisheries]"),
]


@table(
    quotes=QUOTES,
    escapes=ESCAPES,
    comments=COMMENTS,
    typographic=TYPOGRAPHIC,
)
def test_mistake_is_found_where_it_is(case: Case, tmp_path: Path) -> None:
    assert places(read(tmp_path, case.text)[1]) == case.expected

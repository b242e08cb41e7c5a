"""Values in a briefing: which stay unchanged, and the form of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.metadata_cases import LINES, Case, case, places, read, table

TEXTS = """\
NO
no
yes
on
~
null
NULL
true
.inf
.nan
1.10
1_000
007
0o7
0x1F
1e3
12:30
12:30:45
2031-05-02
2031-05-02T10:00:00Z
=
<<
-1
-x
?x
:x
a:b
a#b
C:\\new
--
...and so on
--- no
"quoted"
'quoted'
'it''s quoted'
"\\u00e9t\\u00e9"
Velmar's “season”
“Velmar” names a season
Velmar names a “season”
“Velmar
Velmar "names" a season
it's
50 % of it
a, b
a & b
a * b
a ! b
a | b
a > b
a @ b
a ` b
(a)
a [b] {c}
/a/
~a
""".splitlines()


@pytest.mark.parametrize("written", TEXTS)
def test_text_stays_what_was_written(written: str, tmp_path: Path) -> None:
    file, problems = read(tmp_path, case("", title=f"title: {written}").text)
    assert places(problems) == []
    assert file is not None
    meant = {'"\\u00e9t\\u00e9"': "été", "'it''s quoted'": "it's quoted"}.get(written, written)
    assert file.brief.title == (meant[1:-1] if meant in ('"quoted"', "'quoted'") else meant)


def test_lines_of_a_text_are_joined_and_paragraphs_kept(tmp_path: Path) -> None:
    summary = "summary: |\n  One\n  two  three.\n\n   Four. \n"
    file, problems = read(tmp_path, case("", summary=summary, says="    says: >-\n      a\n      b").text)
    assert places(problems) == []
    assert file is not None
    assert file.brief.summary == "One two three.\n\nFour."
    assert file.brief.positions[0].says == "a b"


DATES = [
    *[case("bad-date", date=f"date: ‸{written}") for written in """\
2024-2-3
2024-02-3
24-02-03
02.10.2024
02/10/2024
2024/10/02
2024.10.02
20241002
2024-1
24-10
2024/10
October 2024
20
20240
2024-10-
2 May 2031
May 2, 2031
2024-10-02T10:00:00Z
2024-10-02 10:00
12:30
today
~
null
2024–10–02
2024‑10‑02
٢٠٢٤-١٠-٠٢
２０２４-10-02
'2 May'
2024-10-02..2024-10-04""".splitlines()],
    *[case("impossible-date", date=f"date: ‸{written}") for written in """\
2024-02-30
2023-02-29
2024-13-01
2024-13
2024-00
0000
0000-05
2024-00-01
2024-01-00
2024-04-31
0000-01-01
9999-99-99""".splitlines()],
    case("bad-date", date="date: ‸2024-10-02\n  2024-10-03"),
    case("smart-quotes", date="date: ‸“2024-10-02”"),
    case("unquoted-hash", date="date: 2024-10-02 ‸#2"),
    case("wrong-type", date="date: ‸[2024-10-02]"),
    case("wrong-type", date="date: ‸{}"),
    case("empty-value", date="‸date:"),
    case("empty-value", date="date: ‸''"),
    case("bad-date", url="  published: ‸unknown"),
    case("bad-date bad-date", url="  published: ‸1 May\n  retrieved: ‸2 May"),
    case("bad-date", passage=f"{LINES['passage']}\n    date: ‸Friday"),
    case("bad-date", watch=f"{LINES['watch']}\ncorrections:\n  - date: ‸2031-5-4\n    note: A word."),
    *[case("bad-date", watch=f"{LINES['watch']}\nupdated: ‸{written}") for written in ("2031-05", "2031")],
    *[case("bad-date", url=f"  retrieved: ‸{written}") for written in ("2031-05", "2031")],
    *[case("", url=f"  published: {written}") for written in ("2024-10", "2024")],
    *[case("", passage=f"{LINES['passage']}\n    date: {written}") for written in ("2024-10", "2024")],
    *[case("", date=f"date: {written}") for written in """\
2024-10
2024
0001
9999-12
2024-02-29
0001-01-01
9999-12-31
'2024-10-02'
"2024-10-02"
2024-10-02  # a comment
2024-10-02 # a comment""".splitlines()],
]  # fmt: skip


URLS = [
    *[case("bad-url", url=f"  url: ‸{written}") for written in """\
javascript:alert(1)
JavaScript:alert(1)
data:text/html,x
file:///etc/passwd
ftp://x.example/a
mailto:ana@x.example
http://
https://
https:///a
https:/x.example
https//x.example
https://.
https://?a
www.x.example
//x.example
x.example
/a
https://exa mple
https://x.example/a b
https://x.example, https://y.example
<https://x.example>
https://x.example/<a>
https://x.example/a\\b
https://x.example/{a}
https://x.example/`a`
https://x.example:99999/
https://x.example:a/
https://[::1
'https://x.example/"a"'""".splitlines()],
    case("colon-in-value", url="  url: https‸:"),
    case("colon-in-value", url="  url: https‸: //x.example"),
    case("unquoted-hash", url="  url: https://x.example/a ‸#b"),
    case("yaml-syntax", url="  url: [https://x.example]‸(https://x.example)"),
    case("wrong-type", url="  url: ‸[https://x.example]"),
    case("empty-value", url="  ‸url:"),
    *[case("", url=f"  url: {written}") for written in """\
http://x.example
HTTPS://X.example/
https://x.example:8443/a?b=c&d=%20#e
https://x.example/été
https://مثال.example/
https://127.0.0.1/
https://[::1]/
'https://x.example'
https://x.example  # a comment""".splitlines()],
]  # fmt: skip


EMPTY = [
    case("empty-value", title="‸title:"),
    case("empty-value", title="‸title: "),
    case("empty-value", title="‸title:  # not known yet"),
    case("empty-value", title="title: ‸''"),
    case("empty-value", title='title: ‸""'),
    case("empty-value", title='title: ‸"  "'),
    case("empty-value", title="title: ‸|"),
    case("empty-value", title="title: ‸>-"),
    case("empty-value", summary="summary: ‸|\n\n"),
    case("empty-value", tags="‸tags:"),
    case("empty-value", tags="tags: [‸'', trade]"),
    case("empty-value", tags="tags:\n  -‸\n  - trade"),
    case("", tags="tags: []"),
    case("", tags="tags: [fisheries, trade,]"),
    case("empty-value", role="    ‸role:"),
    case("empty-value", says="    ‸says:"),
    case("empty-value", passage="    ‸passage:"),
    case("empty-value", passage="    ‸passage: []"),
    case("empty-value", passage='    passage: ‸""'),
    case("empty-value", passage='    passage: [a word, ‸""]'),
    case("empty-value", passage="    passage:\n      - a word\n      -‸"),
    case("empty-value", passage='    passage: ‸"[…]"'),
    case("empty-value", passage='    passage: ‸"…"'),
    case("empty-value", passage="    passage: ‸'—'"),
    case("empty-value", passage=f"{LINES['passage']}\n    prefix: ‸'“'"),
    case("empty-value", actors="‸actors: []", kresh="", role="", velmar=""),
    case("empty-value", actors="‸actors:", kresh="", role="", velmar=""),
    case("empty-value", positions="‸positions:", actor="", issue="", says="", passage=""),
    case("", positions="positions: []", actor="", issue="", says="", passage=""),
    case("empty-value", watch=f"{LINES['watch']}\n‸corrections:"),
]


@table(
    dates=DATES,
    urls=URLS,
    empty=EMPTY,
)
def test_value(case: Case, tmp_path: Path) -> None:
    assert places(read(tmp_path, case.text)[1]) == case.expected


@pytest.mark.parametrize(
    ("written", "message", "help_text"),
    [
        ("2024-13", "there is no month 2024-13", "the month is 01 to 12"),
        ("2024-02-30", "there is no day 2024-02-30", "look it up in a calendar"),
        ("0000", "there is no year 0000", "look it up in a calendar"),
        ("2024-1", "2024-1 is not a date of the form YYYY-MM-DD, YYYY-MM or YYYY", "write 2024-01"),
        ("24-10", "24-10 is not a date", "write all four digits of the year"),
        ("October 2024", "October 2024 is not a date", "write 2024-10"),
        ("Sept. 2024", "Sept. 2024 is not a date", "write 2024-09"),
        ("2024/10", "2024/10 is not a date", "write 2024-10"),
        ("10/2024", "10/2024 is not a date", "write 2024-10"),
        ("2 May 2031", "2 May 2031 is not a date", "write 2031-05-02"),
        ("May 2nd, 2031", "May 2nd, 2031 is not a date", "write 2031-05-02"),
        ("20241002", "20241002 is not a date", "write 2024-10-02"),
        ("2024-10-02T10:00:00Z", "2024-10-02T10:00:00Z is not a date", "write 2024-10-02"),
        # The first may be two days; the second is one.
        ("02/10/2024", "02/10/2024 is not a date", "write 2024-10-02 or 2024-02-10"),
        ("13/10/2024", "13/10/2024 is not a date", "write 2024-10-13"),
        ("2024–10", "2024–10 has dashes instead of hyphens", "write 2024-10"),
        ("20224-05-02", "the year of 20224-05-02 does not have four digits", "write a day as 2024-10-02"),
        ("202-05", "the year of 202-05 does not have four digits", "write a day as 2024-10-02"),
        ("last spring", "last spring is not a date", "write a day as 2024-10-02, a month as 2024-10"),
    ],
)
def test_a_wrong_date_is_answered_with_what_to_write(
    written: str, message: str, help_text: str, tmp_path: Path
) -> None:
    (problem,) = read(tmp_path, case("bad-date", date=f"date: ‸{written}").text)[1]
    assert problem.message.startswith(message)
    assert help_text in problem.help
    if help_text.startswith("write 20"):
        assert problem.help == help_text


@pytest.mark.parametrize(
    ("written", "message", "help_text"),
    [
        ("2024-10", "2024-10 is not a day", "add the day, as in 2024-10-02"),
        ("2024", "2024 is not a day", "add the day, as in 2024-10-02"),
        ("October 2024", "October 2024 is not a date of the form YYYY-MM-DD", "add the day"),
        ("2 May 2031", "2 May 2031 is not a date of the form YYYY-MM-DD", "write 2031-05-02"),
        ("today", "today is not a date of the form YYYY-MM-DD", "write year, month and day"),
    ],
)
def test_a_key_that_needs_a_day_says_so(written: str, message: str, help_text: str, tmp_path: Path) -> None:
    (problem,) = read(tmp_path, case("bad-date", url=f"  retrieved: ‸{written}").text)[1]
    assert problem.message.startswith(message)
    assert problem.help.startswith(help_text)

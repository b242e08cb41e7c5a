"""Restricted values: fixed choices, languages, ids, questions and their answers."""

from __future__ import annotations

from pathlib import Path

from helpers.metadata_cases import LINES, Case, case, places, read, table

CHOICES = [
    *[case("bad-choice", passage=f"{LINES['passage']}\n    stance: ‸{written}") for written in """\
For
FOR
pro
no
in favour
for/against
'for it'""".splitlines()],
    case("wrong-type", passage=f"{LINES['passage']}\n    stance: ‸[for]"),
    case("colon-in-value", passage=f"{LINES['passage']}\n    stance:\n      for‸: it"),
    case("empty-value", passage=f"{LINES['passage']}\n    ‸stance:"),
    case("", passage=f"{LINES['passage']}\n    stance: 'for'"),
    case("bad-choice", watch="    status: ‸closed"),
    case("bad-choice", url="  show: ‸all"),
]  # fmt: skip


LANGUAGES = [
    *[case("bad-language", url=f"  language: ‸{written}") for written in """\
French
english
français
e
fr_FR
fr, en
12
en-
-en
en--GB
en-GB-
zh-Hant-Hans
العربية
""".splitlines()],
    *[case("", url=f"  language: {written}") for written in """\
en
EN
en-GB
ar
zh-Hant
zh-Hant-TW
zh-yue
sr-Latn-RS
es-419
de-1996
sl-rozaj-biske
en-u-ca-gregory
x-klingon
NO
no""".splitlines()],
]  # fmt: skip


IDS = [
    *[case("bad-id", velmar=f"  - id: ‸{written}") for written in """\
Velmar
velmar_navy
-velmar
velmar-
vélmar
velmar navy
velmar/navy
velmar.navy
velmar, ostravia
велмар
'vel mar'
.""".splitlines()],
    case("bad-id", velmar=f"  - id: ‸{'v' * 201}"),
    case("", velmar=f"  - id: {'v' * 200}"),
    case("", velmar="  - id: v"),
    case("", velmar="  - id: 12"),
    case("", velmar="  - id: no"),
    case("", velmar="  - id: vel--mar"),
    case("", velmar="  - id: ' velmar '"),
    case("", velmar="  - id: velmar # a comment"),
    case("empty-value", velmar="  - ‸id:"),
    case("empty-value", velmar="  - id: ‸''"),
    case("wrong-type", velmar="  - id: ‸[velmar]"),
    case("bad-id", passage=f"{LINES['passage']}\n    toward: ‸velmar, ana-kresh"),
    case("bad-id", passage=f"{LINES['passage']}\n    toward: [velmar, ‸Ana]"),
    case("bad-id", passage=f"{LINES['passage']}\n    toward:\n      - velmar\n      - ‸Ana"),
    case("wrong-type", passage=f"{LINES['passage']}\n    toward: [velmar, ‸[]]"),
    case("empty-value", passage=f"{LINES['passage']}\n    ‸toward: []"),
    case("", passage=f"{LINES['passage']}\n    toward: [velmar, ana-kresh]"),
    case("bad-id", passage=f"{LINES['passage']}\n    id: ‸Kresh 1"),
]  # fmt: skip


QUESTIONS = [
    *[case("question-without-mark", ask=f"  - ask: ‸{written}") for written in """\
Whether Velmar signs.
Will Velmar sign
Will Velmar sign!
Will Velmar sign;
Will Velmar sign? (In June.)
Will Velmar sign? Nobody knows""".splitlines()],
    case("smart-quotes", ask="  - ask: ‸“Will Velmar sign?”"),
    case("yaml-feature", ask="  - ask: ‸?"),
    case("empty-value", ask="  - ‸ask:"),
    case("empty-value", ask="  - ask: ‸'?'"),
    case("empty-value", ask="  - ask: ‸？！"),
    *[case("", ask=f"  - ask: {written}") for written in """\
Will Velmar sign?
Will Velmar sign ?
Will Velmar say “yes”?
What does “yes?” mean to Velmar?
'Will Velmar say "yes?"'
Will Velmar sign (in June?)
Will Velmar *sign?*
Will Velmar sign?!
Will Velmar sign!?
Will Velmar sign?..
Will Velmar sign⁈
Will Velmar sign⁇
هل توقع فيلمار؟
هل توقع فيلمار؟!
簽署嗎？
簽署嗎？！
Ποιος πληρώνει;
Ποιος πληρώνει\u037e
Ποιος πληρώνει (το ΝΑΤΟ);
Sagt Velmar »wer zahlt?«
Ո՞վ է վճարում։
Ո՞վ է վճարում
ማን ይከፍላል፧""".splitlines()],
]  # fmt: skip


ANSWERS = [
    *[case("unknown-position", watch=f"    answered_by: ‸{written}\n    status: answered\n    answer: a")
      for written in """\
velmar-signs
velmar-signs#
velmar-signs#Kresh
velmar-signs.yml#kresh
velmar-signs.html#kresh
briefs/velmar-signs#kresh
a#b#c""".splitlines()],
    case("unquoted-hash", watch="    answered_by: velmar-signs ‸#kresh\n    status: answered\n    answer: a"),
    case("unquoted-hash", watch="    answered_by: ‸#kresh\n    status: answered\n    answer: a"),
    case("", watch="    answered_by: velmar-signs#kresh\n    status: answered\n    answer: a"),
]  # fmt: skip


@table(
    choices=CHOICES,
    languages=LANGUAGES,
    ids=IDS,
    questions=QUESTIONS,
    answers=ANSWERS,
)
def test_value(case: Case, tmp_path: Path) -> None:
    assert places(read(tmp_path, case.text)[1]) == case.expected

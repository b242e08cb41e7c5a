"""What `check --fix` writes, and what it only asks about: the text before and the text after."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.building import Site, in_process
from helpers.fee_site import ACTORS, BRIEF, FEE, ISSUES, fee_site, with_line
from onrecord.fixing.edits import Fix
from onrecord.fixing.rules import FIXES
from onrecord.fixing.site import Sheet, Wanted, correct_site
from onrecord.layout import Layout
from onrecord.metadata.registers import REGISTERS
from onrecord.rules import files
from onrecord.rules.corrections import CORRECTIONS

SAYS = "says: Owners refuse to pay twice."
PASSAGE = "passage: We will not pay twice"

# A line of the briefing, how somebody may type it, and what it becomes; None for what it was before.
CORRECTED = [
    # dates
    ("date: 2031-05-02", "date: 2 May 2031", None),
    ("date: 2031-05-02", "date: 2031/05/02", None),
    ("date: 2031-05-02", "date: 2031.5.2", None),
    ("date: 2031-05-02", "date: May 2, 2031", None),
    ("date: 2031-05-02", "date: '2nd May 2031'  # Friday", "date: '2031-05-02'  # Friday"),
    ("date: 2031-05-02", "date: May 2031", "date: 2031-05"),
    ("date: 2031-05-02", "date: 2. Mai 2031", None),
    ("date: 2031-05-02", "date: 12. Dezember 2031", "date: 2031-12-12"),
    ("date: 2031-05-02", "date: 2031–05–02", None),
    ("published: 2031-05-03", "published: 13.05.2031", "published: 2031-05-13"),
    ("published: 2031-05-03", 'published: "5.5.2031"', 'published: "2031-05-05"'),
    # marks around values
    ("title: Pilot fee", "title: “Pilot fee”", 'title: "Pilot fee"'),
    ("title: Pilot fee", "title: „Pilot fee“  # short", 'title: "Pilot fee"  # short'),
    ("title: Pilot fee", "title: “Kresh: no fee”", 'title: "Kresh: no fee"'),
    ("title: Pilot fee", "title: “Pilot” and “fee”", 'title: "“Pilot” and “fee”"'),
    ("title: Pilot fee", "title: “The owners’ fee”", 'title: "The owners’ fee"'),
    ("title: Pilot fee", 'title: “A "fee"”', "title: 'A \"fee\"'"),
    # Of words that the article has, they may say that somebody said them.
    (SAYS, "says: “We will not pay twice”", 'says: "“We will not pay twice”"'),
    (SAYS, "says: “Owners refuse to pay twice.”", 'says: "Owners refuse to pay twice."'),
    (PASSAGE, "passage: “We will not pay twice.”", PASSAGE),
    # : and #
    ("title: Pilot fee", "title: Pilots: the fee", 'title: "Pilots: the fee"'),
    ("title: Pilot fee", "title: Pilots: the fee  # short", 'title: "Pilots: the fee"  # short'),
    ("title: Pilot fee", 'title: Pilots: "the fee"', "title: 'Pilots: \"the fee\"'"),
    ("title: Pilot fee", 'title: Pilots: the owners\' "fee"', "title: 'Pilots: the owners'' \"fee\"'"),
    ("title: Pilot fee", "title: Pilots: C:\\fee", "title: 'Pilots: C:\\fee'"),
    (
        SAYS,
        "says: Owners of ships\n      answer at once: no.",
        'says: "Owners of ships\n      answer at once: no."',
    ),
    ("role: Speaker of the owners", "role: The owners: speaker", 'role: "The owners: speaker"'),
    ("title: Pilot fee", "title: Article #7 of the treaty", 'title: "Article #7 of the treaty"'),
    ("title: Pilot fee", "title: Article #7 on pilots: no", 'title: "Article #7 on pilots: no"'),
    ("title: Pilot fee", "title: Article #7  # see #8", 'title: "Article #7"  # see #8'),
    ("role: Speaker of the owners", "role: #2 of the owners", 'role: "#2 of the owners"'),
    (
        PASSAGE,
        "passage:\n      - The fee: theft\n      - We will not pay twice",
        'passage:\n      - "The fee: theft"\n      - We will not pay twice',
    ),
    (SAYS, "says: 'Owners won't pay twice.'  # no", 'says: "Owners won\'t pay twice."  # no'),
    ("title: Pilot fee", 'title: "The "pilot fee""', "title: 'The \"pilot fee\"'"),
    (SAYS, "says: 'Owners won't pay 'twice''", "says: \"Owners won't pay 'twice'\""),
    # signs of YAML's
    ("title: Pilot fee", "title:Pilot fee", None),
    ("  - id: ana-kresh", "  -id: ana-kresh", None),
    ("  - id: ana-kresh", "  – id: ana-kresh", None),
    ("  - id: ana-kresh", "  –id: ana-kresh", None),
    ("  - id: ana-kresh", "  • id: ana-kresh", None),
    ("  - id: ana-kresh", "  1. id: ana-kresh", "  -  id: ana-kresh"),
    ("  - actor: ana-kresh", "  — actor: ana-kresh", None),
    ("title: Pilot fee", "title：Pilot fee", None),
    ("  - id: ana-kresh", "  - id:ana-kresh", None),
    ("  - id: ana-kresh", "  - id：ana-kresh", None),
    ("  file: fee.txt", "  file:fee.txt", None),
    ("title: Pilot fee", "title: Pilots' answer: no", 'title: "Pilots\' answer: no"'),
    # spaces
    ("  file: fee.txt\n  publisher: Gulf Herald\n", "\tfile: fee.txt\n\tpublisher: Gulf Herald\n", None),
    ("  publisher: Gulf Herald\n", "\tpublisher: Gulf Herald\n", None),
    ("    issue: pilot-fee\n", "\tissue: pilot-fee\n", None),
    ("    issue: pilot-fee\n", "\t\tissue: pilot-fee\n", None),
    ("    issue: pilot-fee\n", "  \tissue: pilot-fee\n", None),
    ("  publisher: Gulf Herald\n", "  publisher: Gulf\n\tHerald\n", "  publisher: Gulf\n    Herald\n"),
    ("summary: The owners refuse", "summary: The\towners refuse", None),
    ("date: 2031-05-02", "date:\t2031-05-02", None),
    ("  publisher: Gulf Herald\n", "\u00a0\u00a0publisher: Gulf Herald\n", None),
    ("date: 2031-05-02", "\u00a0date:\u00a02031-05-02", None),
    ("  - id: ana-kresh", "\u00a0\u00a0-\u00a0id:\u2003ana-kresh", None),
    (PASSAGE, f"{PASSAGE}\n    gist: “pay twice”", f'{PASSAGE}\n    gist: "pay twice"'),
    # the end of a passage, and marks around it
    (PASSAGE, f"{PASSAGE}.", None),
    (PASSAGE, "passage: 'We will not pay twice.'", "passage: 'We will not pay twice'"),
    (PASSAGE, 'passage: "‘We will not pay twice.’"', 'passage: "We will not pay twice"'),
    (PASSAGE, "passage: '“We will not pay twice”.'", "passage: 'We will not pay twice'"),
    (PASSAGE, "passage: She called the plan “a mistake”,", "passage: She called the plan “a mistake”"),
    (
        PASSAGE,
        "passage: |\n      We will not\n      pay twice.",
        "passage: |\n      We will not\n      pay twice",
    ),
    (
        PASSAGE,
        "passage: >-\n      We will not\n      pay twice.\n",
        "passage: >-\n      We will not\n      pay twice\n",
    ),
    (PASSAGE, "passage: We will not\n      pay twice.  # 1", "passage: We will not\n      pay twice  # 1"),
    (PASSAGE, "passage: [We will not pay twice.]", "passage: [We will not pay twice]"),
    # its place
    (PASSAGE, "passage: We will wait", "suffix: Ana\n    passage: We will wait"),
    (
        f"- actor: ana-kresh\n    issue: pilot-fee\n    {SAYS}\n    {PASSAGE}",
        f"- passage: “We will wait.”\n    actor: ana-kresh\n    issue: pilot-fee\n    {SAYS}",
        f"- suffix: Ana\n    passage: We will wait\n    actor: ana-kresh\n    issue: pilot-fee\n    {SAYS}",
    ),
    (
        PASSAGE,
        "passage:\n      - We will not pay twice\n      - We will wait.",
        "suffix: Ana\n    passage:\n      - We will not pay twice\n      - We will wait",
    ),
]
# Nobody is even asked: there are too many ways to correct it, or none is known.
LEFT = [
    ("date: 2031-05-02", "date: 02.05.2031"),
    ("date: 2031-05-02", "date: 2031-02-30"),
    ("date: 2031-05-02", "date: next Friday"),
    ("date: 2031-05-02", "date: 31. Juni 2031"),
    ("date: 2031-05-02", "date: 2. Maius 2031"),
    (SAYS, "says: 'Owners' and 'pilots' refuse."),
    (SAYS, "says: 'Owners' refuse, 'pilots'"),
    (SAYS, 'says: "Owners" and "pilots"'),
    (SAYS, "says: 'Owners''s won't'"),
    ("published: 2031-05-03", "published: 3/5/2031"),
    (SAYS, "says: Owners answer\n      issue: no"),
    ("  - id: ana-kresh", "  - ids:ana-kresh"),
    ("title: Pilot fee", "title: The pilots answer: no fee'"),
    (f"{SAYS}\n    {PASSAGE}", f"{SAYS} {PASSAGE}"),
    (PASSAGE, "passage: We will never pay"),
    (PASSAGE, "passage: We will wait\n    prefix: told them"),
    (PASSAGE, "passage:\n      - We will wait\n      - We will wait"),
    (
        f"- actor: ana-kresh\n    issue: pilot-fee\n    {SAYS}\n    {PASSAGE}",
        "- {actor: ana-kresh, issue: pilot-fee, says: They wait., passage: We will wait}",
    ),
    # Four spaces make the item one of `toward`, two one of `positions`.
    (PASSAGE, f"{PASSAGE}\n    toward:\n\t- ana-kresh"),
]
# What is asked, with each answer, and the file after it.
OFFERED = [
    (PASSAGE, "passage: we will not pay twice", [PASSAGE]),
    (PASSAGE, "passage: we will not pay twice.", [PASSAGE]),
    (PASSAGE, "passage: We will not, pay twice", [PASSAGE]),
    (PASSAGE, f"{PASSAGE}!", [PASSAGE]),
    (PASSAGE, "passage: We will not pay twiec", [PASSAGE]),
    (PASSAGE, "passage: We will now pay twice", [PASSAGE]),
    (PASSAGE, "passage: 'We wil not pay twice'", ["passage: 'We will not pay twice'"]),
    (
        PASSAGE,
        "passage: |\n      We will\n      nit pay twice",
        ["passage: |\n      We will\n      not pay twice"],
    ),
    (
        PASSAGE,
        "passage: We will not […] the plan “A mistake”",
        ["passage: We will not […] the plan “a mistake”"],
    ),
    (
        PASSAGE,
        "passage: the board",
        ["prefix: head of\n    passage: the board", "prefix: dates of\n    passage: the board"],
    ),
    (
        SAYS,
        "says: Owners refuse to pay twice. # why?",
        [
            'says: "Owners refuse to pay twice. # why?"',
            "says: Owners refuse to pay twice.  # why?",
        ],
    ),
    (SAYS, "says: Owners re\u00adfuse to pay twice.", [SAYS]),
    (SAYS, 'says: "Owners re\\u00adfuse to pay twice."', ['says: "Owners refuse to pay twice."']),
    ("title: Pilot fee", "title: Pilot\u2028fee", ["title: Pilot fee"]),
    ("title: Pilot fee", 'title: "C:\\new fee"', ["title: 'C:\\new fee'", 'title: "C: ew fee"']),
    ("- id: ana-kresh", "- id: anna-kresh", ["- id: ana-kresh"]),
    ("issue: pilot-fee", "issue: pilots-fee", ["issue: pilot-fee"]),
]


def test_the_documents_name_what_is_corrected_and_nothing_else() -> None:
    of_site = {files.STRAY_FILE}
    assert CORRECTIONS.keys() == FIXES.keys() | of_site
    shown = in_process("explain", "bad-date").out
    assert "\n`check --fix` writes the date in the right form, if the text can mean only one.\n" in shown


def corrected(
    site: Site, *answers: int | None, wanted: Wanted | None = None
) -> tuple[dict[str, Sheet], list[Fix]]:
    """The files of a site after `check --fix`, and what was asked; nothing is written."""
    asked: list[Fix] = []
    given = iter(answers)

    def ask(fix: Fix) -> int | None:
        asked.append(fix)
        return next(given, None)

    sheets = correct_site(Layout(site.root), wanted or Wanted(), ask, lambda *_: None)
    return {sheet.name: sheet for sheet in sheets}, asked


@pytest.mark.parametrize(("line", "typed", "after"), CORRECTED)
def test_what_has_one_right_answer_is_corrected(
    line: str, typed: str, after: str | None, tmp_path: Path
) -> None:
    site = fee_site(tmp_path, with_line(line, typed))
    sheets, asked = corrected(site)
    assert sheets[FEE].text == with_line(line, line if after is None else after)
    assert sheets[FEE].done
    assert asked == []


@pytest.mark.parametrize(("line", "typed"), LEFT)
def test_what_has_several_right_answers_or_none_is_left(line: str, typed: str, tmp_path: Path) -> None:
    site = fee_site(tmp_path, with_line(line, typed))
    sheets, asked = corrected(site)
    assert sheets[FEE].text == with_line(line, typed)
    assert asked == []


@pytest.mark.parametrize(("line", "typed", "answers"), OFFERED)
def test_what_only_somebody_can_decide_is_asked(
    line: str, typed: str, answers: list[str], tmp_path: Path
) -> None:
    site = fee_site(tmp_path, with_line(line, typed))
    for number, after in enumerate(answers):
        sheets, asked = corrected(site, number)
        assert sheets[FEE].text == with_line(line, after)
        assert len(asked[0].choices) == len(answers)
        assert len(asked) == 1
    sheets, asked = corrected(site)
    assert sheets[FEE].text == with_line(line, typed)
    assert sheets[FEE].left == asked


def test_the_actors_name_decides_between_places_wherever_it_is(tmp_path: Path) -> None:
    other = with_line("- id: ana-kresh", "- id: jon-marl").replace("actor: ana-kresh", "actor: jon-marl")
    brief = other.replace(PASSAGE, "passage: We will wait")
    site = fee_site(tmp_path, brief, "jon-marl:\n  name: Jon Marl\n  kind: person\n")
    sheets, asked = corrected(site)
    assert sheets[FEE].text == brief.replace("passage:", "prefix: June.\n    passage:")
    assert asked == []


def test_a_file_without_a_last_line_break_stays_so(tmp_path: Path) -> None:
    site = fee_site(tmp_path, BRIEF.rstrip("\n") + ".")
    assert corrected(site)[0][FEE].new_data == BRIEF.rstrip("\n").encode()


def test_line_ends_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    brief = f"\ufeff{with_line(PASSAGE, 'passage: We will wait.')}".replace("\n", "\r\n")
    sheets, _ = corrected(fee_site(tmp_path, brief))
    after = with_line(PASSAGE, "suffix: Ana\n    passage: We will wait")
    assert sheets[FEE].new_data == ("\ufeff" + after).replace("\n", "\r\n").encode()


MARL = """\
  - actor: jon-marl
    issue: pilot-fee
    says: He will wait.
    passage: the fee stands until June
  - actor: jon-marl
    issue: pilot-fee
    says: The owners know the dates.
    passage: the owners know the dates of the board
"""


@pytest.mark.parametrize(
    ("item", "longer"),
    [
        ("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: jon-marl\n"),
        (
            "  - role: Speaker\n    id: ana-kresh\n",
            "  - role: Speaker\n    id: ana-kresh\n  - id: jon-marl\n",
        ),
        (
            "  - id: ana-kresh\n    as:\n      - the speaker\n    # of the owners\n\n",
            "  - id: ana-kresh\n    as:\n      - the speaker\n    # of the owners\n  - id: jon-marl\n\n",
        ),
    ],
)
@pytest.mark.parametrize("is_last", [False, True])
def test_an_actor_who_speaks_is_listed(item: str, longer: str, is_last: bool, tmp_path: Path) -> None:
    head, _, rest = BRIEF.partition("actors:\n")
    positions = f"positions:\n{rest.partition('positions:')[2].lstrip()}{MARL}".replace(":\n-", ":\n  -")
    before, after = (
        f"{head}{positions}actors:\n{items.rstrip()}" if is_last else f"{head}actors:\n{items}{positions}"
        for items in (item, longer)
    )
    actors = f"{ACTORS}jon-marl:\n  name: Jon Marl\n  kind: person\n"
    sheets, asked = corrected(fee_site(tmp_path, before, actors))
    assert sheets[FEE].text == after
    assert asked == []


def test_an_id_that_is_like_a_listed_one_may_be_that(tmp_path: Path) -> None:
    brief = with_line("actor: ana-kresh", "actor: ana-kress")
    site = fee_site(tmp_path, brief, f"{ACTORS}ana-kress:\n  name: Ana Kress\n  kind: person\n")
    assert corrected(site, 0)[0][FEE].text == BRIEF
    listed = brief.replace("the owners\n\npos", "the owners\n  - id: ana-kress\n\npos")
    assert corrected(site, 1)[0][FEE].text == listed
    assert corrected(site)[0][FEE].text == brief


NEW_ACTOR = """\
  - actor: tomas-brel
    issue: harbour-toll
    toward: velmar
    says: The fee is theft.
    passage: The fee is theft
"""


def test_what_registers_lack_is_added_with_the_articles_names(tmp_path: Path) -> None:
    brief = with_line("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: tomas-brel\n") + NEW_ACTOR
    sheets, asked = corrected(fee_site(tmp_path, brief))
    assert sheets[FEE].text == brief
    assert (
        sheets["briefs/actors.yml"].text
        == ACTORS
        + """
tomas-brel:
  name: Tomas Brel
  kind: person

velmar:
  name: Velmar
  kind: person  # guessed from one word; else state, organisation or group
"""
    )
    assert sheets["briefs/issues.yml"].text == f"harbour-toll:\n  title: Harbour Toll\n\n{ISSUES}"
    assert asked == []


def test_a_sorted_register_stays_sorted(tmp_path: Path) -> None:
    brief = with_line("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: jon-marl\n  - id: tomas-brel\n")
    zoe = "\nzoe-hark:\n  name: Zoe Hark\n  kind: person\n"
    jon = "\njon-marl:\n  name: Jon Marl\n  kind: person\n  also: [Marl]\n"
    tomas = "\ntomas-brel:\n  name: Tomas Brel\n  kind: person\n"
    for before, after in (
        (f"{ACTORS}{zoe}", f"{ACTORS}{jon}{tomas}{zoe}"),
        (f"{zoe}\n{ACTORS}", f"{zoe}\n{ACTORS}{jon}{tomas}"),
    ):
        sheets, _ = corrected(fee_site(tmp_path, brief, before))
        assert sheets["briefs/actors.yml"].text == after


def test_a_register_that_is_missing_is_made(tmp_path: Path) -> None:
    site = fee_site(tmp_path)
    (site.root / "briefs/actors.yml").unlink()
    sheet = corrected(site)[0]["briefs/actors.yml"]
    assert sheet.data is None
    assert sheet.text.startswith("ana-kresh:\n  name: Ana Kresh\n  kind: person  # guessed")


def test_a_register_with_comments_alone_is_added_to(tmp_path: Path) -> None:
    comments = "# ana-kresh:\n#   name: Ana Kresh\n"
    brief = with_line("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: tomas-brel\n")
    sheets, _ = corrected(fee_site(tmp_path, brief, comments, comments))
    actors, issues = (sheets[f"briefs/{name}"].text for name in REGISTERS)
    assert actors.startswith(f"{comments}\nana-kresh:\n  name: Ana Kresh\n")
    assert "\ntomas-brel:\n  name: Tomas Brel\n" in actors
    assert issues == f"{comments}\npilot-fee:\n  title: Pilot fee\n"


def test_a_name_that_the_article_lacks_is_marked(tmp_path: Path) -> None:
    brief = with_line("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: mira-doss\n")
    sheets, _ = corrected(fee_site(tmp_path, brief))
    assert (
        "  name: Mira Doss\n  kind: person  # not in the article: check" in sheets["briefs/actors.yml"].text
    )


@pytest.mark.parametrize("actors", ["ana-kresh: [", "\x00", "ana-kresh:\n  name: Ana\n  nam"])
def test_nothing_is_added_to_a_register_that_cannot_be_read(actors: str, tmp_path: Path) -> None:
    brief = with_line("  - id: ana-kresh\n", "  - id: ana-kresh\n  - id: tomas-brel\n")
    sheets, _ = corrected(fee_site(tmp_path, brief, actors))
    sheet = sheets.get("briefs/actors.yml")
    assert sheet is None or sheet.text == actors


def test_an_id_that_the_article_names_is_no_mistyped_one(tmp_path: Path) -> None:
    actors = ACTORS.replace("ana-kresh", "thomas-brell").replace("Ana Kresh", "Thomas Brell")
    brief = BRIEF.replace("ana-kresh", "tomas-brel")
    sheets, asked = corrected(fee_site(tmp_path, brief, actors))
    assert sheets["briefs/actors.yml"].text.endswith("tomas-brel:\n  name: Tomas Brel\n  kind: person\n")
    assert asked == []


def test_registers_are_corrected_too(tmp_path: Path) -> None:
    typed = ACTORS.replace("Ana Kresh", "“Ana Kresh”").replace("  kind", "\u00a0 kind")
    sheets, _ = corrected(fee_site(tmp_path, actors=typed))
    assert sheets["briefs/actors.yml"].text == ACTORS.replace("Ana Kresh", '"Ana Kresh"')


def test_only_what_is_wanted_is_corrected(tmp_path: Path) -> None:
    site = fee_site(tmp_path, with_line("date: 2031-05-02", "date: 2 May 2031"), f"\u00a0{ACTORS}")
    assert corrected(site, wanted=Wanted(slugs={"other"}))[0].keys() == {
        "briefs/actors.yml",
        "briefs/issues.yml",
    }
    assert not corrected(site, wanted=Wanted(registers=()))[0]["briefs/actors.yml"].is_changed


@pytest.mark.parametrize("name", ["fee.yaml", "Fee.yaml", "index.yaml", "other.yaml"])
def test_a_name_that_ends_in_yaml_is_corrected_where_it_can_be(name: str, tmp_path: Path) -> None:
    site = fee_site(tmp_path)
    (site.root / "briefs" / name).write_text(with_line("date: 2031-05-02", "date: 2 May 2031"), "utf-8")
    sheets, _ = corrected(site)
    renamed = [sheet for sheet in sheets.values() if sheet.path != sheet.new_path]
    assert [sheet.name for sheet in renamed] == (["briefs/other.yml"] if name == "other.yaml" else [])
    assert all("date: 2031-05-02" in sheet.text for sheet in renamed)


REGISTER = """\
# The people, first.

# --- ours

zoe-hark:
  name: Zoe Hark  # of Velmar

  kind: person


# the speaker
# of the owners
ana-kresh:
  name: Ana Kresh
  # a person
  kind: person
mira-doss: {name: Mira Doss, kind: person}

# --- theirs

velmar:
  name: Velmar
  kind: state

ostmere:
  name: Ostmere
  kind: state"""
SORTED = """\
# The people, first.

# --- ours

# the speaker
# of the owners
ana-kresh:
  name: Ana Kresh
  # a person
  kind: person


mira-doss: {name: Mira Doss, kind: person}
zoe-hark:
  name: Zoe Hark  # of Velmar

  kind: person

# --- theirs

ostmere:
  name: Ostmere
  kind: state

velmar:
  name: Velmar
  kind: state"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_registers_are_sorted_on_request(end: str, tmp_path: Path) -> None:
    register, after = (text.replace("\n", end) for text in (REGISTER, SORTED))
    site = fee_site(tmp_path, actors=register)
    assert corrected(site)[0]["briefs/actors.yml"].new_data == register.encode()
    assert corrected(site, wanted=Wanted(sort=True))[0]["briefs/actors.yml"].new_data == after.encode()
    again = fee_site(tmp_path, actors=after)
    assert not corrected(again, wanted=Wanted(sort=True))[0]["briefs/actors.yml"].is_changed

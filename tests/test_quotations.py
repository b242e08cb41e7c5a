"""The quotations of an article: in doubt less counts as quoted, so no reporter's words are attributed."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given

from helpers import strategies as our
from onrecord.articles.quotations import read_marks
from onrecord.text.spans import Span


def paragraphs(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def quoted(text: str) -> list[str]:
    """The quotations of a text with one paragraph per line; parts of a quotation are joined by a pilcrow."""
    found = read_marks(text, [paragraphs(text)]).quotations
    return ["¶".join(text[span.start : span.end] for span in quotation.spans) for quotation in found]


def case(text: str, *quotations: str, id: str) -> object:  # noqa: A002 - as pytest calls it
    return pytest.param(text, list(quotations), id=id)


# --- marks of one family


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        case("“We go,” he said. “Now.”", "“We go,”", "“Now.”", id="english"),
        case('"We go," he said. "Now."', '"We go,"', '"Now."', id="straight"),
        case('"Go"—"no"—"yes".', '"Go"', '"no"', '"yes"', id="straight-beside-dashes"),
        case('He said:"We go."Then he left.', '"We go."', id="straight-without-spaces"),
        case("« Bonjour », dit-il, « oui ».", "« Bonjour »", "« oui »", id="french"),
        case("«\u00a0Bonjour\u00a0», dit-il.", "«\u00a0Bonjour\u00a0»", id="french-no-break-spaces"),
        case("«\u202fBonjour\u202f»\u00a0!", "«\u202fBonjour\u202f»", id="french-narrow-spaces"),
        case("L’«idée», l'«autre» et («ça»).", "«idée»", "«autre»", "«ça»", id="french-behind-apostrophe"),
        case("«Да», — сказал он. — «Нет».", "«Да»", "«Нет»", id="russian"),
        case("»Ja«, sagte er. »Nein.« »Was?«", "»Ja«", "»Nein.«", "»Was?«", id="german-inward"),
        case("„Ja“, sagte er. „Nein.“", "„Ja“", "„Nein.“", id="german"),
        case('„Ja", sagte er. „Nein."', '„Ja"', '„Nein."', id="german-typed"),
        case("„Tak”, powiedział. „Nie”.", "„Tak”", "„Nie”", id="polish"),
        case("”Ja”, sa han. ”Nej då.”", "”Ja”", "”Nej då.”", id="swedish"),
        case("»Niin», hän sanoi. »Ei.»", "»Niin»", "»Ei.»", id="finnish"),
        case("‹Salut› et ‹ oui ›.", "‹Salut›", "‹ oui ›", id="angles"),
        case("›Ja‹, sagte er.", "›Ja‹", id="angles-inward"),
        case("‚Ja‘, sagte er. ‚Nein.‘", "‚Ja‘", "‚Nein.‘", id="german-singles"),
        case("‘We go,’ he said. ‘Now.’", "‘We go,’", "‘Now.’", id="british"),
        case("'We go,' he said. 'Now.'", "'We go,'", "'Now.'", id="straight-singles"),
        case("他说：「好。」『不』", "「好。」", "『不』", id="corners"),
        case('他说“好”，又说‘不’，再说"是"。', "“好”", "‘不’", '"是"', id="chinese-without-spaces"),
        case("قال «نعم» ثم “لا”.", "«نعم»", "“لا”", id="arabic"),
        case('אמר "כן" וצה"ל אמר "לא".', '"כן"', '"לא"', id="hebrew-acronym"),
        case('אמר "כן" ל"צה"ל" ואז "לא".', '"כן"', '"צה"ל"', '"לא"', id="hebrew-acronym-in-marks"),
        case("“We go”, he said. “Now”.", "“We go”", "“Now”", id="comma-outside"),
        case("He is “very” “tired”.", "“very”", "“tired”", id="scare-quotes"),
        case("An “un”believable “story”", "“un”", "“story”", id="inside-a-word"),
        case("«A»n ja «B»", "«A»", "«B»", id="ending-behind-the-mark"),
        case("“We go ” he said, “ now”.", "“We go ”", "“ now”", id="space-inside"),
        case("“”", "“”", id="nothing-inside"),
        case("No marks at all.", id="none"),
        case("", id="empty"),
    ],
)
def test_families(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        case("‘I don’t know,’ he said.", "‘I don’t know,’", id="contraction"),
        case("The Smiths’ dog ‘barks’ at times.", "‘barks’", id="possessive-before"),
        case("He ‘barks’ at the Smiths’ dog.", "‘barks’", id="possessive-behind"),
        case("‘The allies’ plan is good,’ he said.", "‘The allies’ plan is good,’", id="possessive-inside"),
        case(
            "‘The allies’ plan, the states’ wish,’ he said.",
            "‘The allies’ plan, the states’ wish,’",
            id="two-inside",
        ),
        case("He named ‘allies’ and left.", "‘allies’", id="ends-in-s"),
        case("He named ‘the allies’, then ‘the states’.", "‘the allies’", "‘the states’", id="end-in-s"),
        case("He named ‘allies’ and the Smiths’ dog.", "‘allies’", id="ends-in-s-possessive-behind"),
        case("HE NAMED ‘ALLIES’ AND THE SMITHS’ DOG.", "‘ALLIES’", id="possessive-after-it-in-capitals"),
        case("He named ‘allies’ and said: ‘Go.’", "‘allies’", "‘Go.’", id="ends-in-s-quotation-behind"),
        case("He named ‘allies’ who don’t go.", "‘allies’", id="ends-in-s-contraction-behind"),
        case("‘Allies’ is goin’ too far.", "‘Allies’", id="ends-in-s-dropped-g-behind"),
        case("He named ‘allies’ and rock ’n’ roll.", "‘allies’", id="ends-in-s-rock-n-roll-behind"),
        case("‘Rock ’n’ roll’ is dead.", "‘Rock ’n’ roll’", id="rock-n-roll-inside"),
        case("'Rock 'n' roll' is dead.", "'Rock 'n' roll'", id="rock-n-roll-straight"),
        case("In the ’90s he said ‘no’.", "‘no’", id="decade"),
        case("In the ‘90s he said ‘no’.", "‘no’", id="decade-turned-the-wrong-way"),
        case("In '98 he said 'no'.", "'no'", id="year-straight"),
        case("‘The ’90s are over,’ he said.", "‘The ’90s are over,’", id="decade-inside"),
        case("‘10 killed’ in raid", "‘10 killed’", id="number-first"),
        case("’Tis the season; ’twas ‘fun’.", "‘fun’", id="elisions"),
        case("'Tis the season; 'twas 'fun'.", "'fun'", id="elisions-straight"),
        case("‘’Tis the season,’ he said.", "‘’Tis the season,’", id="elision-first"),
        case("‘Give ’em hell,’ he said.", "‘Give ’em hell,’", id="elision-inside"),
        case("'Give 'em hell,' he said.", "'Give 'em hell,'", id="elision-inside-straight"),
        case(
            "'The allies' plan is good,' he said.",
            "'The allies' plan is good,'",
            id="possessive-inside-straight",
        ),
        case(
            "‘THE ALLIES’ PLAN IS GOOD,’ HE SAID.", "‘THE ALLIES’ PLAN IS GOOD,’", id="possessive-in-capitals"
        ),
        case("The Smiths' dog and the Joneses' cat.", id="possessives-alone"),
        case("Don't, won't, can't: o'clock, O'Brien.", id="apostrophes-alone"),
        case("Don’t, won’t, can’t: o’clock, O’Brien, l’Iran.", id="curled-apostrophes-alone"),
        case("‘We go’—‘now’", "‘We go’", "‘now’", id="beside-dashes"),
        case("He said ‘we go’.", "‘we go’", id="full-stop-outside"),
        case("Hawai‘i said ‘yes’.", "‘yes’", id="okina"),
    ],
)
def test_apostrophes_that_look_the_same(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


@pytest.mark.parametrize(
    "word",
    "tis Tis twas twere twill til till em im er ere ave ello cause cos cuz bout round neath gainst nuff kay"
    " fraid scuse n n' s t 90 90s".split(),
)
def test_letters_left_out_before_a_word_open_nothing(word: str) -> None:
    assert quoted(f"'We say '{word} there,' he said.") == [f"'We say '{word} there,'"]


@pytest.mark.parametrize("word", "tis Twas til em n n’ 90s".split())
def test_letters_left_out_open_nothing_where_a_word_processor_turned_their_mark(word: str) -> None:
    assert quoted(f"‘We say ‘{word} there,’ he said.") == [f"‘We say ‘{word} there,’"]


@pytest.mark.parametrize("word", "goin comin o ol an th wi mo lil GOIN".split())
@pytest.mark.parametrize("mark", ["'", "’"])
def test_letters_left_out_at_a_words_end_close_nothing_for_sure(word: str, mark: str) -> None:
    """‘Allies’ is a quotation, because the later apostrophe need not be a closing mark."""
    opening = "'" if mark == "'" else "‘"
    assert quoted(f"He named {opening}allies{mark} when {word}{mark} there.") == [f"{opening}allies{mark}"]


# --- marks of several families


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        case("“He said ‘no’ to me,” she said.", "“He said ‘no’ to me,”", id="singles-in-doubles"),
        case("‘He said “no” to me,’ she said.", "‘He said “no” to me,’", id="doubles-in-singles"),
        case("“He said ‘no.’”", "“He said ‘no.’”", id="ends-together"),
        case("‘“No,” he said.’", "‘“No,” he said.’", id="begin-together"),
        case("“‘“No,” he said,’ she said.”", "“‘“No,” he said,’ she said.”", id="three-deep"),
        case("“He said “no” to me,” she said.", "“He said “no” to me,”", id="doubles-in-doubles"),
        case(
            "\"He said 'no' to me,\" she said.", "\"He said 'no' to me,\"", id="straight-singles-in-doubles"
        ),
        case(
            "'He said \"no\" to me,' she said.", "'He said \"no\" to me,'", id="straight-doubles-in-singles"
        ),
        case('"He said "no" to me," she said.', '"no"', id="straight-doubles-in-doubles-are-doubtful"),
        case("« Il dit “non” », dit-elle.", "« Il dit “non” »", id="doubles-in-guillemets"),
        case("« Il dit « non » », dit-elle.", "« Il dit « non » »", id="guillemets-in-guillemets"),
        case("„Er sagte ‚nein‘ dazu“, sagte sie.", "„Er sagte ‚nein‘ dazu“", id="german-nested"),
        case("»Er sagte ›nein‹ dazu«, sagte sie.", "»Er sagte ›nein‹ dazu«", id="inward-nested"),
        case("“Il dit « non »,” she said.", "“Il dit « non »,”", id="guillemets-in-doubles"),
        case("「他说『不』」", "「他说『不』」", id="corners-nested"),
        case("“Yes,” he said. 'No,' she said. «Oui».", "“Yes,”", "'No,'", "«Oui»", id="side-by-side"),
        case('“Hello," he said. "Bye,” she said.', '“Hello,"', '"Bye,”', id="mixed-pairs"),
        case("‘Hello,' he said. 'Bye,’ she said.", "‘Hello,'", "'Bye,’", id="mixed-pairs-of-singles"),
        case('“He read "War" twice,” she said.', '“He read "War" twice,”', id="straight-in-curled"),
    ],
)
def test_nested_and_mixed(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


# --- marks that are something else, or without a partner


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        case('A 6" pipe, a 5\'10" man, 6"x4" and 3\' 4".', id="inches-and-feet"),
        case('A 6" pipe and a "big" one.', '"big"', id="inches-before"),
        case('A "big" one and a 6" pipe.', '"big"', id="inches-behind"),
        case('“The 6" pipe broke,” he said.', '“The 6" pipe broke,”', id="inches-inside-curled"),
        case('"The 6" pipe broke," he said.', '"The 6"', id="inches-inside-straight-are-doubtful"),
        case("He is 6' tall, he said.", id="feet"),
        case('He typed " alone " there.', id="spaces-on-both-sides"),
        case("The `code` and the ´accent´, 5′ and 6″.", id="other-signs"),
        case("“We go, he said.", id="opening-only"),
        case("We go,” he said.", id="closing-only"),
        case('"We go, he said.', id="straight-opening-only"),
        case('We go," he said.', id="straight-closing-only"),
        case("‘We go, he said. They don’t.", id="single-opening-only"),
        case("« On y va, dit-il.", id="guillemet-opening-only"),
        case("On y va », dit-il, « oui ».", "« oui »", id="guillemet-closing-only"),
        case("a » b « c » d", "« c »", id="words-between-guillemets-are-the-reporter-s"),
        case("A«, sagte er. »B« und »C«", "»B«", "»C«", id="inward-closing-only"),
        case("“We go, he said. “Now,” she said.", "“Now,”", id="opening-only-then-a-pair"),
        case('"We go, he said. "Now," she said.', '"Now,"', id="straight-opening-only-then-a-pair"),
        case("We go,” he said. “Now,” she said.", "“Now,”", id="closing-only-then-a-pair"),
        case('We go," he said. "Now," she said.', '"Now,"', id="straight-closing-only-then-a-pair"),
        case("“Now,” she said. “We go, he said.", "“Now,”", id="pair-then-opening-only"),
        case("“Now,” she said. We go,” he said.", "“Now,”", id="pair-then-closing-only"),
        case(
            "“Hello,“ he said. “Bye,” she said.", "“Hello,“", "“Bye,”", id="closing-mark-turned-the-wrong-way"
        ),
        case(
            "”Hello,” he said. “Bye,” she said.", "”Hello,”", "“Bye,”", id="opening-mark-turned-the-wrong-way"
        ),
        case("”Hello he said. ”Bye”, sa hon.", "”Bye”", id="swedish-opening-only"),
        case("“He said ‘no” and left’.", "“He said ‘no”", id="pairs-that-cross"),
        case("'appen you saw \"it\" in the boys' house?", '"it"', id="frail-pair-around-a-surer-one"),
        case(
            "They say 'the “big” boat is 6' long, and no more.",
            "“big”",
            id="feet-end-no-quotation-around-one",
        ),
        case("A re“do” of it, they say.", id="opening-after-a-letter"),
    ],
)
def test_marks_without_a_partner_swallow_nothing(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


# --- over several paragraphs


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        case("“One.\n“Two.\n“Three,” he said.\nFour.", "“One.¶“Two.¶“Three,”", id="english"),
        case("He said: “One.\n“Two,” and left.", "“One.¶“Two,”", id="begins-inside-a-paragraph"),
        case('"One.\n"Two," he said. "Three."', '"One.¶"Two,"', '"Three."', id="straight"),
        case("‘One doesn’t.\n‘Two,’ he said.", "‘One doesn’t.¶‘Two,’", id="british"),
        case("'One doesn't.\n'Two,' he said.", "'One doesn't.¶'Two,'", id="british-straight"),
        case("« Un.\n« Deux », dit-il.", "« Un.¶« Deux »", id="french"),
        case("”Ett.\n”Två”, sa han.", "”Ett.¶”Två”", id="swedish"),
        case("“One ‘a’ b.\n“Two ‘c’,” he said.", "“One ‘a’ b.¶“Two ‘c’,”", id="nested-inside"),
        case("‘One “a” b.\n‘Two,’ he said.", "‘One “a” b.¶‘Two,’", id="nested-inside-british"),
        case("“One ‘a b.\n“‘Two,’ he said.”", "“One ‘a b.¶“‘Two,’ he said.”", id="nested-runs-on-too"),
        case("“One.”\n“Two,” he said.", "“One.”", "“Two,”", id="each-closed"),
        case("“A,” he said. “One!\n“Two.”", "“A,”", "“One!¶“Two.”", id="behind-a-pair"),
        case("“一。\n“二。”", "“一。¶“二。”", id="chinese"),
    ],
)
def test_several_paragraphs(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        case("“One.\n“Two.\nThree.”", id="never-closed-in-a-paragraph-that-it-opens"),
        case("“One.\nTwo.\n“Three,” he said.", "“Three,”", id="a-paragraph-between"),
        case("“One.\nTwo,” he said.\nThree.", id="not-opened-again"),
        case("“One.\n“Two.\n“Three.", id="never-closed"),
        case("“One.\n“Two, he said.\nThree ‘four’.", "‘four’", id="rest-of-the-article"),
        case("He called it “a mess and left.\n“We go,” she said.", "“We go,”", id="forgotten-behind-a-word"),
        case("“We go” he said, “and then\n“Now,” she said.", "“We go”", "“Now,”", id="no-sentence-s-end"),
        case("He called it “A Mess and left\n“We go,” she said.", "“We go,”", id="paragraph-ends-in-a-word"),
        case("He called it “Plan 9\n“We go,” she said.", "“We go,”", id="paragraph-ends-in-a-number"),
        case("„ein Chaos, und ging.\n„Ja“, sagte sie.", "„Ja“", id="german-forgotten-before-a-small-letter"),
        case("“One.\nThen “two,” he said.", "“two,”", id="opened-again-in-the-middle"),
        case(
            "“One, he said. “Two,” she said.\n“Three.”", "“Two,”", "“Three.”", id="opening-only-before-a-pair"
        ),
        case("“One.\n‘Two,’ he said.", "‘Two,’", id="another-mark"),
        case(
            "“One.\n“Two.” “Three.\n“Four.”", "“One.¶“Two.”", "“Three.¶“Four.”", id="one-chain-after-another"
        ),
        case("One.”\n“Two.”\nThree.", "“Two.”", id="closing-only-first"),
        case("“One.”\nTwo.”\n“Three.”", "“One.”", "“Three.”", id="closing-only-in-the-middle"),
        case("“One.”\n“Two.\n“Three.”", "“One.”", "“Two.¶“Three.”", id="middle-runs-on"),
        case("‘A “One.’\n“Two,” he said.", "“One.’¶“Two,”", id="begun-inside-a-pair-of-another-kind"),
        case("“A ‘b.”\n‘C,’ he said.", "“A ‘b.”", "‘C,’", id="opened-inside-a-pair"),
    ],
)
def test_marks_without_a_partner_swallow_no_paragraph(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


# --- for any text


@given(our.any_text())
@example("“A ‘b.”\n‘C,’")
@example("‘“a.\n‘“b.”’")
def test_quotations_lie_in_their_paragraphs_in_order_without_overlap(text: str) -> None:
    blocks = paragraphs(text)
    quotations = read_marks(text, [blocks]).quotations
    spans = [span for quotation in quotations for span in quotation.spans]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert any(block.start <= span.start < span.end <= block.end for block in blocks)
    for quotation in quotations:
        homes = [
            next(n for n, block in enumerate(blocks) if span.overlaps(block)) for span in quotation.spans
        ]
        assert homes == list(range(homes[0], homes[0] + len(homes)))


@given(our.any_text())
def test_what_comes_behind_a_blank_paragraph_changes_nothing_before_it(text: str) -> None:
    """A paragraph without marks ends an open quotation, so the text before it is read independently."""
    alone = quoted(text)
    assert quoted(f"{text}\nNothing here.\nNothing there.") == alone

"""Ends of sentences: a table of cases, and texts made of sentences with known ends."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from onrecord.meaning.wordlists import sentences_of
from onrecord.text.sentences import LONGEST_REST
from onrecord.text.spans import Span

# A sentence between bars, the cited words between brackets.
CASES = [
    pytest.param("en", "He left. |Holt will not [go there]. |She stayed.", id="full-stops"),
    pytest.param("en", "|Holt will not [go there]|", id="no-stop-at-all"),
    pytest.param(
        "en",
        "He left. |Mr. Holt met Sen. J. R. Vane on [Sept. 4 in the] harbour.| She did not.",
        id="abbreviations",
    ),
    pytest.param("en", "He left. |J.R.R. Holt of the U.S. Navy did [not come].| She did.", id="initials"),
    pytest.param(
        "en",
        "He left. |It costs 3.5 million, or No. 4 on [the list], at 10.30 a.m. on Monday.| She paid.",
        id="numbers",
    ),
    pytest.param(
        "en",
        "They wait. |“We will [never pay],” Holt said, “unless they ask.”| The ships left.",
        id="quotation",
    ),
    pytest.param("en", "He left. |“[We will not pay].”| Holt said so.", id="closing-mark-after-the-stop"),
    pytest.param(
        "en",
        "“We wait.” |“[We pay]?” he asked, and nobody answered.| It rained.",
        id="small-letter-after-question",
    ),
    pytest.param(
        "en",
        "“We'll discuss what they plan... |[All of us] agree,” Holt said.| It rained.",
        id="dots-that-end",
    ),
    pytest.param("en", "He left. |We will... well, [perhaps] not pay.| It rained.", id="dots-that-do-not"),
    pytest.param("en", "He left.|\n[Only] if\nthey pay,\nHolt said.|\nShe left.", id="wrapped"),
    pytest.param("en", "|No plan [yet. They] wait for rain.| She left.", id="two-sentences"),
    pytest.param("en", "|They wait (for [rain]).| She left.", id="bracket"),
    pytest.param("en", "He left. |'We won't [pay the players].'| She left.", id="apostrophe"),
    pytest.param("en", "He left? |[They] pay!| She left.", id="other-signs"),
    pytest.param("fr", "Il part. |« Nous ne [paierons pas]. »| Elle part.", id="spaced-mark"),
    pytest.param("de", "Sie warten. |Am 3. Mai will Holt [nicht zahlen].| Dann regnet es.", id="ordinal"),
    pytest.param("de", "„Wir warten.“ |„Wir [zahlen nicht].“| Sie ging.", id="german-marks"),
    pytest.param("pt", "Chove. |O Sr. Silva e a Dra. Costa não [querem pagar].| Ela saiu.", id="no-list"),
    pytest.param("zh", "他走了。|我们不[付钱]！|她走了。", id="chinese"),
    pytest.param("zh", "他走了。|“我们不[付钱]。”|她走了。", id="chinese-marks"),
    pytest.param("ja", "彼は去った。|「[払わない]。」と彼は言った。|雨だ。", id="japanese-report"),
    pytest.param("hi", "वह गया। |हम [पैसे नहीं] देंगे।| वह आई।", id="hindi"),
    pytest.param("ar", "ذهب الرجل. |هل [ندفع] الآن؟| جاءت المرأة.", id="arabic"),
    pytest.param("el", "Έφυγε. |Ποιος [πληρώνει];| Κανείς.", id="greek"),
    pytest.param("el", "Έφυγε. |Ποιος [πληρώνει]\u037e| Κανείς.", id="greek-question-mark"),
    pytest.param("en", "He left. |Holt waits; Vane [pays].| She left.", id="semicolon"),
    pytest.param("hy", "Գնաց։ |Ո՞վ է [վճարում]։| Ոչ ոք։", id="armenian"),
    pytest.param("am", "ሄደ። |ማን [ይከፍላል]፧| ማንም።", id="ethiopic"),
    pytest.param("en", "He left⁈ |[They] pay‽| She left.", id="signs-in-one"),
    pytest.param("ru", "Он ушёл. |«Мы не [заплатим]», — сказал Холт.| Она ушла.", id="russian"),
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_a_sentence_is_the_one_between_the_bars(language: str, case: str) -> None:
    text = case.translate({ord(sign): None for sign in "|[]"})
    before, _, rest = case.partition("|")
    sentence, _, _ = rest.partition("|")
    start = len(before) + sentence.index("[")
    words = Span(start, start + sentence.index("]") - sentence.index("[") - 1)
    found = sentences_of(language).around(text, Span(0, len(text)), words)
    shown = text[found.span.start : found.span.end]
    assert shown == sentence.translate({ord(sign): None for sign in "[]"}).strip()
    assert (found.begins, found.ends) == (True, True)


class Script(Struct, frozen=True):
    """The parts of sentences in a script: beginnings, middles and ends."""

    language: str
    first: tuple[str, ...]
    more: tuple[str, ...]
    ends: tuple[str, ...]
    space: str = " "


LATIN = Script(
    "en",
    ("Holt", "They", "“We", "(Nobody", "2031", "In", "“In"),
    (
        "will",
        "not",
        "pay",
        "Mr. Vane",
        "Sept. 4",
        "J. R. Tarn",
        "U.S. ships",
        "3.5",
        "e.g. rain",
        "“Why?” he",
        "well... perhaps",
        "(if ever)",
        "9.30 a.m. trains",
        "ports,",
        "Vane’s",
        "–",
    ),
    (
        " rain.",
        " rain!",
        " rain?",
        " rain…",
        " rain...",
        " rain.”",
        " rain?”",
        " rain.)",
        " rain.’”",
        " rain?!",
    ),
)
SCRIPTS = [
    LATIN,
    Script(
        "de",
        ("Holt", "Am", "„Wir"),
        ("will", "nicht", "3. Mai", "z.B. Regen", "Dr. Tarn"),
        (" zahlen.", " zahlen.“", " zahlen?"),
    ),
    Script(
        "zh",
        ("他们", "“我们", "今天"),
        ("不", "付钱", "，", "3.5", "如果"),
        ("下雨。", "下雨！", "下雨？", "下雨。”"),
        "",
    ),
    Script("hi", ("हम", "वह", "“तुम"), ("पैसे", "नहीं", "देंगे"), (" है।", " है?", " है।”")),
    Script("ar", ("نحن", "هم", "«لن"), ("ندفع", "لا", "الآن،", "إذا"), (" المطر.", " المطر؟", " المطر.»")),
]


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str, Span, list[str]]:
    """A language, a text, the span of a paragraph in it, and the paragraph's sentences."""
    script = draw(st.sampled_from(SCRIPTS))
    bodies = st.lists(st.sampled_from(script.more), max_size=8)
    sentence = st.builds(
        lambda first, more, end: script.space.join([first, *more]) + end,
        st.sampled_from(script.first),
        bodies,
        st.sampled_from(script.ends),
    )
    made = draw(st.lists(sentence, min_size=1, max_size=5))
    if draw(st.booleans()):  # The last one has no stop, like headlines.
        made[-1] = made[-1].rstrip(".!?…”’)“।。！？؟»")
    between = draw(st.sampled_from((" ", "\n", "  "))) if script.space else ""
    made = [*(one + between for one in made[:-1]), made[-1]]
    before = draw(st.sampled_from(("", "The headline\n\n", "the words before\n\n")))
    after = draw(st.sampled_from(("", "\n\nNext", "\n\nnext")))
    text = "".join(made)
    return script.language, before + text + after, Span(len(before), len(before) + len(text)), made


@given(paragraphs(), st.data())
def test_the_sentence_of_words_is_the_one_that_they_were_made_in(
    paragraph: tuple[str, str, Span, list[str]], data: st.DataObject
) -> None:
    language, text, block, made = paragraph
    letters = [at for at in range(block.start, block.end) if text[at].isalnum()]
    first, last = sorted((data.draw(st.sampled_from(letters)), data.draw(st.sampled_from(letters))))
    ends = [block.start + end for end in accumulate(map(len, made))]
    starts = [block.start, *ends[:-1]]
    begin = max(start for start in starts if start <= first)
    end = min(end for end in ends if end > last)
    whole = text[begin:end]
    found = sentences_of(language).around(text, block, Span(first, last + 1))
    assert text[found.span.start : found.span.end] == whole.strip()
    assert found.span.start == begin + len(whole) - len(whole.lstrip())


@given(st.text("aZ .!?…”\"'«»。！\n।I1", min_size=1, max_size=60), st.integers(1, 40), st.data())
def test_of_any_text_it_holds_the_words_and_no_more_than_the_paragraph(
    pattern: str, times: int, data: st.DataObject
) -> None:
    text = pattern * times
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    block, words = Span(edges[0], edges[3]), Span(edges[1], max(edges[2], edges[1] + 1))
    if words.end > block.end:
        return
    found = sentences_of("en").around(text, block, words)
    assert block.start <= found.span.start <= words.start
    assert words.end <= found.span.end <= block.end
    assert words.start - found.span.start <= LONGEST_REST
    assert found.span.end - words.end <= LONGEST_REST
    assert found.begins or words.start - block.start > LONGEST_REST
    assert found.ends or block.end - words.end > LONGEST_REST


def test_of_a_long_sentence_the_nearest_words_are_whole() -> None:
    text = "rain " * 400 + "not" + " snow" * 400
    at = text.index("not")
    found = sentences_of("en").around(text, Span(0, len(text)), Span(at, at + 3))
    assert (found.begins, found.ends) == (False, False)
    before, after = text[found.span.start : at], text[at + 3 : found.span.end]
    assert LONGEST_REST - 5 <= len(before) <= LONGEST_REST
    assert LONGEST_REST - 5 <= len(after) <= LONGEST_REST
    assert set(before.split()) == {"rain"}
    assert set(after.split()) == {"snow"}

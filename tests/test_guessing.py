"""Whether a text is clearly in a language: texts in several languages, and unclear ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.guessing import is_in, length_in_latin, may_be_in

# Made up, and written in each language.
TEXTS = {
    "en": "The minister of transport said that the port is not for sale and that she will not talk to her.",
    "fr": "La ministre des transports a dit que le port n'est pas à vendre et qu'elle ne parle pas avec lui.",
    "de": "Die Ministerin sagte, dass der Hafen nicht zu verkaufen ist und dass sie nicht mit ihr spricht.",
    "es": "La ministra de transportes dijo que el puerto no se vende y que no habla con el sindicato.",
    "nl": "De minister van vervoer zei dat de haven niet te koop is en dat zij niet met de bond praat.",
    "ar": "قالت وزيرة النقل إن الميناء ليس للبيع وإنها لن تتحدث مع النقابة قبل الربيع",
    "ru": "Министр транспорта сказала, что порт не продаётся и что она не будет говорить с союзом до весны.",
    "el": "Η υπουργός μεταφορών είπε ότι το λιμάνι δεν πωλείται και ότι δεν θα μιλήσει με το σωματείο.",
    "ja": "運輸大臣は、港は売り物ではないと述べ、春まで組合と話すつもりはないと語った。",
    "ko": "교통부 장관은 항구는 팔지 않으며 봄까지 노조와 대화하지 않겠다고 말했다.",
    "zh": "交通部长表示，港口不出售，春天之前不会与工会谈判，也不会接受任何条件。",
    "he": "שרת התחבורה אמרה שהנמל אינו למכירה ושהיא לא תדבר עם האיגוד לפני האביב.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_never_plainly_not_in_its_own_language(language: str) -> None:
    assert is_in(language, TEXTS[language]) is not False
    assert is_in(f"{language}-XX", TEXTS[language]) is not False


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("said", ["en", "fr", "ar", "ru", "ko"])
def test_a_text_is_plainly_not_in_many_others(language: str, said: str) -> None:
    alike = said == language or {said, language} <= {"ja", "ko", "zh"} or {said, language} <= {"fr", "es"}
    assert (is_in(said, TEXTS[language]) is False) == (not alike)


def test_what_is_plainly_in_a_language() -> None:
    plain = [language for language in TEXTS if is_in(language, TEXTS[language])]
    assert plain == ["en", "fr", "de", "nl", "el", "ja", "ko"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No."),
        ("en", "Ana Kresh, Jon Marl, Mara Venn, Oren Tal, Lisk Adar, Rena Coll, Ilsa Brand, Ivo Nemo"),
        ("en", "Mira Holt announces a fee. Ships will pay a fee."),
        ("fr", "Made up."),
        ("sr", TEXTS["ru"]),
        ("sr-Latn", TEXTS["ru"]),
        ("fa", TEXTS["ar"]),
        ("pcm", TEXTS["en"]),
        ("x-own", TEXTS["en"]),
        ("en", "1,500 – 3.5% … 2031-05-02"),
        ("ru", "G7"),
    ],
)
def test_silent_where_it_is_not_plain(language: str, text: str) -> None:
    assert is_in(language, text) is None


@given(st.sampled_from(sorted(TEXTS)), st.text(max_size=60))
def test_any_text_has_an_answer(language: str, text: str) -> None:
    assert is_in(language, text) in (True, False, None)
    assert length_in_latin(text) >= sum(not letter.isspace() for letter in text)


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_has_signs_of_its_own_language_and_of_none_in_another_script(language: str) -> None:
    assert may_be_in(language, TEXTS[language])
    alike = {"ja", "ko", "zh"}, {"en", "fr", "de", "es", "nl"}
    for other in TEXTS:
        if other != language and not any({language, other} <= group for group in alike):
            assert not may_be_in(other, TEXTS[language])
    if language in alike[1]:
        assert [other for other in alike[1] if may_be_in(other, TEXTS[language])] == [language]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "我们不会付两次", True),
        ("ko", "두 번", True),
        ("fr", "Nous ne paierons pas", True),
        ("fr", "We will not pay the fee twice", False),
        ("ar", "We will not pay الرسم twice", False),
        ("cs", "Nezaplatíme dvakrát", True),
        ("x-own", "No", False),
        ("en", "", False),
    ],
)
def test_few_words_may_be_enough_for_a_sign(language: str, text: str, expected: bool) -> None:
    assert may_be_in(language, text) == expected

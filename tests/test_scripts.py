"""The direction of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.scripts import direction

RIGHT_TO_LEFT = (
    "ar ar-EG AR he iw fa-IR ur yi ps dv ckb ckb-IQ az-Arab az-IR pa-PK pa-Arab-PK ku-IQ ks sd uz-AF ff-Adlm"
    " en-Hebr syr ug-CN ar-arz prs kk-IR tg-PK ug"
).split()
LEFT_TO_RIGHT = (
    "en en-GB de az az-AZ pa-IN ku ar-Latn he-Latn-IL sd-IN ug-KZ uz zh-Hant-TW fr-x-arab en-u-nu-arab x-arab"
    " ja hi sr-Cyrl kk tg az-x-ir x-ar ar-Latn-SA"
).split()


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_left_to_right(language: str) -> None:
    assert direction(language) == "ltr"


@given(st.text(alphabet="aAhebr-xX1 ", max_size=20))
def test_any_text_has_a_direction(language: str) -> None:
    assert direction(language) in ("ltr", "rtl")

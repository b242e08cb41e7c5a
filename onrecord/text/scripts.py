"""The direction in which a language is written, from its BCP 47 tag."""

from __future__ import annotations

from functools import lru_cache

# ISO 15924 codes of scripts written from right to left.
_RTL_SCRIPTS = frozenset("adlm arab aran hebr mand mend nkoo rohg samr syrc thaa yezi gara".split())
# Languages whose usual script is one of them (by CLDR's Suppress-Script and likely subtags) …
_RTL_LANGUAGES = frozenset(
    "aeb aii ajp ar apc arz ary acm acq afb ars azb bal bgn bqi brh ckb dv fa glk he iw ji khw ks"
    " lrc mzn nqo ps pnb prs rhg sd sdh skr syr trw ug ur yi".split()
)
# … only in these countries, or everywhere except in these.
_RTL_IN = frozenset("az-iq az-ir kk-af kk-cn kk-ir kk-mn ku-iq ku-ir ky-cn ms-cc pa-pk tg-pk uz-af".split())
_LTR_IN = frozenset("sd-in ug-kz".split())


@lru_cache(100)
def direction(language: str) -> str:
    """`rtl` or `ltr`: by the tag's script, or else by the usual script of the language in that country."""
    primary, *subtags = language.lower().split("-")
    region = ""
    if len(primary) == 1:  # Subtags of private use have no meaning.
        return "ltr"
    for subtag in subtags:
        if len(subtag) == 1:
            break
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RTL_SCRIPTS else "ltr"
        if len(subtag) == 2:
            region = f"{primary}-{subtag}"
    if region in _RTL_IN or region in _LTR_IN:
        return "rtl" if region in _RTL_IN else "ltr"
    return "rtl" if primary in _RTL_LANGUAGES else "ltr"

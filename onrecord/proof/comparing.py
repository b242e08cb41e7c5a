"""Compare a page's passages with the proof: find missing, added and changed ones.

A passage is always shown whole, and at least once on the page that the proof names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from onrecord.proof.marks import Mark
from onrecord.proof.words import Proof, digest_of, directions_in, folded

# A passage has one mark per paragraph. Up to this many are tried before the article is opened.
_FEW = 3
_CONTEXT = 4  # words on either side of a difference


class Evidence(Struct, frozen=True):
    """The evidence that pages are compared with.

    Attributes:
        find: gives the proof of a passage by its name; None if there is none.
        on_page: gives the proofs of the passages that a page must show whole, by its path.
        words: gives the article's words of a passage; None if the article is missing or changed.
    """

    find: Callable[[str], Proof | None]
    on_page: Callable[[str], Sequence[Proof]]
    words: Callable[[Proof], str | None]


class Fault(Struct, frozen=True):
    """A fault of a passage on a page.

    Attributes:
        ref: the passage's name; empty if it has none.
        message: what is wrong.
        notes: the article's words and the page's.
    """

    ref: str
    message: str
    notes: tuple[str, ...] = ()


def faults_of(
    path: str, marks: Sequence[Mark], evidence: Evidence, drawn: Counter[str] | None = None
) -> list[Fault]:
    """The faults of a page's passages.

    Args:
        path: of the page on the site.
        marks: its passages, in order.
        evidence: what to compare them with.
        drawn: how often the page's template wrote each passage; None if that is not known.
    """
    faults: list[Fault] = []
    texts: dict[str, list[str]] = {}
    for_copying: set[str] = set()
    for mark in marks:
        if mark.fault:
            faults.append(Fault(mark.ref, f"this passage is not shown as it is: {mark.fault}"))
        texts.setdefault(mark.ref, []).append(mark.text)
        if mark.is_for_copying:
            for_copying.add(mark.ref)
    whole: set[str] = set()
    for ref, shown in texts.items():
        proof = evidence.find(ref)
        if proof is None:
            said = "this is marked as a passage, but has no proof"
            faults.append(Fault(ref, said, (f"the page: {_short(folded(shown[0]))}",)))
        else:
            found, is_whole = _compared(shown, proof, evidence)
            faults += found
            if is_whole and ref in for_copying:  # What is in a closed box is not shown.
                seen = [mark.text for mark in marks if mark.ref == ref and not mark.is_for_copying]
                is_whole = bool(seen) and _compared(seen, proof, evidence)[1]
            if is_whole or found:
                whole.add(ref)
    for proof in evidence.on_page(path):
        if proof.ref not in whole and not proof.is_gist:
            words = evidence.words(proof)
            notes = (f"the article: {_short(folded(words))}",) if words else ()
            faults.append(Fault(proof.ref, "the page does not show this passage", notes))
    if drawn is not None:
        faults += _uncounted(drawn, Counter(mark.ref for mark in marks), {fault.ref for fault in faults})
    return faults


def _uncounted(drawn: Counter[str], there: Counter[str], known: set[str]) -> Iterable[Fault]:
    """Passages that are on the page more or less often than the template wrote them."""
    for ref in sorted((drawn.keys() | there.keys()) - known):
        if drawn[ref] != there[ref]:
            said = (
                f"the template shows this passage {drawn[ref]} times, the published page {there[ref]} times"
            )
            yield Fault(ref, said)


def _compared(texts: Sequence[str], proof: Proof, evidence: Evidence) -> tuple[list[Fault], bool]:
    """The faults of one passage's marks, and whether it is shown whole at least once."""
    faults: list[Fault] = []
    is_whole = False
    at = 0
    while at < len(texts):
        taken = _whole(texts, at, proof)
        if taken:
            is_whole = True
        else:
            words = evidence.words(proof)
            if words is None:
                said = "this passage cannot be compared: its article is missing or has changed"
                return [*faults, Fault(proof.ref, said)], True
            taken, fault = _opened(texts, at, proof, folded(words))
            faults += fault
            is_whole |= not fault
        if any(map(directions_in, texts[at : at + taken])):
            faults += _turned("".join(texts[at : at + taken]), proof, evidence)
        at += taken
    return faults, is_whole


def _whole(texts: Sequence[str], at: int, proof: Proof) -> int:
    """The number of marks from `at` on that show a whole passage, by its hash; 0 if the first few do not."""
    shown = texts[at]
    for taken in range(1, _FEW + 1):
        if _hash_of(shown) == proof.sha256:
            return taken
        if at + taken >= len(texts):
            return 0
        shown = f"{shown} {texts[at + taken]}"
    return 0


@lru_cache(2048)  # A passage is shown several times on its page, and on other pages too.
def _hash_of(shown: str) -> str:
    return digest_of(folded(shown))


def _opened(texts: Sequence[str], at: int, proof: Proof, words: str) -> tuple[int, list[Fault]]:
    """The number of marks, from `at` on, that belong to one showing of a passage, and its faults."""
    shown = folded(texts[at])
    taken = 1
    while shown != words and at + taken < len(texts):
        longer = folded(f"{shown} {texts[at + taken]}")
        if longer != words and not words.startswith(f"{longer} "):
            break
        shown = longer
        taken += 1
    if shown == words:
        return taken, []
    said = "the page's words differ from the article's"
    return taken, [Fault(proof.ref, said, _differing(shown, words))]


def _turned(shown: str, proof: Proof, evidence: Evidence) -> list[Fault]:
    """Report direction-changing characters in the page's words that the article does not have."""
    words = evidence.words(proof)
    own = directions_in(words or "")
    if words is None or directions_in(shown) == own[: len(directions_in(shown))]:
        return []
    return [Fault(proof.ref, "the page has hidden characters in this passage that change its direction")]


def _differing(shown: str, words: str) -> tuple[str, ...]:
    """The differing words of article and page, with some words around them."""
    ours, theirs = shown.split(), words.split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
    rest = min(len(ours), len(theirs)) - same
    behind = zip(reversed(ours[len(ours) - rest :]), reversed(theirs[len(theirs) - rest :]), strict=True)
    ending = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], behind))

    def around(all_words: list[str]) -> str:
        start, end = max(same - _CONTEXT, 0), len(all_words) - max(ending - _CONTEXT, 0)
        before, after = "… " if start else "", " …" if end < len(all_words) else ""
        return _short(before + " ".join(all_words[start:end]) + after)

    def differs(all_words: list[str]) -> str:
        return _short(" ".join(all_words[same : len(all_words) - ending])) or "(nothing)"

    return (
        f"the article: {around(theirs)}",
        f"the page: {around(ours)}",
        f"differs: {differs(theirs)} / {differs(ours)}",
    )


def _short(words: str) -> str:
    return words if len(words) <= 200 else f"{words[:200]}…"

"""The search index: every word finds its texts, and an edit changes only its own part."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from helpers.building import built, content, small_site
from helpers.checked import record_of
from helpers.made_collections import Made, made
from helpers.whole import all_made
from onrecord.addresses import SEARCH_CALL
from onrecord.engine.digests import value_digest
from onrecord.engine.files import LongExport
from onrecord.engine.reads import ReadLog, tracked
from onrecord.exports.collection import is_export
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record
from onrecord.record.digests import digests_of
from onrecord.search.collection import groups
from onrecord.search.phrases import STEP, Phrases, grams_of, phrases_of
from onrecord.search.postings import MOST_THINGS, SKIPS, THINGS, decode, encode, hash_of, inverted, place_of
from onrecord.search.sections import as_script, section_of, terms_of_thing
from onrecord.search.segments import Segment, divided, files_for, segments_of
from onrecord.search.stemming import stem
from onrecord.search.things import POSITIONS, TITLE, briefing_units
from onrecord.search.words import fold, terms_of

SETTINGS = Settings("The Record")
BUDGET = 250_000  # bytes of a first query, compressed, in a collection of a thousand briefings

# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Levies", "levy"),
        ("pollution", "polluted"),
        ("negotiations", "negotiating"),
        ("Iran’s", "Iran"),
        ("café", "CAFE"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Ελλάς", "ελλασ"),
        ("МОСКВА", "Москва"),
        ("Ёлка", "елка"),
        ("السَّلام", "سلام"),
        ("إيران", "ايران"),
        ("مـــضيق", "مضيق"),
        ("والمضيق", "المضيق"),
        ("שָׁלוֹם", "שלום"),
        ("ＡＢＣ", "abc"),
        ("ﬁsh", "fish"),
    ],
)
def test_spellings_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other)
    assert len(terms_of(one)) == 1


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("… – “!”", []),
        ("955,778 crowns", ["955", "778", "crown"]),
        ("港口将", ["港口", "口将"]),
        ("港", ["港"]),
        ("2024年10月", ["2024", "年", "10", "月"]),
        ("가나다 라", ["가나다", "라"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("snake_case", ["snake", "case"]),
        ("the U.S. and U.S.S.R.", ["the", "us", "and", "ussr"]),
        ("1.5 per cent", ["1", "5", "per", "cent"]),
        ("G-7", ["g", "7", "g7"]),
        ("cease-fire", ["ceas", "fire", "ceasefir"]),
        ("2031-10-21", ["2031", "10", "21"]),
    ],
)
def test_a_text_has_these_terms(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        # From the algorithm's own page.
        ("consign", "consign"),
        ("consigned", "consign"),
        ("consistency", "consist"),
        ("consolatory", "consolatori"),
        ("consolingly", "consol"),
        ("conspiring", "conspir"),
        ("constancy", "constanc"),
        ("knack", "knack"),
        ("knightly", "knight"),
        ("knitted", "knit"),
        ("knotted", "knot"),
        ("generate", "generat"),
        ("generally", "general"),
        ("happy", "happi"),
        ("by", "by"),
        ("say", "say"),
        ("ties", "tie"),
        ("cries", "cri"),
        ("gas", "gas"),
        ("gaps", "gap"),
        ("kiwis", "kiwi"),
        ("agreed", "agre"),
        ("hopping", "hop"),
        ("hoping", "hope"),
        ("luxuriated", "luxuri"),
        ("skies", "sky"),
        ("succeed", "succeed"),
        ("news", "news"),
    ],
)
def test_a_word_has_the_stem_that_the_algorithm_gives_it(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@given(st.text(max_size=40))
def test_folding_what_is_folded_changes_no_term(text: str) -> None:
    assert terms_of(fold(text)) == terms_of(text)


@given(st.text(max_size=40))
def test_case_and_canonical_form_make_no_difference(text: str) -> None:
    assert terms_of(unicodedata.normalize("NFD", text)) == terms_of(unicodedata.normalize("NFC", text))


@given(st.text(max_size=40))
def test_no_term_has_a_sign_of_the_index(text: str) -> None:
    assert not set(' |="\\').intersection("".join(terms_of(text)))


# --- postings -------------------------------------------------------------------------------------

UNITS = st.dictionaries(
    st.integers(0, 10_000), st.sets(st.integers(0, MOST_THINGS - 1), min_size=1), max_size=20
)


@given(UNITS)
def test_postings_are_read_as_they_were_written(units: dict[int, set[int]]) -> None:
    postings = [(unit, tuple(sorted(things))) for unit, things in sorted(units.items())]
    text = encode(postings)
    assert list(decode(text)) == postings
    assert not set(' |"\\').intersection(text)
    assert text.isascii()


@given(st.lists(st.lists(st.sets(st.sampled_from("abcdef")), max_size=5), max_size=60))
def test_an_index_has_each_term_of_each_thing(units: list[list[set[str]]]) -> None:
    found = {
        (u, t, term) for u, things in enumerate(units) for t, terms in enumerate(things) for term in terms
    }
    index = inverted(units)
    written = {(u, t, term) for term in index for u, things in decode(index[term]) for t in things}
    assert written == found


# --- phrases --------------------------------------------------------------------------------------

TEXTS = st.lists(
    st.lists(st.sampled_from(["the", "of", "court", "shore", "levy", "…"]), max_size=9).map(" ".join),
    max_size=3,
)


def places_in(written: str) -> list[int]:
    """The places, by the format's definition: the last digit of each is from `THINGS`."""
    places, number, last = [], 0, -1
    for digit in written:
        if digit in SKIPS:
            number = number * len(SKIPS) + SKIPS.index(digit) + 1
        else:
            last += number * len(THINGS) + THINGS.index(digit) + 1
            places.append(last)
            number = 0
    return places


def with_phrase(index: Phrases, phrase: list[str]) -> set[int]:
    """The things with a phrase, as the index says."""
    entries = dict(entry.split("|") for part in index.parts for entry in part.split())
    begins = [{place - at for place in places_in(entries.get(g, ""))} for g, at in grams_of(phrase)]
    ends = [(end - at) * STEP for at, end in enumerate(places_in(index.lengths))]
    return {sum(end <= begin for end in ends) for begin in set.intersection(*begins)}


@given(st.lists(TEXTS, max_size=8), st.lists(st.sampled_from(["the", "of", "court", "levy"]), min_size=2))
def test_a_phrase_is_found_where_its_words_follow_one_another(
    things: list[list[str]], phrase: list[str]
) -> None:
    wanted = f" {' '.join(phrase)} "
    right = {at for at, texts in enumerate(things) if any(wanted in f" {text} " for text in texts)}
    if list(grams_of(phrase)):
        assert with_phrase(phrases_of(things, 4), phrase) == right


def test_a_long_text_has_its_phrases() -> None:
    words = [f"w{number}" for number in range(9000)]
    index = phrases_of([["before"], [" ".join(words)], ["after words"]], 2)
    assert with_phrase(index, ["w8998", "w8999"]) == {1}
    assert with_phrase(index, ["after", "words"]) == {2}


# --- the index as a browser reads it ----------------------------------------------------------------


@cache
def collection(size: int, language: str = "en") -> Made:
    return made(size, language)


@cache
def built_record() -> Record:
    return record_of(built("example"))


def digests(record: Record) -> dict[str, bytes]:
    return digests_of(record, lambda slugs: {slug: value_digest(record.briefs[slug]) for slug in slugs})


def files_of(record: Record) -> dict[str, str]:
    return {
        file.path.removeprefix("search/").removesuffix(".js"): file.text
        for file in all_made(groups(record, SETTINGS, digests(record)), record)
    }


def read(text: str) -> Any:
    """The data of an index file."""
    assert text.startswith(SEARCH_CALL)
    assert text.endswith(");\n")
    return json.loads(f"[{text[len(SEARCH_CALL) : -3]}]")


def looked_up(files: Mapping[str, str], segment: int, term: str) -> dict[int, tuple[int, ...]]:
    """The things of a segment with a term, by unit."""
    _, (count, _, _, _) = read(files["manifest"])
    _, sections = read(files[f"words-{place_of(term, count):02x}"])
    entry = re.search(rf"(?: |^){re.escape(term)}\|(\S+)", sections[segment])
    return dict(decode(entry[1])) if entry else {}


@pytest.mark.parametrize("language", ["en", "ar", "hi", "zh"])
def test_every_word_of_a_thing_finds_it(language: str) -> None:
    record = collection(150, language).record()
    files = files_of(record)
    segments = segments_of(record, digests(record))
    assert [segment.kind for segment in segments] == ["briefs", "briefs", "actors", "issues"]
    terms_seen = 0
    for number, segment in enumerate(segments):
        found: dict[str, dict[int, tuple[int, ...]]] = {}
        for at, unit in enumerate(list(segment.units(record))[:25]):
            for place, thing in enumerate(unit.things):
                for term in terms_of_thing(thing):
                    if term not in found:
                        found[term] = looked_up(files, number, term)
                    assert place in found[term].get(at, ()), (term, unit.page)
                    terms_seen += 1
    assert terms_seen > 2000


def test_what_a_briefing_shows_can_be_found() -> None:
    record = collection(20).record()
    brief = next(iter(record.briefs.values()))
    (unit,) = briefing_units(record, brief)
    assert [thing.code for thing in unit.things[:2]] == [TITLE, "B"]
    position, stated = unit.things[2], brief.positions[0].stated
    first = brief.positions[0]
    unnamed = record.actors[stated.actor].kind == "unnamed"
    assert position.code == POSITIONS[first.basis, first.words_basis, stated.stance, unnamed, False]
    terms = terms_of_thing(position)
    assert terms.issuperset(terms_of(stated.says))
    assert terms.issuperset(terms_of(stated.passage[0]))
    assert terms.issuperset(terms_of(record.actors[stated.actor].name))
    assert {f"actor={stated.actor}", f"issue={stated.issue}"} <= terms
    question = unit.things[-1]
    assert set(terms_of(brief.questions[-1].asked.ask)) <= terms_of_thing(question)


def test_a_briefing_with_very_much_in_it_is_found_whole() -> None:
    collected = collection(20)
    brief = collected.briefs[0]
    many = tuple(replace(brief.positions[0], id=f"p-{number}") for number in range(120))
    briefs = [replace(brief, positions=many), *collected.briefs[1:]]
    record = Made(briefs, collected.actors, collected.issues).record()
    units = list(briefing_units(record, record.briefs[brief.slug]))
    assert [len(unit.things) for unit in units] == [MOST_THINGS, MOST_THINGS, 124 - 2 * MOST_THINGS]
    assert [unit.things[0].code == TITLE for unit in units] == [True, False, False]
    files = files_of(record)
    assert sum(map(len, looked_up(files, 0, f"actor={many[0].stated.actor}").values())) >= 120
    texts = [text for name in files if name.startswith("briefs-0") for text in read(files[name])[1]]
    assert [text[0] for text in texts].count(brief.slug) == 3


def test_texts_stand_where_the_facts_say() -> None:
    record = collection(150).record()
    files = files_of(record)
    _, (_, _, kinds, _) = read(files["manifest"])
    _, facts = read(files["facts"])
    at = 0
    for kind, segments, in_file in kinds:
        for segment in range(segments):
            words = facts[at][1].split()
            at += 1
            for first in range(0, len(words), in_file):  # Each briefing here is one unit.
                _, texts = read(files[f"{kind}-{segment}-{first // in_file}"])
                codes = [word[6:] for word in words[first : first + in_file]]
                assert [len(text[3]) for text in texts] == list(map(len, codes))


# --- one edit --------------------------------------------------------------------------------------


def parts(record: Record) -> list[Segment]:
    return segments_of(record, digests(record))


def changed_between(before: Record, after: Record) -> list[tuple[str, int]]:
    pairs = zip(parts(before), parts(after), strict=True)
    return [(one.kind, one.number) for one, other in pairs if one.name != other.name]


def test_an_edit_changes_one_segment() -> None:
    collected = collection(600)
    edited = list(collected.briefs)
    edited[17] = replace(edited[17], brief=replace(edited[17].brief, summary="Another summary."))
    before, after = collected.record(), Made(edited, collected.actors, collected.issues).record()
    home = [edited[17].slug in part for part in divided(before.days, 128)].index(True)
    assert changed_between(before, after) == [("briefs", home)]


def test_one_more_briefing_changes_one_segment() -> None:
    collected = collection(600)
    less = Made(collected.briefs[:-1], collected.actors, collected.issues).record()
    assert len(changed_between(less, collected.record())) == 1


def test_another_name_changes_the_segments_that_show_it() -> None:
    collected = collection(600)
    before = collected.record()
    actor = min(before.listed_in, key=lambda actor: len(before.listed_in[actor]))
    name = collected.actors[actor].model_copy(update={"name": "Renamed"})
    after = Made(collected.briefs, {**collected.actors, actor: name}, collected.issues).record()
    changed = changed_between(before, after)
    slugs = {listing.slug for listing in before.listed_in[actor]}
    slugs |= {statement.slug for statement in before.relayed_by.get(actor, ())}
    expected = [number for number, part in enumerate(divided(before.days, 128)) if slugs & set(part)]
    assert changed == [*(("briefs", number) for number in expected), ("actors", 0)]


def test_a_change_of_position_is_known_where_it_was_said_last() -> None:
    record = built_record()
    codes = {code for (*_, changed), code in POSITIONS.items() if changed}
    found = {
        (unit.page, thing.shown[0])
        for segment in parts(record)
        for unit in segment.units(record)
        for thing in unit.things
        if thing.code in codes
    }
    # Read from the briefings: who said what, and the other thing before.
    assert ("quill-to-run-channel", "hanno-quill-a-charge-that-pays-for-the") in found
    assert ("qadmar-would-accept-levy-without-grain", "layan-madrous-e99f51a0") in found
    assert ("tesk-says-he-led-talks", "joran-tesk-we-were-right-about-the-cost") in found
    assert ("torvane-announces-levy", "quill-will-not-support-a-charge") not in found
    assert ("draft-accord-initialled", "lukas-merrow-called-the-text-a-better-bargain") not in found


def test_another_change_elsewhere_changes_the_segment() -> None:
    collected = collection(600)
    first = next(b for b in collected.briefs if any(p.stated.stance == "for" for p in b.positions))
    said = next(p for p in first.positions if p.stated.stance == "for")
    other = collected.briefs[400]
    before = parts(collected.record())
    turned = replace(said, id="turned", stated=replace(said.stated, stance="against", date=date(2031, 1, 1)))
    edited = list(collected.briefs)
    edited[400] = replace(other, positions=(*other.positions, turned))
    after = parts(Made(edited, collected.actors, collected.issues).record())
    known = [dict(segment.known).get(other.slug, frozenset()) for segment in after]
    assert any("turned" in ids for ids in known)
    assert [one.name for one in before] != [one.name for one in after]


def test_a_segments_digest_is_of_all_that_it_is_made_from() -> None:
    """The reads of an index part are not tracked, so the digest is compared here."""
    collected = collection(300)
    of = {"actor-0": {"of": "actor-9"}, "actor-5": {"of": "actor-299"}}
    actors = {id_: actor.model_copy(update=of.get(id_, {})) for id_, actor in collected.actors.items()}
    record = Made(collected.briefs, actors, collected.issues).record()
    known = digests(record)
    reads = ReadLog()
    watched = tracked(record, reads)
    for number, segment in enumerate(segments_of(record, known)):
        reads.drain()
        section_of(watched, segment, files_for(record))
        for key in reads.drain():
            other = {**known, key: b"another!"}
            assert segments_of(record, other)[number].name != segment.name, key


@given(st.sets(st.text("abcdefgh-", min_size=1), max_size=40), st.integers(1, 10))
def test_every_name_is_in_one_segment(names: set[str], most: int) -> None:
    segments = divided(names, most)
    assert sorted(name for segment in segments for name in segment) == sorted(names)
    assert len(segments) & (len(segments) - 1) == 0


# --- files -----------------------------------------------------------------------------------------


def test_the_files_are_known_as_the_programs_own() -> None:
    site = built("example")
    files = [path for path in content(site.html) if path.startswith("search/")]
    assert len(files) > 8
    for path in files:
        head = (site.pages / path).read_text(encoding="utf-8")[:2000]
        assert is_export(path, head)
        assert not is_export(path, f"// mine\n{head}")
        assert "</" not in head[:20]


def test_a_site_can_do_without(tmp_path: Any) -> None:
    site = small_site(tmp_path)
    site.build()
    assert (site.html / "search.html").is_file()
    assert "to_search" in (site.html / "index.html").read_text(encoding="utf-8")
    site.write("mkdocs.yml", "site_name: Small\nextra:\n  search: false\n")
    site.build()
    paths = content(site.html)
    assert not [path for path in paths if path.startswith(("search", "compare"))]
    assert "to_search" not in (site.html / "index.html").read_text(encoding="utf-8")
    assert not any(b"compare.html" in text for text in paths.values() if isinstance(text, bytes))
    assert list(groups(collection(20).record(), replace(SETTINGS, search=False), {})) == []


def test_texts_of_articles_stay_texts(tmp_path: Any) -> None:
    site = small_site(tmp_path)
    site.edit("briefs/note.yml", "summary: Made up.", 'summary: "Made up. \\\\</script> end"')
    site.build()
    text = (site.html / "search" / "briefs-0-0.js").read_text(encoding="utf-8")
    assert "</script>" in read(text)[1][0][3][1][0]
    assert as_script("\u2028\u2029") == '"\\u2028\\u2029"'


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode()))


def first_query(files: Mapping[str, str], words: str) -> Iterator[int]:
    """The sizes of the files that a query may load: the heaviest, with ten results from ten files."""
    _, (count, _, _, _) = read(files["manifest"])
    names = {"manifest", "facts"} | {f"words-{place_of(term, count):02x}" for term in terms_of(words)}
    yield from (compressed(files[name]) for name in names)
    texts = [compressed(text) for name, text in files.items() if name.startswith("briefs-")]
    yield from sorted(texts)[-10:]


def first_phrase(files: Mapping[str, str], words: str) -> int:
    """The size of the files that a phrase may load."""
    _, (_, count, _, _) = read(files["manifest"])
    names = {f"phrases-{hash_of(gram) % count:02x}" for gram, _ in grams_of(words.split())}
    texts = sorted(compressed(text) for name, text in files.items() if name.startswith("briefs-"))[-10:]
    return sum(compressed(files[name]) for name in {"manifest", "facts", "lengths"} | names) + sum(texts)


def test_a_first_phrase_among_a_thousand_briefings_is_light() -> None:
    files = files_of(collection(1000).record())
    for words in ("the harbour", "a court of both shores has heard the pilots"):
        assert first_phrase(files, words) + 30_000 <= BUDGET, words


def test_a_first_query_among_a_thousand_briefings_is_light() -> None:
    files = files_of(collection(1000).record())
    for words in ("harbour", "the court of both shores", "actor 17 pilots"):
        assert sum(first_query(files, words)) + 30_000 <= BUDGET, words  # with page, script and styles


def test_a_first_quotation_among_a_thousand_briefings_is_light() -> None:
    """The quote check looks for eight words or pairs of a quotation, and reads some files of passages."""
    sizes = {name: compressed(text) for name, text in files_of(collection(1000).record()).items()}
    phrases = sorted(size for name, size in sizes.items() if name.startswith("phrases-"))[-8:]
    excerpts = sorted(size for name, size in sizes.items() if name.startswith("excerpts-"))[-5:]
    index = sum(sizes[name] for name in ("manifest", "facts", "lengths"))
    assert index + sum(phrases) + sum(excerpts) + 60_000 <= BUDGET  # with page, script and styles


def test_long_files_are_made_of_a_part_for_each_segment() -> None:
    record = collection(300).record()
    for file in all_made(groups(record, SETTINGS, digests(record)), record):
        if isinstance(file, LongExport):
            assert len({piece.name for piece in file.pieces}) == len(file.pieces)

"""The German corpus as the bench reads it: text joined from words, with its markings."""

from __future__ import annotations

import json
from pathlib import Path

from bench.attribution_german import Found, is_right
from bench.quoted import speakers_of
from bench.spkatt import read
from onrecord.record import Article
from onrecord.text.spans import Span

SENTENCES = (
    "Die Lotsen warten .",
    "„ Wir warten nicht länger als einen Tag “ , sagte Mira Holt ( 52 ) .",
    'Das sei " nicht wahr " , so Berg .',
)


def written(folder: Path) -> Path:
    """A corpus of one document with two quotations, the second one marked with a wrong speaker."""
    marked = [("1:0-8", "1:11-12", "1:10"), ("2:2-5", "1:11-12", "2:7")]
    roles = ("Message", "Source", "Cue")
    annotations = [
        {"Form": "Direct"} | {role: _ids(ids) for role, ids in zip(roles, one, strict=True)} for one in marked
    ]
    annotations.append({"Form": "Indirect", "Message": ["0:0"], "Source": ["0:1"], "Cue": []})
    document = {
        "DocumentName": "Warten in Sarrow",
        "Sentences": [
            {"SentenceId": number, "Tokens": sentence.split()} for number, sentence in enumerate(SENTENCES)
        ],
        "Annotations": annotations,
    }
    part = folder / "data" / "dev" / "task2"
    part.mkdir(parents=True)
    (part / "a.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def _ids(ids: str) -> list[str]:
    sentence, _, words = ids.partition(":")
    first, _, last = words.partition("-")
    return [f"{sentence}:{word}" for word in range(int(first), int(last or first) + 1)]


def test_text_and_marks(tmp_path: Path) -> None:
    (annotated,) = read(written(tmp_path), "dev")
    article = annotated.article
    assert article.text == (
        "Warten in Sarrow\n\nDie Lotsen warten."
        " „Wir warten nicht länger als einen Tag“, sagte Mira Holt (52)."
        ' Das sei "nicht wahr", so Berg.\n'
    )
    words = [
        tuple(" ".join(map(article.words, role)) for role in (one.content, one.source, one.cue))
        for one in annotated.attributions
    ]
    assert words == [
        ("„Wir warten nicht länger als einen Tag“", "Mira Holt", "sagte"),
        ('"nicht wahr"', "Mira Holt", "so"),
    ]


def test_what_is_counted(tmp_path: Path) -> None:
    found = Found()
    for annotated in read(written(tmp_path), "dev"):
        found.add(annotated, "")
    assert dict(found.sizes) == {("long", "right"): 1, ("short", "wrong"): 1}


def test_a_source_is_found_by_its_head_and_not_by_what_it_belongs_to(tmp_path: Path) -> None:
    (annotated,) = read(written(tmp_path), "dev")
    article: Article = annotated.article
    mention = speakers_of(article, "de")[0].mention
    at = article.text.index("sagte Mira Holt")
    assert is_right(article, mention, (Span(at + 6, at + 15),))
    assert is_right(article, mention, (Span(at + 11, at + 20),))
    assert not is_right(article, mention, (Span(at, at + 5),))

"""The list of the desk: what has no briefing yet, the drafts, and all others."""

from __future__ import annotations

from pathlib import Path

from onrecord.desk.waiting import waiting_of
from onrecord.layout import Layout


def test_articles_drafts_and_briefings_are_told_apart(tmp_path: Path) -> None:
    files = {
        "seeds/done.txt": "a",
        "seeds/draft.txt": "b",
        "seeds/deep/new.txt": "c",
        "seeds/.hidden/note.txt": "d",
        "briefs/done.yml": "summary: x\nsource:\n  file: './done.txt' # the article\n",
        "briefs/begun.yml": "draft: true\nsource:\n  file: draft.txt\n",
        "briefs/actors.yml": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = waiting_of(Layout(tmp_path))
    assert found.articles == ("seeds/deep/new.txt",)
    assert [one.slug for one in found.drafts] == ["begun"]
    assert found.drafts[0].gaps[:2] == ("no `date`", "no `summary`")
    assert found.briefings == ("done",)

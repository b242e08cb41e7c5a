"""The results of all briefings: the stored one if its inputs are unchanged, else from a new examination."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

from onrecord.checking.registered import Registered
from onrecord.checking.result import Answer, BriefResult, bare_answer, decode_answer, encode_answer
from onrecord.checking.store import Store, StoredBrief
from onrecord.engine.digests import digest_of, file_digest
from onrecord.engine.last_build import LastBuild
from onrecord.engine.pool import in_parallel
from onrecord.layout import Layout


class Results:
    """The results of all briefings.

    Attributes:
        stored: the stored briefings of earlier builds, by slug.

    Args:
        layout: the site.
        registered: the site's registers.
        store: has the earlier results, and gets the new ones; None if results are not stored.
        last: the last build; files that were not touched since are not read.
    """

    def __init__(self, layout: Layout, registered: Registered, store: Store | None, last: LastBuild) -> None:
        self._layout = layout
        self._store = store
        self._examiner, self._of_registers = registered.examiner, registered.digest
        self._briefs, self._seeds = last.touched_in(layout.briefs), last.touched_in(layout.seeds)
        self.stored: dict[str, StoredBrief] = {entry.slug: entry for entry in store.stored()} if store else {}

    def of(self, slugs: Sequence[str], jobs: int) -> Iterator[tuple[str, BriefResult, bytes]]:
        """The slug, the result and the encoded entry of each briefing, in the order of the slugs.

        Args:
            slugs: the slugs of all briefings; others are removed from the store.
            jobs: use at most this many processes.
        """
        if self._store:
            self._store.remove(self.stored.keys() - set(slugs))
        found = list(map(self._still_valid, slugs))
        answers = self._answers(
            [slug for slug, result in zip(slugs, found, strict=True) if result is None], jobs
        )
        for slug, result in zip(slugs, found, strict=True):
            if result is not None:
                yield slug, result, self.stored[slug].entry
                continue
            answer = next(answers)
            if self._store and answer.anchored:
                self._store.put(slug, self._made_from(answer.text, answer.result.sha256), answer)
            elif self._store and slug in self.stored:
                self._store.remove([slug])
            yield slug, answer.result, answer.entry

    def _still_valid(self, slug: str) -> BriefResult | None:
        """The stored result of a briefing; None if it has none that is still valid."""
        entry = self.stored.get(slug)
        if entry is None or not entry.made_from.startswith(self._of_registers):
            return None
        result = entry.result
        article = result.outline.source if result.outline else None
        if entry.settled and article and self._is_untouched(f"{slug}.yml", article.name):
            return result
        text = file_digest(self._layout.briefs / f"{slug}.yml")
        return (
            result if entry.made_from == self._made_from(text, self._article_digest(result.source)) else None
        )

    def _is_untouched(self, brief: str, article: str) -> bool:
        """Whether neither the file of a briefing nor its article was touched since the last build."""
        briefs, seeds = self._briefs, self._seeds
        return briefs is not None and seeds is not None and brief not in briefs and article not in seeds

    def _made_from(self, text: str | None, sha256: str | None) -> bytes | None:
        return self._of_registers + digest_of(text.encode(), sha256.encode()) if text and sha256 else None

    def _article_digest(self, source: str) -> str | None:
        """The digest of an article; None if its path has a link, whose target may have changed."""
        path, seeds = self._layout.root / source, self._layout.seeds
        if path.parent != seeds:
            inside = path.parent.relative_to(seeds)
            if os.path.realpath(path.parent) != str(seeds.resolve() / inside):
                return None
        return file_digest(path)

    def _answers(self, slugs: Collection[str], jobs: int) -> Iterator[Answer]:
        """Examine some briefings; the answers are in their order."""
        if jobs == 1 and self._store is None:  # The answers stay in this process.
            for slug in slugs:
                yield bare_answer(None, self._examiner.examine(self._layout.briefs / f"{slug}.yml"))
            return
        yield from map(decode_answer, in_parallel(self._examined, list(slugs), jobs))

    def _examined(self, slug: str) -> bytes:
        path = self._layout.briefs / f"{slug}.yml"
        # Digest before reading, so that the next build notices a change in between.
        text = file_digest(path) if self._store else None
        return encode_answer(text, self._examiner.examine(path))

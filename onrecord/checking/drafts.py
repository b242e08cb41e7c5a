"""The drafts of a site: what is wrong with them is told apart, because it stops no build."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from onrecord.metadata.drafts import Gap
from onrecord.rules.problems import Problem


class CheckedDraft(Struct, frozen=True):
    """A draft as checked.

    Attributes:
        gaps: what it does not say yet.
        problems: all of its problems and its article's, gaps included, in order.
    """

    slug: str
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...]

    @property
    def other_problems(self) -> list[Problem]:
        """The problems that do not only say that something is still to be written."""
        return [problem for problem in self.problems if not any(gap.explains(problem) for gap in self.gaps)]


def told_apart(
    problems: Sequence[Problem],
    drafts: Mapping[str, tuple[Gap, ...]],
    articles: Mapping[str, Collection[str]],
    folder: str,
) -> tuple[list[Problem], tuple[CheckedDraft, ...]]:
    """Divide problems into those that may stop a build, and those of drafts.

    Args:
        problems: all of them, in order.
        drafts: the gaps of each draft, by slug.
        articles: for the path of each article, the paths of its briefings.
        folder: the name of the folder of the briefings.
    """
    if not drafts:
        return list(problems), ()
    files = {f"{folder}/{slug}.yml": slug for slug in drafts}
    of_drafts: dict[str, list[Problem]] = {slug: [] for slug in drafts}
    others: list[Problem] = []
    for problem in problems:
        path = problem.location.path
        briefs = articles.get(path, (path,)) if path not in files else (path,)
        if files.keys() >= set(briefs):
            for brief in briefs:
                of_drafts[files[brief]].append(problem)
        else:
            others.append(problem)
    checked = (CheckedDraft(slug, gaps, tuple(of_drafts[slug])) for slug, gaps in drafts.items())
    return others, tuple(checked)

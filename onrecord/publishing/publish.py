"""Stage 7: the site is published into a folder, and the words on its pages are compared with the articles."""

from __future__ import annotations

from msgspec import Struct

from onrecord.engine.last_build import BuildContext
from onrecord.engine.run import RebuildResult
from onrecord.languages.calendars import without_babel
from onrecord.problems import Problem
from onrecord.publishing.publication import Publication
from onrecord.publishing.staging import Staged, in_the_way, is_site_known


class Published(Struct, frozen=True):
    """A site that was published into a folder.

    Attributes:
        problems: with one, the folder's content is of no use.
        result: what became of the generated pages; None where MkDocs published all pages.
        is_whole: whether the folder has the whole site, and not only what is new.
    """

    problems: list[Problem]
    result: RebuildResult | None = None
    is_whole: bool = True


def publish(context: BuildContext, publication: Publication, staged: Staged) -> Published:
    """Publish the site, or what of it is stale.

    Args:
        context: the build.
        publication: what is generated.
        staged: where to publish.

    Raises:
        OSError: the machine failed.
    """
    layout, sources = context.layout, publication.sources
    problems = in_the_way(layout, sources.new, sources.ours)
    if problems:
        return Published(problems)
    with without_babel():  # MkDocs is slow to import, and nothing before this needs it.
        from onrecord.publishing import mkdocs
        from onrecord.publishing.proving import differing

    is_fresh = not is_site_known(layout, context.last)
    problems, result = mkdocs.publish(context, publication, staged, is_fresh=is_fresh)
    problems = problems or differing(context, publication, staged)
    return Published(problems, result, is_fresh or result is None)

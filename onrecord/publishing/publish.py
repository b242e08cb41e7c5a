"""Stage 7: publish the site into a folder, and compare the words on its pages with the articles."""

from __future__ import annotations

from msgspec import Struct

from onrecord.engine.last_build import BuildContext
from onrecord.engine.run import RebuildResult
from onrecord.languages.calendars import without_babel
from onrecord.publishing.publication import Publication
from onrecord.publishing.staging import Staged, in_the_way, is_site_known
from onrecord.rules.problems import Problem


class PublishResult(Struct, frozen=True):
    """The result of publishing a site into a folder.

    Attributes:
        problems: the problems found; if there are any, the folder's content is useless.
        result: the result for the generated pages; None if MkDocs published all pages itself.
        is_whole: whether the folder has the whole site, and not only the new files.
    """

    problems: list[Problem]
    result: RebuildResult | None = None
    is_whole: bool = True


def publish(context: BuildContext, publication: Publication, staged: Staged) -> PublishResult:
    """Publish the site, or its stale pages.

    Args:
        context: the build.
        publication: the generated files.
        staged: the folder to publish into.

    Raises:
        OSError: the machine failed.
    """
    layout, sources = context.layout, publication.sources
    problems = in_the_way(layout, sources.new, sources.ours)
    if problems:
        return PublishResult(problems)
    with without_babel():  # MkDocs is slow to import, and earlier stages do not need it.
        from onrecord.publishing import mkdocs
        from onrecord.publishing.proving import differing

    is_fresh = not is_site_known(layout, context.last)
    problems, result = mkdocs.publish(context, publication, staged, is_fresh=is_fresh)
    problems = problems or differing(context, publication, staged)
    return PublishResult(problems, result, is_fresh or result is None)

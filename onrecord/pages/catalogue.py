"""Stage 5: the pages of a site, each with the typed context for its template.

Pure: made from a `Record`. A page's class has exactly the values that its template uses, in the order in
which they are shown; `tests/test_templates.py` checks that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.addresses import COMPARE, HOME, QUOTES, SEARCH, briefing_path
from onrecord.engine.output import Output, OutputGroup
from onrecord.metadata.history import NO_HISTORY, History
from onrecord.mkdocs_yml.settings import Settings
from onrecord.pages.actor import ActorPage, actor_outputs
from onrecord.pages.actors import ActorsPage, ActorsPartPage, actors_outputs
from onrecord.pages.briefing import BriefingContext, BriefingPage, briefing_page
from onrecord.pages.briefings import BriefingsPage, BriefingsPartPage, briefings_outputs
from onrecord.pages.changes import ChangesPage, ChangesPartPage, changes_outputs
from onrecord.pages.compare import ComparePage, compare_page
from onrecord.pages.filed import (
    FiledPartPage,
    NamesPage,
    NamesPartPage,
    TagPage,
    names_outputs,
    tag_outputs,
)
from onrecord.pages.home import HomePage, home_page
from onrecord.pages.issue import IssuePage, issue_outputs
from onrecord.pages.issues import IssuesPage, IssuesPartPage, issues_outputs
from onrecord.pages.outlet import OutletPage, outlet_outputs
from onrecord.pages.positions import PositionsPage
from onrecord.pages.questions import (
    IssueQuestionsPage,
    QuestionsPage,
    QuestionsPartPage,
    questions_outputs,
)
from onrecord.pages.quotes import QuotesPage, quotes_page
from onrecord.pages.search import SearchPage, search_page
from onrecord.pages.unnamed import UnnamedPage, UnnamedPartPage, unnamed_outputs
from onrecord.record import Record

Page = (
    HomePage
    | BriefingsPage
    | BriefingsPartPage
    | BriefingPage
    | ActorsPage
    | ActorsPartPage
    | ActorPage
    | IssuesPage
    | IssuesPartPage
    | IssuePage
    | PositionsPage
    | ChangesPage
    | ChangesPartPage
    | QuestionsPage
    | IssueQuestionsPage
    | QuestionsPartPage
    | UnnamedPage
    | UnnamedPartPage
    | NamesPage
    | NamesPartPage
    | FiledPartPage
    | OutletPage
    | TagPage
    | SearchPage
    | ComparePage
    | QuotesPage
)

# The template of each kind of page, in templates/markdown/.
TEMPLATES: dict[type[Page], str] = {
    HomePage: "home.md.j2",
    BriefingsPage: "briefings.md.j2",
    BriefingsPartPage: "briefings_part.md.j2",
    BriefingPage: "briefing.md.j2",
    ActorsPage: "actors.md.j2",
    ActorsPartPage: "actors_part.md.j2",
    ActorPage: "actor.md.j2",
    IssuesPage: "issues.md.j2",
    IssuesPartPage: "issues_part.md.j2",
    IssuePage: "issue.md.j2",
    PositionsPage: "positions.md.j2",
    ChangesPage: "changes.md.j2",
    ChangesPartPage: "changes_part.md.j2",
    QuestionsPage: "questions.md.j2",
    IssueQuestionsPage: "questions_on.md.j2",
    QuestionsPartPage: "questions_part.md.j2",
    UnnamedPage: "unnamed.md.j2",
    UnnamedPartPage: "unnamed_part.md.j2",
    NamesPage: "names.md.j2",
    NamesPartPage: "names_part.md.j2",
    FiledPartPage: "filed_part.md.j2",
    OutletPage: "outlet.md.j2",
    TagPage: "tag.md.j2",
    SearchPage: "search.md.j2",
    ComparePage: "compare.md.j2",
    QuotesPage: "quotes.md.j2",
}

OF_BRIEFINGS = "briefing pages"  # the name of the group with a page for each briefing


def groups(record: Record, settings: Settings, history: History = NO_HISTORY) -> Iterator[OutputGroup[Page]]:
    """The pages, in groups."""
    yield OutputGroup("home", lambda _: [Output(HOME, home_page)])
    yield OutputGroup("briefings", briefings_outputs)
    yield OutputGroup(
        OF_BRIEFINGS,
        partial(_briefing_outputs, settings=settings, history=history),
        dict(history.changed),
    )
    yield OutputGroup("actors", actors_outputs)
    for actor_id in record.actors:
        yield OutputGroup(f"actor {actor_id}", partial(actor_outputs, actor_id=actor_id))
    yield OutputGroup("issues", issues_outputs)
    for issue_id in record.issues:
        yield OutputGroup(f"issue {issue_id}", partial(issue_outputs, issue_id=issue_id))
    yield OutputGroup("changes", changes_outputs)
    yield OutputGroup("questions", questions_outputs)
    yield OutputGroup("unnamed sources", unnamed_outputs)
    yield OutputGroup("outlets", partial(names_outputs, kind="outlets"))
    for name in record.outlets:
        yield OutputGroup(f"outlet {name}", partial(outlet_outputs, name=name))
    yield OutputGroup("tags", partial(names_outputs, kind="tags"))
    for name in record.tagged:
        yield OutputGroup(f"tag {name}", partial(tag_outputs, name=name))
    if settings.search:
        yield OutputGroup("search page", lambda _: [Output(SEARCH, search_page)])
        yield OutputGroup("compare page", lambda _: [Output(COMPARE, compare_page)])
        yield OutputGroup("quotes page", lambda _: [Output(QUOTES, quotes_page)])


def _briefing_outputs(record: Record, settings: Settings, history: History) -> Iterator[Output[Page]]:
    slugs = list(record.days)
    for slug, newer, older in zip(slugs, [None, *slugs], [*slugs[1:], None], strict=False):
        changed, changes = history.changed.get(slug), history.address_of(slug)
        context = BriefingContext(newer, older, changed, changes, history.sources)
        yield Output(briefing_path(slug), partial(_briefing, settings=settings), (slug, context))


def _briefing(record: Record, slug: str, context: BriefingContext, settings: Settings) -> BriefingPage:
    return briefing_page(record, record.briefs[slug], context, settings)

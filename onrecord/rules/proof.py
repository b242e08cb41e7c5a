"""Rules of the proof: the published words are the checked words."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

PUBLISHED_WORDS_DIFFER: Final = Rule(
    name="published-words-differ",
    severity=Severity.ERROR,
    summary="A published page shows a passage differently from the article, or not at all.",
    explanation=(
        "After publishing, and before the new site takes the old one's place, the program reads every "
        "passage from the HTML as a browser shows it, and compares it with the article again. A hook, a "
        "plug-in, a template or a theme can change words on their way to the page: one that turns 1/2 into "
        "½ or 'May' into a link that says something else, one that hides words, or one that marks its own "
        "words as a passage. The message names possible causes in this site's setup. Switch them off, or "
        "make them skip elements with `data-passage`. A template of your own draws each passage in <mark "
        'class="passage" data-passage="slug#id/number">, as the program\'s templates do. `verify` finds the '
        "same in a copy of the site: there somebody changed the page after it was published."
    ),
    wrong="""\
# hook.py, named under hooks in mkdocs.yml
def on_page_content(html, **kwargs):
    return html.replace("1st of May", "May 1")""",
    right="""\
# hook.py, named under hooks in mkdocs.yml
def on_page_content(html, page, **kwargs):
    return html.replace("1st of May", "May 1") if page.url == "own.html" else html""",
)

SOURCE_DIFFERS: Final = Rule(
    name="source-not-as-proved",
    severity=Severity.ERROR,
    summary="An article in seeds/ differs from the one that a published site was made from.",
    explanation=(
        "data/proof.json names, for each published passage, its article, the SHA-256 of that file and the "
        "places of the words in it. `verify` found no such file, a different file, or different words at "
        "these places. If the articles have changed since the site was published, pass those of that day "
        "with --seeds; otherwise publish the site again."
    ),
    wrong="onrecord verify https://example.org    (with seeds of a later day)",
    right="onrecord verify https://example.org --seeds seeds-of-that-day",
)

PROOF_UNREADABLE: Final = Rule(
    name="proof-unreadable",
    severity=Severity.ERROR,
    summary="The proof of a published site, or a page that it names, is missing or cannot be read.",
    explanation=(
        "`verify` reads data/proof.json, the parts that it lists, and the pages. The usual causes are an "
        "incomplete copy, a server that omits or replaces files, or an older version of the program. Copy "
        "or publish the site again."
    ),
    wrong="site/data/proof.json    (cut short)",
    right="site/data/proof.json    (as it was published)",
)

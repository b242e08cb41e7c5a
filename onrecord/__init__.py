"""onrecord turns news articles and hand-written YAML into a site of briefings.

It attributes a position to someone only if the words that show it appear, verbatim, in the source article,
one click away.

A tour, in the order of a build (`build.build` is that order in code):

1. `articles` reads an article: headline, paragraphs, byline, and what it quotes.
2. `metadata` reads the YAML of `briefs/` as text with places; `schema` and `fields` say what may
   be written, and are the types of what was read.  Its `history` knows from git when a briefing last
   changed, where the site asks for it.
3. `anchoring` finds every passage in its article, word for word; `text.folding` says what counts
   as the same words.
4. `record` puts together who said what on which issue, across briefings; its `timeline` tells what
   changed from one day to another.
5. `pages` says which pages exist and what each shows; `charts` draws.
6. `markdown` renders a page; `text.escaping` is the one place where text becomes Markdown.
   Beside it, `exports` makes data, annotations and feeds of the record. `site.outputs` lists all that a
   site is made of, and `engine` makes what is outdated of it.
7. `publishing.mkdocs` has MkDocs make the site of it, in a folder beside `site/`; `conversion` makes HTML of
   the generated pages, and `plugin` hands it to MkDocs.
8. `publishing.staging` then writes `site_src/`, and `swap` exchanges `site/`, whole or not at all.

`model` has the types that each stage hands to the next; `problems` and `rules` define what can be wrong;
`interface` is the command line and shows problems; `checking` runs stages 1 to 4 for one briefing and for
all; `addresses` has the paths on the site, `layout` those on disk.
"""

__version__ = "0.1.0"

"""onrecord turns news articles and hand-written YAML into a site of briefings.

Nothing is published as somebody's position unless the words that show it stand, word for word, in
the source article, and the reader can get from the one to the other in one click.

A tour, in the order of a build (`build.build` shows it on one screen):

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

`model` holds what each stage hands to the next; `problems` and `rules` say what can be wrong,
`interface` shows it and is the command line; `checking` is stages 1 to 4 for one briefing and for all;
`addresses` and `layout` know where things are, on the site and on the disk.
"""

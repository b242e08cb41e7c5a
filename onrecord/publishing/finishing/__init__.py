"""What a page's Markdown leaves to the published page is added to it, before it becomes HTML.

The Markdown in `site_src/` is for people: it has the words, the links and `<mark>` around what is cited.
What only the published page needs follows from where things stand, and from the briefing's data beside the
page: which passage a mark shows, the classes of paragraphs, permalinks, the boxes for citing, the drawing of
who speaks to whom.  Both ways of publishing read the Markdown that this gives, and so does the check of what
was published.
"""

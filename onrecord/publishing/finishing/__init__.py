"""Finish a page's Markdown before it is converted to HTML: add what only the published page needs.

The Markdown in `site_src/` is for people: it has the words, the links and `<mark>` around cited words.
Finishing adds the passage of each mark, the classes of paragraphs, permalinks, the boxes for citing, and the
drawing of who speaks to whom.  It derives them from the order of the blocks, and from the briefing's data
beside the page.  Both ways of publishing use the finished Markdown, and so does the check of the published
pages.
"""

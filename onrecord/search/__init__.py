"""Stage 6', continued: the search index, as scripts that the search page loads.

Pure, like the other exports. `docs/search.md` explains how the parts work together.

* `words` and `stemming` turn text into terms, as `templates/theme/js/search_words.js` does with a query;
* `things` lists what can be found: briefings, positions, questions, actors and issues;
* `postings` is the format that maps a term to the things with it;
* `phrases` has the places of words, for phrases that are found word for word;
* `segments` divides the record, so that an edit changes only one part of each file;
* `excerpts` has the articles' words, for the quote check;
* `sections` makes the part of a segment, `texts` the texts of results;
* `collection` lists all files;
* `compared` makes those that the comparison of two actors loads.
"""

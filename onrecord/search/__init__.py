"""Stage 6', continued: the index that the search page looks things up in, as scripts that it loads.

Pure, as the other exports.  `docs/search.md` tells how the parts go together.

* `words` and `stemming` make terms of text, as `templates/theme/js/search.js` does of what a reader types;
* `things` says what there is to be found: briefings, positions, questions, actors and issues;
* `postings` is how the index writes down which of them have a term;
* `segments` divides the record, so that an edit changes one part of each file only;
* `sections` makes the part of a segment, `texts` what results show;
* `collection` plans all files.
"""

"""Checks that a passage keeps its meaning, and that the editor's text quotes only the article.

`anchoring` proves that a passage is in the article, verbatim. But “We will never close the port” also
contains “close the port”. The checks here read the clause around a passage, and the editor's text about it:

* `patterns`: sentences as words, and items of the lists as patterns over them;
* `vocabulary`: the kinds of words that turn a sentence round;
* `wordlists`: those of a language, from `data/`;
* `context`: a passage's pieces with the rest of their sentences, as the checks read them;
* `sentences`: the same, as pages show it to readers, who see what no check noticed;
* `negations`, `conditions`, `manner`: what a piece was cut out of;
* `places`: headline, byline, correction, several paragraphs;
* `wording`, `unrelated`: `says` compared with the passage;
* `quoting`, `quoted_texts`, `quoted_cuts`, `registers`: quotation marks in the editor's own text;
* `gists`: a gist compared with its passage;
* `checks`: all checks for one briefing.

The rules are simple: lists of words, which act within their clause. For a language without lists only the
checks that need none are made. `docs/meaning.md` says what these checks cannot see.
"""

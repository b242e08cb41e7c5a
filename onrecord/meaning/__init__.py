"""A passage keeps its meaning, and nothing else is quoted: warnings about honest words in a false light.

Every passage stands in the article, word for word; that is `anchoring`.  But “We will never close the port”
also has the words “close the port” in it.  The checks here read the clause around a passage and what the
editor wrote about it:

* `patterns`: sentences as words, and items of the lists as patterns over them;
* `vocabulary`: the kinds of words that turn a sentence round;
* `wordlists`: those of a language, from `data/`;
* `context`: a passage's pieces with the rest of their sentences, as the checks read them;
* `sentences`: the same, as pages show it to readers, who see what no check noticed;
* `negations`, `conditions`, `manner`: what a piece was cut out of;
* `places`: headline, byline, correction, several paragraphs;
* `wording`, `unrelated`: what `says` makes of the words;
* `quoting`, `quoted_texts`, `quoted_cuts`, `registers`: quotation marks in the editor's own text;
* `gists`: the few words that stand for a passage;
* `checks`: all of it, for one briefing.

The rules are plain: lists of words, and the clause as their reach.  A language without a list is not
looked at, but for what needs none.  What these checks cannot see is said in `docs/meaning.md`.
"""

"""Who speaks: what the words beside a quotation say about its speaker.

Nobody is guessed.  A few plain rules, the surest first, read the punctuation and the verb of saying next to
a quotation (`“…,” Holt said.`) and give the words that name the speaker; where no rule applies, the
speaker stays open.  What they find is a mention in the article, never an actor of the register.

* `lexicon` loads a language's word lists, `tokens` cuts a paragraph into words, marks and quotations;
* `nouns` finds the noun phrase that ends at a word, `subjects` and `appositions` the one before or after a
  verb of saying;
* `beside` and `leading` have the English rules for words after and before a quotation, `german` the German;
* `chains` carries a speaker on to the next quotation, within a paragraph and over paragraphs;
* `reported` tells who says words that are outside quotation marks;
* `finding` puts these together for an article;
* `identity` compares a mention with the names of the register, `linking` tells whether it is the actor of a
  passage; `checks` warns where a briefing gives words to somebody else, `spoken` does so for transcripts and
  statements.

The rules follow the order of safety of Muzny et al., 'A Two-stage Sieve Approach for Quote Attribution'
(EACL 2017), without the steps that are made for novels.  docs/attribution.md has their measured limits.
"""

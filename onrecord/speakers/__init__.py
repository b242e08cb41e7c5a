"""Find the speaker of a quotation from the words beside it.

Nothing is guessed. A few simple rules, the most reliable first, read the punctuation and the verb of saying
next to a quotation (`“…,” Holt said.`) and return the words that name the speaker. If no rule applies, the
speaker stays unknown. The result is a mention in the article, not an actor of the register.

* `lexicon` loads a language's word lists, `tokens` cuts a paragraph into words, marks and quotations;
* `nouns` finds the noun phrase that ends at a word, `subjects` and `appositions` the one before or after a
  verb of saying;
* `beside` and `leading` have the English rules for words after and before a quotation, `german` the German
  ones;
* `chains` carries a speaker on to the next quotation, within a paragraph and over paragraphs;
* `reported` finds the speaker of words outside quotation marks;
* `finding` combines these for an article;
* `identity` compares a mention with the names of the register, `linking` decides whether it is the actor of a
  passage; `checks` warns if a briefing attributes words to someone else, `spoken` does so for transcripts and
  statements.

The rules follow the order of safety of Muzny et al., 'A Two-stage Sieve Approach for Quote Attribution'
(EACL 2017), without the steps for novels. docs/attribution.md has their measured limits.
"""

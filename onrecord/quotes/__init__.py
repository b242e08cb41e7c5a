"""The quote check: which quotations of any text stand word for word in the articles on record.

* `texts` reads the text: plain text, Markdown or HTML, as paragraphs and block quotations;
* `asked` finds its quotations, and folds their words as passages are folded;
* `sources` lists the articles of all published briefings;
* `searching` looks for all quotations in one pass over these articles, then for what is nearest to the rest;
* `places` says of each place who cites it, and whose words the article says they are;
* `checking` puts these together; `report` writes the result for people and for programs.

The page `quotes.html` does the same in a browser, with what the site shows of the articles: `docs/quotes.md`.
"""

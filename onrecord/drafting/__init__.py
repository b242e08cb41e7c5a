"""Draft a briefing from an article: copy what can be copied, say where it was found, leave the rest empty.

Nothing is guessed silently: a value comes from the article or the register, or a comment beside it says what
it rests on. The same article and register always give the same draft.

* `importing` reads what somebody saved: text, or a page as HTML (`html`), and says what else to do;
* `facts` finds the source's own facts, `doubts` what looks wrong about the text;
* `passages` cuts quotations out, so that `check` finds each in one place;
* `people` finds who is named, and makes entries for the register; `attributing` decides who says a quotation;
* `reporting` finds reported speech, `questions` what the article leaves open;
* `drafting` puts all of it together, `rendering` writes it with `yaml_text`;
* `languages` reads the word lists of a language, in `data/`.
"""

"""The proof that the published words are the checked words.

`data/proof.json` says of each published passage where in which article its words are, and has a hash of them.
Whoever has the articles can hold any copy of the site against it, with this folder alone: it knows nothing of
MkDocs, of briefings or of the YAML.

* `words`: what of a passage is compared, and hashed;
* `files`: `data/proof.json` as it is written and read;
* `marks`: the passages in the HTML of a page, as a browser shows them;
* `comparing`: a page's passages and the proof's;
* `seeds`: the articles;
* `copies`: a published copy, in a folder or on the web;
* `verifying`: all of it, for the command `verify`.
"""

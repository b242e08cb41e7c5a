"""The proof that the published words are the checked words.

`data/proof.json` has, for each published passage, its article, its position there, and a hash of its words.
With it and the articles anyone can verify any copy of the site. This package is enough for that: it does not
depend on MkDocs, on briefings or on the YAML.

* `words`: the form in which words are compared and hashed;
* `files`: reading and writing `data/proof.json`;
* `marks`: the passages in the HTML of a page, as a browser shows them;
* `comparing`: a page's passages against the proof;
* `seeds`: the articles;
* `copies`: a published copy, in a folder or on the web;
* `verifying`: the command `verify`.
"""

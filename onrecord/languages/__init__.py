"""The languages of the interface: what the site says in its own words, in one file for each language.

* `files` reads `templates/languages/<tag>.yml`, the program's and a site's own over it;
* `checks` says what is wrong with a site's own file, with the line;
* `calendars` writes dates and tells plural forms: English by itself, others by CLDR, which Babel carries;
* `wording` is a language in use, `choice` the one that a site has chosen.

Only readers of the site see any of it.  Problems, `explain` and the documentation are in English, and so
are keys and values of data files.
"""

from __future__ import annotations

from onrecord.languages.choice import Asked, chosen, english
from onrecord.languages.wording import Wording

__all__ = ["Asked", "Wording", "chosen", "english"]

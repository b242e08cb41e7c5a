"""The languages of the interface: the site's own texts, in one file per language.

* `files` reads `templates/languages/<tag>.yml`: the program's file, and the site's, which overrides it;
* `checks` finds problems in a site's file, with their lines;
* `calendars` formats dates and chooses plural forms: built in for English, by CLDR (in Babel) for others;
* `wording` is a loaded language, `choice` finds the one that a site has chosen.

Only the site is translated. Problems, `explain` and the documentation are in English, and so are keys and
values of data files.
"""

from __future__ import annotations

from onrecord.languages.choice import Asked, chosen, english
from onrecord.languages.wording import Wording

__all__ = ["Asked", "Wording", "chosen", "english"]

"""Which rules `check --fix` corrects in a file's text, and how."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from onrecord.fixing import characters, dates, entries, listing, passages, places, quoting, signs
from onrecord.fixing.context import MakeFix
from onrecord.rules import fields, references, syntax
from onrecord.rules import passages as of_passages
from onrecord.rules.problems import Rule

# By rule, what makes its fix; `onrecord.rules.corrections` says it in words.  Files are renamed, and entries
# added to registers, in `site`.
FIXES: Final[Mapping[Rule, MakeFix]] = MappingProxyType(
    {
        syntax.TAB: characters.tab,
        syntax.INVISIBLE_CHARACTER: characters.invisible,
        syntax.BAD_INDENTATION: signs.dash,
        syntax.TEXT_AFTER_QUOTE: quoting.text_after_quote,
        syntax.COLON_IN_VALUE: quoting.colon,
        syntax.UNQUOTED_HASH: quoting.cut_by_hash,
        syntax.SMART_QUOTES: quoting.smart_quotes,
        syntax.YAML_SYNTAX: signs.sign,
        fields.WRONG_TYPE: signs.text_for_keys,
        fields.BAD_DATE: dates.date,
        references.UNKNOWN_ACTOR: entries.similar_id,
        references.UNKNOWN_ISSUE: entries.similar_id,
        references.ACTOR_NOT_LISTED: listing.not_listed,
        of_passages.NOT_FOUND: passages.not_found,
        of_passages.AMBIGUOUS: places.ambiguous,
    }
)

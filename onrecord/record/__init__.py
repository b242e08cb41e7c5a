"""Who said what on which issue, across briefings."""

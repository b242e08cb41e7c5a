"""Help for editors at their desk: what a briefing cites of its article."""

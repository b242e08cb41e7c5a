"""Stages 1 to 4: check each briefing by itself, then all of them; and store the results in the ledger."""

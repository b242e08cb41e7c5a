"""One briefing checked by itself, then all of them; and what the cache keeps of it."""

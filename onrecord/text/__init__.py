"""Text: characters, spans, folding, escaping; independent of briefings."""

"""Text: characters, spans, folding, escaping; knows nothing of briefings."""

"""Checking and citing a position: links to its words on the publisher's page, and citations."""

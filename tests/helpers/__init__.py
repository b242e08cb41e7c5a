"""Shared by tests: sites, records, strategies, the browser."""

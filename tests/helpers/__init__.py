"""What tests share: sites, records, strategies, a browser's eyes."""

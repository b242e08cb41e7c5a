"""The outputs of a site."""

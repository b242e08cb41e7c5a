"""What lets a reader check a position and cite it: where its words stand on the publisher's own page."""

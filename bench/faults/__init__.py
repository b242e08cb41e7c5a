"""What builds do when the machine fails: one module per table of `docs/reliability.md`.

Each fault is drawn from a seed, so a table is the same for the same seed and number of faults.  After each
fault the site must be whole, and the next build must exit with 0 and leave the bytes of a clean build.
"""

"""Readers that are given inputs which nobody wrote: `python -m bench.fuzz`.

Each reader of the program has a module here with its inputs, as a Hypothesis strategy, and with the check of
one input.  The check asks what must hold for any input: the truth comes from how the input was made, from
another library, or from the slow and plain implementations in `naive`; never from the code that is tested.

Hypothesis and not atheris: most checks need to know how an input was made (which words were cut out, and how
they were restyled), what it finds it reduces to a few characters, it runs on every system, and the tests have
it anyway.
"""

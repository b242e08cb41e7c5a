"""Charts and diagrams as SVG inside a page: the only package that draws.

Pure functions from plain data to one block of raw HTML, without blank lines, inline styles or scripts. A list
beside each chart says the same in words, so a chart may leave out what has no room, and says so. Colours come
from the theme's classes; without a style sheet everything has the text colour.
"""

from __future__ import annotations

from onrecord.pages.charts.speech import Speech, Spoken, speech_diagram, speeches_of

__all__ = ["Speech", "Spoken", "speech_diagram", "speeches_of"]

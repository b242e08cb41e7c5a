"""Charts and diagrams as SVG inside a page: the only package that draws.

Pure functions from plain data to one block of raw HTML, without blank lines, inline styles or script.
What is drawn is also said in words beside it, so a chart may leave out what would make it unreadable; it
says so.  Colours are the theme's by class; without a style sheet all is drawn in the text's own colour.
"""

from __future__ import annotations

from onrecord.charts.speech import Speech, speech_diagram
from onrecord.charts.stances import Mark, Row, stance_chart

__all__ = ["Mark", "Row", "Speech", "speech_diagram", "stance_chart"]

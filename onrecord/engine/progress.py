"""How a build tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

# Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

"""The number of examples in property tests: few in the usual run, ten times as many in `make thorough`."""

from __future__ import annotations

from hypothesis import settings

GATE, THOROUGH = "gate", "thorough"
TIMES = 10

# No deadline: it would depend on the machine's load. The usual run always tries the same examples, so that it
# fails only because of a change; `make thorough` tries new ones.
settings.register_profile(GATE, deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile(THOROUGH, deadline=None, max_examples=100 * TIMES, print_blob=True)


def tried(times: int) -> settings:
    """The settings of a test with slow examples: `times` of them in the usual run."""
    is_thorough = settings.get_current_profile_name() == THOROUGH
    return settings(max_examples=times * (TIMES if is_thorough else 1))

"""How many examples a property test tries: a few in the gate, ten times as many by `make thorough`."""

from __future__ import annotations

from hypothesis import settings

GATE, THOROUGH = "gate", "thorough"
TIMES = 10

# A deadline depends on what else the machine does.  The gate tries the same examples in every run, so that it
# fails because of a change and not because of luck; those that nobody has tried before are the other one's.
settings.register_profile(GATE, deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile(THOROUGH, deadline=None, max_examples=100 * TIMES, print_blob=True)


def tried(times: int) -> settings:
    """The settings of a test whose examples take long: `times` of them in the gate."""
    is_thorough = settings.get_current_profile_name() == THOROUGH
    return settings(max_examples=times * (TIMES if is_thorough else 1))

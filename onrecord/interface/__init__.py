"""Who talks to people: commands, flags, messages, and which of two builds waits."""

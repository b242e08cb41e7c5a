"""The command line: commands, flags, messages, and the lock for concurrent builds."""

"""The commands, one module each: `run` does what the command says and returns the exit status."""

"""Errors that are the machine's: a full disk, a lack of memory, a library that cannot be loaded."""

from __future__ import annotations

_NEEDED = 1 << 25  # bytes; loading the largest library takes about half of them


def failure_of_machine(error: BaseException) -> str | None:
    """What the machine failed in, for a message; None if an error is not the machine's."""
    if isinstance(error, OSError):
        file = error.filename2 or error.filename  # If there are two, as in copying, the target.
        return f"{error.strerror or error}{f': {file}' if file else ''}"
    if isinstance(error, MemoryError) or _is_memory_lacking():
        return "out of memory"
    # An error in Python code, such as a name that a module lacks, does not begin with the file's path.
    if isinstance(error, ImportError) and error.path and str(error).startswith(error.path):
        return f"a library cannot be loaded: {error}"
    return None


def _is_memory_lacking() -> bool:
    """Whether little memory is left; libraries that get none raise all kinds of errors."""
    try:
        bytearray(_NEEDED)
    except MemoryError:
        return True
    return False

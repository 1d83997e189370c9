"""Environment variables that are listened to, and what they may say."""

import os
from pathlib import Path

from restorer.errors import InputError

MODELS_VARIABLE = "RESTORER_MODELS"
"""The folder of the user's own models, instead of the one that is usual on the system."""
JOURNAL_VARIABLE = "RESTORER_JOURNAL"
"""The file of the journal, instead of the one in the user's state folder."""
TRIALS_VARIABLE = "RESTORER_TRIALS"
"""The file of the trials that models passed, instead of the one in the user's state folder."""
CODES_VARIABLE = "RESTORER_CODES"
"""The file of the codes by which photos are known again, instead of the one in the user's cache."""
MEMORY_VARIABLE = "RESTORER_MEMORY"
"""How many megabytes tiles may take, instead of what suits the device."""
LOG_VARIABLE = "RESTORER_LOG"
"""A file that the command appends to what happens, and where in the program a fault of it was."""
DEVICE_VARIABLE = "RESTORER_DEVICE"
"""The device that "auto" stands for, instead of the best one that works."""
LEAST_MEGABYTES = 200
MOST_THREADS = 1024
THREADS_VARIABLE = "OMP_NUM_THREADS"
"""How many threads a network on a CPU may take, as OpenMP has it; ONNX Runtime does not heed it by itself."""


def state_file(variable: str, name: str) -> Path:
    """Give a file of the user's state folder by its name, or the one that an environment variable names."""
    import platformdirs

    chosen = os.environ.get(variable)
    return Path(chosen) if chosen else platformdirs.user_state_path("restorer", appauthor=False) / name


def cache_file(variable: str, name: str) -> Path:
    """Give a file of the user's cache by its name, or the one that an environment variable names."""
    import platformdirs

    chosen = os.environ.get(variable)
    return Path(chosen) if chosen else platformdirs.user_cache_path("restorer", appauthor=False) / name


def memory_asked() -> int | None:
    """Give the bytes the user lets tiles take, if they say; InputError if it is no such number."""
    megabytes = os.environ.get(MEMORY_VARIABLE)
    if not megabytes:
        return None
    if not (megabytes.isascii() and megabytes.isdecimal() and int(megabytes) >= LEAST_MEGABYTES):
        expected = f"expected megabytes, {LEAST_MEGABYTES} at least"
        raise InputError(f"{MEMORY_VARIABLE} is {megabytes!r}, {expected}; without it Restorer chooses")
    return int(megabytes) * 1_000_000


def threads_asked() -> int:
    """Give how many threads a network on a CPU may take; 0, as suits the machine, if nothing sound is said.

    The variable is not ours: of a list, a number for each level of nesting, the first counts, and what is
    no number up to ``MOST_THREADS`` is let be.
    """
    number = os.environ.get(THREADS_VARIABLE, "").split(",")[0].strip()
    is_sound = number.isascii() and number.isdecimal() and len(number) <= len(str(MOST_THREADS))
    return int(number) if is_sound and int(number) <= MOST_THREADS else 0

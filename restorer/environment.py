"""Environment variables that are listened to, and what they may say."""

import os

from restorer.errors import InputError

MODELS_VARIABLE = "RESTORER_MODELS"
"""The folder of the user's own models, instead of the one that is usual on the system."""
MEMORY_VARIABLE = "RESTORER_MEMORY"
"""How many megabytes tiles may take, instead of what suits the device."""
LEAST_MEGABYTES = 200


def memory_asked() -> int | None:
    """Give the bytes the user lets tiles take, if they say; InputError if it is no such number."""
    megabytes = os.environ.get(MEMORY_VARIABLE)
    if not megabytes:
        return None
    if not (megabytes.isascii() and megabytes.isdecimal() and int(megabytes) >= LEAST_MEGABYTES):
        expected = f"expected megabytes, {LEAST_MEGABYTES} at least"
        raise InputError(f"{MEMORY_VARIABLE} is {megabytes!r}, {expected}; without it Restorer chooses")
    return int(megabytes) * 1_000_000

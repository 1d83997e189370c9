"""Names of files: which ones no file can have, and their order."""

import os
import re
from pathlib import Path

LONGEST_NAME = 255
"""So many bytes the name of a file may have; on Windows, characters of 16 bits."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_WORDS = re.compile(r"(\D*)(\d*)")
_FORBIDDEN = '<>:"|?*'


def natural_order(name: str) -> list[tuple[str, int]]:
    """Give what names are put in order by, so that 9 comes before 10; case does not count."""
    path = Path(name.lower())
    return [*((words, int(number or 0)) for words, number in _WORDS.findall(path.stem)), (path.suffix, 0)]


def is_too_long(name: str) -> bool:
    """Tell a name that no file can have for its length."""
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2 if os.name == "nt" else len(os.fsencode(name))
    return units > LONGEST_NAME


def is_reserved(name: str) -> bool:
    """Tell a name that Windows keeps for itself, or does not allow."""
    is_odd = name.endswith((".", " ")) or any(char in _FORBIDDEN or ord(char) < 32 for char in name)
    return is_odd or _RESERVED.fullmatch(name) is not None

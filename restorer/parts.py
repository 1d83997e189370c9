"""Parts: how a file is called while it is being written, so that what was left unfinished is found."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

_ENDING = re.compile(r"\.[0-9a-f]{12}\.part")
_STEM_BYTES = 50


def part_of(target: Path) -> Path:
    """Give a new hidden name beside ``target`` to write it under."""
    return target.with_name(f".{_stem_of(target)}.{secrets.token_hex(6)}.part")


def place_of(target: Path) -> tuple[Path, str]:
    """Tell targets apart as far as their parts can be: those with long names may share them."""
    return target.parent, _stem_of(target)


def sweep_parts(target: Path) -> None:
    """Delete what writing ``target`` left unfinished; nobody may be writing it."""
    start = f".{_stem_of(target)}"
    with suppress(OSError):
        for path in target.parent.iterdir():
            if path.name.startswith(start) and _ENDING.fullmatch(path.name, len(start)):
                path.unlink(missing_ok=True)


def _stem_of(target: Path) -> str:
    """Cut a target's name so that it has room for more, between characters, as file systems count bytes."""
    return os.fsencode(target.name)[:_STEM_BYTES].decode("utf-8", "ignore")

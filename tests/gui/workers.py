"""Workers for tests: what their process runs instead of ``gui.process.serve``."""

from pathlib import Path
from typing import Any

from gui.process import serve


def short_of_memory(connection: Any, fault_file: Path) -> None:
    """Do the work of a large photo in several tiles."""
    import restorer.tiled

    for device in restorer.tiled.MEMORY_BYTES:
        restorer.tiled.MEMORY_BYTES[device] = 80_000_000
    serve(connection, fault_file)

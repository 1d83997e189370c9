"""Workers for tests: what their process runs instead of ``gui.work.process.serve``."""

import errno
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from gui.work.messages import Ready
from gui.work.process import serve


def short_of_memory(connection: Any, fault_file: Path) -> None:
    """Do the work of a large photo in several tiles."""
    import restorer.networks.tiled

    for device in restorer.networks.tiled.MEMORY_BYTES:
        restorer.networks.tiled.MEMORY_BYTES[device] = 80_000_000
    serve(connection, fault_file)


def deaf_at_first(been: Path, connection: Any, fault_file: Path) -> None:
    """Hear nothing after the first wish; who comes later, when ``been`` is there, works."""
    if been.exists():
        serve(connection, fault_file)
    connection.send(Ready())
    connection.recv()
    been.touch()
    while True:
        time.sleep(60)


def stillborn(_connection: Any, _fault_file: Path) -> None:
    """End before anything is done."""
    sys.exit(3)


def with_models(folder: Path, connection: Any, fault_file: Path) -> None:
    """Know the models of a folder alone."""
    import restorer.networks.library

    os.environ["RESTORER_TRIALS"] = str(folder / "trials.txt")
    restorer.networks.library.model_folders = lambda: [folder]
    serve(connection, fault_file)


def dying_to_read(name: str, connection: Any, fault_file: Path) -> None:
    """Restore photos, and die where one of a name is read, as a decoder with a fault does."""
    import gui.batch.process
    import restorer.batch.running

    read = restorer.batch.running.read_photo

    def read_or_die(path: Path, **limits: Any) -> Any:
        if path.name == name:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(path, **limits)

    restorer.batch.running.read_photo = read_or_die
    gui.batch.process.serve(connection, fault_file)


def on_a_full_disk(connection: Any, fault_file: Path) -> None:
    """Restore photos where nothing can be written."""
    import gui.batch.process

    def write(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    os.fsync = write
    gui.batch.process.serve(connection, fault_file)

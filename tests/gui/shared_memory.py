"""Shared memory: what processes of ours left of it, where the system lists it."""

from pathlib import Path

import pytest

_FOLDER = Path("/dev/shm")  # noqa: S108
ONLY_LINUX = pytest.mark.skipif(not _FOLDER.is_dir(), reason="only Linux lists its shared memory")


def blocks_of(*processes: int) -> list[Path]:
    """List the blocks that processes made and that can still be found."""
    return [path for process in processes for path in _FOLDER.glob(f"restorer-{process}-*")]

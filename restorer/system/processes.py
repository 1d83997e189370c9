"""Processes: which one this is, and whether another, that was it once, still runs."""

import functools
import os

_CLOCK_SECONDS = 5.0
"""The system's account of when a process started wanders by so much when its clock is set."""


def this_process() -> tuple[int, float]:
    """Give the number of this process and when it started."""
    return os.getpid(), _started(os.getpid())


def is_alive(pid: int, started: float) -> bool:
    """Tell whether that very process runs; its number may since have been given to another."""
    import psutil

    if pid == os.getpid():
        return started == _started(pid)
    try:
        process = psutil.Process(pid)
        is_dead = process.status() == psutil.STATUS_ZOMBIE
        return not is_dead and abs(process.create_time() - started) < _CLOCK_SECONDS
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


@functools.cache
def _started(pid: int) -> float:
    import psutil

    return float(psutil.Process(pid).create_time())

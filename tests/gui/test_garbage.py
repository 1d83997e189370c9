"""Circles of objects are freed in the window's thread, and freed they are."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.garbage import GarbageCollector

MANY = 200_000


class Node:
    """An object that holds itself, and notes in which thread it is freed."""

    freed_in: threading.Thread | None = None

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Node.freed_in = threading.current_thread()


@pytest.fixture
def collector() -> Iterator[GarbageCollector]:
    """Give a collector at work."""
    collector = GarbageCollector()
    yield collector
    collector.stop()
    gc.disable()  # as it was


@pytest.mark.usefixtures("collector")
def test_another_thread_frees_no_circles(qtbot: QtBot) -> None:
    """However much a thread allocates, what is to be freed waits for the first one, and is freed there."""
    node = weakref.ref(Node())

    def allocate() -> None:
        assert [[] for _ in range(MANY)]

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert node() is not None
    kept = [[] for _ in range(MANY)]
    qtbot.waitUntil(lambda: node() is None, timeout=10_000)
    assert Node.freed_in is threading.main_thread()
    assert kept

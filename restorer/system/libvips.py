"""libvips: where it is imported and kept quiet, and whose turn it is where it may fail."""

import functools
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numpy.typing import NDArray

_PROFILE = "icc-profile-data"


class _SharedLock:
    """Lets in all who share, or one who is alone and may come in again; who wants that comes first."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._sharing, self._waiting = 0, 0

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Let libvips work where only whether it fails is asked."""
        with self._turn:
            self._turn.wait_for(lambda: not self._waiting)
            self._sharing += 1
        try:
            yield
        finally:
            with self._turn:
                self._sharing -= 1
                self._turn.notify_all()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let libvips work where what it has to say is heard: it says all in one place, whoever asked."""
        with self._turn:
            self._waiting += 1
            try:
                self._turn.wait_for(lambda: not self._sharing)
            finally:
                self._waiting -= 1
                self._turn.notify_all()
            yield


TURNS = _SharedLock()
"""Taken where libvips may fail."""


@functools.cache
def pyvips() -> Any:
    """Import pyvips, once; nothing is cached, and what libvips would say on stderr comes as errors.

    No log gets what pyvips tells of each call.
    """
    logging.getLogger("pyvips").setLevel(logging.WARNING)
    import pyvips

    pyvips.cache_set_max(0)
    levels = sum(1 << bit for bit in range(8))
    for domain in (b"VIPS", b"GLib-GObject"):
        pyvips.glib_lib.g_log_set_handler(domain, levels, _silence(), pyvips.ffi.NULL)
    return pyvips


@functools.cache
def _silence() -> Any:
    import pyvips

    return pyvips.ffi.callback("GLogFunc", lambda *_: None)


def image_of(
    array: NDArray[Any], interpretation: str, icc: bytes | None = None, **blocks: bytes | None
) -> Any:
    """Make a ``pyvips.Image`` of an array ``(H, W, C)``, with a profile and other blocks if there are any."""
    image = pyvips().Image.new_from_array(array).copy(interpretation=interpretation)
    for name, block in {_PROFILE: icc, **{f"{name}-data": block for name, block in blocks.items()}}.items():
        if block:
            image.set_type(pyvips().GValue.blob_type, name, block)
    return image


def without_profile(image: Any) -> Any:
    """Give an image without its profile."""
    plain = image.copy()
    plain.remove(_PROFILE)
    return plain

"""libvips: where it is imported and kept quiet, and the lock for what may fail in it."""

import functools
import logging
import threading
from typing import Any

from numpy.typing import NDArray

LOCK = threading.RLock()
"""Held where libvips may fail: what it has to say it says in one place, whoever asked."""
_PROFILE = "icc-profile-data"


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

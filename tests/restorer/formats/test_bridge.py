"""The bridge between libvips and files: it holds none longer than the work takes, and fails in words."""

import gc
import io
import sys
import threading
import weakref

import numpy as np
import pytest
from sound_files import SRGB, by_pillow, picture

from restorer.formats import FORMATS
from restorer.formats.codecs import CodecError, EncoderOptions, told_in_words, vips
from restorer.formats.codecs.bridge import Bridge
from restorer.photo import Metadata, Photo
from restorer.system import libvips


def test_no_file_is_held_when_the_work_is_done() -> None:
    """Neither one that was read, nor one that was written, nor one that was damaged."""
    content = by_pillow(picture(), "JPEG")
    held = []
    for part in (content, content[: len(content) // 2]):
        file = io.BytesIO(part)
        held.append(weakref.ref(file))
        try:
            vips.decode(file, FORMATS["jpeg"], 1)
        except CodecError:
            assert part is not content
    written = io.BytesIO()
    held.append(weakref.ref(written))
    vips.encode(Photo(picture()), FORMATS["png"], EncoderOptions(90), written)
    del file, written
    gc.collect()
    assert [file() for file in held] == [None] * 3


def test_small_pictures_are_read_side_by_side() -> None:
    """Two who share are in at once; who has to be alone waits for both, and then keeps others out."""
    inside, is_alone = threading.Barrier(3), threading.Event()
    order: list[str] = []

    def share() -> None:
        with libvips.TURNS.shared():
            inside.wait(10)
            is_alone.wait(0.2)
            order.append("shared")

    def be_alone() -> None:
        with libvips.TURNS.exclusive(), libvips.TURNS.exclusive():
            is_alone.set()
            order.append("alone")

    sharing = [threading.Thread(target=share) for _ in range(2)]
    for thread in sharing:
        thread.start()
    inside.wait(10)
    alone = threading.Thread(target=be_alone)
    alone.start()
    for thread in (*sharing, alone):
        thread.join(10)
    assert order == ["shared", "shared", "alone"]


def test_a_call_that_comes_later_fails_in_itself() -> None:
    """Libvips is told of an end, or of an error, and nothing is raised into it."""
    bridge = Bridge(io.BytesIO(b"content"))
    read, seek = bridge._guarded("read", b""), bridge._guarded("seek", -1)
    assert read(3) == b"con"
    bridge.run(lambda: None)
    assert (read(3), seek(0, 0)) == (b"", -1)


def test_libvips_that_cannot_be_loaded_is_no_damaged_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told by its name, and what to do, when reading and when writing."""
    monkeypatch.setitem(sys.modules, "pyvips", None)
    libvips.pyvips.cache_clear()
    words = r"^libvips cannot be loaded: .*pyvips.*; install Restorer anew$"
    with pytest.raises(CodecError, match=words):
        vips.decode(io.BytesIO(by_pillow(picture(), "JPEG")), FORMATS["jpeg"], 1)
    with pytest.raises(CodecError, match=words):
        vips.encode(Photo(np.zeros((3, 4, 3), np.uint8)), FORMATS["png"], EncoderOptions(90), io.BytesIO())


def test_a_library_that_cannot_be_loaded_is_no_damaged_picture() -> None:
    """Whichever it is."""
    with (
        pytest.raises(CodecError, match=r"^some cannot be loaded: no some; install Restorer anew$"),
        told_in_words(),
    ):
        raise ImportError("no some", name="some")


class CountedFile(io.BytesIO):
    """A file that counts how often it is read."""

    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        """Read, and count it."""
        self.reads += 1
        return super().read(size)


def test_a_large_profile_of_an_avif_is_not_read_byte_by_byte() -> None:
    """Its decoder asks for each byte by itself, which took seconds for a profile of some megabytes."""
    written = io.BytesIO()
    photo = Photo(picture(), metadata=Metadata(icc=SRGB[:4] + bytes(200_000)))
    vips.encode(photo, FORMATS["avif"], EncoderOptions(90), written)
    file = CountedFile(written.getvalue())
    assert len(vips.decode(file, FORMATS["avif"], 1).metadata.icc or b"") > 200_000
    assert file.reads < 100

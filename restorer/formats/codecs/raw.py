"""Camera RAW by rawpy (LibRaw), an extra: developed to 16 bits of sRGB.

The white balance is the camera's; tones and colours are LibRaw's, which brightens a picture until a hundredth
of it is white, so that results look otherwise than the camera's own JPEGs.
"""

import io
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from restorer.formats import Format
from restorer.formats.codecs import CodecError, CodecMissing, check_size, words_of
from restorer.formats.containers import Contents, jpeg, tiff
from restorer.metadata.xmp import without_development
from restorer.photo import Photo

_STDERR, _LIBRAWS = 2, "unknown file: "
_SRGB_GAMMA = (2.4, 12.92)
_ONE_LISTENS = threading.Lock()
"""Held while stderr, which all threads share, goes to a file."""


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:  # noqa: ARG001 -- as every codec
    """Develop a RAW file, upright, with the camera's white balance and the metadata it carries."""
    with _listening() as words, _opened(file, most_megapixels) as raw:
        samples = raw.postprocess(use_camera_wb=True, output_bps=16, gamma=_SRGB_GAMMA)
        contents = _contents(file, raw)
    if words:
        raise CodecError(f"the RAW file is damaged: {words[0]}")
    if samples.ndim == 2:
        samples = samples[:, :, None]
    notices = ("developed from RAW", *contents.notices)
    packet = contents.metadata.xmp
    metadata = replace(contents.metadata, xmp=packet and without_development(packet))
    return Photo(samples, depth=16, metadata=metadata, notices=notices)


def check(file: BinaryIO, kind: Format, most_megapixels: float) -> None:  # noqa: ARG001 -- as every codec
    """Refuse what :func:`decode` does, as far as the header tells."""
    with _listening(), _opened(file, most_megapixels):
        pass


@contextmanager
def _opened(file: BinaryIO, most_megapixels: float) -> Iterator[Any]:
    try:
        import rawpy
    except ImportError as error:
        raise CodecMissing("camera RAW", "raw") from error
    try:
        with rawpy.imread(file) as raw:
            check_size(raw.sizes.width, raw.sizes.height, most_megapixels)
            yield raw
    except rawpy.LibRawError as error:
        raise CodecError(f"the RAW file cannot be developed: {words_of(error)}") from error


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what LibRaw has to say of damaged data: it goes on with them and tells stderr alone."""
    heard: list[str] = []
    if sys.stderr is None:  # a program without a console
        yield heard
        return
    with _ONE_LISTENS, tempfile.TemporaryFile() as caught:
        sys.stderr.flush()
        real = os.dup(_STDERR)
        os.dup2(caught.fileno(), _STDERR)
        try:
            yield heard
        finally:
            os.dup2(real, _STDERR)
            os.close(real)
            caught.seek(0)
            for line in caught.read().decode("utf-8", "replace").splitlines(keepends=True):
                if line.startswith(_LIBRAWS):
                    heard.append(line.removeprefix(_LIBRAWS).strip())
                else:  # what others said meanwhile is passed on
                    sys.stderr.write(line)


def _contents(file: BinaryIO, raw: Any) -> Contents:
    """Find the metadata: in the file, if it is built as a TIFF, else EXIF in the preview it carries."""
    import rawpy

    contents = tiff.read_raw(file)
    if contents.metadata.exif:
        return contents
    try:
        preview = raw.extract_thumb()
    except rawpy.LibRawError:
        return contents
    if preview.format != rawpy.ThumbFormat.JPEG:
        return contents
    exif = jpeg.read(io.BytesIO(preview.data)).metadata.exif
    return replace(contents, metadata=replace(contents.metadata, exif=exif))

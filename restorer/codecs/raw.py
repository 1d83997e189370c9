"""Camera RAW by rawpy (LibRaw), an extra: developed as the camera would, to 16 bits of sRGB."""

import io
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from restorer.codecs import CodecError, CodecMissing, check_size, words_of
from restorer.containers import jpeg, tiff
from restorer.formats import Format
from restorer.photo import Metadata, Photo

_STDERR, _LIBRAWS = 2, "unknown file: "
_SRGB_GAMMA = (2.4, 12.92)
_ONE_LISTENS = threading.Lock()
"""Held while stderr, which all threads share, goes to a file."""


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:  # noqa: ARG001 -- as every codec
    """Develop a RAW file, upright, with the camera's white balance and the EXIF it carries."""
    try:
        import rawpy
    except ImportError as error:
        raise CodecMissing("camera RAW", "raw") from error
    try:
        with _listening() as words, rawpy.imread(file) as raw:
            check_size(raw.sizes.width, raw.sizes.height, most_megapixels)
            samples = raw.postprocess(use_camera_wb=True, output_bps=16, gamma=_SRGB_GAMMA)
            exif = _exif(file, raw)
    except rawpy.LibRawError as error:
        raise CodecError(f"the RAW file cannot be developed: {words_of(error)}") from error
    if words:
        raise CodecError(f"the RAW file is damaged: {words[0]}")
    if samples.ndim == 2:
        samples = samples[:, :, None]
    return Photo(samples, depth=16, metadata=Metadata(exif=exif), notices=("developed from RAW",))


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


def _exif(file: BinaryIO, raw: Any) -> bytes | None:
    """Find the EXIF: in the file, if it is built as a TIFF, else in the preview it carries."""
    import rawpy

    if exif := tiff.exif_of_raw(file):
        return exif
    try:
        preview = raw.extract_thumb()
    except rawpy.LibRawError:
        return None
    is_jpeg = preview.format == rawpy.ThumbFormat.JPEG
    return jpeg.read(io.BytesIO(preview.data)).metadata.exif if is_jpeg else None

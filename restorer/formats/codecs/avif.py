"""AVIF: decoded by libvips, encoded by it or, where the picture is grey, by Pillow, which can keep it so."""

from typing import BinaryIO

from restorer.formats import Format
from restorer.formats.codecs import CodecError, EncoderOptions, vips, words_of
from restorer.formats.containers.avif import make_room
from restorer.metadata.exif import EXIF_HEAD
from restorer.photo import Photo

decode, check = vips.decode, vips.check


def encode(photo: Photo, kind: Format, options: EncoderOptions, file: BinaryIO) -> None:
    """Encode a photo with its profile, EXIF and XMP."""
    if not is_written_grey(photo):
        vips.encode(photo, kind, options, file)
        return
    from PIL import Image

    metadata = photo.metadata
    room = metadata.exif and make_room(metadata.exif).removeprefix(EXIF_HEAD)  # Pillow would write it anew
    blocks = {"icc_profile": metadata.icc, "exif": room, "xmp": metadata.xmp}
    try:
        Image.fromarray(photo.samples[:, :, 0]).save(
            file, "AVIF", quality=options.quality, **{name: block for name, block in blocks.items() if block}
        )
    except (OSError, ValueError, SystemError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise CodecError(words_of(error)) from error


def is_written_grey(photo: Photo) -> bool:
    """Tell whether a photo is written as one channel: libvips writes three for all that Pillow cannot."""
    from PIL import features

    is_plain = photo.is_grey and photo.alpha is None and photo.depth == 8
    return is_plain and bool(features.check("avif"))

"""Decoding: a photo out of an open file, upright, its samples and metadata as the file has them."""

import importlib
from dataclasses import replace
from types import ModuleType
from typing import BinaryIO

from restorer.formats import Format
from restorer.formats.codecs import check_finite, check_numbers, grey_if_plain, told_in_words, told_range
from restorer.formats.containers import READ_HERE, VIDEO, Contents, read_contents
from restorer.metadata import report_damage, upright
from restorer.metadata.orientation import makes_rows_of_columns, orientation_of, turn
from restorer.metadata.xmp import tells_of_video
from restorer.photo import Photo


def codec_of(kind: Format) -> ModuleType:
    """Give the module that decodes a format and encodes it."""
    return importlib.import_module(f"restorer.formats.codecs.{kind.codec}")


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:
    """Decode the photo of a file of a known format; raises CodecError."""
    with told_in_words():
        return _decode(file, kind, most_megapixels)


def check(file: BinaryIO, kind: Format, most_megapixels: float) -> None:
    """Refuse what :func:`decode` does, as far as the header tells."""
    with told_in_words():
        read_contents(file, kind.name)
        file.seek(0)
        codec_of(kind).check(file, kind, most_megapixels)


def _decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:
    contents = read_contents(file, kind.name)
    file.seek(0)
    photo: Photo = codec_of(kind).decode(file, kind, most_megapixels)
    check_finite(photo)
    photo = replace(photo, flaws=(*photo.flaws, *told_range(photo)))
    notices = [*photo.notices, *contents.notices, *photo.flaws]
    if kind.name in READ_HERE:  # other codecs have turned it
        photo = _with_contents(photo, contents)
    if kind.grey_within is not None:
        photo = grey_if_plain(photo, 0 if photo.coding.lossless else kind.grey_within)
    if problem := photo.space.problem:
        notices.append(f"the colour profile cannot be used: {problem}")
    if photo.metadata.xmp and tells_of_video(photo.metadata.xmp):
        notices.append(VIDEO)
    orientation = photo.coding.orientation or orientation_of(photo.metadata)
    metadata, damage = report_damage(photo.metadata, is_turned=orientation > 1)
    metadata = upright(metadata, photo.width, photo.height, turned=makes_rows_of_columns(orientation))
    notices += damage
    return replace(photo, format=kind.name, metadata=metadata, notices=tuple(dict.fromkeys(notices)))


def _with_contents(photo: Photo, contents: Contents) -> Photo:
    """Give what a codec decoded the metadata that its container has, and turn it upright by them."""
    icc = photo.metadata.icc or contents.metadata.icc
    check_numbers(dict(contents.metadata.pieces).get("cICP", b""), has_profile=icc is not None)
    orientation = contents.orientation or orientation_of(contents.metadata)
    coding = replace(contents.coding, orientation=orientation)
    return turn(replace(photo, metadata=replace(contents.metadata, icc=icc), coding=coding), orientation)

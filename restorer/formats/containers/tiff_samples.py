"""How the samples of a TIFF lie, by its tags: what of them is read, and what becomes of the rest."""

from collections.abc import Iterator

from restorer.formats.containers import PALETTE, ContainerError, deepened
from restorer.metadata import ifd

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_TILE_WIDTH, _TILE_HEIGHT, _LARGEST_TILE = 322, 323, 4096
_SAMPLES_A_PIXEL, _EXTRA_SAMPLES, _SAMPLE_FORMAT, _PALETTE = 277, 338, 339, 3
_ROWS_A_STRIP, _PLANES, _SEPARATE, _MOST_ROWS = 278, 284, 2, 1 << 32
_ASSOCIATED, _UNASSOCIATED = 1, 2
_COLOURS_OF = {0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3}
"""How many channels are colours, by the photometric interpretation."""
_MOST_CHANNELS = 0xFFFF
_KNOWN_SAMPLES = {(8, 1), (16, 1), (8, 4), (16, 4), (16, 3), (32, 3)}
_HALF = (16, 3)
_SMALL = {1, 2, 4}
_YCBCR, _JPEG = 6, 7
_WHITE_IS_ZERO, _INKS, _FLOAT = 0, 5, 3
_REWRITTEN = {0, 1, _PALETTE}
"""Colours that libvips does not take as they are, and then mixes up the rows of separate planes."""
_KNOWN_COLOURS = {0, 1, 2, 3, 5}
_COLOURS = {
    4: "a mask", 6: "YCbCr", 8: "CIE L*a*b*", 9: "ICC L*a*b*", 10: "ITU L*a*b*",
    32803: "of a colour filter array", 32844: "LogL", 32845: "LogLuv", 34892: "of linear RAW",
}  # fmt: skip
_SIGNS = {1: "whole numbers", 2: "signed numbers", 3: "floating-point numbers"}


def check_samples(directory: ifd.Directory) -> None:
    """Refuse kinds of samples that no codec here knows, and tiles that no sane program writes."""
    bits, sign = ifd.number(directory, _BITS, 1), ifd.number(directory, _SAMPLE_FORMAT, 1)
    is_small = bits in _SMALL and ifd.number(directory, _SAMPLES_A_PIXEL, 1) == 1
    if (bits, sign) not in _KNOWN_SAMPLES and not is_small:
        kind = _SIGNS.get(sign, "unknown numbers")
        if sign == _FLOAT:
            raise ContainerError(f"its samples are {kind} of {bits} bits; convert it to 32 bits first")
        raise ContainerError(f"its samples are {kind} of {bits} bits; convert it to 8 or 16 bits first")
    colours = ifd.number(directory, _PHOTOMETRIC)
    if colours == _WHITE_IS_ZERO and sign == _FLOAT:
        raise ContainerError("its floats count from white to black; convert it to white at 1 first")
    is_ycbcr = colours == _YCBCR and ifd.number(directory, _COMPRESSION) == _JPEG
    if colours not in _KNOWN_COLOURS and not is_ycbcr:
        told = _COLOURS.get(colours, f"of kind {colours}")
        raise ContainerError(f"its colours are {told}; convert it to grey, RGB or CMYK first")
    if colours == _INKS and (bits, sign) == (16, 1) and is_premultiplied(directory):
        raise ContainerError("its transparency is multiplied into inks of 16 bits; convert it to RGB first")
    _check_planes(directory, is_rewritten=colours in _REWRITTEN or (bits, sign) == _HALF)
    for side, tile in ((_WIDTH, _TILE_WIDTH), (_HEIGHT, _TILE_HEIGHT)):
        if ifd.number(directory, tile) > max(_LARGEST_TILE, 2 * ifd.number(directory, side)):
            raise ContainerError(f"its tiles are {ifd.number(directory, tile)} pixels wide or high")


def _check_planes(directory: ifd.Directory, *, is_rewritten: bool) -> None:
    """Refuse channels in planes of their own where libvips would mix up their rows, or reads nothing."""
    rows = min(ifd.number(directory, tag) or _MOST_ROWS for tag in (_ROWS_A_STRIP, _HEIGHT))
    is_separate = ifd.number(directory, _PLANES) == _SEPARATE and ifd.number(directory, _SAMPLES_A_PIXEL) > 1
    if is_separate and (_TILE_WIDTH in directory or (is_rewritten and rows > 1)):
        raise ContainerError("its channels lie in separate planes; save it with interleaved channels first")


def told_samples(directory: ifd.Directory) -> Iterator[str]:
    """Say what becomes of the samples, and what of them is left out."""
    bits = ifd.number(directory, _BITS, 1)
    if ifd.number(directory, _PHOTOMETRIC) == _PALETTE:
        yield PALETTE
    elif bits in _SMALL:
        yield deepened(bits)
    if is_half(directory):
        yield "floats of 16 bits became ones of 32"
    if not all(of_picture(directory)):
        yield "channels that are neither colour nor transparency (a saved selection, infrared) were left out"
    if is_premultiplied(directory):
        yield "transparency that was multiplied into the colours was taken out of them"


def has_known_colours(directory: ifd.Directory) -> bool:
    """Tell colours that are read of whichever TIFF."""
    return ifd.number(directory, _PHOTOMETRIC, -1) in _KNOWN_COLOURS


def is_half(directory: ifd.Directory) -> bool:
    """Tell floats of 16 bits."""
    return (ifd.number(directory, _BITS), ifd.number(directory, _SAMPLE_FORMAT)) == _HALF


def of_picture(directory: ifd.Directory) -> tuple[bool, ...]:
    """Tell of each channel whether it is a colour, or the transparency, or neither.

    One beyond the colours that nothing is said of is the transparency, as writers that say nothing mean.
    """
    channels = min(ifd.number(directory, _SAMPLES_A_PIXEL, 1), _MOST_CHANNELS)
    colours = min(channels, _COLOURS_OF.get(ifd.number(directory, _PHOTOMETRIC), channels))
    alpha = colours + next((at for at, kind in enumerate(_further(directory)) if kind), channels)
    return tuple(at < colours or at == alpha for at in range(channels))


def is_premultiplied(directory: ifd.Directory) -> bool:
    """Tell transparency that is multiplied into the samples."""
    return next(filter(None, _further(directory)), None) == _ASSOCIATED


def _further(directory: ifd.Directory) -> tuple[int, ...]:
    """List what the channels beyond the colours are; 0 is anything else than transparency."""
    return ifd.numbers(directory, _EXTRA_SAMPLES) or (_UNASSOCIATED,)

"""The visible region: what of a photo is on the screen, and where the user looks, as the worker is told."""

import math
from dataclasses import dataclass

Corners = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a picture, in its pixels, the ends not included."""

_BLOCK = 16
"""The side of a JPEG's blocks, colours halved: what is read across them is restored otherwise."""
_TILE = 160
"""What is looked at is shown first: a square of so many pixels a side."""


@dataclass(frozen=True, slots=True)
class VisibleRegion:
    """``part`` is what is shown: left, top, right, bottom; ``at`` is looked at, both in the photo's pixels.

    ``scale`` is how many pixels of the screen one of the photo has.
    """

    part: tuple[float, float, float, float]
    at: tuple[float, float]
    scale: float

    @property
    def halvings(self) -> int:
        """How often the photo halved has about as many pixels as the screen has for it."""
        return max(0, round(-math.log2(self.scale)))

    def boxes(self, halvings: int, width: int, height: int) -> list[Corners]:
        """Cut what is to be shown first out of a photo that was halved to a width and a height.

        It is the square looked at, then all that is seen; each only if it is much less than what follows.
        """
        factor = 2**halvings
        left, top, right, bottom = (side / factor for side in self.part)
        seen = (
            max(math.floor(left), 0),
            max(math.floor(top), 0),
            min(math.ceil(right), width),
            min(math.ceil(bottom), height),
        )
        sides = [_around(at / factor, side) for at, side in zip(self.at, (width, height), strict=True)]
        near = sides[0][0], sides[1][0], sides[0][1], sides[1][1]
        whole = (0, 0, width * factor, height * factor)
        following = zip((near, seen), (seen, whole), strict=True)
        return [first for first, then in following if 0 < 2 * _pixels(first) <= _pixels(then)]


def grown(box: Corners, margin: int, width: int, height: int) -> Corners:
    """Give a box with a margin about it, as far as the picture goes; it begins with a block of a JPEG."""
    left, top, right, bottom = box
    return (
        max(left - margin, 0) // _BLOCK * _BLOCK,
        max(top - margin, 0) // _BLOCK * _BLOCK,
        min(right + margin, width),
        min(bottom + margin, height),
    )


def _around(at: float, side: int) -> tuple[int, int]:
    first = min(max(round(at) - _TILE // 2, 0), max(side - _TILE, 0))
    return first, min(first + _TILE, side)


def _pixels(box: Corners) -> int:
    left, top, right, bottom = box
    return max(right - left, 0) * max(bottom - top, 0)

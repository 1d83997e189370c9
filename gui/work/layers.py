"""Layers: a photo's colours as they are drawn, apart from its transparency, for networks to look at.

Only the worker imports this, as it loads all that is heavy.
"""

from dataclasses import dataclass, replace

import numpy as np

from gui.work.blocks import Samples
from gui.work.picture import Picture, pixels_of
from gui.work.render import draw_photo
from gui.work.visible_region import Corners
from restorer import Photo


@dataclass(frozen=True, slots=True)
class Layers:
    """A photo as it is ``shown``, its colours without the checkerboard behind them, and its alpha, if any."""

    shown: Picture
    colours: Picture
    alpha: Picture | None
    is_grey: bool

    @classmethod
    def of(cls, photo: Photo, picture: Picture) -> "Layers":
        """Take a photo, of which there is a picture already, apart."""
        if photo.alpha is None:
            return cls(picture, picture, None, photo.is_grey)
        colours, alpha = draw_photo(replace(photo, alpha=None)), draw_photo(Photo(photo.alpha[..., None]))
        return cls(picture, colours, alpha, photo.is_grey)

    def part(self, halvings: int, box: Corners | None = None) -> Photo:
        """Give a box of the photo halved so often, of 8 bits; without a box all of it."""
        samples = _part(self.colours, halvings, box)
        if self.is_grey:
            samples = np.ascontiguousarray(samples[..., :1])
        if self.alpha is None:
            return Photo(samples)
        return Photo(samples, alpha=np.ascontiguousarray(_part(self.alpha, halvings, box)[..., 0]))

    def seen_through(self, restored: Photo, halvings: int, box: Corners) -> Photo:
        """Give a box as it is shown when its colours are ``restored``; what shows through it stays."""
        if self.alpha is None:
            return restored
        before = self.part(halvings, box)
        assert before.alpha is not None
        change = restored.samples.astype(np.float32) - before.samples
        seen = _part(self.shown, halvings, box) + change * (before.alpha[..., None] / np.float32(255))
        return Photo(np.rint(seen).clip(0, 255).astype(np.uint8))


def _part(picture: Picture, halvings: int, box: Corners | None) -> Samples:
    image = picture.levels[halvings]
    left, top, right, bottom = box or (0, 0, image.width(), image.height())
    return pixels_of(image.copy(left, top, right - left, bottom - top))

"""The view: where a photo lies in a viewport and how large, as a value with plain geometry."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF


@dataclass(frozen=True, slots=True)
class View:
    """``scale`` is how large a pixel of the photo is shown, ``corner`` where its first pixel lies."""

    scale: float
    corner: QPointF

    def zoomed(self, scale: float, at: QPointF) -> "View":
        """Change the scale and leave the point of the photo at ``at`` where it is."""
        return View(scale, at - (at - self.corner) * (scale / self.scale))

    def moved(self, by: QPointF) -> "View":
        """Move the photo."""
        return View(self.scale, self.corner + by)

    def held(self, photo: QSizeF, viewport: QSizeF) -> "View":
        """Move the photo back such that the middle of the viewport is on it."""
        width, height = viewport.width() / 2, viewport.height() / 2
        left = min(max(self.corner.x(), width - photo.width() * self.scale), width)
        top = min(max(self.corner.y(), height - photo.height() * self.scale), height)
        return View(self.scale, QPointF(left, top))

    def to_screen(self, part: QRectF) -> QRectF:
        """Turn a part of the photo into viewport coordinates."""
        return QRectF(self.corner + part.topLeft() * self.scale, part.size() * self.scale)

    def to_photo(self, area: QRectF) -> QRectF:
        """Turn an area of the viewport into the photo's pixels."""
        return QRectF((area.topLeft() - self.corner) / self.scale, area.size() / self.scale)


def fit_view(photo: QSizeF, viewport: QSizeF, largest: float) -> View:
    """Show the whole photo in the middle of the viewport, at most at the scale ``largest``."""
    scale = min(viewport.width() / photo.width(), viewport.height() / photo.height(), largest)
    shown = photo * scale
    left, top = viewport.width() - shown.width(), viewport.height() - shown.height()
    return View(scale, QPointF(left / 2, top / 2))

"""The viewport: how the photo lies in the room there is for it, and how that is changed."""

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal

from gui.canvas.view import View, fit_view

_LARGEST = 32.0
ZOOM_STEP = 1.25


class Viewport(QObject):
    """A room of ``size`` and a photo, whole in it until it is zoomed or moved; both in logical pixels.

    ``pixel_ratio`` is how many pixels of the screen a logical one has.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = View(1.0, QPointF())
        self.size = QSizeF(1, 1)
        self.photo = QSizeF(1, 1)
        self.pixel_ratio = 1.0
        self.top = 0.0
        self.is_fitted = True
        """Whether the whole photo is kept in sight."""

    @property
    def middle(self) -> QPointF:
        """The place of the photo in the middle of the room."""
        return self.to_photo(self._middle())

    @property
    def percent(self) -> float:
        """How large the photo is shown: at 100, its pixels are those of the screen."""
        return 100 * self.view.scale * self.pixel_ratio

    @property
    def part(self) -> QRectF:
        """The part of the photo that is shown, in its pixels."""
        return self.view.to_photo(QRectF(QPointF(), self.size)) & QRectF(QPointF(), self.photo)

    @property
    def area(self) -> QRectF:
        """The area of the room that the photo covers."""
        return self.view.to_screen(self.part)

    def to_photo(self, at: QPointF) -> QPointF:
        """Give the place of the photo at a place of the room."""
        return self.view.to_photo(QRectF(at, QSizeF(0, 0))).topLeft()

    def fit(self) -> None:
        """Show the whole photo, and keep it whole when the room changes its size."""
        self.is_fitted = True
        self._show(fit_view(self.photo, self.size, 1 / self.pixel_ratio))

    def show_full_size(self) -> None:
        """Show one pixel of the photo as one of the screen."""
        self._zoom(1 / self.pixel_ratio, self._middle())

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom in by some steps, or out by negative ones; the place ``at``, or the middle, stays."""
        self._zoom(self.view.scale * ZOOM_STEP**steps, self._middle() if at is None else at)

    def look_at(self, place: QPointF, scale: float) -> None:
        """Show a place of the photo in the middle, at a scale."""
        self.is_fitted = False
        self._show(View(scale, self._middle() - place * scale))

    def move(self, by: QPointF) -> None:
        """Move the photo."""
        self.is_fitted = False
        self._show(self.view.moved(by))

    def resize(self, size: QSizeF, pixel_ratio: float, top: float = 0.0, *, is_dragged: bool = False) -> None:
        """Keep the whole photo in sight, or else the point in the middle.

        If the room begins at another height ``top`` of the window, as below a message, or while something is
        dragged, pixels stay where they are on the screen.
        """
        grown, lowered = size - self.size, top - self.top
        stays = bool(lowered) or is_dragged
        self.size, self.pixel_ratio, self.top = size, pixel_ratio, top
        if self.is_fitted and not is_dragged:
            self.fit()
        else:
            self._show(self.view.moved(QPointF(grown.width() / 2, -lowered if stays else grown.height() / 2)))

    def _middle(self) -> QPointF:
        return QRectF(QPointF(), self.size).center()

    def _zoom(self, scale: float, at: QPointF) -> None:
        whole = fit_view(self.photo, self.size, 1 / self.pixel_ratio)
        if scale <= whole.scale:
            self.fit()
        else:
            self.is_fitted = False
            self._show(self.view.zoomed(min(scale, _LARGEST / self.pixel_ratio), at))

    def _show(self, view: View) -> None:
        """Show the view, held on the photo and on whole pixels of the screen, where 100 % is crisp."""
        held = view.held(self.photo, self.size)
        ratio = self.pixel_ratio
        corner = QPointF(round(held.corner.x() * ratio), round(held.corner.y() * ratio)) / ratio
        self.view = View(held.scale, corner)
        self.changed.emit()

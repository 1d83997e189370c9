"""The geometry of the view, for any zoom and place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.canvas.view import View, fit_view
from gui.canvas.viewport import Viewport

scales = st.floats(0.01, 32)
places = st.builds(QPointF, st.floats(-5000, 5000), st.floats(-5000, 5000))
sizes = st.builds(QSizeF, st.floats(1, 20_000), st.floats(1, 20_000))
views = st.builds(View, scales, places)


@given(views, scales, places)
def test_zoom_keeps_the_point(view: View, scale: float, at: QPointF) -> None:
    """A zoom leaves the point of the photo under the pointer there."""
    point = QRectF(at, QSizeF(1, 1))
    before = view.to_photo(point).topLeft()
    after = view.zoomed(scale, at).to_photo(point).topLeft()
    assert (before - after).manhattanLength() == pytest.approx(0, abs=1e-4)


@given(views, places, st.floats(1, 4000))
def test_screen_and_photo_agree(view: View, corner: QPointF, side: float) -> None:
    """Going to the photo and back to the screen changes nothing."""
    area = QRectF(corner, QSizeF(side, side))
    back = view.to_screen(view.to_photo(area))
    assert (back.topLeft() - area.topLeft()).manhattanLength() == pytest.approx(0, abs=1e-6)
    assert back.width() == pytest.approx(side)


@given(sizes, sizes)
def test_fit_shows_everything_in_the_middle(photo: QSizeF, viewport: QSizeF) -> None:
    """A fitted photo is whole, centred, and not larger than life."""
    view = fit_view(photo, viewport, 1.0)
    shown = view.to_screen(QRectF(QPointF(), photo))
    assert QRectF(QPointF(), viewport).adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(shown)
    assert (shown.center() - QRectF(QPointF(), viewport).center()).manhattanLength() == pytest.approx(
        0, abs=1e-6
    )
    assert view.scale <= 1


@given(views, sizes, sizes)
def test_held_photo_stays_in_sight(view: View, photo: QSizeF, viewport: QSizeF) -> None:
    """However far it is moved, the photo covers the middle of the viewport."""
    shown = view.held(photo, viewport).to_screen(QRectF(QPointF(), photo))
    middle = QRectF(QPointF(), viewport).center()
    assert shown.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(middle)


@pytest.mark.parametrize("at", [QPointF(0, 0), QPointF(120, 90)])
def test_a_zoom_at_a_place_keeps_it_there(at: QPointF) -> None:
    """What is under the pointer stays, to a pixel of the screen, also in the very corner of the room."""
    viewport = Viewport()
    viewport.photo = QSizeF(1000, 800)
    viewport.resize(QSizeF(500, 400), 1.0)
    viewport.look_at(QPointF(500, 400), 2.0)
    before = viewport.to_photo(at)
    viewport.zoom(1, at)
    assert (viewport.to_photo(at) - before).manhattanLength() < 1

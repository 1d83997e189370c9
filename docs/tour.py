"""Makes the tour's pictures, ``gui/dialogs/pictures/``, from the example photos: ``python docs/tour.py``."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

import restorer
from restorer import Recipe, Step

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TOUR = QSize(1120, 560)
DENOISE = Recipe((Step("denoise"),))


def main() -> None:
    """Make the pictures of the tour: noise, a photo, damage, the divider, colour."""
    old = Recipe((Step("inpaint", controls={"threshold": 0.5}), Step("denoise"), Step("tone")))
    colour = Recipe((Step("colorize", controls={"saturation": 1.5}),))
    pairs = (
        (beside, "photos/astronaut.png", DENOISE),
        (beside, "photos/coffee.png", None),
        (beside, "damaged/astronaut.png", old),
        (split, "photos/cat.png", DENOISE),
        (beside, "grey/astronaut.png", colour),
    )
    for at, (lay_out, name, recipe) in enumerate(pairs, 1):
        path = EXAMPLES / name
        before = QImage(str(path))
        after = restored(path, recipe) if recipe else None
        picture = lay_out(before, after)
        picture.save(str(ROOT / "gui" / "dialogs" / "pictures" / f"tour-{at}.jpg"), quality=82)


def restored(path: Path, recipe: Recipe) -> QImage:
    """Do a recipe to a photo."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "after.png"
        restorer.write_photo(restorer.restore(restorer.read_photo(path), recipe), target)
        return QImage(str(target))


def beside(before: QImage, after: QImage | None) -> QImage:
    """Lay two pictures side by side; one alone fills all."""
    picture = QImage(TOUR, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    half = QRect(0, 0, TOUR.width() // 2, TOUR.height())
    if after is None:
        painter.drawImage(picture.rect(), fitted(before, TOUR))
    else:
        painter.drawImage(half, fitted(before, half.size()))
        painter.drawImage(half.translated(half.width(), 0), fitted(after, half.size()))
    draw_line(painter, is_drawn=after is not None)
    painter.end()
    return picture


def split(before: QImage, after: QImage | None) -> QImage:
    """Show one picture, its left half before and its right half after."""
    assert after
    picture = fitted(before, TOUR).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setClipRect(TOUR.width() // 2, 0, TOUR.width() // 2, TOUR.height())
    painter.drawImage(0, 0, fitted(after, TOUR))
    painter.setClipping(False)
    draw_line(painter, is_drawn=True)
    painter.end()
    return picture


def draw_line(painter: QPainter, *, is_drawn: bool) -> None:
    """Draw the divider."""
    if is_drawn:
        painter.fillRect(TOUR.width() // 2 - 2, 0, 4, TOUR.height(), Qt.GlobalColor.white)


def fitted(picture: QImage, size: QSize) -> QImage:
    """Scale a picture so that it fills a size, and cut off what is over, more below than above."""
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    large = picture.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    top = (large.height() - size.height()) // 3
    return large.copy((large.width() - size.width()) // 2, top, size.width(), size.height())


if __name__ == "__main__":
    main()

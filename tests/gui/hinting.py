"""Placing colours as a user does."""

from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui.words import texts

LEFT = Qt.MouseButton.LeftButton
NATURAL = dict(texts.NATURAL_COLOURS)


def menu_items(driver: Driver) -> dict[str, QAction]:
    """Give the entries of the menu of colours that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()}


def menu_other(menu: QWidget) -> QAction:
    """Find what asks for another colour in a menu that may be closed already, as Qt does."""
    return next(action for action in menu.actions() if action.text() == texts.OTHER_COLOUR)


def place(driver: Driver, x: int, y: int, name: str) -> None:
    """Click on the photo and choose a colour by its name."""
    driver.draw((x, y))
    item = menu_items(driver)[name]
    menu = QApplication.activePopupWidget()
    item.trigger()
    menu.close()

"""The photos opened last are remembered, shown and forgotten."""

import shutil
from pathlib import Path

from driver import Driver
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListWidget, QMenu, QToolBar, QToolButton

from gui.app import make_window
from gui.files.recent import Recent, thumbnail_of
from gui.words import texts, texts_menus
from gui.work.runner import Runner


def menu_of(driver: Driver) -> QMenu:
    """Give the menu of recent photos."""
    (menu,) = (menu for menu in driver.window.findChildren(QMenu) if menu.title() == texts_menus.RECENT)
    return menu


def listed(driver: Driver) -> list[str]:
    """Give the photos that the menu lists, the newest first."""
    return [action.toolTip() for action in menu_of(driver).actions() if action.text().startswith("&")]


def shown(driver: Driver) -> QListWidget:
    """Give the list on the welcome page."""
    return driver.named(QListWidget, texts_menus.RECENT_HEADING)


def test_an_opened_photo_comes_first(driver: Driver, photo: Path, old_photo: Path) -> None:
    """The newest photo is at the top, each is there once, and the list is kept for the next window."""
    for path in (photo, old_photo, photo):
        driver.open(path)
    assert listed(driver) == [str(photo), str(old_photo)]
    assert Recent().paths == [photo, old_photo]


def test_the_welcome_page_shows_thumbnails(driver: Driver, photo: Path, runner: Runner) -> None:
    """The next window shows the photo small, and opens it at a click."""
    driver.open(photo)
    small = QImage(str(thumbnail_of(photo)))
    assert (small.width(), small.height()) == (192, 153)
    window = make_window(runner)
    driver.qtbot.addWidget(window)
    following = Driver(driver.qtbot, window)
    window.show()
    item = shown(following).item(0)
    assert item.text() == photo.name
    assert not item.icon().pixmap(QSize(64, 64)).isNull()
    place = shown(following).visualItemRect(item).center()
    driver.qtbot.mouseClick(shown(following).viewport(), Qt.MouseButton.LeftButton, pos=place)
    following.wait(lambda: following.state.opened and not following.state.work)
    assert following.opened.path == photo


def test_a_double_click_opens_once(driver: Driver, photo: Path, runner: Runner) -> None:
    """Neither who clicks twice, as for files, nor who presses Enter opens a photo two times."""
    driver.open(photo)
    window = make_window(runner)
    driver.qtbot.addWidget(window)
    following = Driver(driver.qtbot, window)
    window.show()
    heard: list[Path] = []
    window.welcome.photo_chosen.disconnect()
    window.welcome.photo_chosen.connect(heard.append)
    listing = shown(following)
    place, left = listing.visualItemRect(listing.item(0)).center(), Qt.MouseButton.LeftButton
    driver.qtbot.mouseClick(listing.viewport(), left, pos=place)
    driver.qtbot.mouseDClick(listing.viewport(), left, pos=place)
    driver.qtbot.mouseRelease(listing.viewport(), left, pos=place)
    assert heard == [photo]
    driver.qtbot.keyClick(listing, Qt.Key.Key_Return)
    assert heard == [photo, photo]


def test_a_photo_that_is_gone_is_dropped_with_a_word(driver: Driver, photo: Path, old_photo: Path) -> None:
    """What is not there any more is named, and taken off the list with its thumbnail."""
    driver.open(photo)
    driver.open(old_photo)
    photo.unlink()
    menu_of(driver).actions()[1].trigger()
    assert driver.words == texts_menus.GONE.format(photo.name)
    assert listed(driver) == [str(old_photo)]
    assert not thumbnail_of(photo).exists()
    assert driver.opened.path == old_photo


def test_the_list_can_be_cleared(driver: Driver, photo: Path) -> None:
    """Clearing leaves neither names nor thumbnails."""
    driver.open(photo)
    menu_of(driver).actions()[-1].trigger()
    assert listed(driver) == []
    assert shown(driver).count() == 0
    assert not shown(driver).isVisibleTo(driver.window)
    assert not thumbnail_of(photo).exists()
    assert "portrait" not in Path(QSettings().fileName()).read_text()


def test_ten_are_kept(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """The list holds the last ten, and thumbnails of no others."""
    driver.open(photo)
    recent, picture = driver.window.recent, driver.opened.picture
    paths = [tmp_path / f"{number}.png" for number in range(12)]
    for path in paths:
        recent.add(path, picture)
    assert recent.paths == paths[:1:-1]
    assert [thumbnail_of(path).exists() for path in paths] == [False] * 2 + [True] * 10


def test_a_strange_name_is_shown_as_it_is(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A name with an ampersand, a comma or other letters opens from the list."""
    strange = tmp_path / "A & B, 100 % ağaç.png"
    shutil.copy(photo, strange)
    driver.open(strange)
    driver.open(photo)
    action = menu_of(driver).actions()[1]
    assert action.text() == "&2 A && B, 100 % ağaç.png"
    action.trigger()
    driver.wait(lambda: driver.opened.path == strange and not driver.state.work)


def test_photos_of_one_name_are_told_apart(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """Two photos of one name are listed with their folders."""
    other = tmp_path / "scans" / photo.name
    other.parent.mkdir()
    shutil.copy(photo, other)
    driver.open(photo)
    driver.open(other)
    texts_shown = [action.text() for action in menu_of(driver).actions()[:2]]
    assert texts_shown == [f"&1 {photo.name} — scans", f"&2 {photo.name} — {tmp_path.name}"]


def test_without_a_place_for_thumbnails_the_photo_is_listed(
    driver: Driver, photo: Path, tmp_path: Path
) -> None:
    """Where no thumbnail can be kept a drawing stands in its place."""
    (tmp_path / "cache").write_text("a file where a folder should be")
    driver.open(photo)
    assert listed(driver) == [str(photo)]
    assert not shown(driver).item(0).icon().isNull()


def test_the_open_button_has_the_list(driver: Driver) -> None:
    """The arrow beside Open shows recent photos."""
    (bar,) = driver.window.findChildren(QToolBar)
    button = bar.widgetForAction(driver.action(texts.OPEN))
    assert isinstance(button, QToolButton)
    assert button.menu() is menu_of(driver)

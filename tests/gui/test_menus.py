"""The menu bar, the toolbar and the list of keys hold every action."""

from pathlib import Path

import pytest
from driver import Driver, name_of
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence, QStatusTipEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QMenu,
    QToolBar,
    QToolButton,
    QWidget,
)

from gui.dialogs.shortcuts_dialog import ShortcutsDialog, shortcuts
from gui.dialogs.tour import Tour
from gui.icons import FOLDER, draw_icon
from gui.words import texts, texts_batch, texts_menus, texts_wishes


def listed(menu: QMenu) -> set[QAction]:
    """Give all actions of a menu and of the menus in it."""
    found = set[QAction]()
    for action in menu.actions():
        inner = action.menu()
        found |= listed(inner) if isinstance(inner, QMenu) else {action}
    return found


def menus(driver: Driver) -> dict[str, QMenu]:
    """Give the menus of the menu bar by their titles."""
    found = [action.menu() for action in driver.window.menuBar().actions()]
    return {menu.title(): menu for menu in found if isinstance(menu, QMenu)}


def test_every_action_is_in_a_menu(driver: Driver) -> None:
    """What a button or a key does can be found in the menu bar, too."""
    in_menus = {action for menu in menus(driver).values() for action in listed(menu)}
    named = {action for action in driver.window.actions() if action.text()}
    for bar in driver.window.findChildren(QToolBar):
        named |= {action for action in bar.actions() if action.text()}
    assert {action.text() for action in named - in_menus} == set()


def test_menus_come_in_the_usual_order(driver: Driver) -> None:
    """File comes first, help last, and each menu has an access key of its own."""
    titles = list(menus(driver))
    assert titles[0] == texts_menus.FILE
    assert titles[-1] == texts_menus.HELP_MENU
    keys = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(keys)) == len(keys)


def test_no_key_does_two_things(driver: Driver) -> None:
    """A key is given to one action only."""
    keys = [key.toString() for action in driver.window.findChildren(QAction) for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_every_button_of_the_toolbar_has_its_icon(driver: Driver) -> None:
    """What is in the toolbar has a picture and words."""
    bars = driver.window.findChildren(QToolBar)
    actions = [action for bar in bars for action in bar.actions() if action.text()]
    assert len(actions) > 10
    for action in actions:
        assert not action.icon().isNull(), action.text()
        assert action.iconText()


def test_tips_name_the_keys_once(driver: Driver, photo: Path) -> None:
    """The tip of a button ends in its key, also where its words change."""
    driver.open(photo)
    for keys, name in (("Ctrl+O", texts.OPEN), ("C", texts.COMPARE), ("Ctrl+B", texts_batch.OPEN)):
        assert driver.action(name).toolTip().count(f"({keys})") == 1
    driver.press("P")
    assert driver.action("Undo Repair damage: on").toolTip() == "Undo Repair damage: on (Ctrl+Z)"


def test_icons_follow_the_theme(driver: Driver) -> None:
    """On dark ground icons are light."""
    palette = driver.window.palette()
    dark = draw_icon("open", palette).pixmap(24).toImage()
    palette.setColor(palette.ColorRole.WindowText, "white")
    light = draw_icon("open", palette).pixmap(24).toImage()
    place = next((x, y) for x in range(24) for y in range(24) if dark.pixelColor(x, y).alpha() == 255)
    assert dark.pixelColor(*place).lightness() < 64
    assert light.pixelColor(*place).lightness() > 192
    before = driver.action(texts.OPEN).icon().cacheKey()
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.PaletteChange))
    assert driver.action(texts.OPEN).icon().cacheKey() != before


@pytest.mark.parametrize("side", [16, 24, 32, 48, 64, 128, 256])
def test_the_program_has_its_icon_in_each_size(side: int) -> None:
    """The icon is there as a picture of each size desktops ask for."""
    from PIL import Image

    with Image.open(FOLDER / f"restorer-{side}.png") as picture:
        assert picture.size == (side, side)
        assert picture.getextrema()[3] == (0, 255)


def test_steps_are_switched_by_keys(driver: Driver, photo: Path) -> None:
    """Ctrl and a number switch a step, the card shows it, and it can be undone."""
    driver.open(photo)
    driver.press("Ctrl+3")
    assert driver.setting("tone").is_on
    assert driver.card("tone").switch.isChecked()
    assert driver.action(texts.TASKS["tone"].name).isChecked()
    driver.press(QKeySequence(QKeySequence.StandardKey.Undo))
    assert not driver.setting("tone").is_on
    assert not driver.action(texts.TASKS["tone"].name).isChecked()


def test_the_menu_knows_what_can_be_done(driver: Driver, photo: Path) -> None:
    """Restoring and cancelling can be chosen only when they would do something."""
    assert not driver.action(texts.RESTORE).isEnabled()
    driver.open(photo)
    assert driver.action(texts.RESTORE).isEnabled()
    assert not driver.action(texts.CANCEL).isEnabled()
    driver.trigger(texts.RESTORE)
    assert driver.action(texts.CANCEL).isEnabled()
    driver.wait_for_result()
    assert not driver.action(texts.RESTORE).isEnabled()
    enabled: list[bool] = []
    driver.state.work_changed.connect(lambda: enabled.append(driver.action(texts.CANCEL).isEnabled()))
    driver.save(photo.with_name("saved.png"))
    assert not any(enabled)


def test_the_list_of_keys_is_that_of_the_actions(driver: Driver) -> None:
    """Each action with a key is listed with it, and so is what the mouse does on the photo."""
    driver.press("?")
    dialog = driver.window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    driver.press("?")
    assert driver.window.findChildren(ShortcutsDialog) == [dialog]
    rows = [row for _title, group in shortcuts(driver.window) for row in group]
    keys = " ".join(keys for keys, _what in rows)
    for action in driver.window.findChildren(QAction):
        if action.shortcuts():
            assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in keys, action.text()
    assert set(texts_menus.PHOTO_KEYS) <= set(rows)
    titles = [title for title, _group in shortcuts(driver.window)]
    assert dialog.list.topLevelItemCount() == len(titles) == len(set(titles))
    dialog.close()


def test_an_example_opens(driver: Driver) -> None:
    """The examples are in the menu, and a chosen one opens."""
    (menu,) = (menu for menu in driver.window.findChildren(QMenu) if menu.title() == texts_menus.EXAMPLES)
    assert [action.text() for action in menu.actions()] == list(texts_menus.EXAMPLE_NAMES.values())
    menu.actions()[2].trigger()
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert driver.opened.path.name == "cat.png"


def test_full_screen_and_back(driver: Driver) -> None:
    """The action fills the screen, and gives the window back."""
    driver.trigger(texts_menus.FULL_SCREEN)
    assert driver.window.isFullScreen()
    driver.trigger(texts_menus.FULL_SCREEN)
    assert not driver.window.isFullScreen()


def test_every_control_has_a_name(driver: Driver) -> None:
    """A screen reader can name each control of the window and of its pages."""
    pages = driver.window.menus.pages
    pages.show_models()
    pages.show_help()
    pages.show_preferences()
    driver.window.menus.show_tour()
    kinds = (QAbstractButton, QAbstractSlider, QComboBox)
    controls = [widget for kind in kinds for widget in driver.window.findChildren(kind) if is_ours(widget)]
    assert len(controls) > 50
    for widget in controls:
        assert name_of(widget) or widget.toolTip(), widget
    for dialog in driver.window.findChildren(Tour):
        dialog.close()


def is_ours(widget: QWidget) -> bool:
    """Tell whether a control is one of ours, not a part of one of Qt's."""
    is_part = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox)
    is_scroll_bar = widget.metaObject().className() in ("QScrollBar", "QTabBar", "QHeaderView")
    is_extension = isinstance(widget, QToolButton) and widget.objectName() == "qt_toolbar_ext_button"
    in_tabs = widget.parent() is not None and widget.parent().metaObject().className() == "QTabBar"
    return not (is_part or is_scroll_bar or is_extension or in_tabs)


def test_what_is_going_on_is_told_while_menus_are_looked_at(driver: Driver, photo: Path) -> None:
    """Menus that are pointed at have words of their own, or none, but only for that moment."""
    driver.open(photo)
    driver.switch("denoise")
    driver.trigger(texts.RESTORE)
    for words in ("about the menu", ""):
        QApplication.sendEvent(driver.window, QStatusTipEvent(words))
        assert driver.window.status.currentMessage() == words
    assert driver.window.status.work.text() == texts_wishes.doing(driver.state.work)
    assert driver.window.status.work.isVisible()
    driver.wait_for_result()
    assert driver.window.status.work.text() == ""

"""The batch window: what is dropped, shown, named, reported."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from answers import click
from batching import BatchDriver, make_album, pixels
from driver import Driver, drop, name_of
from PySide6.QtCore import QCoreApplication, Qt, QTranslator, QUrl
from PySide6.QtGui import QAccessible, QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMessageBox, QPushButton, QToolBar

from gui.batch.rows import BatchOptions
from gui.batch.sorting import PHOTO
from gui.dialogs.shortcuts_dialog import ShortcutsDialog
from gui.settings import changed
from gui.words import texts_batch, texts_burst, texts_menus, texts_review
from gui.words.translation import FOLDER

NAMES = ["first.png", "second.jpg"]


def url(path: Path) -> QUrl:
    """Name a file as it is dropped."""
    return QUrl.fromLocalFile(str(path))


def test_dropped_on_the_main_window(driver: Driver, tmp_path: Path) -> None:
    """A folder opens the batch window, and so do several photos, if asked; one opens where it was dropped."""
    album = make_album(tmp_path / "album", NAMES)
    drop(driver.window, url(album[0]))
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert driver.window.batch_door.window is None
    drop(driver.window, *map(url, album))
    driver.click(driver.named(QPushButton, texts_burst.IN_BATCH.name))
    window = driver.window.batch_door.window
    assert window
    driver.wait(lambda: len(window.batch.queue) == 2)
    make_album(tmp_path / "more", ["third.png"])
    drop(window, url(tmp_path / "more"))
    driver.wait(lambda: len(window.batch.queue) == 3)
    assert window.queue_page.table.model().index(2, PHOTO).data() == "third.png"


def test_a_folder_that_cannot_be_read_is_told(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder whose content the system does not tell is named, and the others are taken."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    (tmp_path / "locked").mkdir()
    scan = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    batch = BatchDriver(driver, "tone")
    batch.add(photo)
    batch.add(tmp_path / "locked")
    assert len(batch.messages) == 1
    assert "locked" in batch.messages[0]
    batch.add(photo)
    assert list(batch.states()) == ["photo.png"]
    assert batch.go.isEnabled()


def test_what_is_no_photo_is_left_out(driver: Driver, tmp_path: Path) -> None:
    """By neither name nor content, or not there: it is said how many of those added are, or which one is."""
    photo, called_else = make_album(tmp_path, ["photo.png", "else.jpg"])
    called_else = called_else.rename(tmp_path / "else.text")
    notes, missing = tmp_path / "notes.txt", tmp_path / "missing.png"
    notes.write_text("no picture")
    batch = BatchDriver(driver, "tone")
    batch.add(photo, notes, called_else, missing)
    batch.add(notes)
    assert batch.messages == [texts_batch.no_photos([notes, missing]), texts_batch.no_photos([notes])]
    assert list(batch.states()) == ["photo.png", "else.text"]
    assert batch.batch.order.inputs == (photo, called_else)


def test_what_is_placed_on_the_open_photo_is_left_out(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """The queue says that colours placed on one photo are not for others, as long as there are any."""
    driver.open(photo)
    batch = BatchDriver(driver, "colorize")
    options = batch.window.queue_page.options
    assert options.steps.text() == "Colour"
    setting = replace(driver.setting("colorize"), hints=((5, 5, (1.0, 0.0, 0.0)),))
    driver.state.set_settings(changed(driver.state.settings, setting))
    assert options.steps.text() == f"Colour\n{texts_batch.PLACES_LEFT_OUT}"
    batch.add(*make_album(tmp_path / "album", NAMES))
    assert all(not each.hints for each in batch.batch.order_now.settings)
    driver.state.set_settings(changed(driver.state.settings, replace(setting, hints=())))
    assert options.steps.text() == "Colour"
    driver.state.set_settings(changed(driver.state.settings, setting))
    driver.answer(click(QMessageBox.StandardButton.Discard))
    driver.open(tmp_path / "album" / NAMES[0])
    assert options.steps.text() == "Colour"


def test_pictures_are_shown(driver: Driver, tmp_path: Path) -> None:
    """Each photo is shown small beside its name."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.add(photo)
    driver.wait(lambda: batch.window.thumbnails.get(photo))
    shown = batch.window.thumbnails.get(photo)
    assert shown
    assert (shown.width(), shown.height()) == (56, 40)


def test_report_and_folder(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is a page of all photos with before and after; it and the folder are opened."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.set(folder=str(tmp_path / "out"))
    batch.run(tmp_path / "album")
    batch.window.folder.trigger()
    driver.answer(lambda dialog: dialog.accept())
    batch.window.report.trigger()
    driver.wait(lambda: len(opened) == 2)
    assert [url.toLocalFile() for url in opened] == [
        str(tmp_path / "out"),
        str(tmp_path / "out" / "restored.html"),
    ]
    page = (tmp_path / "out" / "restored.html").read_text()
    assert all(name in page for name in NAMES)
    assert page.count("data:image/jpeg") == 4


def test_a_report_that_cannot_be_written_is_told(driver: Driver, tmp_path: Path) -> None:
    """A place where nothing can be written gets a sentence."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)

    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.findChildren(QLineEdit)[0].setText(str(photo / "restored.html"))
        dialog.done(QDialog.DialogCode.Accepted)

    driver.answer(accept)
    batch.window.report.trigger()
    driver.wait(batch.window.message.isVisible)
    assert "report cannot be written" in batch.window.message.text


def test_options_are_set_by_the_panel(driver: Driver, tmp_path: Path) -> None:
    """Each control of the panel sets its option, and shows it again."""
    batch = BatchDriver(driver, "tone")
    panel = batch.window.queue_page.options
    panel.folder.setText(str(tmp_path))
    panel.place.setCurrentIndex(1)
    panel.conflict.setCurrentIndex(1)
    panel.format.setCurrentIndex(panel.format.findData("png"))
    panel.bits.setCurrentIndex(panel.bits.findData(16))
    panel.quality.setValue(80)
    panel.recursive.setChecked(False)
    panel.strip_gps.setChecked(True)
    wanted = BatchOptions(None, str(tmp_path), "", "png", 80, 16, "rename", recursive=False, strip_gps=True)
    assert batch.batch.order.options == wanted
    batch.batch.set_options(BatchOptions())
    assert panel._chosen == BatchOptions()


def test_each_control_has_a_name(driver: Driver) -> None:
    """A screen reader has words for each control."""
    batch = BatchDriver(driver, "tone")
    panel = batch.window.queue_page.options
    controls = [
        panel.recipe, panel.place, panel.folder, panel.browse, panel.name, panel.conflict, panel.format,
        panel.quality, panel.bits, batch.window.queue_page.table, batch.review.sheet,
        *batch.review._buttons.values(), *batch.window.queue_page.buttons,
    ]  # fmt: skip
    assert all(name_of(control) for control in controls)


def test_the_words_on_a_button_are_its_name(driver: Driver) -> None:
    """Who speaks to the window says what is written on a button; what it is for is told after that."""
    batch = BatchDriver(driver, "tone")
    for button in (*batch.review._buttons.values(), *batch.window.queue_page.buttons):
        told = QAccessible.queryAccessibleInterface(button)
        assert told.text(QAccessible.Text.Name) == button.text()
        assert told.text(QAccessible.Text.Description) == button.toolTip()


def test_the_tips_of_a_review_name_their_keys(driver: Driver) -> None:
    """Each button there ends its tip with the first of its keys, as the system writes it."""
    review = BatchDriver(driver, "tone").review
    for action in review.actions():
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert review._buttons[action.text()].toolTip().endswith(f" ({key})")
    assert review._buttons[texts_review.STRONGER.name].toolTip().endswith("our result (Shift+Up)")


def test_pixels_change(driver: Driver, tmp_path: Path) -> None:
    """A result is another picture than its photo, of the same size."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    target = batch.row("photo.png").target
    assert target == tmp_path / "photo_restored.png"
    assert pixels(target).shape == pixels(photo).shape
    assert abs(pixels(target) - pixels(photo)).max() > 5


def test_each_button_has_its_icon(driver: Driver) -> None:
    """All of the toolbar is drawn, each thing differently."""
    batch = BatchDriver(driver, "tone")
    (bar,) = batch.window.findChildren(QToolBar)
    icons = [action.icon() for action in bar.actions() if not action.isSeparator()]
    drawn = [bytes(icon.pixmap(24).toImage().constBits()) for icon in icons]
    assert len(set(drawn)) == len(drawn) == 12


def test_the_list_of_keys_is_that_of_the_actions(driver: Driver) -> None:
    """Each key of the window and its pages is listed once, under what it is a key of, by what it does."""
    batch = BatchDriver(driver, "tone")
    batch.press("?")
    dialog = batch.window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    groups = [dialog.list.topLevelItem(at) for at in range(dialog.list.topLevelItemCount())]
    assert [group.text(0) for group in groups] == [texts_batch.TITLE, texts_batch.QUEUE, texts_batch.REVIEW]
    rows = [group.child(at) for group in groups for at in range(group.childCount())]
    listed = [(row.text(0), row.text(1)) for row in rows]
    assert all(what for what, _keys in listed)
    form = QKeySequence.SequenceFormat.NativeText
    for action in batch.window.findChildren(QAction):
        if action.shortcuts():
            keys = texts_menus.OR.join(key.toString(form) for key in action.shortcuts()[:2])
            assert (action.text().rstrip("…"), keys) in listed
    assert {("Close", "Ctrl+W"), ("Reject", "Del, Backspace"), ("Zoom in", "+, =")} <= set(listed)
    assert ("Clear", "Ctrl+Shift+Del, Ctrl+Shift+Backspace") in listed
    assert [(keys, what) for what, keys in listed[-len(texts_review.KEYS) :]] == list(texts_review.KEYS)
    dialog.close()


def test_both_keys_called_enter_do_the_same(driver: Driver, qapp: QCoreApplication) -> None:
    """In Turkish, too, where they have one name, they show a result large, and start with Ctrl."""
    turkish = QTranslator()
    assert turkish.load(str(FOLDER / "restorer_tr.qm"))
    qapp.installTranslator(turkish)
    batch = BatchDriver(driver, "tone")
    qapp.removeTranslator(turkish)
    (larger,) = (action for action in batch.review.actions() if action.text() == texts_review.LARGER.name)
    for action in (larger, batch.go):
        assert {key[0].key() for key in action.shortcuts()} == {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def test_a_photo_of_the_queue_is_opened_in_the_main_window(driver: Driver, tmp_path: Path) -> None:
    """What is chosen, in the queue or among the results, is opened there; one not saved is asked about."""
    first, second = make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    edit = batch.window.edit
    assert not edit.isEnabled()
    batch.run(tmp_path / "album")
    batch.window.queue_page.table.selectRow(0)
    batch.press("Ctrl+E")
    driver.wait(lambda: driver.state.opened and driver.opened.path == first and not driver.state.work)
    assert driver.window.isActiveWindow()
    batch.look_at(second.name)
    batch.press("Ctrl+E")
    driver.wait(lambda: driver.opened.path == second and not driver.state.work)
    driver.restore()
    batch.look_at(first.name)
    driver.answer(click(QMessageBox.StandardButton.Cancel))
    batch.press("Ctrl+E")
    assert driver.opened.path == second

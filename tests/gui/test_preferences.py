"""Preferences are kept, and do what they say."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
)

from gui.dialogs.preferences_dialog import PreferencesDialog
from gui.files.examples import example_photos
from gui.files.preferences import (
    Preferences,
    read_preferences,
    set_environment,
    suggested_target,
    write_preferences,
)
from gui.widgets.theme import apply_theme
from gui.words import texts_pages
from restorer import DEVICE_VARIABLE, MEMORY_VARIABLE, MODELS_VARIABLE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(driver: Driver) -> Iterator[PreferencesDialog]:
    """Give the page, shown; afterwards the look is as it was."""
    driver.window.menus.pages.show_preferences()
    (page,) = driver.window.findChildren(PreferencesDialog)
    yield page
    page.close()
    apply_theme("system")


def choose(driver: Driver, name: str, words: str) -> None:
    """Choose from a list by the keyboard."""
    box = driver.named(QComboBox, name)
    at = box.findText(words)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def lightness(driver: Driver, role: QPalette.ColorRole) -> int:
    """Tell how light a colour of the window is, 0 to 255."""
    return driver.window.palette().color(role).lightness()


def test_the_theme_changes_at_once(driver: Driver, page: PreferencesDialog) -> None:
    """Dark makes the open windows dark, light makes them light again."""
    choose(driver, texts_pages.THEME, texts_pages.THEMES["dark"])
    driver.wait(lambda: lightness(driver, QPalette.ColorRole.Window) < 128)
    assert lightness(driver, QPalette.ColorRole.Text) > 128
    assert read_preferences().theme == "dark"
    choose(driver, texts_pages.THEME, texts_pages.THEMES["light"])
    driver.wait(lambda: lightness(driver, QPalette.ColorRole.Window) > 128)


def test_icons_follow_the_theme(driver: Driver, page: PreferencesDialog) -> None:
    """In the page itself and in the message bar none stays dark on dark."""
    shown = [*page.findChildren(QToolButton), *driver.window.message.findChildren(QToolButton)]
    buttons = [button for button in shown if not button.icon().isNull()]
    before = [button.icon().cacheKey() for button in buttons]
    for widget in (*buttons, driver.window.message):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.PaletteChange))
    assert len(buttons) > 2
    assert not {button.icon().cacheKey() for button in buttons} & set(before)


def test_what_is_chosen_is_kept(driver: Driver, page: PreferencesDialog) -> None:
    """Choices are there when the page is opened again."""
    choose(driver, texts_pages.LANGUAGE, texts_pages.LANGUAGES["tr"])
    choose(driver, texts_pages.DEVICE, texts_pages.DEVICES["cpu"])
    choose(driver, texts_pages.MEMORY, f"4000{texts_pages.MEMORY_UNIT}")
    again = PreferencesDialog(driver.window)
    assert read_preferences() == Preferences(language="tr", device="cpu", megabytes=4000)
    shown = [box.currentText() for box in again.findChildren(QComboBox)]
    assert shown == [
        texts_pages.THEMES["system"],
        texts_pages.LANGUAGES["tr"],
        texts_pages.DEVICES["cpu"],
        f"4000{texts_pages.MEMORY_UNIT}",
    ]


def test_the_page_has_room_for_large_letters(driver: Driver, page: PreferencesDialog) -> None:
    """It is as wide as its words need, also of who reads with a font of twice the size."""
    usual, font = QApplication.font(), QApplication.font()
    font.setPointSizeF(2 * font.pointSizeF())
    QApplication.setFont(font)
    large = PreferencesDialog(driver.window)
    needed = large.minimumSizeHint().width()
    QApplication.setFont(usual)
    assert large.minimumWidth() >= needed > page.minimumWidth()


def test_a_folder_is_chosen_and_left_again(driver: Driver, page: PreferencesDialog, tmp_path: Path) -> None:
    """A chosen folder is where results go; the cross gives the photo's own folder back."""
    results = tmp_path / "results"
    results.mkdir()

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(results))
        dialog.accept()

    driver.answer(reply)
    label = texts_pages.RESULTS_FOLDER
    driver.click(driver.named(QPushButton, texts_pages.CHOOSE_FOLDER_OF.format(label)))
    assert read_preferences().results_folder == str(results)
    original = tmp_path / "a.png"
    assert suggested_target(original) == results / "a_restored.png"
    driver.click(driver.named(QToolButton, f"{label}: {texts_pages.BESIDE}"))
    assert suggested_target(original) == tmp_path / "a_restored.png"


def test_a_folder_that_is_gone_is_not_suggested(tmp_path: Path) -> None:
    """Without the folder, the name beside the photo is suggested."""
    write_preferences(Preferences(results_folder=str(tmp_path / "gone")))
    assert suggested_target(tmp_path / "a.png") == tmp_path / "a_restored.png"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system knows the folder")
def test_the_result_of_an_example_is_found_among_the_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not land in the midst of the program, but among the pictures, or at home without any."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    _words, example = example_photos()[0]
    name = f"{example.stem}_restored{example.suffix}"
    assert suggested_target(example) == tmp_path / name
    (tmp_path / "Pictures").mkdir()
    assert suggested_target(example) == tmp_path / "Pictures" / name
    write_preferences(Preferences(results_folder=str(tmp_path / "gone")))
    assert suggested_target(example) == tmp_path / "Pictures" / name


def test_saving_goes_where_it_is_preferred(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """Save as suggests the folder, and the result lands there."""
    results = tmp_path / "results"
    results.mkdir()
    write_preferences(Preferences(results_folder=str(results)))
    driver.open(photo)
    driver.denoise()
    driver.answer(lambda dialog: dialog.accept())
    driver.trigger("Save as…")
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    assert (results / "portrait_restored.png").exists()


def test_the_library_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folder, device and memory reach the library; a variable that is set already rules."""
    for name in (MODELS_VARIABLE, DEVICE_VARIABLE, MEMORY_VARIABLE):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    set_environment(Preferences())
    assert MODELS_VARIABLE not in os.environ
    assert not {DEVICE_VARIABLE, MEMORY_VARIABLE} & os.environ.keys()
    monkeypatch.setenv(MEMORY_VARIABLE, "300")
    set_environment(Preferences(models_folder="/models", device="cpu", megabytes=4000))
    assert os.environ[DEVICE_VARIABLE] == "cpu"
    assert os.environ[MODELS_VARIABLE] == "/models"
    assert os.environ[MEMORY_VARIABLE] == "300"


def test_settings_that_are_broken_do_not_keep_the_window_from_opening() -> None:
    """Values nobody here has written are taken as they would be at first, or do no harm."""
    write_preferences(Preferences(theme="pink", language="xx", megabytes=-3))
    preferences = read_preferences()
    assert preferences.megabytes == 0
    apply_theme(preferences.theme)
    assert QApplication.palette().color(QPalette.ColorRole.Window).lightness() > 128


START = """
import sys, threading, time
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
QApplication.setOrganizationName("Restorer")
QApplication.setApplicationName("Restorer")
from gui.files.preferences import Preferences, write_preferences
write_preferences(Preferences(theme="dark", language="tr"))
import gui.app
def look():
    from gui.dialogs.tour import Tour
    (window,) = (w for w in QApplication.topLevelWidgets() if type(w).__name__ == "Window")
    tours = window.findChildren(Tour)
    is_dark = window.palette().window().color().lightness() < 128
    colours = window.windowHandle().format().colorSpace().primaries().name
    print(window.menuBar().actions()[0].text(), is_dark, len(tours), colours)
    for tour in tours:
        tour.reject()
    window.close()
    QApplication.quit()
def wait():
    while not QApplication.topLevelWidgets():
        time.sleep(0.1)
    time.sleep(1)
    QTimer.singleShot(0, QApplication.instance(), look)
threading.Thread(target=wait, daemon=True).start()
sys.argv = ["restorer-gui"]
gui.app.main()
"""


def test_the_program_starts_as_it_is_preferred(tmp_path: Path) -> None:
    """The whole program starts in Turkish and dark; the tour is shown the first time, and not again.

    Its window tells the desktop that its colours are sRGB.
    """
    for tours in (1, 0):
        done = subprocess.run(
            [sys.executable, "-c", START, str(tmp_path)],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert done.stdout.split() == ["&Dosya", "True", str(tours), "SRgb"], done.stderr


RULED = """
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
QApplication([])
from gui.words import texts_pages
from gui.files.examples import example_photos
from gui.dialogs.preferences_dialog import PreferencesDialog
parent = QWidget()
boxes = {box.accessibleName(): box for box in PreferencesDialog(parent).findChildren(QComboBox)}
print(boxes[texts_pages.MEMORY].isEnabled(), boxes[texts_pages.THEME].isEnabled())
print(boxes[texts_pages.MEMORY].toolTip())
"""


def test_what_the_environment_rules_cannot_be_set() -> None:
    """A preference that a variable overrides is switched off, and names the variable."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), MEMORY_VARIABLE: "300"}
    done = subprocess.run(
        [sys.executable, "-c", RULED], check=True, capture_output=True, text=True, timeout=60, env=environment
    )
    assert done.stdout.splitlines() == ["False True", texts_pages.RULED_BY.format(MEMORY_VARIABLE)]

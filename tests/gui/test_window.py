"""The main window: photos are opened and restored, what goes wrong gets a sentence, each control a name."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from answers import type_name
from driver import Driver, drop, name_of
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from gui.app import make_window
from gui.words import texts
from gui.work.runner import Runner
from restorer.pixels.samples import Samples


def test_start_loads_nothing_heavy() -> None:
    """Importing the program leaves numpy, ONNX Runtime and libvips for the worker."""
    heavy = "{'numpy', 'onnxruntime', 'pyvips', 'restorer.networks.engine'}"
    code = (
        "import sys, gui.app, gui.window\n"
        f"sys.exit(str({heavy} & set(sys.modules)) if {heavy} & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_argument_is_opened(photo: Path) -> None:
    """``python -m gui PHOTO`` shows the photo, and closing the window ends the program."""
    code = (
        "import gui.app\n"
        "make_window = gui.app.make_window\n"
        "def make_and_close(*arguments):\n"
        "    window = make_window(*arguments)\n"
        "    window.windowTitleChanged.connect(lambda title: (print(title), window.close()))\n"
        "    return window\n"
        "gui.app.make_window = make_and_close\n"
        "raise SystemExit(gui.app.main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, photo], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.startswith(photo.name)
    assert done.stderr == ""
    assert [path.name for path in Path(os.environ["RESTORER_STATE"]).glob("*")] == ["restorer-1.log"]


def test_empty_window_invites(driver: Driver) -> None:
    """Without a photo there is an invitation, and nothing that needs a photo can be used."""
    assert driver.window.welcome.isVisible()
    assert not driver.window.panel.isEnabled()
    sharing = driver.window.sharing
    for control in (sharing.save, sharing.save_as, sharing.copy, sharing.handle):
        assert not control.isEnabled()
    assert sharing.paste.isEnabled()


def test_dropped_photo_is_opened(driver: Driver, photo: Path) -> None:
    """A dropped file is opened, its noise found, and shown."""
    drop(driver.window, QUrl.fromLocalFile(str(photo)))
    driver.wait(lambda: driver.state.opened)
    assert driver.canvas.isVisible()
    assert driver.window.windowTitle().startswith(photo.name)
    assert driver.opened.noise == pytest.approx(20, abs=4)
    assert driver.card("denoise").found.text() == texts.noise_found(driver.opened.noise)


def test_dropped_link_is_refused(driver: Driver) -> None:
    """What is not a file gets a sentence."""
    drop(driver.window, QUrl("https://example.org/photo.jpg"))
    assert driver.window.message.text == texts.NOT_A_FILE


def test_dialog_opens_photo(driver: Driver, photo: Path) -> None:
    """The Open button asks for a file and opens it."""
    driver.answer(type_name(photo))
    driver.click(driver.named(QPushButton, texts.OPEN_TIP))
    driver.wait(lambda: driver.state.opened)
    assert driver.opened.path == photo


def test_broken_file_gets_one_sentence(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A file that is no photo is named in one sentence, and the window goes on."""
    broken = tmp_path / "broken.jpg"
    broken.write_text("no photo")
    driver.window.open_photo(broken)
    driver.wait(driver.window.message.isVisible)
    assert driver.window.message.text.startswith("broken.jpg could not be opened: ")
    assert "\n" not in driver.window.message.text
    driver.open(photo)
    assert not driver.window.message.isVisible()


def test_a_broken_file_does_not_end_the_restoring(driver: Driver, large_photo: Path, tmp_path: Path) -> None:
    """A file dropped meanwhile that cannot be opened is named, and what was wished of the photo is done."""
    driver.open(large_photo)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    (tmp_path / "empty.jpg").touch()
    driver.window.open_photo(tmp_path / "empty.jpg")
    driver.wait_for_result()
    assert driver.words.startswith("empty.jpg could not be opened: ")
    assert driver.opened.path == large_photo


def test_long_names_do_not_widen_the_window(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A message breaks a name wherever it must, and gives it whole."""
    long = tmp_path / f"{'a-very-long-name' * 12}.jpg"
    long.touch()
    driver.open(photo)
    width = driver.window.minimumSizeHint().width()
    driver.window.open_photo(long)
    driver.wait(driver.window.message.isVisible)
    assert driver.words.startswith(long.name)
    QApplication.processEvents()
    assert driver.window.minimumSizeHint().width() == width


def test_the_keyboard_stays_with_the_work(driver: Driver, large_photo: Path) -> None:
    """Restore hands the focus to Cancel and takes it back; a result leaves it on the steps."""
    driver.open(large_photo)
    restore, cancel = (driver.named(QPushButton, name) for name in (texts.RESTORE, texts.CANCEL))
    driver.window.activateWindow()
    driver.wait(driver.window.isActiveWindow)
    restore.setFocus()
    QTest.keyClick(restore, Qt.Key.Key_Space)
    driver.wait(cancel.hasFocus)
    QTest.keyClick(cancel, Qt.Key.Key_Space)
    driver.wait(restore.hasFocus)
    QTest.keyClick(restore, Qt.Key.Key_Space)
    driver.wait_for_result()
    assert QApplication.focusWidget() is driver.window.panel


def test_notice_is_shown(driver: Driver, noisy: Samples, tmp_path: Path) -> None:
    """What reading a file left out is told, and the photo opens."""
    pages = tmp_path / "pages.tif"
    page = Image.fromarray(noisy)
    page.save(pages, save_all=True, append_images=[page])
    driver.open(pages)
    assert driver.window.message.text == "Only the first of 2 pages is used."


def test_newest_photo_wins(driver: Driver, photo: Path, large_photo: Path) -> None:
    """Of two photos opened at once the first never shows."""
    shown: list[Path] = []
    driver.state.photo_opened.connect(lambda: shown.append(driver.opened.path))
    driver.window.open_photo(large_photo)
    driver.open(photo)
    assert shown == [photo]


def test_restoring_shows_progress_and_device(driver: Driver, large_photo: Path) -> None:
    """Restoring counts up to the end, and tells where the network ran."""
    driver.open(large_photo)
    steps: list[float] = []
    driver.state.progressed.connect(lambda done, total: steps.append(done / total))
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(lambda: steps and 0 < steps[-1] < 1)
    bar = driver.named(QProgressBar, texts.PROGRESS)
    assert bar.isVisible()
    assert 0 < bar.value() < bar.maximum()
    assert "left" in driver.advice
    driver.wait(lambda: driver.state.restored)
    assert steps == sorted(steps)
    assert steps[-1] == 1
    assert not bar.isVisible()
    assert driver.window.status.device.text() == texts.devices(driver.restored.devices)


def test_cancel_stops(driver: Driver, large_photo: Path, photo: Path) -> None:
    """Cancel answers at once, nothing comes of the work, and the worker is free again."""
    driver.open(large_photo)
    restore, cancel = (driver.named(QPushButton, name) for name in (texts.RESTORE, texts.CANCEL))
    driver.click(restore)
    driver.wait(cancel.isVisible)
    assert not restore.isVisible()
    driver.click(cancel)
    assert driver.state.work is None
    assert restore.isVisible()
    driver.open(photo)
    assert driver.state.restored is None


def test_level_makes_result_stale(driver: Driver, photo: Path) -> None:
    """Another noise level is said to need another run, which then uses it."""
    driver.open(photo)
    driver.denoise(level=10)
    rougher = _roughness(driver.restored.photo.samples)
    driver.slide("Denoise: Noise level", 40)
    assert driver.setting("denoise").controls == {"sigma": 40.0}
    assert driver.advice == texts.STALE
    driver.restore()
    assert driver.advice == ""
    assert _roughness(driver.restored.photo.samples) < rougher


def _roughness(samples: Samples) -> float:
    """Tell by how many levels neighbours differ on average."""
    return float(np.abs(np.diff(samples.astype(int), axis=1)).mean())


def test_number_and_slider_are_one(driver: Driver, photo: Path) -> None:
    """A number typed moves its slider, a slider moved shows its number, and each is told once."""
    driver.open(photo)
    slider = driver.named(QSlider, "Correct tone: Restore contrast")
    number = driver.named(QSpinBox, "Correct tone: Restore contrast")
    changes: list[object] = []
    driver.state.settings_changed.connect(lambda: changes.append(driver.state.settings))
    number.setValue(70)
    assert slider.value() == 70
    slider.setValue(30)
    assert number.value() == 30
    assert len(changes) == 2
    assert driver.setting("tone").controls == {"contrast": 0.3}


def test_every_control_has_a_name(driver: Driver, photo: Path) -> None:
    """A screen reader finds words for everything that takes the keyboard."""
    driver.open(photo)
    driver.switch("inpaint", "denoise", "tone", "colorize")
    controls = [
        widget
        for widget in driver.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    inner = {"qt_spinbox_lineedit"}
    assert len(controls) > 30
    nameless = [widget for widget in controls if not (name_of(widget) or widget.objectName() in inner)]
    assert nameless == []


@pytest.mark.parametrize("kind", [QSlider, QSpinBox, QCheckBox, QPushButton])
def test_no_two_controls_sound_alike(driver: Driver, kind: type[QWidget]) -> None:
    """A screen reader tells all sliders from one another, and so with every other kind of control."""
    names = [name_of(widget) for widget in driver.window.findChildren(kind)]
    assert names
    assert sorted(set(names)) == sorted(names)


def test_sliders_are_named_for_their_card(driver: Driver) -> None:
    """A slider says whose it is, and tells what it is for."""
    for task, card in driver.window.panel.cards.items():
        for slider in card.sliders.values():
            assert slider.slider.accessibleName().startswith(f"{texts.TASKS[task].name}: ")
            assert slider.slider.toolTip()


def test_geometry_is_remembered(driver: Driver, runner: Runner) -> None:
    """A new window opens at the size of the last one."""
    driver.window.resize(700, 500)
    driver.window.close()
    again = make_window(runner)
    driver.qtbot.addWidget(again)
    assert again.size() == driver.window.size()


def test_the_status_bar_has_room_at_once(driver: Driver, photo: Path) -> None:
    """What is told of a result is whole in the very moment it is told."""
    driver.open(photo)
    room: list[int] = []
    label = driver.window.status.device
    driver.state.photo_restored.connect(lambda: room.append(label.width() - label.sizeHint().width()))
    driver.restore("tone")
    driver.switch("tone", "denoise")
    driver.restore()
    assert label.text()
    assert min(room) >= 0

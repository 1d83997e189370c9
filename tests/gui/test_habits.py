"""What hands do without a thought: the wheel, Enter, the next key. None of it does anything unasked."""

from pathlib import Path

from batching import BatchDriver, make_album
from driver import Driver
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSlider, QSpinBox, QWidget

import restorer
from gui.words import texts
from restorer import Recipe, Step


def turn_wheel(widget: QWidget) -> None:
    """Turn the wheel by three notches over a control."""
    middle = QPointF(widget.rect().center())
    place, down = QPointF(widget.mapToGlobal(middle)), QPoint(0, -360)
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(middle, place, QPoint(), down, none, plain, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def test_the_wheel_over_a_control_changes_nothing(driver: Driver, photo: Path) -> None:
    """Choices, sliders and numbers of both windows stay as they are: the wheel is for the column."""
    driver.open(photo)
    batch = BatchDriver(driver, "tone")
    for window in QApplication.topLevelWidgets():
        for kind in (QComboBox, QSlider, QSpinBox):
            for control in window.findChildren(kind):
                before = control.currentIndex() if isinstance(control, QComboBox) else control.value()
                turn_wheel(control)
                after = control.currentIndex() if isinstance(control, QComboBox) else control.value()
                assert after == before, control.accessibleName()
    assert batch.batch.order.options == type(batch.batch.order.options)()
    assert QApplication.activeModalWidget() is None


def test_keys_after_enter_are_the_windows(driver: Driver, photo: Path) -> None:
    """A number typed is taken at Enter; 1 then shows the photo at 100 % and is no digit of it."""
    driver.open(photo)
    number = driver.named(QSpinBox, "Denoise: Strength")
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "50")
    QTest.keyClick(number, Qt.Key.Key_Return)
    driver.press("1")
    assert number.value() == 50
    assert driver.canvas.view.scale == 1 / driver.canvas.devicePixelRatioF()


def test_compare_leads_back_from_side_by_side(driver: Driver, photo: Path) -> None:
    """There is one way of comparing at a time; S and C lead to theirs, from either and from none."""
    driver.open(photo)
    driver.denoise()
    compare, beside = driver.action(texts.COMPARE), driver.action(texts.SIDE_BY_SIDE)
    for key, is_compared, is_beside in (
        ("S", True, True),
        ("C", True, False),
        ("C", False, False),
        ("S", True, True),
        ("S", True, False),
    ):
        driver.press(key)
        assert (compare.isChecked(), beside.isChecked()) == (is_compared, is_beside)
        assert driver.canvas.is_split == is_beside
        assert driver.canvas.has_divider == (is_compared and not is_beside)


def test_what_was_made_good_is_said_no_more(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A recipe that failed and is opened again when it is put right takes its message with it."""
    driver.open(photo)
    recipe = tmp_path / "mine.toml"
    recipe.write_text("[[steps]]\ntask = 'sing'\n")
    driver.read_recipe(recipe)
    assert driver.window.message.isVisible()
    driver.restore("denoise")
    assert driver.window.message.isVisible()
    restorer.write_recipe(Recipe((Step("tone"),)), recipe, overwrite=True)
    driver.read_recipe(recipe)
    assert not driver.window.message.isVisible()


def test_an_option_put_right_lets_what_failed_start(driver: Driver, tmp_path: Path) -> None:
    """Photos that failed by an option are done with another one, by the button that starts."""
    album = make_album(tmp_path, ["a.png", "b.png"])
    batch = BatchDriver(driver, "tone")
    batch.set(name="{stem}{ext}")
    batch.run(*album)
    assert set(batch.states().values()) == {"failed"}
    batch.set(name="")
    batch.start()
    batch.wait_for_end()
    assert set(batch.states().values()) == {"done"}

"""Colours lent by a reference or chosen from proposals are those of the result."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from answers import type_name
from driver import Driver, drop
from hinting import NATURAL, menu_items, place
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton

import restorer
from gui.mask import Mask, Origin, Stroke
from gui.panels.colour_panel import ColourPanel
from gui.settings import Setting, Settings, changed
from gui.wishes import Propose
from gui.words import texts, texts_colours
from gui.work.proposals import COUNT, propose
from gui.work.stages import Stages
from restorer.pixels.samples import Samples

LEFT = Qt.MouseButton.LeftButton


def test_variations_are_proposed_and_chosen(colouring: Driver, grey: Samples) -> None:
    """A strip shows colourings that differ; the one clicked on is what restoring gives."""
    colouring.click(colouring.named(QPushButton, texts.VARIATIONS.name))
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    panel = colouring.card("colorize").extra
    assert isinstance(panel, ColourPanel)
    names = [button.accessibleName() for button in panel.strip]
    assert names == [texts.variation(at) for at in range(COUNT + 1)]
    assert panel.strip[0].isChecked()
    images = [button.icon().pixmap(80, 64).toImage() for button in panel.strip]
    assert all(images[0] != other for other in images[1:])
    QTest.mouseClick(panel.strip[3], Qt.MouseButton.LeftButton)
    assert colouring.setting("colorize").controls == {"variation": 3}
    colouring.restore()
    assert np.array_equal(colouring.restored.photo.samples, restorer.colorize(grey, variation=3))


def test_the_keyboard_does_not_fall_into_a_number(colouring: Driver) -> None:
    """After variations are asked for by a click, keys of the window are still its own."""
    colouring.window.activateWindow()
    colouring.wait(colouring.window.isActiveWindow)
    colouring.click(colouring.named(QPushButton, texts.VARIATIONS.name))
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    colouring.press("1")
    assert colouring.setting("colorize").controls == {}
    assert colouring.canvas.viewport.percent == pytest.approx(100)


def test_variations_are_shown_while_they_are_true(colouring: Driver) -> None:
    """Another colour placed makes what was proposed untrue: it goes, and comes back when that is undone."""
    colouring.click(colouring.named(QPushButton, texts.VARIATIONS.name))
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    panel = colouring.card("colorize").extra
    assert isinstance(panel, ColourPanel)
    QTest.mouseClick(panel.strip[3], LEFT)
    assert panel.strip[3].isVisible()
    place(colouring, 40, 60, "Brick")
    assert not panel.strip[3].isVisible()
    colouring.press("Ctrl+Z")
    assert panel.strip[3].isVisible()


def test_variations_take_hints_at_the_borders(driver: Driver, grey: Samples, tmp_path: Path) -> None:
    """Hints in the last row and column of a photo of odd width are within it made small, too."""
    Image.fromarray(np.resize(grey, (1000, 1025))).save(tmp_path / "odd.png")
    driver.open(tmp_path / "odd.png")
    driver.switch("colorize")
    hints = ((500, 999, (0.5, 0.2, 0.1)), (1024.99, 400, (0.2, 0.3, 0.6)))
    wanted = replace(driver.setting("colorize"), hints=hints)
    driver.state.set_settings(changed(driver.state.settings, wanted))
    driver.click(driver.named(QPushButton, texts.VARIATIONS.name))
    driver.wait_until_idle()
    assert driver.words == ""
    assert len(driver.state.proposals) == COUNT + 1


def test_variations_are_of_the_photo_as_it_is_repaired_now(grey: Samples) -> None:
    """With a mask painted anew they are not of what was filled by the one before, whatever was cancelled."""
    library, photo = restorer.Library(), restorer.Photo(grey[..., None])

    def painted(x: float) -> Settings:
        mask = Mask(Origin.NOTHING, (Stroke(((x, 20.0), (x, 100.0)), 12.0),))
        first = Setting("inpaint", is_on=True, mask=mask)
        return (
            first,
            Setting("denoise", is_on=True, controls={"sigma": 20.0}),
            Setting("colorize", is_on=True),
        )

    def stop_at_the_end(done: int, total: int) -> None:
        if done / total > 0.99:  # which denoising is
            raise restorer.Cancelled

    old, new = painted(40.0), painted(110.0)
    stages, anew = Stages(library), Stages(library)
    stages.restore(photo, old[:2], lambda _done, _total: None)
    with pytest.raises(restorer.Cancelled):
        stages.restore(photo, new[:2], stop_at_the_end)
    anew.restore(photo, new[:1], lambda _done, _total: None)
    shown, expected = (
        propose(each, library, Propose(photo, new), lambda _done, _total: None) for each in (stages, anew)
    )
    assert np.array_equal([each.pixels for each in shown], [each.pixels for each in expected])


def test_proposed_colours_are_those_of_the_place(colouring: Driver) -> None:
    """Once variations are shown, a click offers the colours they have there."""
    colouring.actions.propose_colours()
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    colouring.draw((40, 60))
    offered = [name.partition(", #")[::2] for name in menu_items(colouring) if "#" in name]
    QApplication.activePopupWidget().close()
    first = np.array(colouring.state.proposals[0].colour_at(40 / 160, 60 / 120)) * 255
    assert np.abs(np.array(list(bytes.fromhex(offered[0][1]))) - first).max() <= 3
    assert all(words for words, _code in offered)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("#6d6454", "Brown"),
        ("#c98a3b", "Orange"),
        ("#808080", "Grey"),
        ("#101114", "Dark grey"),
        ("#b9d4ee", "Light blue"),
        ("#d01040", "Pink"),
        ("#ff0008", "Red"),
    ],
)
def test_colours_are_described(code: str, words: str) -> None:
    """Who does not see a colour is told what it looks like."""
    red, green, blue = (part / 255 for part in bytes.fromhex(code[1:]))
    assert texts_colours.described((red, green, blue)) == f"{words}, {code}"


def test_a_reference_lends_its_colours(colouring: Driver, photo: Path, grey: Samples) -> None:
    """A photo opened as reference is named, used as the library uses it, and can be left out again."""
    colouring.answer(type_name(photo))
    colouring.click(colouring.named(QPushButton, texts.REFERENCE.name))
    assert colouring.setting("colorize").reference == photo
    assert colouring.named(QPushButton, photo.name).isVisible()
    colouring.restore()
    expected = restorer.colorize(grey, reference=np.asarray(Image.open(photo)))
    assert np.array_equal(colouring.restored.photo.samples, expected)
    colouring.click(colouring.named(QPushButton, texts.NO_REFERENCE.name))
    assert colouring.setting("colorize").reference is None


def test_a_reference_of_a_long_name_keeps_the_column_as_it_is(
    colouring: Driver, photo: Path, tmp_path: Path
) -> None:
    """The name is shortened in the middle, and whole for screen readers and under the pointer."""
    long = tmp_path / f"Tom & Jerry {'long ' * 30}.png"
    long.write_bytes(photo.read_bytes())
    width = colouring.card("colorize").minimumSizeHint().width()
    colouring.answer(type_name(long))
    colouring.click(colouring.named(QPushButton, texts.REFERENCE.name))
    button = colouring.named(QPushButton, long.name)
    assert button.text().startswith("Tom && Jerry")
    assert "…" in button.text()
    assert button.toolTip() == str(long)
    assert colouring.card("colorize").minimumSizeHint().width() == width


def test_a_reference_that_was_changed_can_be_taken_again(colouring: Driver, photo: Path) -> None:
    """The same file with other content, chosen once more, is something new to restore by."""
    colouring.answer(type_name(photo))
    colouring.click(colouring.named(QPushButton, texts.REFERENCE.name))
    colouring.restore()
    assert not colouring.state.can_restore
    red = np.full((60, 80, 3), (200, 30, 30), np.uint8)
    red[:30] = (20, 120, 60)
    Image.fromarray(red).save(photo)
    colouring.answer(type_name(photo))
    colouring.click(colouring.named(QPushButton, photo.name))
    assert colouring.state.can_restore


def test_a_recipe_takes_hints_along(colouring: Driver, tmp_path: Path, grey: Samples) -> None:
    """A recipe saved with hints does on the command line what the window did, within a level."""
    place(colouring, 40, 60, "Brick")
    colouring.restore()
    path = colouring.write_recipe(tmp_path / "mine.toml")
    again = restorer.restore(restorer.Photo(grey[..., None]), restorer.read_recipe(path), history=False)
    assert np.abs(again.samples.astype(int) - colouring.restored.photo.samples).max() <= 1
    colouring.read_recipe(path)
    ((x, y, colour),) = colouring.setting("colorize").hints
    assert (x, y) == pytest.approx((40.5, 60.5), abs=1)
    assert colour == pytest.approx(NATURAL["Brick"], abs=1 / 255)


def test_a_reference_may_be_dropped_anywhere_on_the_card(colouring: Driver, photo: Path) -> None:
    """A file that falls on the card lends its colours, and no photo is opened instead."""
    opened, card = colouring.opened, colouring.card("colorize")
    drop(card, QUrl.fromLocalFile(str(photo)))
    assert colouring.setting("colorize").reference == photo
    assert colouring.opened is opened
    colouring.switch()
    assert not card.acceptDrops()
    assert not colouring.card("denoise").acceptDrops()


def test_variations_stay_while_saturation_is_set(colouring: Driver) -> None:
    """How vivid colours are takes nothing away; what was asked for other colours is said to be untrue."""
    button = colouring.named(QPushButton, texts.VARIATIONS.name)
    colouring.click(button)
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    panel = colouring.card("colorize").extra
    assert isinstance(panel, ColourPanel)
    panel.strip[0].setFocus()
    seen = panel.strip[0].grab().toImage()
    panel.strip[1].setFocus()
    assert panel.strip[0].grab().toImage() != seen  # also of the one that is chosen
    colouring.slide("Colour: Saturation", 80)
    assert panel.strip[3].isVisible()
    colouring.click(button)
    hinted = replace(colouring.setting("colorize"), hints=((40.0, 60.0, NATURAL["Brick"]),))
    colouring.actions.change(changed(colouring.state.settings, hinted), "")
    colouring.wait_until_idle()
    assert not panel.strip[3].isVisible()
    assert colouring.words == texts.OVERTAKEN


def test_a_photo_in_colour_is_coloured_if_that_is_wished_for(driver: Driver, photo: Path) -> None:
    """A check box shows and says that it is; taken back the photo is passed over again."""
    driver.open(photo)
    driver.switch("colorize")
    driver.click(driver.named(QCheckBox, texts.ALSO_IN_COLOUR.name))
    driver.restore()
    expected = restorer.colorize(driver.opened.photo.samples)
    assert np.array_equal(driver.restored.photo.samples, expected)
    driver.press("Ctrl+Z")
    assert not driver.named(QCheckBox, texts.ALSO_IN_COLOUR.name).isChecked()
    driver.restore()
    assert np.array_equal(driver.restored.photo.samples, driver.opened.photo.samples)


def test_transparency_leaves_the_colours_proposed(driver: Driver, grey: Samples, tmp_path: Path) -> None:
    """Of a photo that is transparent in part what is proposed is as of the same photo without that."""
    proposals = []
    for alpha in (np.full_like(grey, 255), np.linspace(255, 60, grey.shape[1]).astype(np.uint8)[None]):
        layers = [Image.fromarray(np.broadcast_to(each, grey.shape)) for each in (grey, alpha)]
        Image.merge("LA", layers).save(tmp_path / "seen.png")
        driver.open(tmp_path / "seen.png")
        driver.switch("colorize")
        driver.click(driver.named(QPushButton, texts.VARIATIONS.name))
        driver.wait(lambda: driver.state.proposals and not driver.state.work)
        proposals.append([picture.levels[0].copy() for picture in driver.state.proposals])
    assert proposals[0] == proposals[1]

"""Steps are done in order, those switched on alone, and none twice."""

import gc
import weakref
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from PySide6.QtWidgets import QPushButton

import restorer
from gui.settings import FIRST, Setting
from gui.words import texts
from gui.work.stages import Stages
from restorer.pixels.samples import Samples

ALL = [setting.task for setting in FIRST]


def done(driver: Driver) -> list[str]:
    """Name the stages of what is shown, in order."""
    return [stage.setting.task for stage in driver.restored.stages]


@pytest.mark.parametrize("task", ALL)
def test_a_card_is_on_or_off(driver: Driver, photo: Path, task: str) -> None:
    """A switch switches its own step, and the sliders of a step that is off are out of the way."""
    driver.open(photo)
    for tasks in ([task], []):
        driver.switch(*tasks)
        assert [setting.task for setting in driver.state.settings if setting.is_on] == tasks
        for name, card in driver.window.panel.cards.items():
            assert [slider.isVisible() for slider in card.sliders.values()] == [name in tasks] * len(
                card.sliders
            )


def test_steps_are_done_in_order(driver: Driver, old_photo: Path, grey: Samples) -> None:
    """An old photo with grain goes through all steps, each done to what the one before left."""
    grainy = np.rint(grey + np.random.default_rng(0).normal(0, 2, grey.shape)).clip(0, 255).astype(np.uint8)
    Image.fromarray(grainy).save(old_photo)
    driver.open(old_photo)
    driver.restore(*ALL)
    stages = driver.restored.stages
    assert done(driver) == ALL
    assert np.array_equal(stages[0].before.samples[..., 0], grainy)
    for before, after in pairwise(stages):
        assert after.before is before.after
    assert driver.restored.photo is stages[-1].after
    assert all(stage.after is stage.full for stage in stages)
    assert all(not np.array_equal(stage.before.samples, stage.full.samples) for stage in stages)
    assert driver.words == ""
    assert driver.window.status.device.text() == texts.devices(driver.restored.devices) != ""


def test_a_step_that_is_off_is_not_done(driver: Driver, old_photo: Path) -> None:
    """Only the steps that are on have a stage, whatever was done before."""
    driver.open(old_photo)
    for tasks in (["inpaint", "tone"], ["tone"], ["inpaint", "colorize"]):
        driver.restore(*tasks)
        assert done(driver) == tasks


def test_a_grey_photo_is_coloured(driver: Driver, old_photo: Path, tmp_path: Path) -> None:
    """Colour makes three channels of one, seen on the screen and saved as RGB."""
    driver.open(old_photo)
    assert "grey" in driver.window.status.facts.text()
    driver.restore("colorize")
    driver.canvas.set_comparing(on=False)
    coloured = driver.restored.photo.samples
    assert coloured.shape == (120, 160, 3)
    assert coloured.std(axis=2).max() > 5
    assert np.array_equal(driver.shown_photo(), coloured)
    saved = Image.open(driver.save(tmp_path / "coloured.png"))
    assert saved.mode == "RGB"
    assert np.array_equal(np.asarray(saved), coloured)


def test_a_colour_photo_is_passed_over_and_the_rest_is_done(driver: Driver, photo: Path) -> None:
    """Colour on a photo that has colours is said in a sentence, and the other steps are done."""
    driver.open(photo)
    driver.restore("denoise", "colorize")
    assert done(driver) == ["denoise"]
    assert driver.words == texts.notice((texts.IN_COLOUR,))
    coloured_too = driver.restored.photo.samples
    driver.restore("denoise")
    assert np.array_equal(driver.restored.photo.samples, coloured_too)


def test_a_step_passed_over_is_said_once(driver: Driver, photo: Path) -> None:
    """A blend after a notice does not bring the notice back; another photo does."""
    driver.open(photo)
    driver.restore("denoise", "colorize")
    driver.window.message.hide()
    driver.slide("Denoise: Strength", 40)
    driver.wait_for_result()
    assert driver.words == ""
    driver.state.restored = None
    driver.open(photo)
    driver.restore()
    assert driver.words == texts.notice((texts.IN_COLOUR,))


def test_a_colour_photo_with_colour_alone_stays(driver: Driver, photo: Path, noisy: Samples) -> None:
    """Where nothing was to be done nothing is lost by closing, and the photo is as it was."""
    driver.open(photo)
    driver.restore("colorize")
    assert done(driver) == []
    assert np.array_equal(driver.restored.photo.samples, noisy)
    assert driver.words == texts.notice((texts.IN_COLOUR,))
    assert not driver.state.is_unsaved


def test_a_sound_photo_is_said_to_have_no_damage(driver: Driver, tmp_path: Path) -> None:
    """Where no damage is found that is told, and every sample stays as it was."""
    plain = np.full((64, 64, 3), 120, np.uint8)
    Image.fromarray(plain).save(tmp_path / "plain.png")
    driver.open(tmp_path / "plain.png")
    driver.restore("inpaint")
    assert driver.words.startswith("No damage was found: ")
    assert np.array_equal(driver.restored.photo.samples, plain)


def test_what_is_the_same_is_not_done_again(driver: Driver, old_photo: Path) -> None:
    """After a change of tone alone the stages before it are the very same; those after it are new."""
    driver.open(old_photo)
    driver.restore(*ALL)
    first = {task: driver.stage(task) for task in ALL}
    driver.slide("Correct tone: Restore contrast", 20)
    assert driver.named(QPushButton, texts.RESTORE).isEnabled()
    driver.restore()
    second = {task: driver.stage(task) for task in ALL}
    assert second["inpaint"] is first["inpaint"]
    assert second["denoise"] is first["denoise"]
    assert second["tone"].before is first["denoise"].after
    assert second["colorize"].before is second["tone"].after
    assert not np.array_equal(second["tone"].full.samples, first["tone"].full.samples)


def test_restoring_the_same_is_nothing_new(driver: Driver, photo: Path) -> None:
    """With nothing changed the button waits; any change that matters frees it, and its undo does not."""
    driver.open(photo)
    driver.denoise()
    button = driver.named(QPushButton, texts.RESTORE)
    assert not button.isEnabled()
    driver.switch("denoise", "tone")
    assert button.isEnabled()
    driver.press("Ctrl+Z")
    assert not button.isEnabled()


def test_parts_of_the_noise_are_blended_without_the_network(driver: Driver, photo: Path) -> None:
    """How much of the denoising brightness and colour get takes another restoring, but no new answer."""
    driver.open(photo)
    driver.denoise()
    full = driver.stage("denoise").full
    driver.slide("Denoise: In brightness", 30)
    assert driver.state.is_stale
    driver.restore()
    assert driver.stage("denoise").full is full
    assert not np.array_equal(driver.restored.photo.samples, full.samples)


def test_another_photo_forgets_the_stages(driver: Driver, photo: Path, old_photo: Path) -> None:
    """What was done to a photo is not kept when another is opened, and never taken for the other's."""
    driver.open(photo)
    driver.denoise()
    answer = weakref.ref(driver.stage("denoise").full.samples)
    driver.state.restored = None
    driver.open(old_photo)
    driver.wait(lambda: gc.collect() is not None and answer() is None)
    driver.restore()
    assert driver.stage("denoise").before is driver.opened.photo
    assert driver.restored.photo.is_grey


def test_cancel_keeps_the_stages_finished(photo: Path) -> None:
    """Of a restoring that was cancelled the next one takes the steps that were done; it ends the same."""
    settings = (Setting("denoise", is_on=True), Setting("tone", is_on=True))
    opened = restorer.read_photo(photo)
    parts: list[float] = []

    def cancel(done: int, total: int) -> None:
        parts.append(done / total)
        if parts[-1] > 0.99:  # denoising is most of it
            raise restorer.Cancelled

    stages = Stages(restorer.Library())
    with pytest.raises(restorer.Cancelled):
        stages.restore(opened, settings, cancel)
    assert parts[0] < 0.5
    parts.clear()
    chain = stages.restore(opened, settings, lambda done, total: parts.append(done / total))
    assert min(parts) >= 0.9
    assert [stage.setting for stage in chain.stages] == list(settings)
    anew = Stages(restorer.Library()).restore(opened, settings, lambda _done, _total: None)
    assert np.array_equal(chain.result[0].samples, anew.result[0].samples)


def test_cancel_keeps_the_result_before(driver: Driver, large_photo: Path, tmp_path: Path) -> None:
    """A second restoring that is cancelled leaves what the first one showed."""
    driver.open(large_photo)
    driver.restore("tone")
    first = driver.restored
    driver.switch("denoise")
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(driver.named(QPushButton, texts.CANCEL).isVisible)
    driver.press("Esc")
    assert driver.state.work is None
    driver.wait_for_all_wishes(tmp_path / "last.toml")
    assert driver.restored is first
    assert driver.advice == texts.STALE
    driver.switch("tone")
    assert driver.advice == ""


def test_a_step_passed_over_is_said_again_when_wished_for_again(driver: Driver, photo: Path) -> None:
    """Switched off and on it is another wish, which is not passed over in silence."""
    driver.open(photo)
    driver.restore("denoise", "colorize")
    driver.restore("denoise")
    driver.window.message.hide()
    driver.restore("denoise", "colorize")
    assert driver.words == texts.notice((texts.IN_COLOUR,))


def test_damage_is_searched_once(photo: Path) -> None:
    """A photo is searched when its damage is first to be filled, and not again for another margin."""
    noisy = restorer.read_photo(photo)
    for opened in (noisy, noisy.with_samples(np.full_like(noisy.samples, 120))):
        stages, parts = Stages(restorer.Library()), list[float]()
        filling = Setting("inpaint", is_on=True)
        stages.restore(opened, (filling,), lambda done, total, to=parts: to.append(done / total))
        assert parts == sorted(parts)
        has_damage = parts[-1] > 0.5
        parts.clear()
        stages.find_damage(opened, fail)
        wider = filling.with_control("grow", 4)
        stages.restore(opened, (wider,), print if has_damage else fail)


def fail(_done: int, _total: int) -> None:
    """Be a tick that is not to be told anything."""
    pytest.fail("there was nothing to do")


def test_a_sound_photo_has_nothing_to_show(driver: Driver, tmp_path: Path) -> None:
    """Looked for alone, damage that is not there is said; it may have been looked for too surely."""
    path = tmp_path / "even.png"
    Image.new("RGB", (64, 64), (90, 120, 150)).save(path)
    driver.open(path)
    driver.switch("inpaint")
    driver.click(driver.named(QPushButton, texts.FIND_DAMAGE.name))
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    assert driver.words == texts.NO_DAMAGE


def test_what_is_said_of_a_result_goes_with_it(driver: Driver, photo: Path) -> None:
    """That a photo in colour was not coloured is not said beside a result without that step."""
    driver.open(photo)
    driver.restore("colorize", "tone")
    assert "in colour already" in driver.words
    driver.restore("tone")
    assert driver.words == ""

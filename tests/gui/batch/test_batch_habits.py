"""The queue in everyday hands: what is typed, removed, added again, or cannot be begun."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from batching import BatchDriver, make_album
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.batch.rows import Row
from gui.batch.summary import write_report
from gui.mask import Mask, Origin
from gui.settings import changed
from gui.words import texts_batch

NAMES = ["first.png", "second.png"]


@pytest.fixture
def album(tmp_path: Path) -> list[Path]:
    """Give two photos in a folder of their own."""
    return make_album(tmp_path / "album", NAMES)


def test_removed_photos_come_back_with_their_folder(driver: Driver, album: list[Path]) -> None:
    """Who adds a folder again wants what is in it."""
    batch = BatchDriver(driver, "tone")
    batch.add(album[0].parent)
    batch.batch.remove(album)
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert not batch.states()
    batch.add(album[0].parent)
    assert list(batch.states()) == NAMES
    assert batch.messages == []


def test_two_folders_without_photos_are_both_told(driver: Driver, tmp_path: Path) -> None:
    """Also where one is added while the other is looked into."""
    batch = BatchDriver(driver, "tone")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        batch.window.take_files([tmp_path / name])
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert batch.messages == [texts_batch.nothing_in([tmp_path / "one", tmp_path / "two"])]


def test_what_is_being_typed_counts(driver: Driver, album: list[Path]) -> None:
    """A name that was typed just before the start is that of the results."""
    batch = BatchDriver(driver, "tone")
    batch.add(*album)
    QTest.keyClicks(batch.window.queue_page.options.name, "{stem}_clean{ext}")
    batch.start()
    batch.wait_for_end()
    assert names_in(album) == sorted([*NAMES, "first_clean.png", "second_clean.png"])


def test_what_is_being_typed_counts_for_what_is_done(driver: Driver, album: list[Path]) -> None:
    """What was done under another name is done again, too."""
    batch = BatchDriver(driver, "tone")
    batch.run(album[0])
    batch.add(album[1])
    QTest.keyClicks(batch.window.queue_page.options.name, "{stem}_clean{ext}")
    batch.start()
    batch.wait_for_end()
    assert {"first_clean.png", "second_clean.png"} <= set(names_in(album))


def names_in(album: list[Path]) -> list[str]:
    """List the folder of an album."""
    return sorted(path.name for path in album[0].parent.iterdir())


def test_a_start_that_fails_can_be_made_good(driver: Driver, album: list[Path], tmp_path: Path) -> None:
    """Whether the recipe is gone or the folder is none: rows stay done, and are to be done again still."""
    batch = BatchDriver(driver, "tone")
    recipe = set_recipe(batch, tmp_path)
    kept = recipe.read_text()
    batch.run(*album)
    (tmp_path / "file").touch()
    recipe.unlink()
    for options in ({"name": "{stem}_b{ext}"}, {"folder": str(tmp_path / "file")}):
        batch.set(recipe=str(recipe), **options)
        batch.batch.start()
        batch.wait_for_end()
        assert batch.states() == dict.fromkeys(NAMES, "done")
        assert len(batch.batch.again) == 2
        recipe.write_text(kept)
    batch.set(recipe=str(recipe), name="{stem}_b{ext}")
    batch.start()
    batch.wait_for_end()
    assert {"first_b.png", "second_b.png"} <= set(names_in(album))


def test_what_is_done_stays_so_where_nothing_can_be_begun(driver: Driver, album: list[Path]) -> None:
    """Without steps there is no start; one that fails at once leaves the rows as they were."""
    batch = BatchDriver(driver, "tone")
    batch.run(*album)
    driver.state.set_settings(tuple(replace(each, is_on=False) for each in driver.state.settings))
    driver.wait(lambda: batch.batch.problem)
    assert not batch.go.isEnabled()
    batch.batch.start()
    batch.wait_for_end()
    assert batch.states() == dict.fromkeys(NAMES, "done")
    assert batch.messages == [texts_batch.problem(texts_batch.NO_STEPS)]


def set_recipe(batch: BatchDriver, folder: Path) -> Path:
    """Have done what a recipe's file says, and give the file."""
    recipe = folder / "mine.toml"
    recipe.write_text('[[steps]]\ntask = "tone"\n')
    batch.set(recipe=str(recipe))
    return recipe


def test_a_report_needs_no_recipe(driver: Driver, album: list[Path], tmp_path: Path) -> None:
    """Of what is done it is known how; that the recipe's file is gone does not matter."""
    batch = BatchDriver(driver, "tone")
    recipe = set_recipe(batch, tmp_path)
    batch.run(*album)
    recipe.unlink()
    rows = [*batch.batch.queue.rows, Row(tmp_path / "new.png")]
    write_report(rows, batch.batch.order_of_results, tmp_path / "r.html")
    assert (tmp_path / "r.html").read_text().count("</article>") == 2


def test_a_report_that_is_not_wanted_any_more_is_not_written(
    driver: Driver, album: list[Path], tmp_path: Path
) -> None:
    """Who closes the window meanwhile waits for no pictures, and finds no part of a page."""
    batch = BatchDriver(driver, "tone")
    batch.run(*album)
    wanted = iter([True, False])
    page = tmp_path / "r.html"
    write_report(batch.batch.queue.rows, batch.batch.order_of_results, page, lambda: next(wanted))
    assert not page.exists()
    assert next(wanted, None) is None


def test_masks_that_begin_with_nothing_stay_so(driver: Driver, photo: Path, album: list[Path]) -> None:
    """Who paints on one photo does not have damage found on the next, nor in the queue."""
    driver.open(photo)
    setting = replace(driver.setting("inpaint"), is_on=True, mask=Mask(Origin.NOTHING))
    driver.state.set_settings(changed(driver.state.settings, setting))
    driver.open(album[0])
    assert driver.setting("inpaint").mask == Mask(Origin.NOTHING)
    batch = BatchDriver(driver, "inpaint", "tone")
    batch.run(*album)
    recipes = [row.result.job.recipe for row in batch.batch.queue.rows if row.result]
    assert [[step.task for step in recipe.steps] for recipe in recipes] == [["tone"]] * 2


def test_the_window_is_as_wide_as_it_was(driver: Driver, tmp_path: Path) -> None:
    """However long the names of photos are."""
    (photo,) = make_album(tmp_path, [f"{'a_long_name_of_a_screenshot' * 6}.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    options = batch.window.queue_page.options
    assert options._column.minimumSizeHint().width() <= options.width()
    batch.look_at(photo.name)
    batch.press(Qt.Key.Key_Return)
    assert batch.window.minimumSizeHint().width() < 800


def test_keys_of_a_line_stay_its_own(driver: Driver, tmp_path: Path) -> None:
    """A word that is deleted while a name is typed takes nothing out of the queue, nor does Del in a box."""
    batch = BatchDriver(driver, "tone")
    batch.add(*make_album(tmp_path / "album", ["a.png"]))
    line = batch.window.queue_page.options.name
    line.setFocus()
    QTest.keyClicks(line, "one two three")
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_Delete):
        is_home = key == Qt.Key.Key_Home
        held = Qt.KeyboardModifier.NoModifier if is_home else Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(line, key, held)
    assert line.text().strip() == "two"
    batch.window.queue_page.table.selectAll()
    batch.window.queue_page.options.format.setFocus()
    batch.press(Qt.Key.Key_Delete)
    assert batch.states() == {"a.png": "waiting"}


def test_a_folder_that_is_emptied_is_still_to_be_named(driver: Driver, album: list[Path]) -> None:
    """Results do not go beside the photos then, as nobody asked for that: nothing starts."""
    batch = BatchDriver(driver, "tone")
    batch.add(*album)
    options = batch.window.queue_page.options
    batch.set(folder=str(album[0].parent / "out"))
    options.folder.selectAll()
    QTest.keyClick(options.folder, Qt.Key.Key_Delete)
    driver.wait(lambda: batch.batch.problem)
    assert batch.window.queue_page.words.text().endswith(texts_batch.problem(texts_batch.NO_FOLDER))
    assert options.place.currentData() is True
    assert not batch.go.isEnabled()
    batch.batch.start()
    batch.wait_for_end()
    assert names_in(album) == NAMES
    QTest.keyClicks(options.folder, str(album[0].parent / "there"))
    driver.wait(lambda: not batch.batch.problem)
    batch.start()
    batch.wait_for_end()
    assert names_in([album[0].parent / "there" / "x"]) == NAMES


def test_what_was_skipped_before_it_was_tried_is_looked_at_again(driver: Driver, tmp_path: Path) -> None:
    """A photo that is called as a result is one, once results go elsewhere; one that is done stays done."""
    make_album(tmp_path / "album", ["a_restored.png", "b.png"])
    batch = BatchDriver(driver, "tone")
    batch.add(tmp_path / "album")
    beside = {"a_restored.png": "skipped", "b.png": "waiting"}
    assert batch.states() == beside
    batch.set(folder=str(tmp_path / "out"))
    assert batch.states() == dict.fromkeys(beside, "waiting")
    assert batch.row("a_restored.png").words == ""
    batch.set()
    assert batch.states() == beside
    batch.set(folder="")
    assert batch.batch.problem
    assert batch.states() == beside
    batch.set()
    batch.start()
    batch.wait_for_end()
    assert batch.states() == beside | {"b.png": "done"}
    batch.set(folder=str(tmp_path / "out"))
    assert batch.states() == {"a_restored.png": "waiting", "b.png": "done"}


def test_a_recipe_that_was_edited_is_another(driver: Driver, album: list[Path], tmp_path: Path) -> None:
    """What was done as it said before is to be done again, once the window is back in front."""
    batch = BatchDriver(driver, "tone")
    recipe = set_recipe(batch, tmp_path)
    batch.run(*album)
    assert not batch.batch.again
    driver.window.activateWindow()
    driver.wait(driver.window.isActiveWindow)
    recipe.write_text('[[steps]]\ntask = "tone"\nstrength = 0.5\n')
    os.utime(recipe, ns=(1, 1))
    batch.window.activateWindow()
    driver.wait(batch.go.isEnabled)
    assert len(batch.batch.again) == 2


def test_a_recipe_whose_files_were_changed_is_another(
    driver: Driver, album: list[Path], tmp_path: Path
) -> None:
    """What a recipe names counts as the recipe does: with another reference all is to be done again."""
    batch = BatchDriver(driver, "tone")
    recipe, lent = set_recipe(batch, tmp_path), tmp_path / "lent.png"
    lent.write_bytes(album[0].read_bytes())
    recipe.write_text(
        '[[steps]]\ntask = "colorize"\ncontrols = {force = 1.0}\ninputs = {reference = "lent.png"}\n'
    )
    batch.batch.heed_recipe()
    batch.run(*album)
    assert not batch.batch.again
    lent.write_bytes(album[1].read_bytes())
    os.utime(lent, ns=(1, 1))
    batch.batch.heed_recipe()
    driver.wait(batch.go.isEnabled)
    assert len(batch.batch.again) == 2


def test_a_photo_that_is_there_by_another_way_is_no_empty_folder(
    driver: Driver, album: list[Path], tmp_path: Path
) -> None:
    """Added once more through a link it is found, and is in the queue once."""
    batch = BatchDriver(driver, "tone")
    batch.add(*album)
    (tmp_path / "link").symlink_to(album[0].parent)
    batch.add(tmp_path / "link" / NAMES[0], tmp_path / "link")
    assert batch.messages == []
    assert list(batch.states()) == NAMES
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    batch.add(tmp_path / "loop.png")
    assert list(batch.states()) == NAMES
    assert batch.messages == [texts_batch.no_photos([tmp_path / "loop.png"])]
    batch.messages.clear()
    (tmp_path / "empty").mkdir()
    batch.add(tmp_path / "empty")
    assert batch.messages == [texts_batch.nothing_in([tmp_path / "empty"])]

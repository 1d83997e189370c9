"""What is said of results: they are accepted, made stronger or weaker, or thrown away; photos never are."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from answers import push
from batching import BatchDriver, hashes, make_album, pixels
from driver import Driver
from PySide6.QtCore import QFile, Qt
from PySide6.QtTest import QTest

import restorer
from gui.batch.degree import adjusted, is_same
from gui.canvas.viewport import ZOOM_STEP
from gui.words import texts_review
from restorer import Recipe, Step

NAMES = ["a.png", "b.png", "c.png"]


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a user's folder whose trash is empty."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home / "Trash" / "files"


def result_of(batch: BatchDriver, name: str) -> Path:
    """Give the file of a result."""
    target = batch.row(name).target
    assert target
    return target


def test_results_are_looked_through_by_keys(driver: Driver, tmp_path: Path, trash: Path) -> None:
    """Accept and reject are keys that go on to the next photo, weaker stays, and no photo is touched."""
    album = make_album(tmp_path / "album", NAMES)
    before = hashes(album)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    first = hashes(result_of(batch, name) for name in NAMES)
    batch.press("Ctrl+2")
    assert batch.review.sheet.isVisible()
    assert batch.window.tabs.tabText(1) == "Review (3)"
    batch.press("A")
    batch.press("Shift+Down")
    driver.wait(lambda: batch.batch.errands.is_quiet and batch.batch.is_idle)
    assert batch.window.row == batch.row("b.png")
    batch.press("Right")
    batch.press("Del")
    driver.wait(lambda: batch.batch.errands.is_quiet and batch.batch.is_idle)
    assert batch.states() == {"a.png": "done", "b.png": "done", "c.png": "rejected"}
    assert batch.row("a.png").is_accepted
    assert batch.row("b.png").degree == -1
    assert hashes([result_of(batch, "a.png")]).items() <= first.items()
    assert not hashes([result_of(batch, "b.png")]).items() <= first.items()
    assert not result_of(batch, "c.png").exists()
    assert [path.name for path in trash.iterdir()] == ["c_restored.png"]
    assert hashes(album) == before


def test_the_review_begins_with_a_result_that_is_marked(driver: Driver, tmp_path: Path, trash: Path) -> None:
    """However the review is opened, the result that keys speak of is the one that is marked."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    for open_review in (lambda: batch.press("Ctrl+2"), lambda: batch.window.tabs.setCurrentIndex(1)):
        open_review()
        (marked,) = batch.review.sheet.selectedIndexes()
        assert marked == batch.review.sheet.currentIndex()
        batch.press("Ctrl+1")


def test_weaker_is_the_recipe_with_less_strength(driver: Driver, tmp_path: Path) -> None:
    """Weaker gives and shows what the library gives for the recipe at 80 %; stronger takes it back."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    full = hashes([result_of(batch, "photo.png")])
    thumbnails = batch.window.thumbnails
    driver.wait(lambda: thumbnails.get(result_of(batch, "photo.png")))
    old = thumbnails.get(result_of(batch, "photo.png"))
    batch.say("photo.png", "Shift+Down")
    driver.wait(lambda: thumbnails.get(result_of(batch, "photo.png")) is not old)
    wanted = restorer.restore(restorer.read_photo(photo), Recipe((Step("tone", strength=0.8),)))
    assert np.array_equal(pixels(result_of(batch, "photo.png")), wanted.samples)
    batch.say("photo.png", "Shift+Up")
    assert hashes([result_of(batch, "photo.png")]) == full


def test_stronger_than_all_raises_the_noise_level(driver: Driver, tmp_path: Path) -> None:
    """Beyond full strength denoising takes the noise for a quarter stronger than it was found."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "denoise")
    batch.run(photo)
    batch.say("photo.png", "Shift+Up")
    read = restorer.read_photo(photo)
    sigma = round(restorer.estimate_sigma(read) * 255 * 1.25, 2)
    wanted = restorer.restore(read, Recipe((Step("denoise", controls={"sigma": sigma}),)))
    assert np.array_equal(pixels(result_of(batch, "photo.png")), wanted.samples)
    assert [path.name for path in tmp_path.glob("*.png")] == ["photo.png", "photo_restored.png"]


def test_what_cannot_be_stronger_is_told(driver: Driver, tmp_path: Path) -> None:
    """Tone at full strength has no more to give: that is a sentence, and nothing is done."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    written = result_of(batch, "photo.png").stat().st_mtime_ns
    batch.say("photo.png", "Shift+Up")
    assert batch.messages == [texts_review.at_limit(photo, 1)]
    assert result_of(batch, "photo.png").stat().st_mtime_ns == written


@pytest.mark.parametrize("key", ["Shift+Down", Qt.Key.Key_Delete])
def test_what_the_user_changed_is_kept(
    driver: Driver, tmp_path: Path, trash: Path, key: str | Qt.Key
) -> None:
    """A result that was changed by hand is neither replaced nor thrown away, whatever is set."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.set(overwrite="always")
    batch.run(photo)
    result = result_of(batch, "photo.png")
    result.write_bytes(b"changed by hand")
    batch.say("photo.png", key)
    assert result.read_bytes() == b"changed by hand"
    assert not trash.exists()
    assert "changed since" in batch.row("photo.png").words + " ".join(batch.messages)


def test_a_result_that_is_a_photo_itself_is_kept(driver: Driver, tmp_path: Path, trash: Path) -> None:
    """A result that was put into the queue as a photo is a photo, and not thrown away."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    result = result_of(batch, "photo.png")
    batch.run(result)
    batch.say("photo.png", Qt.Key.Key_Delete)
    assert batch.messages == [texts_review.not_ours(result)]
    assert result.exists()
    assert not trash.exists()


def test_no_trash_asks_before_deleting(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no trash it is asked whether to delete: no keeps the result, yes deletes it alone."""
    monkeypatch.setattr(QFile, "moveToTrash", lambda _path: False)
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    result = result_of(batch, "photo.png")
    driver.answer(push(texts_review.KEEP))
    batch.say("photo.png", Qt.Key.Key_Delete)
    assert result.exists()
    driver.answer(push(texts_review.DELETE))
    batch.say("photo.png", Qt.Key.Key_Delete)
    driver.wait(lambda: batch.row("photo.png").state == "rejected")
    assert not result.exists()
    assert photo.exists()


def test_rejected_comes_back(driver: Driver, tmp_path: Path, trash: Path) -> None:
    """A rejected photo stays rejected when the queue goes on, and comes back stronger or weaker."""
    album = make_album(tmp_path / "album", NAMES[:2])
    batch = BatchDriver(driver, "tone")
    batch.run(album[0])
    batch.say("a.png", Qt.Key.Key_Delete)
    batch.run(album[1])
    assert batch.states() == {"a.png": "rejected", "b.png": "done"}
    batch.say("a.png", "Shift+Down")
    assert batch.states() == {"a.png": "done", "b.png": "done"}
    assert result_of(batch, "a.png").exists()
    assert trash.exists()


def test_accepted_is_not_done_anew(driver: Driver, tmp_path: Path) -> None:
    """What was accepted stays as it is when other steps are set, and the rest is done by them."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    before = hashes(result_of(batch, name) for name in NAMES)
    batch.review.review.accept(batch.row("a.png"))
    batch.set(recipe=None, quality=50, strip_gps=True)
    settings = driver.state.settings
    driver.state.set_settings(tuple(replace(each, strength=0.3) for each in settings))
    batch.start()
    batch.wait_for_end()
    after = hashes(result_of(batch, name) for name in NAMES)
    assert [path.name for path in before if before[path] == after[path]] == ["a_restored.png"]
    assert batch.row("a.png").is_accepted


def test_a_result_is_shown_large(driver: Driver, tmp_path: Path) -> None:
    """Enter shows before and after as large as the window, where keys do what they do in the main one."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    batch.press("Ctrl+2")
    batch.press(Qt.Key.Key_Return)
    comparison = batch.review.comparison
    batch.wait_for_pair()
    assert comparison.canvas.isVisible()
    assert comparison.words.text().startswith("a.png")
    state = comparison.state
    assert state.opened
    assert state.restored
    assert np.array_equal(state.opened.photo.samples, pixels(tmp_path / "album" / "a.png"))
    assert np.array_equal(state.restored.photo.samples, pixels(result_of(batch, "a.png")))
    batch.press(Qt.Key.Key_PageDown)
    batch.wait_for_pair()
    assert comparison.words.text().startswith("b.png")
    assert comparison.canvas.has_divider
    QTest.keyPress(comparison.canvas, Qt.Key.Key_B)
    assert not comparison.canvas.has_divider
    QTest.keyRelease(comparison.canvas, Qt.Key.Key_B)
    batch.press("S")
    assert comparison.canvas.is_split
    percent = comparison.canvas.viewport.percent
    for key, steps in (("+", 1), ("Ctrl++", 2), ("-", 1), ("0", 0)):
        batch.press(key)
        assert comparison.canvas.viewport.percent == pytest.approx(percent * ZOOM_STEP**steps)
    assert batch.row("b.png").degree == 0
    batch.press("Shift+Down")
    driver.wait(lambda: batch.row("b.png").degree == -1 and batch.batch.is_idle)
    driver.wait(lambda: np.array_equal(state.restored.photo.samples, pixels(result_of(batch, "b.png"))))
    assert comparison.words.text().startswith("b.png")
    for key, name, is_accepted in (("A", "c.png", True), ("PgUp", "b.png", True), ("A", "b.png", False)):
        batch.press(key)
        assert batch.window.row == batch.row(name)
        assert batch.row("b.png").is_accepted == is_accepted
    batch.press(Qt.Key.Key_Escape)
    assert batch.review.sheet.isVisible()


@pytest.mark.parametrize(
    ("step", "degree", "strength", "controls"),
    [
        (Step("denoise"), -1, 0.8, {}),
        (Step("denoise", strength=0.5), 1, 0.625, {}),
        (Step("denoise", strength=0.8), 1, 1.0, {}),
        (Step("denoise"), 1, 1.0, {"sigma": 12.5}),
        (Step("denoise", controls={"sigma": 40.0}), 4, 1.0, {"sigma": 55.0}),
        (Step("inpaint"), 1, 1.0, {"threshold": 0.7125}),
        (Step("inpaint", inputs={"mask": Path("mask.png")}), 1, 1.0, {}),
        (Step("colorize"), 1, 1.0, {"saturation": 1.25}),
        (Step("tone"), 3, 1.0, {}),
    ],
)
def test_notches_change_what_can_be_changed(
    step: Step, degree: int, strength: float, controls: dict[str, float]
) -> None:
    """Strengths are multiplied up to 1; what is beyond goes to the controls that have more to give."""
    (found,) = adjusted(Recipe((step,)), degree, lambda: 10.0).steps
    assert (found.strength, found.controls) == (strength, controls)
    assert is_same(adjusted(Recipe((step,)), 0, lambda: 10.0), Recipe((step,)))


def test_what_cannot_be_rejected_stays_in_sight(driver: Driver, tmp_path: Path, trash: Path) -> None:
    """The next key is about the photo that the message is about, which goes once another one is accepted."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    result_of(batch, "a.png").write_bytes(b"changed by hand")
    batch.press("Ctrl+2")
    batch.press("Del")
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert batch.window.message.isVisible()
    assert batch.window.row == batch.row("a.png")
    batch.press("Right")
    batch.press("A")
    assert batch.row("b.png").is_accepted
    assert not batch.window.message.isVisible()


def test_the_next_key_is_about_the_next_photo(driver: Driver, tmp_path: Path, trash: Path) -> None:
    """Keys that follow one another fast reject and accept one photo each."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    batch.press("Ctrl+2")
    for key in ("Del", "Del", "A"):
        batch.press(key)
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert batch.states() == {"a.png": "rejected", "b.png": "rejected", "c.png": "done"}
    assert [batch.row(name).is_accepted for name in NAMES] == [False, False, True]

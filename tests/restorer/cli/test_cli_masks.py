"""What ``restorer inpaint`` promises for masks that stay: those kept, and those among photos."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from command_line import Run, list_files
from scratched import add_models, marked, painted, save_mask, save_photo, scratch

from restorer.batch.plan import Job
from restorer.batch.variants import find_masks
from restorer.recipe import Recipe

INPAINT = ["inpaint", "--model", "paint", "--device", "cpu"]


@pytest.fixture
def scans(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder with two scratched photos, ``scans/a.png`` and ``scans/b.png``."""
    add_models(user_models)
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        save_photo(Path(f"scans/{name}.png"), scratch())
    return tmp_path


def test_kept_masks_are_used_once_their_photos_have_moved(scans: Path, run: Run) -> None:
    """A mask is found to be of a photo by its content, so that another folder of the same makes no other."""
    inpaint = [*INPAINT, "--detect", "--save-mask", "masks"]
    assert run(*inpaint, "scans", "-o", "out")[0] == 0
    Path("scans").rename("moved")
    code, _out, err = run(*inpaint, "moved", "-o", "again")
    assert code == 0, err
    np.testing.assert_array_equal(painted("again/a.png"), marked("masks/a.png"))


def test_kept_masks_below_their_photos_are_no_photos(
    scans: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even by a journal that does not know them."""
    inpaint = [*INPAINT, "--detect", "--save-mask", "scans/masks", "scans", "-r"]
    assert run(*inpaint, "-o", "out")[0] == 0
    monkeypatch.setenv("RESTORER_JOURNAL", str(scans / "another"))
    assert run(*inpaint, "-o", "again")[0] == 0
    assert list_files(scans / "out") == list_files(scans / "again") == ["a.png", "b.png"]


def test_a_kept_mask_of_another_photo_is_not_used(scans: Path, run: Run) -> None:
    """Neither it nor a result is written then."""
    inpaint = [*INPAINT, "--detect", "--save-mask", "masks"]
    assert run(*inpaint, "scans/a.png", "-o", "out/")[0] == 0
    save_photo(Path("other/a.png"), scratch(18))
    before = Path("masks/a.png").read_bytes()
    code, _out, err = run(*inpaint, "other/a.png", "-o", "again/")
    assert code == 1
    assert "is the result of another photo, and is kept" in err
    assert (Path("masks/a.png").read_bytes(), Path("again").exists()) == (before, False)


@pytest.mark.parametrize("folder", ["scans/masks", "scans/deep/masks"])
def test_masks_below_their_photos_are_no_photos(scans: Path, run: Run, folder: str) -> None:
    """A folder of masks in the one that is searched is none of photos."""
    for name in "ab":
        save_mask(Path(folder) / f"{name}.png", scratch(2))
    code, _out, err = run(*INPAINT, "scans", "-r", "--mask-dir", folder, "-o", "out")
    assert code == 0, err
    assert list_files(scans / "out") == ["a.png", "b.png"]
    np.testing.assert_array_equal(painted("out/a.png"), scratch(2))


def test_a_mask_is_looked_into_once(tmp_path: Path) -> None:
    """However many photos have its name."""
    opened: list[str] = []
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
    mask, counts = tmp_path / "m" / "a.png", []
    save_mask(mask, scratch())
    for photos in (1, 5):
        jobs = [Job(tmp_path / f"{at}/a.png", tmp_path / "out.png", Recipe(())) for at in range(photos)]
        opened.clear()
        assert find_masks(jobs, mask.parent) == {job.source: [mask] for job in jobs}
        counts.append(opened.count(str(mask)))
    assert counts[0] == counts[1] > 0


def test_a_photo_named_in_the_folder_of_masks_is_one(scans: Path, run: Run) -> None:
    """What is named itself is restored, though a folder about it is searched as well."""
    for name in "ab":
        save_mask(Path(f"scans/masks/{name}.png"), scratch(2))
    save_photo(Path("scans/masks/c.png"), scratch())
    save_mask(Path("scans/masks/c_mask.png"), scratch())
    code, _out, err = run(
        *INPAINT, "scans", "scans/masks/c.png", "-r", "--mask-dir", "scans/masks", "-o", "o"
    )
    assert code == 0, err
    assert list_files(scans / "o") == ["a.png", "b.png", "masks/c.png"]


@pytest.mark.parametrize(
    ("photos", "names", "expected", "told"),
    [
        (["scans"], [], 0, "skipped: scans/b.png: has no mask called b or b_mask"),
        (["scans/a.png", "scans/b.png"], [], 1, "found none called b or b_mask"),
        (["scans"], ["b.png", "b.tif"], 1, f"one mask of its name, found m{os.sep}b.png, m{os.sep}b.tif"),
    ],
)
def test_a_photo_without_its_one_mask_is_told(
    scans: Path, run: Run, photos: list[str], names: list[str], expected: int, told: str
) -> None:
    """Found in a folder it is skipped without, named itself or with two it fails; the others are done."""
    for name in ("a.png", *names):
        save_mask(Path("m") / name, scratch())
    code, _out, err = run(*INPAINT, *photos, "-o", "out/", "--mask-dir", "m")
    assert (code, told in err) == (expected, True), err
    assert list_files(scans / "out") == ["a.png"]

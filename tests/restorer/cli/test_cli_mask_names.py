"""How masks are called, and in which format, when ``--name`` says how results are."""

from pathlib import Path

import pytest
from command_line import Run, list_files
from scratched import add_models, save_photo, scratch

DETECT = ["detect", "--model", "bright", "--device", "cpu"]
INPAINT = ["inpaint", "--detect", "--device", "cpu"]


@pytest.fixture
def folder(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder, with a scratched photo; the stand-ins are all the models there are."""
    add_models(user_models)
    monkeypatch.setattr("restorer.networks.library.shipped_models", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    save_photo(Path("in/a.png"), scratch())
    return tmp_path


def test_the_name_of_a_mask_says_its_format(folder: Path, run: Run) -> None:
    """As that of any result does; without one masks are PNG."""
    for name, file in (("{stem}_m.tif", "a_m.tif"), ("{stem}_m{ext}", "a_m.png")):
        code, _out, err = run(*DETECT, "in/a.png", "-o", "out/", "--name", name)
        assert code == 0, err
        assert file in list_files(folder / "out")


def test_masks_that_are_kept_are_png_whatever_results_are(folder: Path, run: Run) -> None:
    """A name that ends results as JPEG ends no masks so."""
    code, _out, err = run(
        *INPAINT, "in/a.png", "-o", "out/", "--save-mask", "masks/", "--name", "{stem}_b.jpg"
    )
    assert code == 0, err
    assert list_files(folder / "out") == ["a_b.jpg"]
    assert list_files(folder / "masks") == ["a_b.png"]

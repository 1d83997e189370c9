"""What ``restorer detect`` and ``restorer inpaint --detect`` promise."""

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from command_line import Run, list_files
from PIL import Image
from scratched import HEIGHT, WIDTH, add_models, marked, painted, save_mask, save_photo, scratch

from restorer.files import read_photo

DETECT = ["detect", "--model", "bright", "--device", "cpu"]
INPAINT = ["inpaint", "--detect", "--device", "cpu"]
SAVING = [*INPAINT, "in", "-r", "-o", "out", "--save-mask", "masks"]


@pytest.fixture
def folder(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder, with two scratched photos; the stand-ins are all the models there are."""
    add_models(user_models)
    monkeypatch.setattr("restorer.networks.library.shipped_models", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.png", "in/deep/b.jpg"):
        save_photo(Path(name), scratch())
    return tmp_path


def widened(pixels: int) -> list[int]:
    """Give the rows of a photo's middle that are marked when the mask is widened."""
    return list(range(8 - pixels, 12 + pixels))


def middle(hole: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[int]:
    """Give the rows of a photo's middle that are marked."""
    return np.flatnonzero(hole[:, 16]).tolist()


def test_masks_lie_beside_their_photos(folder: Path, run: Run) -> None:
    """Each is a PNG of its photo's name and _mask, whatever the photo is, white on the damage."""
    code, out, err = run(*DETECT, "in", "-r")
    assert (code, out) == (0, "")
    assert "in/a.png -> in/a_mask.png" in err
    assert list_files(folder / "in") == ["a.png", "a_mask.png", "deep/b.jpg", "deep/b_mask.png"]
    for name in ("in/a_mask.png", "in/deep/b_mask.png"):
        assert middle(marked(name)) == widened(2)


def test_masks_are_no_photos_of_the_next_run(folder: Path, run: Run) -> None:
    """Run again, it finds the photos alone, and nothing to do."""
    assert run(*DETECT, "in", "-r")[0] == 0
    before = list_files(folder)
    code, _out, err = run(*DETECT, "in", "-r")
    assert code == 0
    assert "nothing to do: all 2 are done" in err
    assert list_files(folder) == before


@pytest.mark.parametrize(("output", "results"), [(["-o", "out"], ["out/a.png", "out/deep/b.jpg"]), ([], [])])
def test_masks_are_no_photos_to_restore(
    folder: Path, run: Run, output: list[str], results: list[str]
) -> None:
    """Masks that lie beside the photos of a folder have no results, wherever results go."""
    assert run(*DETECT, "in", "-r")[0] == 0
    before = list_files(folder)
    assert run(*INPAINT, "in", "-r", *output)[0] == 0
    beside = ["in/a_restored.png", "in/deep/b_restored.jpg"]
    assert sorted(set(list_files(folder)) - set(before)) == (results or beside)


@pytest.mark.parametrize(
    ("options", "target", "format_"),
    [
        (["-o", "out/"], "out/b.png", "PNG"),
        (["-o", "found.png"], "found.png", "PNG"),
        (["-o", "found.tif"], "found.tif", "TIFF"),
        (["--format", "tiff"], "in/deep/b_mask.tif", "TIFF"),
        (["--name", "{stem}-damage{ext}"], "in/deep/b-damage.png", "PNG"),
    ],
)
def test_masks_go_where_they_are_told(
    folder: Path, run: Run, options: list[str], target: str, format_: str
) -> None:
    """A file, a folder, a name or a format may be said."""
    assert run(*DETECT, "in/deep/b.jpg", *options)[0] == 0
    with Image.open(target) as picture:
        assert picture.format == format_
    assert middle(marked(target)) == widened(2)


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (["--grow", "0"], widened(0)),
        (["--grow", "5"], widened(5)),
        (["--threshold", "0.1", "--grow", "0"], list(range(HEIGHT))),
        (["--threshold", "1", "--grow", "1"], widened(1)),
    ],
)
def test_threshold_and_growth_decide(folder: Path, run: Run, options: list[str], rows: list[int]) -> None:
    """How sure of damage to be, and how far about it to mark."""
    assert run(*DETECT, "in/a.png", *options)[0] == 0
    assert middle(marked("in/a_mask.png")) == rows


def test_a_preview_shows_the_damage_in_red(folder: Path, run: Run) -> None:
    """It is the photo in colour, and lies beside the mask, which stays."""
    assert run(*DETECT, "in/a.png")[0] == 0
    assert run(*DETECT, "in/a.png", "--preview", "--grow", "0")[0] == 0
    assert middle(marked("in/a_mask.png")) == widened(2)
    samples = read_photo("in/a_preview.png").samples
    assert samples.shape == (HEIGHT, WIDTH, 3)
    assert (samples[~scratch()] == 60).all()
    assert (samples[scratch()] == (255, 26, 26)).all()


def test_found_damage_is_filled(folder: Path, run: Run) -> None:
    """With --detect what is damaged, and two pixels about it, is filled; no mask is written."""
    assert run(*INPAINT, "in", "-r", "-o", "out")[0] == 0
    assert middle(painted("out/a.png")) == widened(2)
    assert list_files(folder / "out") == ["a.png", "deep/b.jpg"]
    assert list_files(folder / "in") == ["a.png", "deep/b.jpg"]


def test_an_undamaged_photo_is_copied(folder: Path, run: Run) -> None:
    """Where nothing is found the file is the photo's own, which is said."""
    save_photo(Path("in/a.png"), np.zeros((HEIGHT, WIDTH), bool))
    code, _out, err = run(*INPAINT, "in/a.png", "-o", "out.png")
    assert code == 0
    assert "no damage was found: nothing was filled" in err
    assert Path("out.png").read_bytes() == Path("in/a.png").read_bytes()


def test_found_masks_are_kept(folder: Path, run: Run) -> None:
    """With --save-mask they lie in their folder as the photos do in theirs, and are what was filled."""
    assert run(*SAVING)[0] == 0
    assert list_files(folder / "masks") == ["a.png", "deep/b.png"]
    np.testing.assert_array_equal(painted("out/a.png"), marked("masks/a.png"))
    assert run(*INPAINT, "in/a.png", "-o", "one.png", "--save-mask", "one-mask.png")[0] == 0
    np.testing.assert_array_equal(painted("one.png"), marked("one-mask.png"))
    assert run(*INPAINT, "in/a.png", "--save-mask", "other-mask.png", "--name", "{stem}_whole{ext}")[0] == 0
    assert Path("other-mask.png").read_bytes() == Path("one-mask.png").read_bytes()


@pytest.mark.parametrize("grow", [0, 3])
def test_growth_is_applied_once(folder: Path, run: Run, grow: int) -> None:
    """The mask is widened when found, and not again when it is filled."""
    assert run(*SAVING, "--grow", grow)[0] == 0
    assert middle(marked("masks/a.png")) == middle(painted("out/a.png")) == widened(grow)


def test_a_mask_edited_by_hand_is_used(folder: Path, run: Run) -> None:
    """The next run keeps it, whatever is said of existing results, and fills what it marks."""
    assert run(*SAVING)[0] == 0
    save_mask(Path("masks/a.png"), scratch(18))
    edited = Path("masks/a.png").read_bytes()
    assert run(*SAVING)[0] == 0
    np.testing.assert_array_equal(painted("out/a.png"), scratch(18))
    assert run(*SAVING, "--overwrite", "always", "--threshold", "0.9")[0] == 0
    assert Path("masks/a.png").read_bytes() == edited
    np.testing.assert_array_equal(painted("out/a.png"), scratch(18))


def test_an_unedited_mask_follows_the_options(folder: Path, run: Run) -> None:
    """Found anew with another growth, and the result with it; unchanged, nothing is done."""
    assert run(*SAVING)[0] == 0
    assert run(*SAVING, "--grow", "4")[0] == 0
    assert middle(marked("masks/a.png")) == middle(painted("out/a.png")) == widened(4)
    before = Path("masks/a.png").stat(), Path("out/a.png").stat()
    code, _out, err = run(*SAVING, "--grow", "4")
    assert code == 0
    assert "done before" in err
    assert (Path("masks/a.png").stat(), Path("out/a.png").stat()) == before


def test_a_bad_file_does_not_stop_the_others(folder: Path, run: Run) -> None:
    """It has neither mask nor result, its reason is told, and the others have both."""
    Path("in/aa.png").write_bytes(b"")
    code, _out, err = run(*SAVING)
    assert code == 1
    assert "failed: in/aa.png: the file is empty" in err
    assert list_files(folder / "masks") == ["a.png", "deep/b.png"]
    assert list_files(folder / "out") == ["a.png", "deep/b.jpg"]


def test_photos_of_a_list_from_standard_input(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read once, for the masks and the photos alike."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"in/a.png\n")))
    assert run(*INPAINT, "--files-from", "-", "-o", "out", "--save-mask", "masks")[0] == 0
    assert (list_files(folder / "masks"), list_files(folder / "out")) == (["a.png"], ["a.png"])


@pytest.mark.parametrize("arguments", [SAVING, [*DETECT, "in", "-r"], [*INPAINT, "in", "-r"]])
def test_a_dry_run_writes_nothing(folder: Path, run: Run, arguments: list[str]) -> None:
    """Neither masks nor results nor a journal."""
    before = list_files(folder)
    code, out, err = run(*arguments, "--dry-run")
    assert (code, out) == (0, "")
    assert "would be done: in/a.png -> " in err
    assert list_files(folder) == before
    assert not Path(os.environ["RESTORER_JOURNAL"]).exists()


@pytest.mark.parametrize(
    ("arguments", "targets"),
    [
        ([*DETECT, "in", "-r"], ["in/a_mask.png", "in/deep/b_mask.png"]),
        ([*INPAINT, "in", "-r", "-o", "out"], ["out/a.png", "out/deep/b.jpg"]),
    ],
)
def test_json_is_a_line_a_photo(folder: Path, run: Run, arguments: list[str], targets: list[str]) -> None:
    """Each tells where its mask or its result is."""
    code, out, _err = run(*arguments, "--json")
    assert code == 0
    facts = [json.loads(line) for line in out.splitlines()]
    assert [fact["target"] for fact in facts] == targets
    assert {fact["status"] for fact in facts} == {"done"}


def test_without_a_model_it_is_one_line(folder: Path, run: Run, user_models: Path) -> None:
    """A model that is missing is told before any photo is read."""
    (user_models / "bright.onnx").unlink()
    for arguments in (["detect", "in"], SAVING):
        code, out, err = run(*arguments)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
        assert err.startswith("restorer: no model for damage; known: none")
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]


def test_the_model_that_is_named_is_meant(folder: Path, run: Run) -> None:
    """One that is not there is told, whatever other there is to find damage."""
    code, out, err = run("detect", "in", "--model", "another")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "another" in err
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]


def test_masks_and_results_are_never_one_file(folder: Path, run: Run) -> None:
    """Both to one folder is refused before any work."""
    code, _out, err = run(*INPAINT, "in/a.png", "in/deep/b.jpg", "-o", "same", "--save-mask", "same")
    assert code == 1
    assert "same/a.png: would be a result and its mask; choose another --save-mask" in err
    assert not Path("same").exists()


def test_saved_masks_are_exact_whatever_results_are(folder: Path, run: Run) -> None:
    """Format, quality and depth are for the results; one photo's mask goes into a folder as many do."""
    options = ["--format", "jpeg", "--quality", "20", "--save-mask", "masks"]
    assert run(*INPAINT, "in/a.png", "-o", "out/", *options)[0] == 0
    assert list_files(folder / "masks") == ["a.png"]
    assert marked("masks/a.png").any()
    assert list_files(folder / "out") == ["a.jpg"]


def test_masks_that_would_share_a_name_are_told_apart_by_name(folder: Path, run: Run) -> None:
    """What is refused without --name is done with it; with --json there is a line a photo, and no more."""
    save_photo(Path("in/a.tif"), scratch())
    code, _out, err = run(*SAVING)
    assert code == 1
    assert "would both become masks/a.png; restore them apart, or name results with --name" in err
    code, out, _err = run(*SAVING, "--name", "{stem}-{index}{ext}", "--json")
    assert code == 0
    assert [json.loads(line)["target"] for line in out.splitlines()] == [
        "out/a-1.png",
        "out/a-2.tif",
        "out/deep/b-3.jpg",
    ]
    assert list_files(folder / "masks") == ["a-1.png", "a-2.png", "deep/b-3.png"]


def test_masks_of_another_journal_are_passed_over(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is known of them they are told by their names, beside photos they are called after."""
    for preview in ([], ["--preview"]):
        assert run(*DETECT, "in", *preview)[0] == 0
    monkeypatch.setenv("RESTORER_JOURNAL", str(folder / "new.sqlite3"))
    code, _out, err = run("tone", "in", "-o", "out/")
    assert (code, list_files(folder / "out")) == (0, ["a.png"])
    for name in ("a_mask", "a_preview"):
        assert f"skipped: in/{name}.png: is called as a result of ours; name it itself" in err
    assert run("tone", "in/a_mask.png", "-o", "out/")[0] == 0

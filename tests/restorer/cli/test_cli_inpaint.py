"""What ``restorer inpaint`` promises for masks that are given."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from command_line import Run, list_files
from PIL import Image
from scratched import HEIGHT, PAINTED, WIDTH, add_models, painted, save_mask, save_photo, scratch

from restorer.files import read_photo, write_photo
from restorer.photo import Photo

INPAINT = ["inpaint", "--model", "paint", "--device", "cpu"]


@pytest.fixture
def folder(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder: ``in/a.png``, ``in/deep/b.jpg``, and ``m.png``, which marks their scratch."""
    add_models(user_models)
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.png", "in/deep/b.jpg"):
        save_photo(Path(name), scratch())
    save_mask(Path("m.png"), scratch())
    return tmp_path


def identity(name: str) -> tuple[int, int]:
    """Tell a file from one written later in its place."""
    status = Path(name).stat()
    return status.st_ino, status.st_mtime_ns


def test_what_the_mask_marks_is_filled(folder: Path, run: Run) -> None:
    """One photo, one result beside it, all else of it as it was, and a note of what was done."""
    code, out, err = run(*INPAINT, "in/a.png", "--mask", "m.png")
    assert (code, out) == (0, "")
    assert "in/a.png -> in/a_restored.png" in err
    result, before = read_photo("in/a_restored.png"), read_photo("in/a.png")
    assert (result.samples[scratch()] == PAINTED).all()
    np.testing.assert_array_equal(result.samples[~scratch()], before.samples[~scratch()])
    assert result.metadata.xmp is not None
    assert b"compositeWithTrainedAlgorithmicMedia" in result.metadata.xmp


def test_one_mask_serves_many_photos(folder: Path, run: Run) -> None:
    """Each photo of a tree is filled by it."""
    assert run(*INPAINT, "in", "-r", "-o", "out", "--mask", "m.png")[0] == 0
    assert list_files(folder / "out") == ["a.png", "deep/b.jpg"]
    for name in ("a.png", "deep/b.jpg"):
        assert painted(f"out/{name}")[9:11, 5:27].all()


def test_deep_photos_are_exact_outside_the_mask(folder: Path, run: Run) -> None:
    """Of a 16-bit PNG each sample outside keeps all its bits."""
    samples = np.random.default_rng(0).integers(0, 65536, (HEIGHT, WIDTH, 3), np.uint16)
    write_photo(Photo(samples, depth=16), "deep.png")
    assert run(*INPAINT, "deep.png", "--mask", "m.png", "-o", "out.png")[0] == 0
    result = read_photo("out.png")
    assert (result.samples.dtype, result.depth) == (np.dtype(np.uint16), 16)
    np.testing.assert_array_equal(result.samples[~scratch()], samples[~scratch()])
    assert (result.samples[scratch()] == 32768).all()


@pytest.mark.parametrize(
    ("option", "grey"), [([], 128), (["--strength", "50"], 192), (["--strength", "0"], 255)]
)
def test_strength_is_in_percent(folder: Path, run: Run, option: list[str], grey: int) -> None:
    """The filling counts as much as said."""
    assert run(*INPAINT, "in/a.png", "--mask", "m.png", "-o", "out.png", *option)[0] == 0
    samples = read_photo("out.png").samples
    assert np.abs(samples[scratch()].astype(int) - grey).max() <= 1


def test_grow_widens_the_mask(folder: Path, run: Run) -> None:
    """By so many pixels to each side."""
    assert run(*INPAINT, "in/a.png", "--mask", "m.png", "-o", "out.png", "--grow", "3")[0] == 0
    assert np.flatnonzero(painted("out.png")[:, 16]).tolist() == list(range(5, 15))


def test_masks_are_found_by_their_photos_names(folder: Path, run: Run) -> None:
    """In --mask-dir each photo has its own, in any format."""
    save_mask(Path("masks/a.tif"), scratch(2))
    save_mask(Path("masks/b.PNG"), scratch(16))
    Path("masks/a.txt").write_text("no picture")
    assert run(*INPAINT, "in", "-r", "-o", "out", "--mask-dir", "masks")[0] == 0
    np.testing.assert_array_equal(painted("out/a.png"), scratch(2))
    assert painted("out/deep/b.jpg")[17:19, 5:27].all()
    assert not painted("out/deep/b.jpg")[:14].any()


def test_a_missing_folder_of_masks_is_one_line(folder: Path, run: Run) -> None:
    """It is named, and no photo is tried."""
    code, out, err = run(*INPAINT, "in", "-o", "out", "--mask-dir", "none")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "restorer: none: no such folder of masks"
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--mask", "m.png", "--detect"],
        ["--mask", "m.png", "--mask-dir", "in"],
        ["--mask-dir", "in", "--detect"],
        ["--mask", "m.png", "--mask-dir", "in", "--detect"],
        ["--mask", "m.png", "--threshold", "0.5"],
        ["--mask-dir", "in", "--threshold", "0"],
        ["--mask", "m.png", "--save-mask", "masks"],
        ["--detect", "--threshold", "1.1"],
        ["--mask", "m.png", "--grow", "101"],
        ["--mask", "m.png", "--grow", "-1"],
        ["--mask", "m.png", "--strength", "101"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(folder: Path, run: Run, options: list[str]) -> None:
    """There is one source of masks; what is for found ones goes with --detect; nothing is done."""
    before = list_files(folder)
    code, out, err = run(*INPAINT, "in/a.png", *options)
    assert (code, out) == (2, "")
    assert err
    assert list_files(folder) == before


@pytest.mark.parametrize("name", ["in/a.png", "in/deep/b.jpg"])
def test_an_empty_mask_copies_the_file(folder: Path, run: Run, name: str) -> None:
    """Nothing is filled, which is said, and the result is the photo's file byte by byte."""
    save_mask(Path("empty.png"), np.zeros((HEIGHT, WIDTH), bool))
    target = Path("out") / Path(name).name
    code, _out, err = run(*INPAINT, name, "-o", "out/", "--mask", "empty.png")
    assert code == 0
    assert "the mask is empty: nothing was filled" in err
    assert target.read_bytes() == Path(name).read_bytes()


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=" ".join)
def test_a_mask_of_everything_fails(folder: Path, run: Run, more: list[str]) -> None:
    """There is nothing to fill from: one line, no result."""
    save_mask(Path("full.png"), np.ones((HEIGHT, WIDTH), bool))
    code, _out, err = run(*INPAINT, "in/a.png", "-o", "out.png", "--mask", "full.png", *more)
    assert code == 1
    assert "failed: in/a.png: the mask covers the whole photo" in err
    assert not Path("out.png").exists()


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=" ".join)
@pytest.mark.parametrize(
    ("mask", "reason"),
    [
        ("bad.png", "restorer: bad.png: the file is empty"),
        ("none.png", "restorer: none.png: No such file or directory"),
        ("small.png", "failed: in/a.png: small.png is 8 x 9 pixels, expected 32 x 24 as the photo"),
    ],
)
def test_a_broken_mask_is_one_line(folder: Path, run: Run, mask: str, reason: str, more: list[str]) -> None:
    """What is no picture ends the command, one of another size fails the photo; the mask is named."""
    Path("bad.png").write_bytes(b"")
    Image.new("L", (8, 9)).save("small.png")
    before = list_files(folder)
    code, out, err = run(*INPAINT, "in/a.png", "-o", "out.png", "--mask", mask, *more)
    assert (code, out) == (1, "")
    assert [line for line in err.splitlines() if mask in line] == [reason]
    assert "Traceback" not in err
    assert list_files(folder) == before


def test_a_second_run_does_nothing(folder: Path, run: Run) -> None:
    """What is done is told so, and its file stays; nor does a dry run find anything."""
    arguments = (*INPAINT, "in", "-r", "-o", "out", "--mask", "m.png")
    assert run(*arguments)[0] == 0
    before = identity("out/a.png")
    for more in ([], ["--dry-run"]):
        code, _out, err = run(*arguments, *more)
        assert code == 0
        assert "nothing to do: all 2 are done" in err
    assert identity("out/a.png") == before


def test_a_changed_mask_is_done_again(folder: Path, run: Run) -> None:
    """Our own result follows the mask, the growth and the strength."""
    arguments = [*INPAINT, "in/a.png", "-o", "out.png", "--mask", "m.png"]
    assert run(*arguments)[0] == 0
    save_mask(Path("m.png"), scratch(16))
    assert run(*arguments)[0] == 0
    np.testing.assert_array_equal(painted("out.png"), scratch(16))
    assert run(*arguments, "--grow", "1")[0] == 0
    assert painted("out.png")[15, 16]


def test_a_dry_run_writes_nothing(folder: Path, run: Run) -> None:
    """It says what would be done, and of whom there is no mask."""
    save_mask(Path("masks/a.png"), scratch())
    before = list_files(folder)
    code, out, err = run(*INPAINT, "in", "-r", "-o", "out", "--mask-dir", "masks", "--dry-run")
    assert (code, out) == (0, "")
    assert "would be done: in/a.png -> out/a.png" in err
    assert "skipped: in/deep/b.jpg: has no mask" in err
    assert list_files(folder) == before
    assert not Path(os.environ["RESTORER_JOURNAL"]).exists()


def test_json_is_a_line_a_photo(folder: Path, run: Run) -> None:
    """Each tells the source, the status and the notices."""
    save_mask(Path("m.png"), np.zeros((HEIGHT, WIDTH), bool))
    Path("in/bad.png").write_bytes(b"")
    code, out, _err = run(*INPAINT, "in", "-r", "-o", "out", "--mask", "m.png", "--json")
    facts = {fact["source"]: fact for fact in map(json.loads, out.splitlines())}
    assert code == 1
    assert {name: fact["status"] for name, fact in facts.items()} == {
        "in/a.png": "done",
        "in/bad.png": "failed",
        "in/deep/b.jpg": "done",
    }
    assert facts["in/a.png"]["notices"] == ["the mask is empty: nothing was filled"]


def test_a_result_is_never_written_over_a_mask(folder: Path, run: Run) -> None:
    """Neither over the one that is named nor, from our own run before, over one of a folder of masks."""
    save_mask(Path("m.png"), scratch())
    save_mask(Path("masks/a.png"), scratch())
    for given in (("--mask", "m.png", "-o", "m.png"), ("--mask-dir", "masks", "-o", "masks")):
        before = [Path(name).read_bytes() for name in ("m.png", "masks/a.png")]
        code, _out, err = run(*INPAINT, "in/a.png", *given, "--overwrite", "always")
        assert code == 1
        assert "is one of the files results are made from" in err
        assert [Path(name).read_bytes() for name in ("m.png", "masks/a.png")] == before


def test_masks_beside_their_photos_are_no_photos(folder: Path, run: Run) -> None:
    """A folder of photos and masks made by hand is one batch; a photo that is called a mask has its own."""
    save_photo(Path("in/hockey_mask.png"), scratch())
    for name in ("a_mask.png", "hockey_mask_mask.png", "deep/b_mask.png"):
        save_mask(Path("in") / name, scratch())
    assert run(*INPAINT, "in", "-r", "-o", "out", "--mask-dir", "in")[0] == 0
    assert list_files(folder / "out") == ["a.png", "deep/b.jpg", "hockey_mask.png"]


@pytest.mark.parametrize("named", [["in"], ["in/a.png", "in/a_mask.png"]])
def test_a_mask_named_beside_its_photo_is_none_either(folder: Path, run: Run, named: list[str]) -> None:
    """A shell's ``*`` names masks as well."""
    save_mask(Path("in/a_mask.png"), scratch())
    code, _out, err = run(*INPAINT, *named, "--mask-dir", "in", "-o", "out/")
    assert code == 0, err
    assert list_files(folder / "out") == ["a.png"]


def test_the_mask_is_no_photo_of_the_folder(folder: Path, run: Run) -> None:
    """Found among the photos it is passed over, named for all of them, or by a recipe."""
    save_mask(Path("in/m.png"), scratch())
    Path("in/r.toml").write_text(
        '[[steps]]\ntask = "inpaint"\nmodel = "paint"\ninputs = { mask = "m.png" }\n'
    )
    assert run(*INPAINT, "in", "--mask", "in/m.png", "-o", "out/")[0] == 0
    assert run("restore", "in", "--recipe", "in/r.toml", "--device", "cpu", "-o", "again/")[0] == 0
    assert list_files(folder / "out") == list_files(folder / "again") == ["a.png"]


def test_a_photo_is_no_mask_of_itself(folder: Path, run: Run) -> None:
    """Beside its photos a mask is told by _mask; a photo that has none fails, and nothing is filled."""
    save_mask(Path("in/a_mask.png"), scratch())
    code, _out, err = run(*INPAINT, "in/a.png", "in/deep/b.jpg", "-o", "out", "--mask-dir", "in")
    assert code == 1
    assert "failed: in/deep/b.jpg: expected one mask of its name, found none" in err
    assert list_files(folder / "out") == ["a.png"]
    assert (painted("out/a.png") == scratch()).all()
    code, _out, err = run(*INPAINT, "in/a.png", "--mask", "in/a.png", "-o", "other.png")
    assert code == 1
    assert "in/a.png: is the photo itself, expected a mask of it" in err
    Path("r.toml").write_text('[[steps]]\ntask = "inpaint"\ninputs = { mask = "in/a.png" }\n')
    for more in ([], ["--dry-run"]):
        code, _out, err = run("restore", "in/a.png", "--recipe", "r.toml", "-o", "other.png", *more)
        assert code == 1
        assert "in/a.png: is the photo itself, expected a mask of it" in err
    assert not Path("other.png").exists()


def test_a_result_of_the_same_name_is_no_mask(folder: Path, run: Run) -> None:
    """Of a folder of masks that holds photos, too, what has colours or is hidden is passed over."""
    colours = np.random.default_rng(0).integers(0, 255, (40, 40, 3), np.uint8)
    for name in ("in/a.png", "masks/restored/a.png", "masks/.thumbs/a.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(colours).save(name)
    code, _out, err = run("inpaint", "in/a.png", "--mask-dir", "masks", "-o", "out/", "--device", "cpu")
    assert (code, Path("out").exists()) == (1, False)
    assert "in/a.png: expected one mask of its name, found none" in err

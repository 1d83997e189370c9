"""What ``restorer colorize`` promises, and recipes that add colour."""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from coloring import MOST_OFF, camera, every_level, lab, light_off, save_hints, sepia
from command_line import Run, list_files
from PIL import Image
from small_photos import contents
from stand_ins import brightness_model, tinting_model

from restorer.batch.plan import Job
from restorer.batch.results import JobResult
from restorer.batch.running import run_jobs
from restorer.batch.variants import with_variations
from restorer.cli.progress import Tally
from restorer.files import read_photo, write_photo
from restorer.photo import Photo
from restorer.pixels.samples import Samples
from restorer.recipe import Recipe, Step


def colours(path: str) -> float:
    """Give the mean chroma of a picture."""
    return float(np.linalg.norm(lab(read_photo(path).samples)[..., 1:], axis=2).mean())


@pytest.mark.parametrize(
    ("samples", "depth"),
    [
        (every_level()[..., None], 8),
        (sepia(every_level()), 8),
        (every_level()[..., None] * np.uint16(257), 16),
    ],
    ids=["grey", "sepia", "16 bit"],
)
def test_the_shipped_model_keeps_the_lightness_of_files(
    mixed: Path, run: Run, samples: Samples, depth: int
) -> None:
    """With strong hints each pixel's L* in the PNG is within 0.4 of the photo's, of 16 bits within 0.02."""
    write_photo(Photo(samples, depth=depth), "photo.png")
    save_hints("hints.json", (20, 20, "#ff0000"), (100, 30, "#0000ff"), (60, 60, "#00ff00"))
    before = contents(mixed)
    code, _out, err = run("colorize", "photo.png", "--hints", "hints.json", "--saturation", "150")
    assert code == 0, err
    result = read_photo("photo_restored.png")
    assert (result.samples.shape, result.depth) == ((96, 128, 3), depth)
    assert light_off(result.samples, samples) < (MOST_OFF if depth == 8 else 0.02)
    assert colours("photo_restored.png") > 3
    assert {name: contents(mixed)[name] for name in before} == before


def test_grey_photos_of_a_folder_are_coloured(mixed: Path, run: Run, tint: list[str]) -> None:
    """The photo in colour is skipped with a notice and not copied; the code is 0; originals stay."""
    before = contents(mixed)
    code, out, err = run(*tint, "in", "-r", "-o", "out")
    assert (code, out) == (0, "")
    assert list_files(mixed / "out") == ["deep/sepia.jpg", "grey.png"]
    (notice,) = [line for line in err.splitlines() if line.startswith("skipped")]
    assert notice.startswith("skipped: in/portrait.png: the photo has colours already: ")
    assert "3 photos: 2 done, 1 skipped, 0 failed" in err.splitlines()
    for name in ("grey.png", "deep/sepia.jpg"):
        result = read_photo(f"out/{name}")
        assert result.samples.shape == (96, 128, 3)
        assert result.metadata.xmp is not None
        assert b"compositeWithTrainedAlgorithmicMedia" in result.metadata.xmp
        assert b"colorize model=tint" in result.metadata.xmp
    assert {name: contents(mixed)[name] for name in before} == before


@pytest.mark.parametrize("more", [[], ["--variations", "2"], ["--json"]], ids=" ".join)
def test_a_single_photo_in_colour_fails(mixed: Path, run: Run, tint: list[str], more: list[str]) -> None:
    """Named alone it ends with 1 and a line that says why, and nothing is written."""
    before = list_files(mixed)
    code, out, err = run(*tint, "in/portrait.png", "-o", "out.png", *more)
    assert code == 1
    told = [json.loads(line)["error"] for line in out.splitlines()] or err.splitlines()
    assert any("in/portrait.png: the photo has colours already: " in line for line in told)
    assert "Traceback" not in err
    assert list_files(mixed) == before


def test_a_photo_in_colour_can_be_forced(mixed: Path, run: Run, tint: list[str], portrait: Samples) -> None:
    """With --force it is coloured anew at its lightness."""
    assert run(*tint, "in/portrait.png", "-o", "out.png", "--force")[0] == 0
    result = read_photo("out.png").samples
    assert (result != portrait).any()
    assert light_off(result, portrait) < MOST_OFF


def test_variations_are_written_beside(mixed: Path, run: Run, tint: list[str]) -> None:
    """Of each grey photo the expected colouring, and so many others, all of them different."""
    code, _out, err = run(*tint, "in", "-o", "out", "--variations", "2")
    assert code == 0, err
    names = ["grey.png", "grey_v1.png", "grey_v2.png"]
    assert list_files(mixed / "out") == names
    assert "2 photos, 4 results: 3 done, 1 skipped, 0 failed" in err.splitlines()
    assert err.count("portrait.png") == 1
    assert len({read_photo(f"out/{name}").samples.tobytes() for name in names}) == 3
    assert run(*tint, "in/grey.png", "--variations", "1")[0] == 0
    assert list_files(mixed / "in") == sorted(
        ["deep/sepia.jpg", "grey.png", "grey_restored.png", "grey_restored_v1.png", "portrait.png"]
    )
    assert Path("in/grey_restored_v1.png").read_bytes() == Path("out/grey_v1.png").read_bytes()


def test_results_are_no_photos_to_colour(mixed: Path, run: Run, tint: list[str]) -> None:
    """A second run beside the photos finds nothing to do: neither for them nor for their variations."""
    assert run(*tint, "in", "--variations", "2")[0] == 0
    before = list_files(mixed)
    for photos in ("in", "in/*.png"):
        code, _out, err = run(*tint, photos, "--variations", "2")
        assert code == 0
        assert err.count("done before") == 3
        assert list_files(mixed) == before


def test_two_photos_do_not_share_a_name(mixed: Path, run: Run, tint: list[str]) -> None:
    """A photo called as another's variation is told before anything is done."""
    Image.fromarray(camera(8)).save("in/grey_v1.png")
    code, _out, err = run(*tint, "in", "-o", "out", "--variations", "1")
    assert (code, "would both become out/grey_v1.png" in err) == (1, True)
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--variations", "-1"],
        ["--variations", "101"],
        ["--variations", "1.5"],
        ["--saturation", "-1"],
        ["--saturation", "201"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(mixed: Path, run: Run, tint: list[str], options: list[str]) -> None:
    """Numbers beyond their range are refused, and nothing is done."""
    before = list_files(mixed)
    code, out, err = run(*tint, "in/grey.png", *options)
    assert (code, out) == (2, "")
    assert err
    assert list_files(mixed) == before


def test_saturation_is_in_percent(mixed: Path, run: Run, tint: list[str]) -> None:
    """At 0 the photo is grey as it was, in three channels; at 50 its colours are about half as strong."""
    for percent in ("0", "50", "100"):
        assert run(*tint, "in/grey.png", "-o", f"{percent}.png", "--saturation", percent)[0] == 0
    np.testing.assert_array_equal(read_photo("0.png").samples, every_level()[..., None].repeat(3, axis=2))
    assert 0.4 < colours("50.png") / colours("100.png") < 0.7


def test_what_is_done_is_not_done_again(mixed: Path, run: Run, tint: list[str]) -> None:
    """A second run says so and changes no file; another saturation is another key."""
    arguments = (*tint, "in/grey.png", "in/deep/sepia.jpg", "-o", "out")
    assert run(*arguments)[0] == 0
    before = contents(mixed / "out")
    for more in ([], ["--dry-run"]):
        code, _out, err = run(*arguments, *more)
        assert code == 0
        assert "nothing to do: all 2 are done" in err
    assert contents(mixed / "out") == before
    assert run(*arguments, "--saturation", "50")[0] == 0
    assert contents(mixed / "out") != before


def test_a_dry_run_writes_nothing(mixed: Path, run: Run, tint: list[str]) -> None:
    """It says what would be done, variations as well."""
    before = list_files(mixed)
    code, out, err = run(*tint, "in/grey.png", "-o", "out/", "--variations", "1", "--dry-run")
    assert (code, out) == (0, "")
    for name in ("grey.png", "grey_v1.png"):
        assert f"would be done: in/grey.png -> out/{name}" in err
    assert list_files(mixed) == before
    assert not Path(os.environ["RESTORER_JOURNAL"]).exists()


def test_a_model_of_ones_own_is_imported(mixed: Path, run: Run) -> None:
    """One that keeps the contract is tried, listed and used; one of another contract is told in a line."""
    Path("mine.onnx").write_bytes(tinting_model())
    Path("other.onnx").write_bytes(brightness_model())
    assert run("models", "import", "mine.onnx", "--task", "colorize")[0] == 0
    assert "mine" in run("models")[1]
    assert run("colorize", "in/grey.png", "-o", "out.png", "--model", "mine")[0] == 0
    assert colours("out.png") > 3
    code, _out, err = run("models", "import", "other.onnx", "--task", "colorize")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "has 1 input, expected 2 by colorize-v4" in err


def test_a_photo_is_read_once_for_all_its_variations(mixed: Path, tint: list[str]) -> None:
    """Its file is opened once for it and once for its sum, however many colourings there are."""
    opened: list[str] = []
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
    recipe = Recipe((Step("colorize", model=tint[tint.index("--model") + 1]),))
    job = Job(Path("in/grey.png"), Path("out/grey.png"), recipe)
    results = list(run_jobs(with_variations([job], 3), device="cpu"))
    assert [result.status for result in results] == ["done"] * 4
    assert opened.count("in/grey.png") == 2


def test_variations_that_fail_alone_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Only what keeps the photo itself from being coloured is told and counted once."""
    jobs = [Job(Path("a.png"), Path(f"{at}.png"), Recipe(())) for at in range(4)]
    for first, counts in (("done", "1 done, 0 skipped, 3 failed"), ("failed", "0 done, 0 skipped, 1 failed")):
        tally = Tally(jobs, as_json=False)
        for at, job in enumerate(jobs):
            is_done = at == 0 and first == "done"
            tally.add(JobResult(job, "done" if is_done else "failed", error=None if is_done else "full"))
        tally.close()
        assert counts in capsys.readouterr().err

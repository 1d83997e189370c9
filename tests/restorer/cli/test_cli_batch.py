"""What the options of a batch promise: trial runs, lists, names, formats, counts that are true."""

import io
import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from command_line import Run, list_files
from PIL import Image
from small_photos import grey
from stand_ins import blurring_model, with_card

from restorer.files import read_photo


def test_a_dry_run_says_all_and_does_nothing(folder: Path, run: Run, darken: list[str]) -> None:
    """What would be done, skipped or fail, with the counts; no file is made, not even a journal."""
    Path("out").mkdir()
    Image.new("RGB", (4, 4)).save("out/a.png")
    before = list_files(folder)
    code, out, err = run(*darken, "in", "-o", "out", "-r", "--dry-run")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "skipped: out/a.png: exists already, and is kept",
        "would be done: in/deep/b.jpg -> out/deep/b.jpg",
        "2 photos: 1 planned, 1 skipped, 0 failed",
    ]
    assert list_files(folder) == before
    assert not Path(os.environ["RESTORER_JOURNAL"]).exists()


def test_a_dry_run_tells_what_would_fail(folder: Path, run: Run, darken: list[str]) -> None:
    """A photo that is missing or none, and a result in a format that is not written, fail there, too."""
    Path("in/words.jpg").write_text("no picture")
    for wrong, word in (("in/gone.png", "gone.png"), ("in/words.jpg", "not a picture")):
        code, _out, err = run(*darken, wrong, "-o", "out/", "--dry-run")
        assert code == 1
        assert word in err
    code, _out, err = run(*darken, "in/a.png", "-o", "a.gif", "--dry-run")
    assert (code, "a.gif" in err) == (1, True)


def test_a_photo_of_the_batch_is_never_a_result(folder: Path, run: Run, darken: list[str]) -> None:
    """Not even where an earlier run made it: it is kept, or the result gets a number."""
    assert run(*darken, "in/a.png")[0] == 0
    made = Path("in/a_restored.png").read_bytes()
    again = (*darken, "in/a.png", "in/a_restored.png", "--strength", "50")
    code, _out, err = run(*again)
    assert (code, Path("in/a_restored.png").read_bytes()) == (0, made)
    assert "in/a_restored.png: exists already, and is kept" in err
    assert run(*again, "--overwrite", "rename")[0] == 0
    assert Path("in/a_restored.png").read_bytes() == made
    assert Path("in/a_restored-2.png").exists()


def test_a_dry_run_after_a_run_finds_nothing_to_do(folder: Path, run: Run, darken: list[str]) -> None:
    """It decides as the run itself would, and opens no model."""
    arguments = (*darken, "in", "-o", "out", "-r")
    assert run(*arguments)[0] == 0
    for dry in (["--dry-run"], []):
        code, _out, err = run(*arguments, *dry)
        assert code == 0
        assert "nothing to do: all 2 are done" in err
        assert "on CPU" not in err


def test_counts_tell_of_all_that_was_found(folder: Path, run: Run, darken: list[str]) -> None:
    """A photo of the user's that is called as a result is counted; our own results are no photos."""
    Image.open("in/a.png").save("in/theirs_restored.png")
    code, _out, err = run(*darken, "in")
    assert (code, "2 photos: 1 done, 1 skipped, 0 failed" in err) == (0, True)
    assert "skipped: in/theirs_restored.png: is called as a result of ours; " in err
    Path("in/theirs_restored.png").unlink()
    for more in ([], ["--dry-run"]):
        code, _out, err = run(*darken, "in", "-r", *more)
        assert (code, "theirs" in err, "a_restored_restored" in err) == (0, False, False)
    assert list_files(folder / "in") == ["a.png", "a_restored.png", "deep/b.jpg", "deep/b_restored.jpg"]
    assert err.endswith("2 photos: 0 done, 2 skipped, 0 failed\nnothing to do: all 2 are done\n")


@pytest.mark.parametrize("photos", [["in/*.png"], ["--files-from", "list"]], ids=" ".join)
def test_all_photos_of_a_folder_twice_are_restored_once(
    folder: Path, run: Run, darken: list[str], photos: list[str]
) -> None:
    """By pattern or list the first results are among the photos of the second call, and are skipped."""
    for line in ("in/a.png", "in/a.png\nin/a_restored.png"):
        Path("list").write_text(line)
        code, _out, err = run(*darken, *photos)
        assert code == 0
    assert list_files(folder / "in") == ["a.png", "a_restored.png", "deep/b.jpg"]
    assert err.splitlines() == [
        "skipped: in/a_restored.png: done before",
        "skipped: in/a_restored.png: is where the result of in/a.png goes; restore it by a call of its own",
        "2 photos: 0 done, 2 skipped, 0 failed",
    ]


def test_photos_and_their_results_in_a_folder_are_restored_once(
    folder: Path, run: Run, darken: list[str]
) -> None:
    """What a list finds in the folder of results is not restored into it again."""
    assert run(*darken, "in/a.png", "-o", "out/")[0] == 0
    code, _out, err = run(*darken, "in/a.png", "out/a.png", "-o", "out/")
    assert code == 0
    assert err.splitlines() == [
        "skipped: out/a.png: done before",
        "skipped: out/a.png: is where the result of in/a.png goes; restore it by a call of its own",
        "2 photos: 0 done, 2 skipped, 0 failed",
    ]


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\0"])
def test_photos_come_from_a_list(folder: Path, run: Run, darken: list[str], separator: bytes) -> None:
    """One a line or between zero bytes; blank lines count for nothing; the output is a folder."""
    Path("list").write_bytes(separator.join([b"in/a.png", b"", b"in/deep/b.jpg", b""]))
    assert run(*darken, "--files-from", "list", "-o", "out")[0] == 0
    assert list_files(folder / "out") == ["a.png", "b.jpg"]


def test_a_list_comes_from_standard_input(
    folder: Path, run: Run, darken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash reads it there."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"in/a.png\n")))
    assert run(*darken, "--files-from", "-", "-o", "out")[0] == 0
    assert list_files(folder / "out") == ["a.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize(
    ("line", "message", "made"),
    [
        ("--files-from - -o out <&-", "-: the list cannot be read: standard input is closed", []),
        (
            "in -r -o out --json >/dev/full",
            "standard output cannot be written: No space left on device",
            ["a.png"],
        ),
    ],
)
def test_a_stream_that_fails_is_one_line(folder: Path, line: str, message: str, made: list[str]) -> None:
    """Standard input that is closed, output that is full: the code is 1, results that were made stay."""
    command = f"{shlex.quote(sys.executable)} -m restorer denoise --sigma 5 --device cpu {line}"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        ["sh", "-c", command], check=False, capture_output=True, text=True, timeout=120, env=environment
    )
    told = [each for each in done.stderr.splitlines() if each != "denoise-unet on CPU"]
    assert (done.returncode, told) == (1, [f"restorer: {message}"])
    assert set(list_files(folder / "out")) >= set(made)


def test_a_list_that_is_missing_is_one_line(folder: Path, run: Run, darken: list[str]) -> None:
    """It is named with the reason."""
    code, _out, err = run(*darken, "--files-from", "none")
    assert (code, err) == (1, "restorer: none: the list cannot be read: No such file or directory\n")


def test_patterns_are_expanded_where_the_shell_does_not(folder: Path, run: Run, darken: list[str]) -> None:
    """A pattern that is no file's name stands for those it fits; a file called like one is itself."""
    Image.open("in/a.png").save("in/[a].png")
    assert run(*darken, "in/*.png", "-o", "out")[0] == 0
    assert list_files(folder / "out") == ["[a].png", "a.png"]
    assert run(*darken, "in/[a].png", "-o", "one/")[0] == 0
    assert list_files(folder / "one") == ["[a].png"]


def test_results_are_named_as_told(folder: Path, run: Run, darken: list[str]) -> None:
    """--name gives the names, --format the format, --bit-depth the depth."""
    arguments = ("in", "-o", "out", "-r", "--name", "{index:02}-{parent}{ext}", "--format", "tiff")
    assert run(*darken, *arguments, "--bit-depth", "16")[0] == 0
    assert list_files(folder / "out") == ["01-in.tif", "deep/02-deep.tif"]
    with Image.open("out/01-in.tif") as picture:
        assert picture.format == "TIFF"


def test_quality_and_history_are_options(folder: Path, run: Run, darken: list[str]) -> None:
    """A lower quality is a smaller file; without history nothing of the model is noted."""
    noise = np.random.default_rng(0).integers(60, 200, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save("n.jpg", quality=95)
    for name, more in {"high": ["--quality", "95"], "low": ["--quality", "30", "--no-history"]}.items():
        assert run(*darken, "n.jpg", "-o", f"{name}.jpg", *more)[0] == 0
    assert Path("low.jpg").stat().st_size < Path("high.jpg").stat().st_size / 2
    assert b"darken" in Path("high.jpg").read_bytes()
    assert b"darken" not in Path("low.jpg").read_bytes()


def test_large_photos_are_refused_from_a_limit_on(folder: Path, run: Run, darken: list[str]) -> None:
    """--most-megapixels moves the limit."""
    code, _out, err = run(*darken, "in/a.png", "--most-megapixels", "0.001")
    assert code == 0
    Image.new("RGB", (100, 20)).save("large.png")
    code, _out, err = run(*darken, "large.png", "--most-megapixels", "0.001")
    assert code == 1
    assert "failed: large.png: " in err


@pytest.mark.parametrize(
    "option",
    [
        ["--format", "bmp"], ["--format", "raw"], ["--quality", "0"], ["--bit-depth", "9"],
        ["--name", "{date}{ext}"], ["--name", "a/{stem}{ext}"], ["--report", "r"], ["--most-megapixels", "0"],
        ["--report", "r.json", "--dry-run"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_options_that_cannot_be_are_wrong_usage(
    folder: Path, run: Run, darken: list[str], option: list[str]
) -> None:
    """Exit code 2, and nothing is done."""
    code, out, err = run(*darken, "in/a.png", *option)
    assert (code, out) == (2, "")
    assert err
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]


def test_failures_are_listed_at_the_end(folder: Path, run: Run, darken: list[str]) -> None:
    """After the counts, unless they are the last lines anyway."""
    Path("in/0.png").write_bytes(b"")
    err = run(*darken, "in", "-o", "out", "-r")[2]
    assert err.splitlines()[-3:] == [
        "3 photos: 2 done, 0 skipped, 1 failed",
        "1 failed:",
        "  in/0.png: the file is empty",
    ]
    assert (
        run(*darken, "in", "-o", "out", "-r", "--overwrite", "always")[2].splitlines()[-2:]
        == err.splitlines()[-2:]
    )
    Path("in/0.png").rename("in/z.png")
    err = run(*darken, "in", "-o", "out", "-r")[2]
    assert err.splitlines()[-1] == "3 photos: 0 done, 2 skipped, 1 failed"


def test_a_photo_of_another_format_than_its_name_is_told(folder: Path, run: Run, darken: list[str]) -> None:
    """It is restored to a file whose name is true."""
    Path("in/a.png").rename("in/a.jpg")
    code, _out, err = run(*darken, "in/a.jpg", "-o", "out/")
    assert code == 0
    assert "in/a.jpg -> out/a.png" in err
    assert "is a png despite its name" in err
    assert grey("out/a.png") == 153


def test_more_bits_hold_more_levels(folder: Path, run: Run, user_models: Path) -> None:
    """An 8-bit photo saved at 16 bits has levels between the old ones, not the old ones spread."""
    with_card(blurring_model(), user_models / "blur.onnx", reach=2, exact_reach=2)
    noise = np.random.default_rng(0).integers(0, 255, (16, 24, 3), np.uint8)
    Image.fromarray(noise).save("in/noise.png")
    arguments = ["denoise", "in/noise.png", "-o", "deep.png", "--model", "blur", "--sigma", "5"]
    assert run(*arguments, "--device", "cpu", "--bit-depth", "16")[0] == 0
    samples = read_photo("deep.png").samples
    assert samples.dtype == np.uint16
    assert (samples % 257 != 0).mean() > 0.9


def test_a_number_is_not_the_name_of_another_result(folder: Path, run: Run, darken: list[str]) -> None:
    """Two photos whose results would meet at ``a-2.png`` both get one, in a dry run as well."""
    Image.new("RGB", (4, 4)).save("in/a-2.png")
    Path("out").mkdir()
    Path("out/a.png").write_bytes(b"precious")
    batch = (*darken, "in/a.png", "in/a-2.png", "-o", "out/", "--overwrite", "rename")
    planned = run(*batch, "--dry-run")[2]
    assert "in/a.png -> out/a-3.png" in planned
    assert "in/a-2.png -> out/a-2.png" in planned
    code, _out, err = run(*batch)
    assert (code, "2 photos: 2 done, 0 skipped, 0 failed" in err) == (0, True)
    assert list_files(folder / "out") == ["a-2.png", "a-3.png", "a.png"]
    assert Path("out/a.png").read_bytes() == b"precious"


def test_folders_are_made_for_results_alone(folder: Path, run: Run, darken: list[str]) -> None:
    """Of those made for a result that then cannot be encoded none stays; one that was there does."""
    Image.new("L", (70_000, 1)).save("in/wide.png")
    Path("there").mkdir()
    for out in ("new/deep/", "there/"):
        code, _, err = run(*darken, "in/wide.png", "-o", out, "--format", "jpeg")
        assert (code, "cannot be encoded as jpeg" in err) == (1, True), err
    assert not Path("new").exists()
    assert not list(Path("there").iterdir())
    assert run(*darken, "in", "in/wide.png", "-o", "new/deep/", "--format", "jpeg")[0] == 1
    assert list_files(folder / "new") == ["deep/a.jpg"]

"""What ``restorer burst`` promises: one photo of many, or many of a clip, and one line for what is wrong."""

import base64
import errno
import json
import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from command_line import Run, list_files
from damaged_files import damaged_files
from filming import BURST, SCENE, shots
from PIL import Image

from restorer import Job, Library, Recipe, Step, read_photo
from restorer.batch.frames import run_burst
from restorer.cli import app
from restorer.tasks.sequence import FrameRestorer
from restorer.thumbnails import make_thumbnail


@pytest.mark.parametrize("named", [["in"], [f"in/{at}.png" for at in range(1, 5)], ["in/*.png"]])
def test_a_burst_becomes_one_photo(frames: Path, run: Run, named: list[str]) -> None:
    """A folder, files or a pattern: one result with the metadata of the frame that was asked for."""
    code, out, err = run(*BURST, *named, "-o", "out.png", "--reference", "3")
    assert code == 0, err
    assert list_files(frames) == [*(f"in/{at}.png" for at in range(1, 5)), "out.png"]
    assert "in/3.png -> out.png" in out + err
    assert "is frame 3 of 4" in out + err
    restored = read_photo("out.png")
    assert b"camera 3" in (restored.metadata.exif or b"")
    assert b"frames=4" in (restored.metadata.xmp or b"")
    noisy, clean = read_photo("in/3.png").samples / 255, shots(SCENE, [(0, 0)], (96, 120), 0)[0].samples / 255
    assert np.abs(restored.samples / 255 - clean).mean() < 0.7 * np.abs(noisy - clean).mean()


@pytest.mark.parametrize(("output", "target"), [("new/", "new/3.png"), ("new/b.tif", "new/b.tif")])
def test_the_output_is_a_file_or_a_folder(frames: Path, run: Run, output: str, target: str) -> None:
    """In a folder the result is called as the frame that is restored; a name says the format."""
    assert run(*BURST, "in", "-o", output)[0] == 0
    assert read_photo(target).format == Path(target).suffix[1:].replace("tif", "tiff")


def test_a_clip_becomes_as_many_photos(frames: Path, run: Run) -> None:
    """With --sequence each frame has its result, of its name and with its own metadata."""
    code, out, err = run(*BURST, "in", "--sequence", "-o", "out")
    assert code == 0, err
    assert list_files(frames / "out") == [f"{at}.png" for at in range(1, 5)]
    assert b"camera 2" in (read_photo("out/2.png").metadata.exif or b"")
    assert b"frames=4" in (read_photo("out/4.png").metadata.xmp or b"")
    assert "4 photos: 4 done" in out + err


def test_a_bad_frame_of_a_clip_stops_no_other(frames: Path, run: Run) -> None:
    """A frame that cannot be read is named, and those after it are restored without those before."""
    Path("in/2.png").write_bytes(damaged_files()["half.png"])
    code, out, err = run(*BURST, "in", "--sequence", "-o", "out")
    assert code == 1
    assert list_files(frames / "out") == ["1.png", "3.png", "4.png"]
    assert len([line for line in (out + err).splitlines() if line.startswith("failed: in/2.png")]) == 1
    assert b"frames=1" in (read_photo("out/3.png").metadata.xmp or b"")


def test_what_is_there_is_kept_and_still_remembered(frames: Path, run: Run) -> None:
    """A result that exists is not written again, but the frames after it know its frame."""
    run(*BURST, "in", "--sequence", "-o", "all")
    run(*BURST, "in/1.png", "in/2.png", "--sequence", "-o", "out")
    before = Path("out/2.png").stat().st_mtime_ns
    code, out, err = run(*BURST, "in", "--sequence", "-o", "out")
    assert code == 0
    assert (out + err).count("exists already, and is kept") == 2
    assert Path("out/2.png").stat().st_mtime_ns == before
    assert Path("out/4.png").read_bytes() == Path("all/4.png").read_bytes()


@pytest.mark.parametrize("target", ["in/1.png", "in/4.png"])
def test_no_frame_is_written_over(frames: Path, run: Run, target: str) -> None:
    """None of the frames may be the result, even when overwriting."""
    before = Path(target).read_bytes()
    code, out, err = run(*BURST, "in", "-o", target, "--overwrite", "always")
    assert code == 1
    assert "never written to" in out + err
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize(
    ("overwrite", "names"), [("never", ["out.png"]), ("rename", ["out-2.png", "out.png"])]
)
def test_an_existing_result_is_kept(frames: Path, run: Run, overwrite: str, names: list[str]) -> None:
    """What lies at the output stays what it was, unless it is to be overwritten."""
    Image.new("RGB", (4, 4)).save("out.png")
    assert run(*BURST, "in", "-o", "out.png", "--overwrite", overwrite)[0] == 0
    assert [name for name in list_files(frames) if "/" not in name] == names
    assert read_photo("out.png").width == 4
    assert run(*BURST, "in", "-o", "out.png", "--overwrite", "always")[0] == 0
    assert read_photo("out.png").width == 120


def test_a_result_that_is_there_is_told_at_once(frames: Path, run: Run) -> None:
    """No frame is looked at then, to find the sharpest: not even one that cannot be read."""
    Path("in/2.png").write_bytes(damaged_files()["half.png"])
    assert run(*BURST, "in", "-o", "out.png")[0] == 1
    Image.new("RGB", (4, 4)).save("out.png")
    code, out, err = run(*BURST, "in", "-o", "out.png")
    assert code == 0
    assert "out.png: exists already, and is kept" in out + err


def test_a_result_that_comes_in_between_is_kept(frames: Path) -> None:
    """A file that another program puts in the result's place meanwhile stays, and no part of ours."""
    step = Step("denoise", model="mean", controls={"sigma": 20.0})
    jobs = [Job(Path(f"in/{at}.png"), Path("out.png"), Recipe((step,))) for at in range(1, 5)]

    def come_between(done: int, _total: int) -> None:
        if done:
            Path("out.png").write_bytes(b"of another")

    restorer = FrameRestorer.open(step, Library(), "cpu", history=True)
    (result,) = run_burst(jobs, 0, restorer, None, tick=come_between)
    assert result.status == "failed"
    assert Path("out.png").read_bytes() == b"of another"
    assert list_files(frames) == [*(f"in/{at}.png" for at in range(1, 5)), "out.png"]


def test_the_help_of_a_burst_tells_of_bursts() -> None:
    """Its result has no place beside a photo, and an earlier one is never replaced unasked."""
    command: Any = typer.main.get_command(app)
    helps = {parameter.name: parameter.help for parameter in command.commands["burst"].params}
    assert "beside each photo" not in helps["output"]
    assert "earlier result" not in helps["overwrite"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["in/1.png", "-o", "out.png"], 1, "a burst of 1, expected two frames or more"),
        (["in", "-o", "out.png", "--reference", "5"], 1, "the reference is frame 5, expected one of 1 to 4"),
        (["in/none*.png", "-o", "out.png"], 1, "in/none*.png: No such file"),
        (["empty", "-o", "out.png"], 1, "no photo found"),
        (["in", "in/text.jpg", "-o", "out.png"], 1, "in/text.jpg: not a picture"),
        (["in", "empty.jpg", "-o", "out.png"], 1, "failed: empty.jpg: the file is empty"),
        (["in", "missing.png", "-o", "out.png"], 1, "missing.png: No such file"),
        (["in", "small.png", "-o", "out.png"], 1, "failed: small.png (50 x 40): not of the size of the"),
        (["in"], 2, "say where the result goes"),
        (["in", "-o", "out", "--sequence", "--reference", "1"], 2, "is of a burst"),
        (["in", "-o", "out.png", "--sigma", "loud"], 2, "neither auto nor a number"),
        (["in", "small.png", "-o", "out.png", "--reference", "1", "--dry-run"], 1, "small.png (50 x 40)"),
        (["in", "small.png", "-o", "out.png", "--reference", "1"], 1, "(50 x 40): not of the size of"),
        (["in", "-o", "out.png", "--model", "none"], 1, "no model 'none' for sequence"),
        (["in", "-o", "out.png", "--model", "none", "--dry-run"], 1, "no model 'none' for sequence"),
    ],
)
def test_what_is_wrong_is_said(frames: Path, run: Run, arguments: list[str], code: int, words: str) -> None:
    """One line, an exit code, no traceback, and no result."""
    Path("in/text.jpg").write_bytes(b"no picture")
    Image.new("RGB", (50, 40)).save("small.png")
    Path("empty").mkdir()
    Path("empty.jpg").touch()
    if "in/text.jpg" not in arguments:
        Path("in/text.jpg").unlink()
    found, out, err = run(*BURST, *arguments)
    assert found == code
    assert words in " ".join((out + err).split())
    assert "Traceback" not in err
    assert not list(frames.glob("out*"))


def test_a_dry_run_does_nothing(frames: Path, run: Run) -> None:
    """What would be done is said, of a burst and of a clip, and nothing is written."""
    before = list_files(frames)
    assert "would be done: in/3.png -> out.png" in "".join(
        map(str, run(*BURST, "in", "-o", "out.png", "--dry-run"))
    )
    assert "4 planned" in "".join(map(str, run(*BURST, "in", "--sequence", "-o", "out", "--dry-run")))
    assert list_files(frames) == before


def test_the_report_is_of_the_frame_that_was_restored(frames: Path, run: Run) -> None:
    """It is the source, the picture before is its own, and the model is the one that was asked for."""
    code, out, err = run(*BURST, "in", "-o", "out/", "--json", "--report", "r.json")
    assert code == 0, err
    told = json.loads(out)
    assert (told["source"], told["target"]) == ("in/3.png", "out/3.png")
    report = json.loads(Path("r.json").read_text())
    assert report["recipe"][0]["model"] == "mean"
    assert report["results"][0]["source"] == "in/3.png"
    assert run(*BURST, "in", "-o", "a.png", "--report", "r.html")[0] == 0
    pictures = re.findall(r"base64,([^\"]+)", Path("r.html").read_text())
    expected = [make_thumbnail(read_photo(path)) for path in ("in/3.png", "a.png")]
    assert [base64.b64decode(picture) for picture in pictures] == expected


@pytest.mark.parametrize("more", [["-o", "a.png"], ["-o", "out", "--sequence"]])
@pytest.mark.parametrize(
    ("options", "models"), [(BURST, ["mean"]), (["burst"], ["sequence-unet", "level-cnn"])]
)
def test_the_report_names_the_models_of_frames(
    frames: Path, run: Run, options: list[str], models: list[str], more: list[str]
) -> None:
    """Those that were used, not the ones that photos by themselves are restored by."""
    assert run(*options, "in/1.png", "in/2.png", *more, "--report", "r.json")[0] == 0
    step = json.loads(Path("r.json").read_text())["recipe"][0]
    assert [model["name"] for model in step["models"]] == models


def test_frames_from_a_list_become_one_file(frames: Path, run: Run) -> None:
    """A list makes the output of a burst no folder, for it has one result; that of a clip is one."""
    Path("list").write_text("in/1.png\nin/2.png\n")
    assert run(*BURST, "--files-from", "list", "-o", "out.png")[0] == 0
    assert b"frames=2" in (read_photo("out.png").metadata.xmp or b"")
    assert run(*BURST, "--files-from", "list", "--sequence", "-o", "out")[0] == 0
    assert list_files(frames / "out") == ["1.png", "2.png"]


@pytest.mark.parametrize(
    ("arguments", "target"), [(["--name", "result.png"], "result.png"), (["--format", "png"], "1.png")]
)
def test_one_result_needs_one_name(frames: Path, run: Run, arguments: list[str], target: str) -> None:
    """A name, or a format, by which results of all frames would be called the same is good for the one."""
    Image.open("in/2.png").save("in/1.tif")
    code, out, err = run(*BURST, "in/1.png", "in/1.tif", "-o", "out/", *arguments)
    assert code == 0, out + err
    assert list_files(frames / "out") == [target]


def test_a_frame_called_as_a_result_is_a_frame(frames: Path, run: Run) -> None:
    """A burst has one result, so that none of its frames is where another's result goes."""
    Path("in/2.png").rename("in/1_restored.png")
    assert run(*BURST, "in/1.png", "in/1_restored.png", "-o", "out.png")[0] == 0
    assert b"frames=2" in (read_photo("out.png").metadata.xmp or b"")


@pytest.mark.parametrize("target", ["in/clean.png", "in/below/clean.png"])
def test_what_a_burst_made_is_no_frame(frames: Path, run: Run, target: str) -> None:
    """Found in a folder it is left out, of bursts and of clips; named it is a frame as any other."""
    burst, second = [*BURST, "in", "-r", "-o", target], target.replace("clean", "clean-2")
    for overwrite in ("never", "rename", "always"):
        code, out, err = run(*burst, "--overwrite", overwrite)
        assert code == 0, out + err
    for made in (target, second):
        assert b"frames=4" in (read_photo(made).metadata.xmp or b"")
    assert "would be done: in/3.png" in "".join(map(str, run(*burst, "--overwrite", "always", "--dry-run")))
    assert run(*BURST, "in", "-r", "--sequence", "-o", "out")[0] == 0
    assert list_files(frames / "out") == [f"{at}.png" for at in range(1, 5)]
    assert run(*BURST, "in/1.png", target, second, "-o", "named.png")[0] == 0
    assert b"frames=3" in (read_photo("named.png").metadata.xmp or b"")


@pytest.mark.parametrize("more", [["-o", "out.png"], ["-o", "out", "--sequence"]])
def test_the_report_reads_what_the_burst_may_read(
    frames: Path, run: Run, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    """Photos beyond the usual limit, allowed by --most-megapixels, have their pictures in the report."""
    monkeypatch.setitem(read_photo.__kwdefaults__, "most_megapixels", 0.001)
    code, out, err = run(*BURST, "in", *more, "--most-megapixels", "1", "--report", "r.html")
    assert code == 0, out + err
    assert Path("r.html").read_text().count("<img") == (8 if "--sequence" in more else 2)


def test_a_result_that_is_written_is_done(frames: Path) -> None:
    """Also when its photo is gone by then, and the report can have no picture of it."""
    step = Step("denoise", model="mean", controls={"sigma": 20.0})
    jobs = [Job(Path(f"in/{at}.png"), Path("out.png"), Recipe((step,))) for at in range(1, 5)]

    def lose(done: int, total: int) -> None:
        if done == total:
            Path("in/1.png").unlink()

    restorer = FrameRestorer.open(step, Library(), "cpu", history=True)
    (result,) = run_burst(jobs, 0, restorer, None, tick=lose, thumbnails=lambda _job: True)
    assert (result.status, result.thumbnails) == ("done", None)
    assert read_photo("out.png").width == 120


def test_a_full_disk_ends_a_clip(frames: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The frames after the one that finds the disk full are not tried, though there may be room again."""

    def write_out(_descriptor: int) -> None:
        if list(Path("out").glob(".2.png.*")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", write_out)
    code, out, err = run(*BURST, "in", "--sequence", "-o", "out")
    assert code == 1
    assert "4 photos: 1 done, 0 skipped, 1 failed, 2 left" in out + err
    assert list_files(frames / "out") == ["1.png"]


def test_frames_are_left_out_by_where_they_lie(frames: Path, run: Run) -> None:
    """A pattern for places below the folder leaves out what it matches there, and nothing else."""
    assert "is frame" in "".join(run(*BURST, "in", "-o", "out.png", "--exclude", "in/*")[1:])

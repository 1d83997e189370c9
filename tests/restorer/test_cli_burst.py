"""What ``restorer burst`` promises: one photo of many, or many of a clip, and one line for what is wrong."""

from pathlib import Path

import numpy as np
import pytest
from command_line import Run, list_files
from filming import CARD, shots
from PIL import Image
from recurrent_stand_in import averaging_frames_model
from skimage import data
from stand_ins import damaged_files, with_card

from restorer import Job, Library, Recipe, Step, read_photo
from restorer.frames import run_burst
from restorer.photo import Floats
from restorer.tasks.sequence import FrameRestorer

SCENE: Floats = np.asarray(data.astronaut()[:150, 150:350] / np.float32(255), np.float32)
SHIFTS = [(-5, 2), (4, -3), (0, 0), (2, 4)]
BURST = ["burst", "--model", "mean", "--device", "cpu", "--sigma", "20"]


@pytest.fixture
def frames(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder with frames ``in/1.png`` to ``in/4.png``, and a model that takes their mean."""
    with_card(averaging_frames_model(), user_models / "mean.onnx", **CARD)
    (tmp_path / "in").mkdir()
    for at, photo in enumerate(shots(SCENE, SHIFTS, (96, 120), 20), 1):
        exif = Image.Exif()
        exif[0x0110] = f"camera {at}"
        Image.fromarray(photo.samples).save(tmp_path / "in" / f"{at}.png", exif=exif)
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


@pytest.mark.parametrize(("output", "target"), [("new/", "new/1.png"), ("new/b.tif", "new/b.tif")])
def test_the_output_is_a_file_or_a_folder(frames: Path, run: Run, output: str, target: str) -> None:
    """In a folder the result is called as the first frame; a name says the format."""
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


def test_a_result_that_comes_in_between_is_kept(frames: Path) -> None:
    """A file that another program puts in the result's place meanwhile stays, and no part of ours."""
    step = Step("denoise", model="mean", controls={"sigma": 20.0})
    jobs = [Job(Path(f"in/{at}.png"), Path("out.png"), Recipe((step,))) for at in range(1, 5)]

    def come_between(done: int, _total: int) -> None:
        if done:
            Path("out.png").write_bytes(b"of another")

    restorer = FrameRestorer.open(step, Library(), "cpu", history=True)
    (result,) = run_burst(jobs[0], jobs, 0, restorer, tick=come_between)
    assert result.status == "failed"
    assert Path("out.png").read_bytes() == b"of another"
    assert list_files(frames) == [*(f"in/{at}.png" for at in range(1, 5)), "out.png"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["in/1.png", "-o", "out.png"], 1, "a burst of 1, expected two frames or more"),
        (["in", "-o", "out.png", "--reference", "5"], 1, "the reference is frame 5, expected one of 1 to 4"),
        (["in", "in/text.jpg", "-o", "out.png"], 1, "in/text.jpg: not a picture"),
        (["in", "missing.png", "-o", "out.png"], 1, "missing.png: No such file"),
        (["in", "small.png", "-o", "out.png"], 1, "frame 5 is 50 x 40 pixels and the first 120 x 96"),
        (["in"], 2, "say where the result goes"),
        (["in", "-o", "out", "--sequence", "--reference", "1"], 2, "is of a burst"),
        (["in", "-o", "out.png", "--sigma", "loud"], 2, "neither auto nor a number"),
        (["in", "-o", "out.png", "--model", "none"], 1, "no model 'none' for sequence"),
    ],
)
def test_what_is_wrong_is_said(frames: Path, run: Run, arguments: list[str], code: int, words: str) -> None:
    """One line, an exit code, no traceback, and no result."""
    Path("in/text.jpg").write_bytes(b"no picture")
    Image.new("RGB", (50, 40)).save("small.png")
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
    assert "would be done: in/1.png -> out.png" in "".join(
        map(str, run(*BURST, "in", "-o", "out.png", "--dry-run"))
    )
    assert "4 planned" in "".join(map(str, run(*BURST, "in", "--sequence", "-o", "out", "--dry-run")))
    assert list_files(frames) == before

"""Which photos are the frames of a burst or a clip, and in which order."""

import multiprocessing
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import ClassVar

import pytest
from command_line import Run, list_files
from damaged_files import damaged_files
from filming import BURST
from PIL import Image

from restorer import Job, Library, Photo, Recipe, Step, open_journal, read_photo
from restorer.batch.frames import run_clip
from restorer.progress import Tick, no_tick
from restorer.system.parts import part_of
from restorer.tasks.sequence import FrameRestorer, Frames


def test_what_would_be_skipped_is_left_out_of_a_burst(frames: Path, run: Run) -> None:
    """A link to nothing is said; a photo called as a result of ours is a frame, as nothing goes beside it."""
    Path("in/0.png").symlink_to("nowhere.png")
    Path("in/4.png").rename("in/4_restored.png")
    code, out, err = run(*BURST, "in", "-o", "out.png")
    assert code == 0, out + err
    assert "left out: in/0.png: is a link to nothing" in out + err
    assert b"frames=4" in (read_photo("out.png").metadata.xmp or b"")


@pytest.mark.parametrize(
    ("inputs", "more"),
    [(["in"], ["-o", "in/clean", "-r"]), (["in/*.png"], ["-o", "in/", "--name", "{stem}_clean{ext}"])],
)
def test_what_a_clip_made_is_no_frame(frames: Path, run: Run, inputs: list[str], more: list[str]) -> None:
    """Given again, the command finds the frames alone, and their results as they are."""
    for _ in range(2):
        code, out, err = run(*BURST, *inputs, "--sequence", *more)
        assert code == 0, out + err
    assert len(list_files(frames / "in")) == 8


def test_a_clip_begins_anew_where_the_size_changes(frames: Path, run: Run) -> None:
    """No frame is lost by it: the first of another size is the first of a scene."""
    for at in (3, 4):
        with Image.open(f"in/{at}.png") as picture:
            picture.resize((60, 48)).save(f"in/{at}.png")
    code, out, err = run(*BURST, "in", "--sequence", "-o", "out")
    assert code == 0, out + err
    assert [
        b"frames=%d" % count in (read_photo(f"out/{at}.png").metadata.xmp or b"")
        for at, count in enumerate((1, 2, 1, 2), 1)
    ] == [True] * 4


def _claim_and_die(target: Path) -> None:
    assert open_journal().claim(target)


def test_what_a_killed_run_left_is_swept_up(frames: Path, run: Run) -> None:
    """The unfinished file of a process that is no more goes with the next burst."""
    died = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(frames / "out.png",))
    died.start()
    died.join()
    part = part_of(frames / "out.png")
    part.write_bytes(b"half")
    code, out, err = run(*BURST, "in", "-o", "out.png")
    assert code == 0, out + err
    assert not part.exists()
    assert open_journal().claim(frames / "out.png")


def test_a_result_that_another_process_writes_is_left_to_it(frames: Path, run: Run) -> None:
    """That is said, nothing is written, and the other keeps its claim."""
    assert open_journal().claim(frames / "out.png")
    code, out, err = run(*BURST, "in", "-o", "out.png")
    assert code == 1
    assert "out.png: another process is writing it" in out + err
    assert not Path("out.png").exists()
    assert not open_journal().claim(frames / "out.png")


@pytest.mark.parametrize("reference", [[], ["--reference", "2"]])
def test_each_frame_of_a_burst_is_read_twice(
    frames: Path, run: Run, monkeypatch: pytest.MonkeyPatch, reference: list[str]
) -> None:
    """Once to choose and to align, and once for its pixels: not all are held in memory."""
    read = Counter[str]()

    def read_and_count(path: Path, *, most_megapixels: float) -> Photo:
        read[path.stem] += 1
        return read_photo(path, most_megapixels=most_megapixels)

    monkeypatch.setattr("restorer.batch.frames.read_photo", read_and_count)
    assert run(*BURST, "in", "-o", "out.png", *reference)[0] == 0
    assert read == dict.fromkeys("1234", 2)


def test_frames_are_in_the_order_of_their_names(frames: Path, run: Run) -> None:
    """However the shell lists them, 9 comes before 10, and a reference is counted so."""
    Path("in/4.png").rename("in/10.png")
    named = ["in/1.png", "in/10.png", "in/2.png", "in/3.png"]
    code, out, err = run(*BURST, *named, "-o", "out.png", "--reference", "4")
    assert code == 0, out + err
    assert "in/10.png -> out.png" in out + err


def test_a_frame_that_cannot_be_written_is_remembered(frames: Path, run: Run) -> None:
    """It was restored, so those after it are restored with its help."""
    assert open_journal().claim(frames / "out" / "2.png")
    assert run(*BURST, "in", "--sequence", "-o", "out")[0] == 1
    assert list_files(frames / "out") == ["1.png", "3.png", "4.png"]
    assert b"frames=3" in (read_photo("out/3.png").metadata.xmp or b"")


@pytest.mark.parametrize("more", [["--sequence", "-o", "out"], ["--reference", "2", "-o", "out/"]])
@pytest.mark.parametrize("nothing", [["--strength", "0"], ["--sigma", "0"]])
def test_where_nothing_is_done_the_file_is_copied(
    frames: Path, run: Run, nothing: list[str], more: list[str]
) -> None:
    """A JPEG is not encoded once more; where the file is to be another one it is."""
    for at in range(1, 5):
        Image.open(f"in/{at}.png").convert("RGB").save(f"in/{at}.jpg", quality=71, comment=b"kept")
        Path(f"in/{at}.png").unlink()
    wish = ["burst", "in", "--device", "cpu", "--model", "mean", *nothing, *more]
    assert run(*wish)[0] == 0
    assert (frames / "out" / "2.jpg").read_bytes() == (frames / "in" / "2.jpg").read_bytes()
    assert run(*wish, "--quality", "50", "--overwrite", "always")[0] == 0
    assert (frames / "out" / "2.jpg").read_bytes() != (frames / "in" / "2.jpg").read_bytes()


def test_progress_of_a_clip_never_falls(frames: Path) -> None:
    """Nor where a frame cannot be read; in the end all is done."""
    Path("in/2.png").write_bytes(b"no picture")
    step = Step("denoise", model="mean", controls={"sigma": 20.0})
    jobs = [Job(Path(f"in/{at}.png"), Path(f"out/{at}.png"), Recipe((step,))) for at in range(1, 5)]
    told: list[float] = []
    restorer = FrameRestorer.open(step, Library(), "cpu", history=True)
    results = list(run_clip(jobs, restorer, None, tick=lambda done, total: told.append(done / total)))
    assert [result.status for result in results] == ["done", "failed", "done", "done"]
    assert told == sorted(told)
    assert told[-1] == 1


class CountingRestorer(FrameRestorer):
    """Counts the frames that were asked for."""

    asked: ClassVar[list[Photo]] = []

    def restore_sequence(self, frames: Frames, tick: Tick = no_tick) -> Generator[Photo]:
        """Restore them, and count."""
        for photo in super().restore_sequence(frames, tick):
            self.asked.append(photo)
            yield photo


def test_a_clip_that_is_resumed_ends_with_its_last_gap(frames: Path) -> None:
    """Frames before what is missing are looked at again, those after it are not."""
    step = Step("denoise", model="mean", controls={"sigma": 20.0})
    jobs = [Job(Path(f"in/{at}.png"), Path(f"out/{at}.png"), Recipe((step,))) for at in range(1, 5)]
    for missing, looked_at in ((None, 4), (2, 2), (None, 0)):
        if missing:
            jobs[missing - 1].target.unlink()
        CountingRestorer.asked.clear()
        restorer = CountingRestorer.open(step, Library(), "cpu", history=True)
        results = list(run_clip(jobs, restorer, None))
        assert {result.job.source for result in results} == {job.source for job in jobs}
        assert len(CountingRestorer.asked) == looked_at


def test_frames_are_numbered_as_they_come(frames: Path, run: Run) -> None:
    """However they are named on the command line, frame 9 comes before frame 10, and is numbered so."""
    for at in (1, 2, 3, 4):
        Path(f"in/{at}.png").rename(f"in/{at + 7}.png")
    named = [f"in/{at}.png" for at in (10, 11, 8, 9)]
    code, out, err = run(*BURST, *named, "--sequence", "-o", "out", "--name", "{index}-{stem}{ext}")
    assert code == 0, out + err
    assert list_files(frames / "out") == ["1-8.png", "2-9.png", "3-10.png", "4-11.png"]


def test_all_that_is_in_the_way_is_told_in_one_go(frames: Path, run: Run) -> None:
    """What cannot be read, and what is not of the size that most are: the first frame, too, by name."""
    Path("in/3.png").write_bytes(damaged_files()["half.png"])
    for name in ("in/0.png", "in/5.png"):
        Image.new("RGB", (50, 40)).save(name)
    code, out, err = run(*BURST, "in", "-o", "out.png")
    told = "in/0.png (50 x 40), in/5.png (50 x 40): not of the size of the other frames, 120 x 96 pixels"
    assert (code, (out + err).count("failed: ")) == (1, 1)
    assert f"; {told}" in out + err
    assert "failed: in/3.png: " in out + err
    code, out, err = run(*BURST, "in", "none.png", "gone.png", "-o", "out.png")
    assert all(f"{name}: No such file" in out + err for name in ("none.png", "gone.png"))

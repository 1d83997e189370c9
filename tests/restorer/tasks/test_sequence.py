"""What bursts and clips promise: frames help each other where they agree, and nothing else is lost."""

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filming import CARD, TOLD, averaging_library, shots
from nearness import psnr
from skimage import data
from stand_ins import averaging_frames_model, open_model

from restorer import (
    Cancelled,
    InputError,
    Metadata,
    Photo,
    Recipe,
    RecipeError,
    Step,
    restore,
    restore_burst,
    restore_sequence,
    sharpest,
)
from restorer.networks.library import Library
from restorer.pixels.samples import Floats, to_float
from restorer.tasks.sequence import FrameRestorer

SCENE: Floats = np.asarray(data.astronaut()[:240, 100:400] / np.float32(255), np.float32)
SIZE = (128, 160)
SHIFTS = [(-9, 4), (6, -7), (3, 3), (-2, -5), (0, 0)]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of one model, which answers with the mean of the frames seen."""
    return averaging_library(tmp_path / "models")


def clean() -> Floats:
    """Give what the last frame would be without noise."""
    return to_float(shots(SCENE, [(0, 0)], SIZE, 0)[0].samples)


def inner(photo: Photo | Floats) -> Floats:
    """Give the part that all frames show."""
    pixels = to_float(photo.samples) if isinstance(photo, Photo) else photo
    return pixels[12:-12, 12:-12]


def test_a_burst_is_aligned_and_remembered(library: Library) -> None:
    """The mean of five shifted frames is nearly as near to the truth as one of five unmoved ones."""
    frames = shots(SCENE, SHIFTS, SIZE, 20)
    restored = restore_burst(frames, reference=4, step=TOLD, library=library)
    one, all_ = (psnr(inner(photo), inner(clean())) for photo in (frames[4], restored))
    assert all_ > one + 5.5  # five frames that do not move: 7.0


def test_what_moved_by_itself_leaves_no_ghost(library: Library) -> None:
    """A bright patch that is elsewhere in each other frame is not in the result, nor is its trace."""
    frames = shots(SCENE, SHIFTS, SIZE, 4)
    for at, frame in enumerate(frames[:4]):
        frame.samples[40:70, 20 + 35 * at : 50 + 35 * at] = (
            255 - frame.samples[40:70, 20 + 35 * at : 50 + 35 * at]
        )
    restored = restore_burst(frames, reference=4, step=TOLD, library=library)
    assert np.abs(inner(restored) - inner(clean())).mean(axis=2).max() < 0.15


def test_all_but_the_samples_is_the_references(library: Library) -> None:
    """Metadata, alpha, depth and format are the reference's; the frames themselves stay as they are."""
    frames = shots(SCENE, SHIFTS, SIZE, 10)
    alpha = np.full(SIZE, 7, np.uint8)
    frames[1] = dataclasses.replace(
        frames[1], alpha=alpha, metadata=Metadata(exif=b"e", dpi=(1.0, 2.0)), format="png"
    )
    before = [frame.samples.copy() for frame in frames]
    restored = restore_burst(frames, reference=1, step=TOLD, library=library, history=False)
    for name in ("alpha", "depth", "format", "metadata"):
        assert getattr(restored, name) is getattr(frames[1], name)
    assert restored.notices == ("is frame 2 of 5, restored with the others",)
    for frame, samples in zip(frames, before, strict=True):
        np.testing.assert_array_equal(frame.samples, samples)


def test_the_history_tells_of_the_frames(library: Library) -> None:
    """The XMP of the result names the model and how many frames it saw."""
    xmp = restore_burst(shots(SCENE, SHIFTS, SIZE, 10), step=TOLD, library=library).metadata.xmp
    assert xmp is not None
    assert b"denoise model=mean" in xmp
    assert b"frames=5" in xmp


@pytest.mark.parametrize(
    "idle",
    [
        Step("denoise", controls={"sigma": 0.0}),
        Step("denoise", strength=0, controls={"sigma": 10.0}),
        Step("denoise", controls={"sigma": 10.0, "luminance": 0.0, "chroma": 0.0}),
    ],
)
def test_where_no_noise_is_to_go_frames_come_back(library: Library, idle: Step) -> None:
    """With a level or a strength of 0 a burst and a clip give the frames themselves, and note nothing."""
    frames = shots(SCENE, SHIFTS, SIZE, 10)
    assert restore_burst(frames, reference=2, step=idle, library=library) is frames[2]
    assert list(restore_sequence(frames, step=idle, library=library)) == frames


def test_frames_with_marks_of_missing_data_are_aligned() -> None:
    """Floats far beyond any light disturb neither the motion nor the noise, and stay."""
    frames = [Photo(to_float(frame.samples)) for frame in shots(SCENE, SHIFTS, SIZE, 10)]
    for frame in frames:
        frame.samples[70:73] = np.finfo(np.float32).min
    restored = restore_burst(frames, reference=4, step=TOLD)
    np.testing.assert_array_equal(restored.samples[70:73], frames[4].samples[70:73])
    truth = clean()
    assert psnr(restored.samples[80:116], truth[80:116]) > psnr(frames[4].samples[80:116], truth[80:116]) + 3


@pytest.mark.parametrize("size", [(1, 40), (40, 1), (1, 1)])
def test_frames_of_one_row_or_column_are_compared(library: Library, size: tuple[int, int]) -> None:
    """What they have of neighbours tells which is sharpest, without a warning."""
    frames = [Photo(np.full((*size, 3), 90, np.uint8)) for _ in range(3)]
    frames[2].samples[::2, ::3] = 150
    restored = restore_burst(frames, step=Step("denoise", controls={"sigma": 0.0}), library=library)
    assert restored is frames[2 if max(size) > 1 else 1]


def test_of_no_frames_none_is_the_sharpest() -> None:
    """What is given says so, by name."""
    assert sharpest([0.2, 0.5, 0.5, 0.5, 0.1]) == 2
    assert sharpest(np.array([0.1, 0.3, 0.2])) == 1
    with pytest.raises(ValueError, match="no frame to choose from"):
        sharpest([])


def test_the_sharpest_frame_is_restored(library: Library) -> None:
    """Of frames without noise that are blurred but for one, that one is the reference."""
    frames = shots(SCENE, SHIFTS, (160, 200), 0)
    blurred = [
        frame.with_samples(np.asarray((frame.samples // 2 + np.roll(frame.samples, 1, 1) // 2), np.uint8))
        for frame in frames
    ]
    blurred[3] = frames[3]
    restored = restore_burst(blurred, step=TOLD, library=library)
    assert restored.notices == ("is frame 4 of 5, restored with the others",)


@pytest.mark.parametrize(("dtype", "white"), [(np.uint8, 255), (np.uint16, 65535), (np.float32, 1)])
@pytest.mark.parametrize("channels", [1, 3])
def test_depth_and_grey_are_kept(library: Library, dtype: type, white: int, channels: int) -> None:
    """Equal frames of any depth, grey or in colour, come back as they are, to an eighth of an 8-bit step."""
    samples = (clean()[..., :channels] * white).astype(dtype)
    frames = [Photo(samples, depth=np.dtype(dtype).itemsize * 8) for _ in range(3)]
    restored = restore_burst(frames, step=TOLD, library=library)
    assert restored.samples.dtype == dtype
    np.testing.assert_allclose(restored.samples / white, samples / white, atol=max(1 / white, 1 / 2048))


@pytest.mark.parametrize(
    ("frames", "reference", "words"),
    [
        ([], None, "a burst of 0, expected two frames or more"),
        ([SIZE], None, "a burst of 1, expected two frames or more"),
        ([SIZE, SIZE], 2, "the reference is frame 3, expected one of 1 to 2"),
        (
            [(40, 50), SIZE, SIZE, (128, 50)],
            None,
            r"1 \(50 x 40\), frame 4 \(50 x 128\): not of the size of the other frames, 160 x 128 pixels",
        ),
    ],
)
def test_what_is_no_burst_is_said(
    library: Library, frames: list[tuple[int, int]], reference: int | None, words: str
) -> None:
    """Too few frames, a reference that is none of them and frames of two sizes are one line each."""
    photos = [Photo(np.zeros((*size, 3), np.uint8)) for size in frames]
    with pytest.raises(InputError, match=words):
        restore_burst(photos, reference=reference, step=TOLD, library=library)


@pytest.mark.parametrize("restore", [restore_burst, restore_sequence])
def test_a_step_of_another_task_is_refused(library: Library, restore: Callable[..., object]) -> None:
    """Frames are denoised and nothing else, which is said before any is looked at."""
    with pytest.raises(InputError, match="the step is of the task tone, expected denoise"):
        restore([], step=Step("tone"), library=library)


def test_an_unknown_control_is_said_at_once(library: Library) -> None:
    """A control that denoising lacks is refused before any frame is looked at."""
    with pytest.raises(RecipeError, match="blue"):
        restore_burst([], step=Step("denoise", controls={"blue": 1.0}), library=library)


@pytest.mark.parametrize("name", ["luminance", "chroma", "strength"])
def test_strength_blends_as_for_one_photo(library: Library, name: str) -> None:
    """Without any strength, or any in brightness and colour, the reference comes back untouched."""
    frames = shots(SCENE, SHIFTS, SIZE, 20)
    step = dataclasses.replace(TOLD, strength=0.0)
    if name != "strength":
        step = dataclasses.replace(TOLD, controls={**TOLD.controls, "luminance": 0.0, "chroma": 0.0})
    restored = restore_burst(frames, reference=2, step=step, library=library)
    np.testing.assert_array_equal(restored.samples, frames[2].samples)


def test_progress_is_told_and_can_end_it(library: Library) -> None:
    """Progress rises from nothing to all; raising Cancelled from it ends the work at any place."""
    frames = shots(SCENE, SHIFTS, SIZE, 10)
    told: list[float] = []
    restore_burst(frames, step=TOLD, library=library, tick=lambda done, total: told.append(done / total))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)
    calls = itertools.count()

    def cancel(_done: int, _total: int) -> None:
        if next(calls) == 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore_burst(frames, step=TOLD, library=library, tick=cancel)


def test_tiles_give_what_the_whole_gives(library: Library, tmp_path: Path) -> None:
    """In little memory a burst of a model that looks at single pixels is the same, to the last bit."""
    frames = shots(SCENE, SHIFTS, SIZE, 20)
    whole = restore_burst(frames, reference=4, step=TOLD, library=library)
    hungry = open_model(averaging_frames_model(), tmp_path / "hungry.onnx", bytes_per_pixel=100_000, **CARD)
    tiled = FrameRestorer(TOLD, {"sequence": hungry}).restore_burst(frames, 4)
    np.testing.assert_array_equal(tiled.samples, whole.samples)


def test_a_clip_remembers_along_the_motion(library: Library) -> None:
    """Each frame of a clip is nearer to the truth than the one before, as a mean of more frames is."""
    frames = shots(SCENE, [(x, x // 2) for x in range(-8, 2, 2)], SIZE, 20)
    truth = [
        to_float(photo.samples) for photo in shots(SCENE, [(x, x // 2) for x in range(-8, 2, 2)], SIZE, 0)
    ]
    restored = list(restore_sequence(frames, step=TOLD, library=library))
    scores = [psnr(inner(photo), inner(clean)) for photo, clean in zip(restored, truth, strict=True)]
    assert scores == sorted(scores)
    assert scores[-1] > scores[0] + 4


def test_a_cut_is_seen(library: Library) -> None:
    """The first frame of another scene is answered as if none had been before; its note says so."""
    other: Floats = np.asarray(data.coffee()[:240, :300] / np.float32(255), np.float32)
    frames = shots(SCENE, SHIFTS[2:], SIZE, 10) + shots(other, [(0, 0)], SIZE, 10)
    *_, last = restore_sequence(frames, step=TOLD, library=library)
    np.testing.assert_array_equal(last.samples, frames[-1].samples)
    assert b"frames=1" in (last.metadata.xmp or b"")


def test_frames_are_asked_for_one_at_a_time(library: Library) -> None:
    """A clip's frame is read when its turn comes, once, and the result is there before the next is read."""
    asked: list[int] = []

    class Reading:
        frames = shots(SCENE, SHIFTS, SIZE, 10)

        def __len__(self) -> int:
            return len(self.frames)

        def __getitem__(self, at: int) -> Photo:
            asked.append(at)
            return self.frames[at]

    for at, _photo in enumerate(restore_sequence(Reading(), step=TOLD, library=library)):
        assert asked == list(range(at + 1))


def test_strong_noise_is_scaled_down_and_back(tmp_path: Path) -> None:
    """Noise beyond what the network knows is met at a smaller scale, in the state as well: the mean stays."""
    engine = open_model(averaging_frames_model(), tmp_path / "mean.onnx", **CARD)
    step = Step("denoise", controls={"sigma": 200.0})
    restorer = FrameRestorer(step, {"sequence": engine}, history=False)
    *_, last = restorer.restore_sequence([Photo(np.full((40, 50, 3), 0.25, np.float32))] * 3)
    np.testing.assert_allclose(last.samples, 0.25, atol=1e-3)


def test_the_shipped_network_makes_more_of_four_frames_than_of_one() -> None:
    """Four frames of sigma 25 are at least a decibel and a half better than the shipped denoiser's one."""
    frames = shots(SCENE, SHIFTS[1:], SIZE, 25)
    truth = inner(clean())
    together = restore_burst(frames, reference=3, step=TOLD)
    alone = restore(frames[3], Recipe((TOLD,)))
    assert psnr(inner(together), truth) > psnr(inner(alone), truth) + 1.5


def test_the_shipped_network_denoises_a_first_frame_as_the_denoiser_does() -> None:
    """A clip of one frame is within 0.2 dB of the denoiser, which it began from."""
    frame = shots(SCENE, [(0, 0)], SIZE, 25)[0]
    (first,) = restore_sequence([frame], step=TOLD)
    alone = restore(frame, Recipe((TOLD,)))
    assert psnr(inner(first), inner(clean())) > max(31.4, psnr(inner(alone), inner(clean())) - 0.2)

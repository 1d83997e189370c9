"""What restore() promises: the steps in order, all else carried, and memory that runs out."""

import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filming import TOLD, averaging_library, shots
from stand_ins import CrampedSession, averaging_frames_model, brightness_model, darkening_model

from restorer.arrays import estimate_sigma, find_damage
from restorer.errors import Cancelled, OutOfMemory, RecipeError
from restorer.networks.card import ModelCard
from restorer.networks.engine import Engine
from restorer.networks.library import Library
from restorer.photo import Metadata, Photo
from restorer.pipeline import restore
from restorer.recipe import Recipe, Step
from restorer.tasks import ticks_of_steps
from restorer.tasks.sequence import FrameRestorer

DARKER = Step("denoise", controls={"sigma": 51.0})
"""Takes 51 levels, a fifth, off each sample, by the stand-in that subtracts sigma."""
DARKENING = darkening_model(), ModelCard("darken", "denoise", "denoise-v1", 1, 0, 0)
BRIGHTNESS = brightness_model(), ModelCard("bright", "damage", "damage-v1", 1, 0, 0)
LEVEL = brightness_model(), ModelCard("bright", "level", "level-v1", 1, 0, 0)
AVERAGING = averaging_frames_model(), ModelCard("mean", "sequence", "sequence-v1", 1, 0, 0)


@pytest.fixture
def photo() -> Photo:
    """Give a photo with all that may travel with it."""
    return Photo(
        np.full((20, 30, 3), 204, np.uint8),
        alpha=np.arange(600, dtype=np.uint8).reshape(20, 30),
        metadata=Metadata(exif=b"e", xmp=b"x", iptc=b"i", icc=b"c", dpi=(1.0, 2.0)),
        format="png",
        notices=("read",),
    )


def test_all_but_the_samples_stays(photo: Photo, library: Library) -> None:
    """Alpha, depth, metadata, format and notices are those of the photo; it is not changed itself."""
    before = photo.samples.copy()
    restored = restore(photo, Recipe((DARKER,)), library=library)
    np.testing.assert_array_equal(restored.samples, np.full_like(before, 153))
    np.testing.assert_array_equal(photo.samples, before)
    for name in ("alpha", "depth", "format", "coding", "notices"):
        assert getattr(restored, name) is getattr(photo, name)
    assert dataclasses.replace(restored.metadata, xmp=None) == dataclasses.replace(photo.metadata, xmp=None)


def test_steps_follow_each_other(photo: Photo, library: Library) -> None:
    """Each step works on what the one before gave, by its own strength."""
    half = Step("denoise", strength=0.5, controls={"sigma": 51.0})
    restored = restore(photo, Recipe((DARKER, half, DARKER)), library=library)
    np.testing.assert_allclose(restored.samples, 204 - 51 - 25.5 - 51, atol=0.5)


def test_no_steps_give_the_photo(photo: Photo, library: Library) -> None:
    """A recipe without steps changes nothing."""
    assert restore(photo, Recipe(()), library=library) is photo


@pytest.mark.parametrize("count", [1, 3])
def test_progress_spans_all_steps(photo: Photo, library: Library, count: int) -> None:
    """Progress grows over all steps to one total."""
    ticks: list[tuple[int, int]] = []
    recipe = Recipe((DARKER,) * count)
    restore(photo, recipe, library=library, tick=lambda done, total: ticks.append((done, total)))
    done = [done for done, _total in ticks]
    assert done == sorted(done)
    assert {total for _done, total in ticks} == {done[-1]}
    assert len(set(done)) > count


def test_progress_is_told_by_the_work_that_steps_are() -> None:
    """Halfway through denoising nearly half is done, though a step that is little work comes after it."""
    told: list[float] = []
    denoising, toning = ticks_of_steps(lambda done, total: told.append(done / total), ["denoise", "tone"])
    denoising(1, 2)
    denoising(2, 2)
    toning(1, 1)
    assert told[0] == pytest.approx(0.5, abs=0.02)
    assert told[0] < told[1] < told[2] == 1


def test_a_tick_may_cancel_between_steps(photo: Photo, library: Library) -> None:
    """Cancelled ends the recipe wherever it is."""

    def tick(done: int, total: int) -> None:
        if done * 2 > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(photo, Recipe((DARKER, DARKER)), library=library, tick=tick)


@pytest.mark.parametrize(
    ("controls", "message"),
    [
        ({"simga": 25.0, "sigma": 5.0}, "denoise has no control simga; known: chroma, luminance, sigma"),
        ({"sigma": -5.0}, "control sigma is -5, expected 0 to 255"),
        ({"sigma": 300.0}, "control sigma is 300"),
        ({"chroma": 1.5, "sigma": 5.0}, "control chroma is 1.5, expected 0 to 1$"),
    ],
)
def test_controls_that_cannot_be_are_refused(
    photo: Photo, library: Library, controls: dict[str, float], message: str
) -> None:
    """A misspelt control or a level no noise has is an error, not a default."""
    with pytest.raises(RecipeError, match=message):
        restore(photo, Recipe((Step("denoise", controls=controls),)), library=library)


def cramped_engine(content: bytes, card: ModelCard) -> Engine:
    """Give an engine of a CUDA that has memory for ten pixels."""
    return Engine(CrampedSession(content, 10, "CUDAExecutionProvider"), card)


class CrampedLibrary(Library):
    """A library whose CUDA is a stand-in with little memory, as there is none in a test."""

    def __init__(self, cpu_pixels: int, content: bytes = DARKENING[0], card: ModelCard = DARKENING[1]):
        super().__init__([])
        self.sessions = {
            "cuda": CrampedSession(content, 10, "CUDAExecutionProvider"),
            "cpu": CrampedSession(content, cpu_pixels),
        }
        self.by_device = {name: Engine(session, card) for name, session in self.sessions.items()}

    def open(self, name: str | None, task: str, device: str = "auto") -> Engine:  # noqa: ARG002
        """Give the cramped engine of a device; auto is CUDA."""
        return self.by_device["cuda" if device == "auto" else device]


def test_out_of_memory_on_cuda_uses_the_cpu_once(photo: Photo) -> None:
    """Where CUDA has no memory even for small tiles, the photo runs on the CPU, and one line says so."""
    library = CrampedLibrary(10**6)
    said: list[str] = []
    restored = restore(photo, Recipe((DARKER,)), library=library, say=said.append)
    np.testing.assert_array_equal(restored.samples, np.full_like(photo.samples, 153))
    assert said == ["model darken: not enough memory on cuda; this photo runs on the CPU"]
    assert len(library.sessions["cpu"].runs) == 1


def test_damage_is_found_on_the_cpu_where_cuda_has_no_memory(
    photo: Photo, caplog: pytest.LogCaptureFixture
) -> None:
    """To look for damage is as to restore: without memory on CUDA the CPU does it, and the log says so."""
    library = CrampedLibrary(10**6, *BRIGHTNESS)
    assert find_damage(photo, library=library).shape == (photo.height, photo.width)
    assert "this photo runs on the CPU" in caplog.text
    with pytest.raises(OutOfMemory):
        find_damage(photo, library=library, device="cuda")


def test_noise_is_told_on_the_cpu_where_cuda_has_no_memory(
    photo: Photo, caplog: pytest.LogCaptureFixture
) -> None:
    """To tell how noisy a photo is, which the window does at opening, is as to restore."""
    library = CrampedLibrary(10**6, *LEVEL)
    assert estimate_sigma(photo, library=library) == pytest.approx(204 / 255)
    assert "this photo runs on the CPU" in caplog.text


def test_a_burst_goes_on_on_the_cpu_where_cuda_has_no_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The network's memory of the frames is carried over: the result is that of the CPU alone."""
    library = averaging_library(tmp_path)
    frames = shots(np.full((60, 80, 3), 0.5, np.float32), [(0, 0), (1, 2), (0, 1)], (40, 50), 10)
    on_cpu = FrameRestorer.open(TOLD, library, "cpu", history=False)
    cramped = dataclasses.replace(on_cpu, engines={"sequence": cramped_engine(*AVERAGING)})
    with pytest.raises(OutOfMemory):
        cramped.restore_burst(frames, 0)
    restored = dataclasses.replace(cramped, reopen=lambda: on_cpu.engines).restore_burst(frames, 0)
    np.testing.assert_array_equal(restored.samples, on_cpu.restore_burst(frames, 0).samples)
    assert [record.getMessage() for record in caplog.records] == [
        "model mean: not enough memory on cuda; the CPU goes on"
    ]


def test_a_burst_that_is_stopped_does_not_go_on_on_the_cpu() -> None:
    """Interrupted while the networks are opened there, it ends: the noise is not even told."""
    frames = shots(np.full((60, 80, 3), 0.5, np.float32), [(0, 0), (1, 2)], (40, 50), 10)
    models = {"sequence": AVERAGING, "level": LEVEL}
    sessions = {task: CrampedSession(content, 10**6) for task, (content, _card) in models.items()}
    stopped: list[bool] = []

    def reopen() -> dict[str, Engine]:
        stopped.append(True)
        restorer.interrupt()
        return {task: Engine(sessions[task], card) for task, (_content, card) in models.items()}

    def tick(_done: int, _total: int) -> None:
        if stopped:
            raise Cancelled

    engines = {task: cramped_engine(*model) for task, model in models.items()}
    restorer = FrameRestorer(Step("denoise"), engines, reopen=reopen)
    with pytest.raises(Cancelled):
        restorer.restore_burst(frames, 0, tick)
    assert not any(session.runs for session in sessions.values())


def test_what_was_done_before_is_said(photo: Photo) -> None:
    """A result that is restored once more says so, for it loses by it; another task does not."""
    library, said = CrampedLibrary(10**6), list[str]()
    plain = dataclasses.replace(photo, metadata=Metadata())
    once = restore(plain, Recipe((DARKER,)), library=library, device="cpu", say=said.append)
    assert said == []
    restore(once, Recipe((DARKER,)), library=library, device="cpu", say=said.append)
    assert said == ["denoise was done to it by Restorer before, and now once more"]
    restore(once, Recipe((Step("tone"),)), library=library, device="cpu", say=said.append)
    assert len(said) == 1


@pytest.mark.parametrize(("device", "said"), [("auto", 1), ("cuda", 0), ("cpu", 0)])
def test_out_of_memory_everywhere_is_an_error(photo: Photo, device: str, said: int) -> None:
    """Without memory anywhere it is OutOfMemory; a device asked for by name is never replaced."""
    library = CrampedLibrary(10 if device != "cuda" else 10**6)
    lines: list[str] = []
    with pytest.raises(OutOfMemory):
        restore(photo, Recipe((DARKER,)), library=library, device=device, say=lines.append)
    assert len(lines) == said


def test_what_should_be_known_is_logged(photo: Photo, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody listening, the line is a warning in the log named restorer."""
    with caplog.at_level(logging.WARNING, logger="restorer"):
        restore(photo, Recipe((DARKER,)), library=CrampedLibrary(10**6))
    assert [record.name for record in caplog.records] == ["restorer"]


@pytest.mark.parametrize("make", [lambda a: a, lambda a: a[:, :, :1]], ids=["colour", "grey"])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_samples_keep_their_dtype_and_channels(
    library: Library, make: Callable[[np.ndarray], np.ndarray], dtype: str
) -> None:
    """The answer has the photo's own dtype and channels."""
    samples = make(np.ones((9, 11, 3), dtype))
    restored = restore(Photo(samples), Recipe((DARKER,)), library=library).samples
    assert (restored.shape, restored.dtype) == (samples.shape, samples.dtype)

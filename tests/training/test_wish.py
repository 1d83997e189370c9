"""What a wish for an evaluation promises: choices compose, and nobody is passed over without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest

from restorer.networks.card import Task
from training.evaluate import FRAME_SIGMAS_255, Wish

Run = Callable[..., tuple[int, str, str]]

DATA = Path("data")
BOTH: tuple[Task, ...] = ("denoise", "sequence")


def test_sequences_are_one_part_more() -> None:
    """Beside a denoiser, with a choice or without, bursts and clips are scored as well."""
    frames = {"frames": FRAME_SIGMAS_255}
    denoiser = Wish(DATA).completed(("denoise",))
    assert Wish(DATA).completed(BOTH) == Wish(DATA, {**denoiser.chosen, **frames})
    assert Wish(DATA, {"sigma": (15,)}).completed(BOTH) == Wish(DATA, {"sigma": (15,), "frames": (15,)})
    assert Wish(DATA, {"jpeg": (20,)}).completed(BOTH) == Wish(DATA, {"jpeg": (20,), **frames})
    assert Wish(DATA).completed(("sequence", "inpaint")).tasks == {"sequence", "inpaint", "denoise"}


def test_sequences_alone_take_the_sigmas() -> None:
    """Where no denoiser is named, the noise is that of bursts and clips alone."""
    assert Wish(DATA, {"sigma": (15,)}).completed(("sequence",)) == Wish(DATA, {"frames": (15,)})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sequence", "--pairs", "."], "sequence: nothing to score it by; it takes --data DIR"),
        (["denoise", "sequence", "--pairs", "."], "sequence: nothing to score it by"),
        (["inpaint", "--data", ".", "--sigma", "25"], "inpaint: nothing to score it by"),
        (["denoise", "damage", "--data", "."], "damage: nothing to score it by"),
    ],
)
def test_what_is_named_and_not_scored_is_said(run: Run, arguments: list[str], words: str) -> None:
    """A task that nothing is scored of is one line, before any work."""
    code, _, err = run("evaluate", *arguments)
    assert code == 1
    assert err.startswith(f"error: {words}")
    assert err.count("\n") == 1

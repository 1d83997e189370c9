"""What the environment variables promise."""

from pathlib import Path

import numpy as np
import pytest
from stand_ins import blurring_model, with_card

import restorer
from restorer.environment import LEAST_MEGABYTES, MEMORY_VARIABLE, memory_asked
from restorer.errors import InputError


@pytest.mark.parametrize("megabytes", ["", None])
def test_without_a_word_restorer_chooses(monkeypatch: pytest.MonkeyPatch, megabytes: str | None) -> None:
    """An empty variable is as good as none."""
    monkeypatch.delenv(MEMORY_VARIABLE, raising=False)
    if megabytes is not None:
        monkeypatch.setenv(MEMORY_VARIABLE, megabytes)
    assert memory_asked() is None


@pytest.mark.parametrize("megabytes", ["much", "-5", "3.5", "199", "٣٠٠"])
def test_what_is_no_budget_is_refused(monkeypatch: pytest.MonkeyPatch, megabytes: str) -> None:
    """What is no number of megabytes is named, with what was expected."""
    monkeypatch.setenv(MEMORY_VARIABLE, megabytes)
    with pytest.raises(InputError, match=f"{MEMORY_VARIABLE} is .*{LEAST_MEGABYTES}"):
        memory_asked()


def test_the_budget_decides_the_tiles(user_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With less memory a picture takes more tiles, and comes out the same."""
    with_card(blurring_model(), user_models / "blur.onnx", reach=2, bytes_per_pixel=10_000)
    noisy = np.random.default_rng(0).random((200, 220, 3), np.float32)
    answers, counts = [], []
    for megabytes in ("1000", "200"):
        monkeypatch.setenv(MEMORY_VARIABLE, megabytes)
        ticks: list[int] = []
        answers.append(
            restorer.denoise(
                noisy, 0.1, model="blur", device="cpu", tick=lambda done, _total, to=ticks: to.append(done)
            )
        )
        counts.append(len(ticks))
    assert counts[0] < counts[1]
    np.testing.assert_allclose(*answers, atol=1 / 1024)

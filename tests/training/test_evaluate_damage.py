"""What the evaluation of inpainters and detectors promises on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from stand_ins import brightness_model, painting_model, with_card

from restorer.networks.card import read_card

Run = Callable[..., tuple[int, str, str]]


def test_a_detector_is_scored_on_sprites(run: Run, photos: Path, tmp_path: Path) -> None:
    """A model that finds damage needs real damage to find; without it that is said."""
    model = with_card(brightness_model(), tmp_path / "bright.onnx", task="damage", contract="damage-v1")
    code, _, err = run("evaluate", model, "--data", photos)
    words = "error: damage: nothing to score it by; it takes --data DIR and --sprites DIR\n"
    assert (code, err) == (1, words)
    code, _, err = run("evaluate", model, "--data", photos, "--sprites", tmp_path / "sprites")
    assert code == 1
    assert err.startswith(f"error: {tmp_path / 'sprites'}: ")
    save_sprites(tmp_path / "sprites")
    code, _, _ = run(
        "evaluate", model, "--data", photos, "--sprites", tmp_path / "sprites", "-o", tmp_path / "found"
    )
    found = json.loads((tmp_path / "found.json").read_text())["damage_detection"]
    assert code == 0
    assert set(found["average_precision"]) == {"network", "residual to a median"}


def save_sprites(folder: Path) -> None:
    """Save twenty blots as sprites, so that some are held out."""
    for at in range(20):
        alpha = np.zeros((24, 24, 4), np.uint8)
        alpha[4 : 14 + at % 8, 6:18, 3] = 255 - at
        (folder / "blots").mkdir(parents=True, exist_ok=True)
        Image.fromarray(alpha).save(folder / "blots" / f"{at}.png")


def test_an_inpainter_is_scored_on_holes(run: Run, photos: Path, tmp_path: Path) -> None:
    """A model that fills holes is scored beside other methods, and the scores go into its card."""
    (tmp_path / "data").mkdir()
    Image.new("RGB", (64, 64), (128, 128, 128)).save(tmp_path / "data" / "grey.png")
    model = tmp_path / "paint.onnx"
    with_card(painting_model(128 / 255), model, task="inpaint", contract="inpaint-v1")
    code, _, _ = run("evaluate", model, "--data", tmp_path / "data", "--record", "-o", tmp_path / "found")
    found = json.loads((tmp_path / "found.json").read_text())["inpainting"]
    assert code == 0
    assert found["psnr"]["network"]["boxes"] == 100
    assert found["changed_outside"] == 0
    assert read_card(model).scores["data_psnr_text"] == 100

"""What the import of a model without a card promises: what is found is true, and it then works."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from stand_ins import (
    Recorder,
    averaging_model,
    blurring_model,
    cropping_model,
    darkening_model,
    grey_model,
    nan_model,
    self_padding_model,
    striding_model,
    three_input_model,
    with_card,
)

import restorer
from restorer.errors import CardError, InputError, ModelError, RestorerError, WriteError
from restorer.networks.engine import Engine
from restorer.networks.library import import_model
from restorer.networks.tiled import run_tiled


@pytest.mark.parametrize(
    ("content", "multiple", "reach"),
    [
        (darkening_model(), 1, 0),
        (blurring_model(5, 5), 1, 2),
        (blurring_model(1, 9), 1, 4),
        (blurring_model(13, 1), 1, 6),
        (striding_model(2), 2, 0),
        (striding_model(8), 8, 0),
        (striding_model(64), 64, 0),
        (self_padding_model(4), 4, 0),
        (self_padding_model(16), 16, 0),
        (averaging_model(), 1, None),
    ],
    ids=[
        "darkening",
        "blur",
        "wide",
        "tall",
        "stride2",
        "stride8",
        "stride64",
        "padding4",
        "padding16",
        "mean",
    ],
)
def test_multiple_and_reach_are_found(
    tmp_path: Path, content: bytes, multiple: int, reach: int | None
) -> None:
    """The sizes a model takes and how far it looks are measured right, in both directions."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(content)
    card = import_model(path, "denoise").card
    assert card is not None
    assert (card.name, card.multiple, card.reach) == ("mine", multiple, reach)
    assert (card.license, card.trained_on) == ("unstated", ())


@pytest.mark.parametrize("content", [blurring_model(1, 9), self_padding_model(8)], ids=["wide", "padding"])
def test_an_imported_model_is_the_same_in_tiles(tmp_path: Path, content: bytes) -> None:
    """With the measured card, tiles agree with the whole."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(content)
    engine = Engine.open(import_model(path, "denoise").path, "cpu")
    picture = np.random.default_rng(0).random((96, 120, 3), np.float32)
    whole, tiled = Recorder(picture), Recorder(picture)
    run_tiled(engine, (96, 120), whole.read, whole.write, tick=whole.tick)
    run_tiled(engine, (96, 120), tiled.read, tiled.write, tick=tiled.tick, most_pixels=40 * 40)
    assert len(tiled.reads) > 4
    np.testing.assert_allclose(tiled.restored, whole.restored, atol=1 / 1024)


def test_an_imported_model_is_used_by_its_name(tmp_path: Path, user_models: Path) -> None:
    """After the import the model is among the user's own, by the name given, and restores."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(darkening_model())
    model = import_model(path, "denoise", name="night")
    assert model.path == user_models / "night.onnx"
    pixels = np.full((9, 9, 3), 0.5, np.float32)
    np.testing.assert_allclose(restorer.denoise(pixels, 0.1, model="night"), pixels - 0.1, atol=1e-6)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (nan_model(), "not finite"),
        (cropping_model(), "gave float32"),
        (grey_model(), "gave float32"),
        (three_input_model(), "has 3 inputs"),
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", "not an ONNX model"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a git-LFS pointer"),
        (onnx.ModelProto(ir_version=10).SerializeToString(), "cannot load it"),
    ],
    ids=["nan", "size", "channels", "inputs", "empty", "png", "lfs", "hollow"],
)
def test_what_keeps_no_contract_is_not_imported(
    tmp_path: Path, user_models: Path, content: bytes, message: str
) -> None:
    """A file that is no model of the task is refused in one line, and nothing is written."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(content)
    with pytest.raises((ModelError, CardError), match=message) as caught:
        import_model(path, "denoise")
    assert "\n" not in str(caught.value)
    assert not list(user_models.parent.rglob("*.onnx"))


def test_a_taken_name_is_refused(tmp_path: Path) -> None:
    """A second import of one name leaves the first as it is."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(darkening_model())
    first = import_model(path, "denoise").path.read_bytes()
    path.write_bytes(blurring_model())
    with pytest.raises(WriteError, match="exists already; choose another name") as caught:
        import_model(path, "denoise")
    assert Path(str(caught.value).split(": ")[0]).read_bytes() == first


def test_a_card_travels_with_its_model(tmp_path: Path) -> None:
    """A model that has a card is copied as it is, card and all; under another name that is on its card."""
    path = with_card(darkening_model(), tmp_path / "mine.onnx")
    first, second = import_model(path, "denoise"), import_model(path, "denoise", name="twin")
    assert first.path.read_bytes() == path.read_bytes()
    assert first.card is not None
    assert second.card == replace(first.card, name="twin")


@pytest.mark.parametrize("name", ["../out", "a/b", "a\\b", ".hidden", ".."])
def test_a_name_stays_in_the_folder(tmp_path: Path, user_models: Path, name: str) -> None:
    """No name leads out of the user's folder."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(darkening_model())
    with pytest.raises(ModelError, match="is no name for a model"):
        import_model(path, "denoise", name=name)
    assert not list(user_models.parent.rglob("*.onnx"))


def test_an_unknown_task_or_file_is_named(tmp_path: Path) -> None:
    """A task nobody does is an InputError with those known; a missing file is named."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(darkening_model())
    with pytest.raises(InputError, match="task 'sing' is unknown; known: codes, colorize, damage"):
        import_model(path, "sing")
    with pytest.raises(RestorerError, match=r"none\.onnx: cannot be read"):
        import_model(tmp_path / "none.onnx", "denoise")

"""What the library of models promises."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Run, list_files
from stand_ins import blurring_model, brightness_model, darkening_model, keeping_model, with_card

import restorer
from restorer.errors import CardError, ModelMissing
from restorer.networks.library import Library, list_models, model_folders, remove_model


def test_the_shipped_model_is_at_hand(shipped: Path) -> None:
    """Without any model of the user's, the shipped ones are listed and the denoiser found as the default."""
    assert shipped in [model.path for model in list_models()]
    assert Library().find(None, "denoise") == shipped
    assert Library().find("denoise-unet", "denoise") == shipped


def test_the_users_own_come_first(user_models: Path, shipped: Path) -> None:
    """A model in the user's folder replaces a shipped one of its name, where it is asked for by name."""
    own = with_card(keeping_model(), user_models / "denoise-unet.onnx")
    assert [model.path for model in list_models()] == [
        own,
        *sorted(shipped.parent.glob("*.onnx"), key=lambda path: path.stem),
    ]
    assert Library().find("denoise-unet", "denoise") == own


def test_a_model_of_the_users_is_never_taken_unasked(user_models: Path, shipped: Path) -> None:
    """Without a name the shipped model is taken, whatever lies in the user's folder."""
    with_card(keeping_model(), user_models / "a.onnx")
    assert Library().find(None, "denoise") == shipped


def test_models_of_a_folder_come_by_name(tmp_path: Path) -> None:
    """Of several models in a folder the first by name is the default: a smaller one of it comes after it."""
    for name in ("net-small", "other", "net"):
        with_card(keeping_model(), tmp_path / f"{name}.onnx")
    library = Library([tmp_path])
    assert [model.path.stem for model in library.models()] == ["net", "net-small", "other"]
    assert library.find(None, "denoise").stem == "net"


def test_a_model_is_called_by_its_cards_name(tmp_path: Path) -> None:
    """A renamed file keeps the name of its card."""
    with_card(keeping_model(), tmp_path / "keep.onnx").rename(tmp_path / "other.onnx")
    library = Library([tmp_path])
    assert library.find("keep", "denoise") == tmp_path / "other.onnx"
    with pytest.raises(ModelMissing):
        library.find("other", "denoise")


def test_a_missing_model_names_the_known(tmp_path: Path) -> None:
    """The error names what was looked for, what there is, and where."""
    with_card(keeping_model(), tmp_path / "keep.onnx")
    with_card(blurring_model(), tmp_path / "blur.onnx")
    with pytest.raises(
        ModelMissing, match=r"no model 'x' for denoise; known: blur, keep; looked in .*"
    ) as caught:
        Library([tmp_path]).find("x", "denoise")
    assert str(tmp_path) in str(caught.value)


def test_no_model_at_all_is_told(tmp_path: Path) -> None:
    """Empty and missing folders give ModelMissing, not a crash."""
    with pytest.raises(ModelMissing, match="no model for denoise; known: none"):
        Library([tmp_path, tmp_path / "missing"]).find(None, "denoise")


def test_a_broken_file_is_listed_with_its_problem(tmp_path: Path) -> None:
    """A file that is no model does not hide the others; asked for by name it tells its problem."""
    (tmp_path / "a.onnx").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    keep = with_card(keeping_model(), tmp_path / "keep.onnx")
    library = Library([tmp_path])
    broken, sound = library.models()
    assert broken.card is None
    assert "git-LFS pointer" in str(broken.problem)
    assert sound.problem is None
    assert library.find(None, "denoise") == keep
    with pytest.raises(CardError, match="git-LFS pointer"):
        library.find("a", "denoise")


def test_a_model_is_opened_once(tmp_path: Path) -> None:
    """The same model on the same device is one engine."""
    with_card(keeping_model(), tmp_path / "keep.onnx")
    library = Library([tmp_path])
    assert library.open("keep", "denoise", "cpu") is library.open(None, "denoise", "cpu")


def test_a_damaged_file_is_not_opened(tmp_path: Path, shipped: Path) -> None:
    """A byte changed in the weights is found when the model is opened."""
    path = tmp_path / "denoise-unet.onnx"
    shutil.copyfile(shipped, path)
    with path.open("r+b") as file:
        file.seek(5_000_000)
        byte = file.read(1)
        file.seek(5_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(CardError, match="the file is damaged"):
        Library([tmp_path]).open(None, "denoise", "cpu")


def test_the_variable_names_the_users_folder(user_models: Path) -> None:
    """RESTORER_MODELS stands for the user's folder; the shipped one is looked in after it."""
    first, second = model_folders()
    assert first == user_models
    assert second.name == "models"
    assert (second / "denoise-unet.onnx").is_file()


def test_an_own_model_can_be_removed(user_models: Path) -> None:
    """The file is gone, and so is the model."""
    path = with_card(keeping_model(), user_models / "keep.onnx")
    remove_model(path)
    assert not path.exists()
    assert "keep" not in [model.path.stem for model in list_models()]


def test_what_is_not_the_users_own_is_never_removed(user_models: Path, shipped: Path, tmp_path: Path) -> None:
    """A shipped model, a file elsewhere, one that is no model and a missing one stay, and are named."""
    elsewhere = with_card(keeping_model(), tmp_path / "keep.onnx")
    user_models.mkdir()
    notes = user_models / "notes.txt"
    notes.write_text("mine")
    for path in (shipped, elsewhere, notes, user_models / "none.onnx", user_models / ".." / "keep.onnx"):
        with pytest.raises(ModelMissing, match="not among your own models"):
            remove_model(path)
    assert shipped.exists()
    assert elsewhere.exists()
    assert notes.exists()


def test_a_model_is_imported_for_its_own_task_only(tmp_path: Path, run: Run, user_models: Path) -> None:
    """A model whose card tells of another task is refused, with both contracts named."""
    path = with_card(brightness_model(), tmp_path / "bright.onnx", task="damage", contract="damage-v1")
    code, out, err = run("models", "import", path, "--task", "inpaint")
    assert (code, out) == (1, "")
    assert err == f"restorer: {path}: its card says damage-v1, expected inpaint-v1\n"
    assert not user_models.exists()
    assert run("models", "import", path, "--task", "damage")[0] == 0


def test_no_model_is_imported_that_would_never_be_used(tmp_path: Path, run: Run, user_models: Path) -> None:
    """Noise is always measured by the shipped network, and that is said."""
    path = with_card(brightness_model(), tmp_path / "bright.onnx", task="level", contract="level-v1")
    code, out, err = run("models", "import", path, "--task", "level")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "would not be used" in err
    assert not user_models.exists()


def test_a_model_with_a_card_is_used_by_the_name_it_was_given(
    tmp_path: Path, run: Run, user_models: Path
) -> None:
    """The card in the copy carries the name, and all else as it was; the file it came from stays as it is."""
    path = with_card(darkening_model(), tmp_path / "night.onnx", license="mine alone")
    before = path.read_bytes()
    assert run("models", "import", path, "--task", "denoise", "--name", "mine")[0] == 0
    (model,) = Library([user_models]).models()
    assert model.card is not None
    assert (model.path.name, model.card.name, model.card.license) == ("mine.onnx", "mine", "mine alone")
    pixels = np.full((9, 9, 3), 0.5, np.float32)
    np.testing.assert_allclose(restorer.denoise(pixels, 0.1, model="mine"), pixels - 0.1, atol=1e-6)
    assert path.read_bytes() == before


def test_a_full_disk_leaves_no_half_a_model(
    tmp_path: Path, run: Run, user_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says so, and no file is left, not even a hidden one."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")

    def full_disk(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    code, out, err = run("models", "import", path, "--task", "denoise")
    assert (code, out) == (1, "")
    told = "the model cannot be written: No space left on device"
    assert err == f"restorer: {user_models / 'keep.onnx'}: {told}\n"
    assert list_files(user_models) == []


@pytest.mark.parametrize("has_links", [True, False])
def test_a_name_that_is_taken_meanwhile_is_kept(
    tmp_path: Path, run: Run, user_models: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    """A model of another process that came while this one was tried is not replaced."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")
    other = user_models / "keep.onnx"
    link = os.link

    def meanwhile(part: Path, target: Path) -> None:
        other.write_bytes(b"another's")
        if not has_links:
            raise OSError(errno.EPERM, "Operation not permitted")
        link(part, target)

    monkeypatch.setattr("os.link", meanwhile)
    code, _out, err = run("models", "import", path, "--task", "denoise")
    assert (code, "exists already; choose another name" in err) == (1, True)
    assert (list_files(user_models), other.read_bytes()) == (["keep.onnx"], b"another's")


def test_a_file_system_without_links_will_do(
    tmp_path: Path, run: Run, user_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be linked the model is imported all the same."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")

    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    assert run("models", "import", path, "--task", "denoise")[0] == 0
    assert list_files(user_models) == ["keep.onnx"]


@pytest.mark.parametrize("name", ["x" * 300, "画" * 90, "x" * 101], ids=["letters", "bytes", "card"])
def test_a_name_that_is_too_long_is_one_line(tmp_path: Path, run: Run, user_models: Path, name: str) -> None:
    """Longer than a file or a card may be called: refused before the model is tried."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")
    code, out, err = run("models", "import", path, "--task", "denoise", "--name", name)
    assert (code, out) == (1, "")
    assert err == (
        f"restorer: a name of {len(name)} letters is too long for a model; choose one with --name\n"
    )
    assert not user_models.exists()

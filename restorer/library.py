"""Library: the models folders as cards, the engines opened from them, and the import of a model."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from restorer.card import ModelCard, card_in, check_sha256, read_card, write_card
from restorer.engine import Engine, open_session, read_model
from restorer.errors import CardError, ModelError, ModelMissing, WriteError
from restorer.probe import probe_card

MODELS_VARIABLE = "RESTORER_MODELS"


@dataclass(frozen=True, slots=True)
class Model:
    """A model file and its card; of a file that cannot be used, the ``problem`` instead."""

    path: Path
    card: ModelCard | None
    problem: str | None = None


class Library:
    """The models of some folders (the user's own and the shipped ones), opened once each."""

    def __init__(self, folders: Sequence[Path] | None = None):
        self.folders = list(folders) if folders is not None else model_folders()
        self._engines: dict[tuple[Path, str], Engine] = {}

    def models(self) -> list[Model]:
        """List every ``.onnx`` file of the folders, the user's first, each folder by name."""
        return [_model(path) for folder in self.folders for path in sorted(folder.glob("*.onnx"))]

    def find(self, name: str | None, task: str) -> Path:
        """Find the model called ``name``, or for ``None`` the first of the task; ModelMissing if none is."""
        models = self.models()
        cards = [(model.path, model.card) for model in models if model.card and model.card.task == task]
        for path, card in cards:
            if name is None or card.name == name:
                return path
        if name is not None:
            for model in models:
                if model.problem and model.path.stem == name:
                    raise CardError(model.problem)
        known = ", ".join(card.name for _path, card in cards) or "none"
        wanted = f"no model {name!r}" if name is not None else "no model"
        raise ModelMissing(
            f"{wanted} for {task}; known: {known}; looked in {', '.join(map(str, self.folders))}"
        )

    def open(self, name: str | None, task: str, device: str = "auto") -> Engine:
        """Open the model :meth:`find` gives, or hand out the engine already open."""
        path = self.find(name, task)
        if (path, device) not in self._engines:
            self._engines[path, device] = Engine.open(path, device)
        return self._engines[path, device]


def list_models() -> list[Model]:
    """List the models at hand: the user's own, then the shipped ones; broken files with their problem."""
    return Library().models()


def model_folders() -> list[Path]:
    """Give the folders models are looked for in, the user's own first.

    The environment variable ``RESTORER_MODELS`` replaces the user's folder.
    """
    package = Path(__file__).parent
    shipped = package / "models" if (package / "models").is_dir() else package.parent / "models"
    return [user_models(), shipped]


def user_models() -> Path:
    """Give the folder of the user's own models (it may not exist yet)."""
    import platformdirs

    chosen = os.environ.get(MODELS_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_data_path("restorer", appauthor=False) / "models"


def import_model(path: Path | str, task: str, *, name: str | None = None) -> Model:
    """Copy a model among the user's; one without a card is tried first and gets one.

    Raises ModelError if it does not keep the task's contract, CardError if it is no model or its
    card is not sound, WriteError if the name is taken.
    """
    path = Path(path)
    content = read_model(path)
    card = card_in(content, path)
    if card is None:
        card = probe_card(open_session(content, path, "cpu"), name or path.stem, task)
        content = write_card(content, card, path)
    check_sha256(content, card_in(content, path) or card, path)
    target = user_models() / f"{name or card.name}.onnx"
    if target.parent != user_models() or target.name.startswith(".") or "\\" in target.name:
        raise ModelError(f"{name or card.name!r} is no name for a model; choose one with --name")
    _write_new(target, content)
    return _model(target)


def _write_new(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise WriteError(f"{target}: exists already; choose another name with --name") from None
    except OSError as error:
        raise WriteError(f"{target}: cannot be written: {error.strerror or error}") from error


def _model(path: Path) -> Model:
    try:
        return Model(path, read_card(path))
    except CardError as error:
        return Model(path, None, str(error))

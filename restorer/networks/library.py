"""Library: the models folders as cards, the engines opened from them, and the import of a model."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from restorer.errors import (
    CardError,
    DeviceError,
    InputError,
    ModelError,
    ModelMissing,
    OutOfMemory,
    WriteError,
)
from restorer.networks.card import (
    ModelCard,
    Task,
    card_in,
    contract_for,
    put_card,
    read_card,
    read_model,
    verified_card,
)
from restorer.networks.devices import PROVIDERS, device_meant
from restorer.networks.engine import Engine, open_session
from restorer.networks.trial import measure_card, remember, try_model
from restorer.system.environment import MODELS_VARIABLE
from restorer.system.parts import write_whole
from restorer.system.paths import is_folder, is_there, once_a_version

_LONGEST_NAME, _MOST_BYTES = 100, 255
"""What a card takes as a name, and what a file system takes as one, counted in bytes."""


Names = Mapping[Task, str | None]
"""The names of models by their tasks, as :meth:`Library.find` takes them."""


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
        """List every ``.onnx`` file of the folders, the user's first, each folder by name.

        By name without the suffix: what is ``denoise-unet-small`` comes after ``denoise-unet``.
        """
        folders = filter(is_folder, self.folders)
        return [_model(path) for folder in folders for path in sorted(folder.glob("*.onnx"), key=_stem)]

    def find(self, name: str | None, task: str) -> Path:
        """Find the model called ``name``, the user's own first; for ``None`` the task's first shipped one.

        Raises ModelMissing if there is none.
        """
        models = self.models()
        cards = [(model.path, model.card) for model in models if model.card and model.card.task == task]
        if name is None and cards:
            last = max(self.folders.index(path.parent) for path, _card in cards)
            return next(path for path, _card in cards if path.parent == self.folders[last])
        for path, card in cards:
            if card.name == name:
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
        """Open the model :meth:`find` gives, or hand out the engine already open.

        A model that is not a shipped one is tried in a child process before its first use.
        """
        path = self.find(name, task)
        if (path, device) not in self._engines:
            self._engines[path, device] = _open(path, device)
        return self._engines[path, device]

    def engines(self, models: Names, device: str = "auto") -> dict[str, Engine]:
        """Open models, and give them by their tasks."""
        return {task: self.open(name, task, device) for task, name in models.items()}

    def run[Done](
        self,
        models: Names,
        do: Callable[[dict[str, Engine]], Done],
        say: Callable[[str], None],
        device: str = "auto",
    ) -> Done:
        """Do something with models, open and by their tasks.

        Where a device that was not asked for by name fails, or has not the memory, a line says so, and it is
        done on the CPU. Raises OutOfMemory where that has not either.
        """
        engines = self.engines(models, device)
        try:
            return do(engines)
        except (OutOfMemory, DeviceError) as error:
            if not may_fall_back(engines.values(), device):
                raise
            say(f"{error}; this photo runs on the CPU")
            return do(self.engines(models, "cpu"))

    def interrupt(self) -> None:
        """End what its networks are at, in whatever threads: see :meth:`Engine.interrupt`."""
        for engine in tuple(self._engines.values()):
            engine.interrupt()

    def cards(self, models: Names) -> list[ModelCard]:
        """Read the cards of models, without opening them."""
        return [_read_card(self.find(name, task)) for task, name in models.items()]


def may_fall_back(engines: Iterable[Engine], device: str) -> bool:
    """Tell whether the CPU may do what engines failed at that were opened on ``device``, as it was asked for.

    It may unless the device was asked for by name, or all of them are on the CPU already.
    """
    return device_meant(device) not in PROVIDERS and any(engine.device != "cpu" for engine in engines)


def _stem(path: Path) -> str:
    return path.stem


def list_models() -> list[Model]:
    """List the models at hand: the user's own, then the shipped ones; broken files with their problem."""
    return Library().models()


def model_folders() -> list[Path]:
    """Give the folders models are looked for in, the user's own first.

    The environment variable ``RESTORER_MODELS`` replaces the user's folder.
    """
    return [user_models(), shipped_models()]


def shipped_models() -> Path:
    """Give the folder of the models that came with Restorer."""
    package = Path(__file__).parents[1]
    return package / "models" if is_folder(package / "models") else package.parent / "models"


def user_models() -> Path:
    """Give the folder of the user's own models (it may not exist yet)."""
    import platformdirs

    chosen = os.environ.get(MODELS_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_data_path("restorer", appauthor=False) / "models"


def import_model(path: Path | str, task: str, *, name: str | None = None) -> Model:
    """Copy a model among the user's after a trial; one without a card gets one.

    Its card is of ``name``, if that is given. Raises ModelError if it does not keep the task's contract,
    CardError if it is no model or its card is not sound, InputError for a task that is unknown or always
    done by the shipped model, WriteError if the name is taken or nothing can be written.
    """
    path = Path(path)
    contract = contract_for(task)
    if task == "level":
        raise InputError("noise is always measured by the shipped model; one of your own would not be used")
    content = read_model(path)
    card = card_in(content, path)
    name = name or (card.name if card else path.stem)
    target = _target(name)
    if is_there(shipped_models() / target.name):
        raise WriteError(f"{name!r} is the name of a model of Restorer's; choose another one with --name")
    if is_there(target):
        raise WriteError(f"{target}: exists already; choose another name")
    write_whole(target, _tried(content, path, name, contract), "the model", overwrite=False)
    return _model(target)


def find_own(name: str) -> Path:
    """Find the user's own model by its file's name, or its card's; ModelMissing unless just one has it."""
    own = Library([user_models()]).models()
    found = [model.path for model in own if model.path.stem == name]
    found = found or [model.path for model in own if model.card and model.card.name == name]
    if len(found) == 1:
        return found[0]
    if not found and any(path.stem == name for path in shipped_models().glob("*.onnx")):
        raise ModelMissing(f"model {name!r} came with Restorer and stays")
    told = f"{len(found)} models {name!r}" if found else f"no model {name!r}"
    known = ", ".join(path.stem for path in found or [model.path for model in own]) or "none"
    raise ModelMissing(f"{told} of your own; the files: {known}; looked in {user_models()}")


def remove_model(path: Path | str) -> None:
    """Delete one of the user's own models; a shipped one stays.

    Raises ModelMissing if it is not among the user's, WriteError if it cannot be deleted.
    """
    path = Path(path)
    if path.suffix != ".onnx" or path.parent.resolve() != user_models().resolve() or not is_there(path):
        raise ModelMissing(f"{path}: not among your own models, which are in {user_models()}")
    try:
        path.unlink()
    except OSError as error:
        raise WriteError(f"{path}: cannot be deleted: {error.strerror or error}") from error


def _open(path: Path, device: str) -> Engine:
    content = read_model(path)
    card = verified_card(content, path)
    # A link among the shipped models may lead to anything.
    if path.resolve().parent != shipped_models().resolve():
        try:
            try_model(content, card, path)
        except ModelError as error:
            raise ModelError(f"{error}; remove it or choose another model") from error
    return Engine(open_session(content, path, device), card)


def _tried(content: bytes, path: Path, name: str, contract: str) -> bytes:
    """Give the bytes of a model that passed its trial, with a card that carries ``name``."""
    if card_in(content, path) is None:
        card = measure_card(content, path, name, contract)
    else:
        card = verified_card(content, path)
        if card.contract != contract:
            raise ModelError(f"{path}: its card says {card.contract}, expected {contract}")
        try_model(content, card, path)
        if card.name == name:
            return content
    named = put_card(content, replace(card, name=name), path)
    remember(named)
    return named


def _target(name: str) -> Path:
    target = user_models() / f"{name}.onnx"
    if target.parent != user_models() or name.startswith(".") or "\\" in name or not name.isprintable():
        raise ModelError(f"{name!r} is no name for a model; choose one with --name")
    if len(name) > _LONGEST_NAME or len(os.fsencode(target.name)) > _MOST_BYTES:
        raise ModelError(f"a name of {len(name)} letters is too long for a model; choose one with --name")
    return target


def _model(path: Path) -> Model:
    try:
        return Model(path, _read_card(path))
    except CardError as error:
        return Model(path, None, str(error))


@once_a_version(256)
def _read_card(path: Path) -> ModelCard:
    """Read a card: models are looked for at every photo."""
    return read_card(path)

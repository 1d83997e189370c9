"""Preferences: what the user likes, kept from one start to the next."""

import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from gui.files.examples import examples_folder
from restorer import DEVICE_VARIABLE, MEMORY_VARIABLE, MODELS_VARIABLE, Format, is_folder, restored_path

LANGUAGE_VARIABLE = "RESTORER_LANGUAGE"
"""What the worker's process is told the language by."""
_GROUP = "preferences"
_OF_ENVIRONMENT = {
    "models_folder": MODELS_VARIABLE,
    "device": DEVICE_VARIABLE,
    "megabytes": MEMORY_VARIABLE,
}
RULED = {name: variable for name, variable in _OF_ENVIRONMENT.items() if os.environ.get(variable)}
"""The preferences that are of no use, as a variable of the environment rules, which is named."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The look, the language, folders ("": the usual one), device, and megabytes for tiles (0: as suits)."""

    theme: str = "system"
    language: str = "system"
    results_folder: str = ""
    models_folder: str = ""
    device: str = "auto"
    megabytes: int = 0


def read_preferences() -> Preferences:
    """Read what was kept; what was never set is as at first."""
    kept = QSettings()
    values = {
        field.name: kept.value(f"{_GROUP}/{field.name}", field.default) for field in fields(Preferences)
    }
    megabytes = str(values.pop("megabytes"))
    words = {name: str(value) for name, value in values.items()}
    return Preferences(**words, megabytes=int(megabytes) if megabytes.isdecimal() else 0)


def write_preferences(preferences: Preferences) -> None:
    """Keep them for the next start."""
    kept = QSettings()
    for name, value in asdict(preferences).items():
        kept.setValue(f"{_GROUP}/{name}", value)


def set_environment(preferences: Preferences) -> None:
    """Tell the library, before it is first used, where variables do not rule; and the worker its language."""
    os.environ[LANGUAGE_VARIABLE] = preferences.language
    if preferences.models_folder:
        os.environ.setdefault(MODELS_VARIABLE, preferences.models_folder)
    if preferences.device != "auto":
        os.environ.setdefault(DEVICE_VARIABLE, preferences.device)
    if preferences.megabytes:
        os.environ.setdefault(MEMORY_VARIABLE, str(preferences.megabytes))


def suggested_target(original: Path, kind: Format | None = None) -> Path:
    """Give the name a result is to have: in the folder that is preferred, if there, else beside the photo.

    ``kind`` is the format of the photo, if its name may not tell.
    """
    usual = folder_beside(original)
    folder = Path(read_preferences().results_folder or usual)
    return (folder if is_folder(folder) else usual) / restored_path(original, kind).name


def folder_beside(original: Path) -> Path:
    """Give the folder for what is made of a photo, which is its own.

    Among the examples, in the midst of the program, nobody would find it: it goes to the user's pictures.
    """
    return pictures_folder() if original.is_relative_to(examples_folder()) else original.absolute().parent


def pictures_folder() -> Path:
    """Give the folder of the user's pictures, or, where there is none, of all that is theirs."""
    places = QStandardPaths.StandardLocation
    pictures = Path(QStandardPaths.writableLocation(places.PicturesLocation))
    return pictures if is_folder(pictures) else Path(QStandardPaths.writableLocation(places.HomeLocation))

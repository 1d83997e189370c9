"""Example photos that come with the program; where they are from is told in their README."""

from pathlib import Path

from gui.words import texts_menus
from restorer import is_file, is_folder


def example_photos() -> list[tuple[str, Path]]:
    """Give the examples that are there, each with its name in words."""
    folder = examples_folder()
    photos = [(words, folder / name) for name, words in texts_menus.EXAMPLE_NAMES.items()]
    return [(words, path) for words, path in photos if is_file(path)]


def examples_folder() -> Path:
    """Give the folder of the examples: in the installed program, or in the project."""
    package = Path(__file__).parents[1]
    return package / "examples" if is_folder(package / "examples") else package.parent / "examples"

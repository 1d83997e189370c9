"""Translation: puts the words of ``gui/words/texts*.py`` into the user's language before any window is made.

Each constant in capitals of these files is found by what it is in English, in the ``.qm`` file of the
language. ``python -m gui.words.translation`` brings the ``.ts`` file, which translators edit, and the ``.qm``
made from it up to date after words were added or changed.
"""

import dataclasses
import importlib
import pkgutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import gui.words

FOLDER = Path(__file__).parent / "translations"
LANGUAGES = ("en", "tr")
_QT_WORDS = {
    "QShortcut": (
        *("Ctrl", "Shift", "Alt", "Meta", "Esc", "Tab", "Backspace", "Return", "Enter", "Ins", "Del"),
        *("Home", "End", "Left", "Up", "Right", "Down", "PgUp", "PgDown", "Space"),
    )
}
"""Words of Qt's own that we put better: keys are called what is printed on them."""
_KEYS_OF_MACS = {"Ctrl+": "\u2318"}


def use_language(language: str, platform: str = sys.platform) -> None:
    """Show all windows to come in a language ("system": the system's), and numbers as it has them.

    Keys that words tell of are called what they are on the ``platform``. Without a ``QCoreApplication``, as
    in another process, the words alone are translated.
    """
    code = QLocale.system().name()[:2] if language == "system" else language
    code = code if code in LANGUAGES else "en"
    locale = QLocale(code) if code != QLocale.system().name()[:2] else QLocale.system()
    QLocale.setDefault(locale)
    if code != "en":
        _load(locale, "qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        ours = _load(locale, "restorer", str(FOLDER))
        for module in text_modules():
            _put(module, partial(_translated, ours, _context_of(module)))
    if platform == "darwin":
        for module in text_modules():
            _put(module, _with_keys_of_macs)


def _load(locale: QLocale, name: str, folder: str) -> QTranslator:
    app = QCoreApplication.instance()
    translator = QTranslator(app)
    if translator.load(locale, name, "_", folder) and app:
        app.installTranslator(translator)
    return translator


def text_modules() -> list[ModuleType]:
    """Give the modules that hold words."""
    found = (info.name for info in pkgutil.iter_modules(gui.words.__path__))
    names = sorted(name for name in found if name.startswith("texts"))
    return [importlib.import_module(f"gui.words.{name}") for name in names]


def words_in(module: ModuleType) -> list[str]:
    """Give all words of a module, each once, in order."""
    found: list[str] = []

    def note(words: str) -> str:
        found.append(words)
        return words

    for _name, value in _constants(module):
        _mapped(value, note)
    return list(dict.fromkeys(words for words in found if words))


def contexts() -> dict[str, tuple[str, ...]]:
    """Give all words that need a translation, by their contexts in Qt's sense."""
    return {_context_of(module): tuple(words_in(module)) for module in text_modules()} | _QT_WORDS


def _translated(translator: QTranslator, context: str, words: str) -> str:
    return translator.translate(context, words) or words


def _with_keys_of_macs(words: str) -> str:
    for keys, signs in _KEYS_OF_MACS.items():
        words = words.replace(keys, signs)
    return words


def _put(module: ModuleType, change: Callable[[str], str]) -> None:
    """Put changed words in the place of all words of a module."""
    for name, value in _constants(module):
        setattr(module, name, _mapped(value, change))


def _context_of(module: ModuleType) -> str:
    return module.__name__.removeprefix("gui.words.")


def _constants(module: ModuleType) -> Iterator[tuple[str, Any]]:
    return iter([(name, value) for name, value in vars(module).items() if name.isupper()])


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Give a constant with all its words changed; what is no word, and keys, stay."""
    if isinstance(value, str):
        return change(value) if value else value
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if isinstance(value, dict):
        return {key: _mapped(part, change) for key, part in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **{name: _mapped(part, change) for name, part in parts.items()})
    return value


def _update() -> None:
    """Bring the ``.ts`` and ``.qm`` files up to date by Qt's tools."""
    for language in LANGUAGES[1:]:
        file = FOLDER / f"restorer_{language}.ts"
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "words.py"
            source.write_text(_source(), encoding="utf-8")
            options = ("-target-language", language, "-no-obsolete", "-locations", "none")
            _run_tool("lupdate", source, "-ts", file, *options)
        _run_tool("lrelease", file, "-qm", file.with_suffix(".qm"))


def _source() -> str:
    """Write all words as calls that Qt's tool for finding them knows."""
    lines = ["from PySide6.QtCore import QT_TRANSLATE_NOOP\n"]
    for context, all_words in contexts().items():
        for words in all_words:
            quoted = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            lines.append(f'QT_TRANSLATE_NOOP("{context}", "{quoted}")\n')
    return "".join(lines)


def _run_tool(name: str, *arguments: object) -> None:
    tool = Path(sysconfig.get_path("scripts")) / f"pyside6-{name}"
    subprocess.run([str(tool), *map(str, arguments)], check=True)  # noqa: S603 -- Qt's own tool


if __name__ == "__main__":
    _update()

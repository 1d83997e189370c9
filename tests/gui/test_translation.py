"""The window speaks each of its languages wholly."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QLocale, QTranslator

from gui.dialogs.help_dialog import topic_files
from gui.words import translation

ROOT = Path(__file__).parents[2]
UPDATE = "run `python -m gui.words.translation`, translate what is unfinished in the .ts, and run it again"
LANGUAGES = translation.LANGUAGES[1:]
PLACES = re.compile(r"\{[^}]*\}")


def translations(language: str) -> dict[tuple[str, str], str]:
    """Read what is finished in a language's ``.ts`` file."""
    root = etree.parse(translation.FOLDER / f"restorer_{language}.ts").getroot()
    found = {}
    for context in root.iter("context"):
        for message in context.iter("message"):
            translated = message.find("translation")
            assert translated is not None
            if translated.get("type") != "unfinished" and translated.text:
                key = context.findtext("name", ""), message.findtext("source", "")
                found[key] = translated.text
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_is_translated(language: str) -> None:
    """Every word of the window has a finished translation, and none is left of words that are gone."""
    wanted = {
        (context, words) for context, all_words in translation.contexts().items() for words in all_words
    }
    found = translations(language)
    assert wanted - set(found) == set(), UPDATE
    assert set(found) - wanted == set(), UPDATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_file_holds_what_was_translated(language: str) -> None:
    """The ``.qm`` that the program loads says what the ``.ts`` says."""
    translator = QTranslator()
    assert translator.load(str(translation.FOLDER / f"restorer_{language}.qm"))
    for (context, words), translated in translations(language).items():
        assert translator.translate(context, words) == translated, UPDATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_has_the_same_places(language: str) -> None:
    """A translated sentence takes just what the English one takes, and keeps the access key of a menu."""
    for (_context, words), translated in translations(language).items():
        assert sorted(PLACES.findall(words)) == sorted(PLACES.findall(translated)), words
        assert words.count("&") == translated.count("&"), words


def test_words_are_constants() -> None:
    """No function of the files of words holds words of its own: they would never be translated."""
    for path in (ROOT / "gui" / "words").glob("texts*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found = [words for line in function.body[1:] for words in literals(line)]
                assert not found, f"{path.name}, {function.name}: make constants of {found}"


def literals(node: ast.AST) -> Iterator[str]:
    """Give the words written in code; what is only compared with, or names an attribute, is none."""
    if isinstance(node, ast.Compare) or (isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr"):
        return
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[^\W\d_]{3,}", node.value)
    ):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from literals(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_has_the_same_pages_in_each_language(language: str) -> None:
    """Each topic of the help is there in the language, with a title and as many paragraphs."""
    english = topic_files(QLocale.Language.English)
    other = topic_files(QLocale(language).language())
    assert [file.name for file in english] == [file.name for file in other]
    assert english != other
    for first, second in zip(english, other, strict=True):
        texts = first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8")
        assert all(text.startswith("# ") for text in texts)
        assert texts[0].count("\n\n") == texts[1].count("\n\n"), first.name


SHOWN = """
import json, sys
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QAbstractButton, QLabel, QMenu
app = QApplication([])
from gui.words import translation
english = {words for all_words in translation.contexts().values() for words in all_words}
translation.use_language("tr")
from gui.app import make_window
from gui.work.runner import Runner
from gui.words import texts
window = make_window(Runner())
window.menus.pages.show_models()
words = [action.text() for action in window.findChildren(QAction)]
words += [label.text() for label in window.findChildren(QLabel)]
words += [button.text() for button in window.findChildren(QAbstractButton)]
words += [menu.title() for menu in window.findChildren(QMenu)]
words += [texts.noise_found(3.5), texts.change("A", "Ilik"), texts.notice(("iz kald\u0131",))]
for card in window.panel.cards.values():
    card._body.show()
window.show()
app.processEvents()
panel = window.panel._scroll
needed, given = panel.widget().minimumSizeHint().width(), panel.viewport().width()
print(json.dumps({"shown": words, "english": sorted(english), "needed": needed, "given": given}))
"""


def test_the_window_speaks_turkish() -> None:
    """In Turkish no word stays English or is cut off, numbers have a comma, and i is no dotless one."""
    import json

    done = subprocess.run(
        [sys.executable, "-c", SHOWN],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    told = json.loads(done.stdout)
    same = {words for (_context, words), translated in translations("tr").items() if words == translated}
    assert set(told["shown"]) & set(told["english"]) <= same | {""}
    assert {"Gürültüyü azalt", "&Dosya", "Fotoğraf aç…", "Tercihler…"} <= set(told["shown"])
    assert told["needed"] <= told["given"]
    assert told["shown"][-3:] == ["Bulunan gürültü: 3,5 / 255", "A: \u0131lik", "İz kald\u0131."]


@pytest.mark.parametrize(
    ("wish", "words", "told"),
    [
        ("'tr'", "texts.IN_COLOUR", "Fotoğraf zaten renkli, bu yüzden renklendirilmedi"),
        ("'en', 'darwin'", "texts_batch.INTERRUPTED_AT_START.split()[6]", "(\u2318B)"),
        ("'tr', 'darwin'", "texts_batch.INTERRUPTED_AT_START.split()[7]", "(\u2318B)"),
        ("'en', 'linux'", "texts_batch.INTERRUPTED_AT_START.split()[6]", "(Ctrl+B)"),
    ],
)
def test_words_are_the_users_in_another_process(wish: str, words: str, told: str) -> None:
    """A process without a window says its words in the language, too, and keys as the system's have them."""
    code = (
        "from gui.words import texts, texts_batch, translation; "
        f"translation.use_language({wish}); print({words})"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8", env=environment
    )
    assert done.stdout.strip() == told


def test_the_program_begins_without_words() -> None:
    """What keeps words where it is imported is not imported before the language is known."""
    code = "import sys, gui.app; print(*(name for name in sys.modules if name.startswith('gui.')))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    )
    keepers = {
        f"gui.{path.relative_to(ROOT / 'gui').with_suffix('').as_posix().replace('/', '.')}"
        for path in (ROOT / "gui").rglob("*.py")
        if not path.name.startswith("texts") and keeps_words(path)
    }
    assert "gui.menus.menu_bar" in keepers
    assert not keepers & set(done.stdout.split())


def keeps_words(path: Path) -> bool:
    """Tell whether a file takes words into constants or defaults of its own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_constant = isinstance(node, ast.Assign | ast.AnnAssign) and node.col_offset == 0
        kept = [node.value] if is_constant else node.defaults if isinstance(node, ast.arguments) else []
        if any(value is not None and re.search(r"\btexts\w*\.", ast.unparse(value)) for value in kept):
            return True
    return False


def test_an_unknown_language_is_english() -> None:
    """A language we do not have leaves the words in English."""
    translation.use_language("xx")
    from gui.words import texts

    assert texts.OPEN == "Open…"
    assert QLocale().language() == QLocale.Language.English

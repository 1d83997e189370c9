"""The page of preferences; each answers at once, or says that it waits for the next start."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.files.preferences import RULED, Preferences, read_preferences, write_preferences
from gui.icons import draw_icon, keep_drawn
from gui.widgets.choice import Choice
from gui.widgets.labels import make_label
from gui.widgets.theme import apply_theme
from gui.words import texts_pages

_MEGABYTES = (0, 500, 1000, 2000, 4000, 8000, 16000)
_WIDTH = 520
"""How wide the page is, unless its words need more."""


class PreferencesDialog(QDialog):
    """Lets the user set what is kept from one start to the next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts_pages.PREFERENCES_TITLE)
        form = QFormLayout()
        self._fill(form, read_preferences())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(make_label(texts_pages.AT_NEXT_START))
        layout.addWidget(buttons)
        self.setMinimumWidth(max(_WIDTH, self.minimumSizeHint().width()))

    def _fill(self, form: QFormLayout, kept: Preferences) -> None:
        words = texts_pages
        memory = {number: _megabytes_told(number) for number in sorted({*_MEGABYTES, kept.megabytes})}
        results = words.RESULTS_FOLDER, words.RESULTS_FOLDER_TIP, words.BESIDE
        models = words.MODELS_FOLDER, words.MODELS_FOLDER_TIP, words.USUAL_FOLDER
        self._add_choice(form, "theme", words.THEME, words.THEMES, kept.theme)
        self._add_choice(form, "language", words.LANGUAGE, words.LANGUAGES, kept.language)
        self._add_folder(form, "results_folder", *results, kept.results_folder)
        self._add_folder(form, "models_folder", *models, kept.models_folder)
        self._add_choice(form, "device", words.DEVICE, words.DEVICES, kept.device, words.DEVICE_TIP)
        self._add_choice(form, "megabytes", words.MEMORY, memory, kept.megabytes, words.MEMORY_TIP)

    def _add_folder(self, form: QFormLayout, name: str, label: str, tip: str, usual: str, kept: str) -> None:
        row = _FolderRow(label, tip, usual, kept)
        _rule(row, name)
        row.edit.textChanged.connect(lambda folder: self._change(**{name: folder}))
        form.addRow(label, row)

    def _add_choice[T: (str, int)](
        self, form: QFormLayout, name: str, label: str, choices: Mapping[T, str], kept: T, tip: str = ""
    ) -> None:
        box = Choice(label, tip)
        for value, words in choices.items():
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(kept)))
        _rule(box, name)
        box.activated.connect(lambda at: self._change(**{name: box.itemData(at)}))
        form.addRow(label, box)

    def _change(self, **values: str | int) -> None:
        before = read_preferences()
        preferences: Preferences = replace(before, **values)  # type: ignore[arg-type]  # by the field's name
        write_preferences(preferences)
        if preferences.theme != before.theme:
            apply_theme(preferences.theme)


class _FolderRow(QWidget):
    """A folder that is chosen, or left to be the usual one."""

    def __init__(self, label: str, tip: str, usual: str, folder: str) -> None:
        super().__init__()
        self._label = label
        self.edit = QLineEdit(folder)
        self.edit.setReadOnly(True)
        self.edit.setPlaceholderText(usual)
        self.edit.setMinimumWidth(self.fontMetrics().horizontalAdvance(f"{usual}MM"))
        self.edit.setToolTip(tip)
        self.edit.setAccessibleName(label)
        choose = QPushButton(texts_pages.CHOOSE_FOLDER)
        choose.setAccessibleName(texts_pages.CHOOSE_FOLDER_OF.format(label))
        choose.clicked.connect(self._on_choose)
        usual_again = QToolButton()
        keep_drawn(usual_again, lambda: usual_again.setIcon(draw_icon("cancel", usual_again.palette())))
        usual_again.setToolTip(usual)
        usual_again.setAccessibleName(f"{label}: {usual}")
        usual_again.clicked.connect(self.edit.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, stretch=1)
        layout.addWidget(choose)
        layout.addWidget(usual_again)

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._label, self.edit.text())
        if folder:
            self.edit.setText(folder)


def _rule(control: QWidget, name: str) -> None:
    """Switch a control off that a variable of the environment makes useless, and say so."""
    if name in RULED:
        control.setEnabled(False)
        control.setToolTip(texts_pages.RULED_BY.format(RULED[name]))


def _megabytes_told(number: int) -> str:
    return f"{number}{texts_pages.MEMORY_UNIT}" if number else texts_pages.MEMORY_AUTOMATIC

"""The help: short pages about what can be done, which need no network."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.lists import fit_width
from gui.words import texts_menus
from restorer import is_folder

FOLDER = Path(__file__).parent / "help"
_LIST_WIDTH = 200


class HelpDialog(QDialog):
    """Shows the topics on the left and the chosen one on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts_menus.HELP_TITLE)
        self.topics = QListWidget()
        self.topics.setAccessibleName(texts_menus.TOPICS)
        self.topics.setSpacing(2)
        self.page = QTextBrowser()
        self.page.setAccessibleName(texts_menus.TOPIC_TEXT)
        self.page.document().setDocumentMargin(16)
        for file in topic_files(QLocale().language()):
            text = file.read_text(encoding="utf-8")
            item = QListWidgetItem(text.splitlines()[0].removeprefix("# "))
            item.setData(Qt.ItemDataRole.UserRole, text)
            self.topics.addItem(item)
        self.topics.currentItemChanged.connect(self._on_chosen)
        self._lay_out()
        fit_width(self.topics, _LIST_WIDTH)
        self.topics.setCurrentRow(0)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.topics)
        row.addWidget(self.page, stretch=1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row, stretch=1)
        layout.addWidget(buttons)
        self.resize(800, 560)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.page.setMarkdown(item.data(Qt.ItemDataRole.UserRole))


def topic_files(language: QLocale.Language) -> list[Path]:
    """Give the pages in a language, in order; in English where there are none."""
    code = QLocale.languageToCode(language)
    folder = FOLDER / code if is_folder(FOLDER / code) else FOLDER / "en"
    return sorted(folder.glob("*.md"))

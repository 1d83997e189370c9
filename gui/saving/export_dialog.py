"""The export dialog: where the result is saved and how, what that costs, and what it would replace."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.files.paths import expanded, shown
from gui.saving.export_options import ExportOptions
from gui.widgets.labels import make_label
from gui.wishes import Estimated, Failed
from gui.words import texts, texts_export
from restorer import FORMATS, Format, Saving, is_file, is_folder, is_there, problem_of_folder

if TYPE_CHECKING:
    from gui.saving.exports import Exports
    from gui.wishes import Opened

_SETTLED_MILLISECONDS = 300
_WIDTH = 560
_ENDINGS = {ending for kind in FORMATS.values() for ending in kind.extensions}


class ExportDialog(QDialog):
    """Asks for a file's name and how it is to be written."""

    def __init__(
        self, exports: "Exports", suggested: Path, opened: "Opened", saving: Saving, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._exports = exports
        self._opened = opened
        self._is_asked = False
        self.replaces = False
        """Whether it was said that a file of this name is replaced."""
        self._folder = suggested.parent
        self._named: dict[str, Path] = {}
        """Paths by what the line shows of them: a name that is no UTF-8 cannot be read back from there."""
        self.setWindowTitle(texts_export.TITLE)
        self.name = QLineEdit()
        self.name.setObjectName("fileNameEdit")
        self._show_path(suggested)
        self._browse = QPushButton(texts_export.BROWSE)
        self._conflict = make_label()
        self._number = QPushButton(texts_export.NUMBER)
        self.options = ExportOptions(opened.photo, saving)
        self.size_words = make_label(texts_export.ESTIMATING)
        self.notices = make_label()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._save = self._buttons.addButton(texts_export.SAVE, QDialogButtonBox.ButtonRole.AcceptRole)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._lay_out()
        self._connect()
        self._on_name_changed()
        self._estimate()

    @property
    def path(self) -> Path:
        """The file to be written; a name alone is one beside that suggested, and gets the format's ending."""
        path = self._typed
        needs_ending = path.name and not path.suffix
        return path.with_name(path.name + self.options.kind.extensions[0]) if needs_ending else path

    @property
    def _typed(self) -> Path:
        text = self.name.text().strip()
        return self._named.get(text, self._folder / expanded(text))

    @property
    def saving(self) -> Saving:
        """How it is to be written."""
        return self.options.saving

    def _show_path(self, path: Path) -> None:
        text = shown(path)
        self._named[text.strip()] = path
        self.name.setText(text)

    def _lay_out(self) -> None:
        self.name.setAccessibleName(texts_export.NAME)
        self.name.setToolTip(texts_export.NAME_TIP)
        self._number.setToolTip(texts_export.NUMBER_TIP)
        self.size_words.setAccessibleName(texts_export.SIZE)
        self._conflict.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        name, conflict = QHBoxLayout(), QHBoxLayout()
        name.addWidget(self.name, stretch=1)
        name.addWidget(self._browse)
        conflict.addWidget(self._conflict, stretch=1)
        conflict.addWidget(self._number)
        form = QFormLayout()
        form.addRow(texts_export.NAME, name)
        form.addRow("", conflict)
        self.options.add_rows(form)
        form.addRow(texts_export.SIZE, self.size_words)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.notices)
        layout.addStretch()
        layout.addWidget(self._buttons)
        self.setMinimumWidth(max(_WIDTH, self.minimumSizeHint().width()))

    def _connect(self) -> None:
        self.name.textChanged.connect(self._on_name_changed)
        self._browse.clicked.connect(self._on_browse)
        self._number.clicked.connect(self._on_number)
        self.options.format_chosen.connect(self._on_format_chosen)
        self.options.changed.connect(self._on_options_changed)
        self._settling.timeout.connect(self._estimate)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._exports.estimated.connect(self._on_estimated)
        self._exports.work_ended.connect(self._on_options_changed)

    def _problem(self) -> str | None:
        """Say why the file cannot be written as it is named; ``None`` if it can."""
        if not self.name.text().strip() or not self.path.stem:
            return texts_export.NO_NAME
        if _kind_of(self.path) is None:
            return texts_export.OTHER_ENDING.format(self.path.suffix)
        if is_folder(self._typed):
            return texts_export.IS_FOLDER
        if not is_folder(self.path.parent):
            return texts_export.NO_FOLDER.format(self.path.parent)
        if problem_of_folder(self.path.parent, is_dry_run=True):
            return texts_export.CLOSED_FOLDER.format(self.path.parent)
        return texts_export.IS_ORIGINAL if self._opened.is_original(self.path) else None

    def _on_name_changed(self) -> None:
        problem = self._problem()
        if kind := _kind_of(self.path):
            self.options.show_format(kind)
        self.replaces = not problem and is_file(self.path)
        words = problem or (texts_export.EXISTS if self.replaces else "")
        self._conflict.setText(texts.breakable(words))
        self._conflict.setAccessibleName(words)
        self._number.setVisible(is_file(self.path) and bool(self.path.stem))
        self._save.setEnabled(problem is None)
        self._save.setText(texts_export.REPLACE if self.replaces else texts_export.SAVE)
        (self._number if self.replaces else self._save).setDefault(True)
        if self.isVisible():
            self._make_room()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Make room for what is said from the beginning."""
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Grow, if need be, until what is said of the name can be read; never shrink under the mouse."""
        layout = self.layout()
        assert layout
        layout.activate()
        needed = self._conflict.heightForWidth(self._conflict.width())
        self._conflict.setMinimumHeight(max(self._conflict.minimumHeight(), needed))
        self.resize(self.size().expandedTo(self.minimumSizeHint()))

    def _on_browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            texts_export.TITLE,
            str(self.path),
            texts.ALL_FILES_FILTER + " (*)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self._show_path(Path(name))

    def _on_number(self) -> None:
        path, number = self.path, 2
        while is_there(numbered := path.with_stem(f"{path.stem}-{number}")):
            number += 1
        self._show_path(numbered)

    def _on_format_chosen(self, kind: Format) -> None:
        path = self.path
        if path.suffix.lower() not in kind.extensions:
            stem = path.stem if path.suffix.lower() in _ENDINGS else path.name
            self._show_path(path.with_name(stem + kind.extensions[0]))

    def _on_options_changed(self) -> None:
        self._is_asked = False
        self.size_words.setText(texts_export.ESTIMATING)
        self._settling.start()

    def _estimate(self) -> None:
        self._is_asked = True
        self._exports.estimate(self.options.kind.name, replace(self.saving, format=None))

    def _on_estimated(self, answer: Estimated | Failed) -> None:
        if not self._is_asked:
            return
        if isinstance(answer, Failed):
            self.size_words.setText(texts_export.no_estimate(answer.reason))
            return
        self.size_words.setText(texts_export.estimated(answer))
        self.notices.setText(texts.notice(answer.notices))
        self.options.show_estimate(answer)

    @override
    def accept(self) -> None:
        """Close, if the file can be written and it is said if another one is there by now."""
        if self._problem() is None and is_file(self.path) == self.replaces:
            super().accept()
        else:
            self._on_name_changed()


def _kind_of(path: Path) -> Format | None:
    """Find the format that a name ends in, if it can be written."""
    ending = path.suffix.lower()
    return next((kind for kind in FORMATS.values() if kind.is_written and ending in kind.extensions), None)

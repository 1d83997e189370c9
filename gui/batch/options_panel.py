"""The options panel: what is done to the photos, where results go, and how they are saved."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.batch import questions
from gui.batch.batch import Batch
from gui.batch.rows import BatchOptions
from gui.dialogs.questions import ask_recipe
from gui.settings import chosen
from gui.widgets.choice import Choice
from gui.widgets.labels import make_label
from gui.widgets.slider import Number
from gui.words import texts_batch, texts_export
from gui.words.texts import breakable
from restorer import FORMATS

_WIDTH = 310
_TYPED_MILLISECONDS = 400
_FILE = "file"


class OptionsPanel(QScrollArea):
    """Shows the options of the queue and sets them."""

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        self._batch = batch
        self._is_showing = False
        self._column = QWidget()
        self.recipe = _choice(texts_batch.RECIPE)
        self.steps = make_label()
        self.place = _choice(texts_batch.WHERE)
        self.folder = _line(texts_batch.FOLDER)
        self.browse = QPushButton(texts_batch.CHOOSE_FOLDER)
        self.browse.setToolTip(texts_batch.CHOOSE_FOLDER_TIP)
        self.browse.setAccessibleName(texts_batch.CHOOSE_FOLDER_TIP)
        self.name = _line(texts_batch.NAME, texts_batch.NAME_TIP)
        self.example = make_label()
        self.conflict = _choice(texts_batch.CONFLICT, texts_batch.CONFLICT_TIP)
        self.format = _choice(texts_batch.FORMAT)
        self.quality = Number()
        self.bits = _choice(texts_batch.DEPTH)
        self.recursive = QCheckBox(texts_batch.RECURSIVE)
        self.strip_gps = QCheckBox(texts_batch.STRIP_GPS)
        self._typing = QTimer(self, singleShot=True, interval=_TYPED_MILLISECONDS)
        self._fill()
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def _chosen(self) -> BatchOptions:
        """What the controls say."""
        in_folder = self.place.currentData()
        return BatchOptions(
            recipe=self.recipe.currentData(),
            folder=self.folder.text().strip() if in_folder else None,
            name=self.name.text(),
            format=self.format.currentData(),
            quality=self.quality.value() or None,
            depth=self.bits.currentData(),
            overwrite=self.conflict.currentData(),
            recursive=self.recursive.isChecked(),
            strip_gps=self.strip_gps.isChecked(),
        )

    def refresh(self) -> None:
        """Show the options as they are; what is being typed is one of them."""
        if self._typing.isActive():
            self._typing.stop()
            self._set()
        options = self._batch.order.options
        self._is_showing = True
        self._show_recipe(options.recipe)
        if options.folder is not None or self.folder.text():
            self.place.setCurrentIndex(options.folder is not None)
        for line, text in ((self.folder, options.folder), (self.name, options.name)):
            if text is not None and line.text() != text:
                line.setText(text)
        for box, value in (
            (self.conflict, options.overwrite),
            (self.format, options.format),
            (self.bits, options.depth),
        ):
            box.setCurrentIndex(box.findData(value))
        self.quality.setValue(options.quality or 0)
        self.recursive.setChecked(options.recursive)
        self.strip_gps.setChecked(options.strip_gps)
        self._is_showing = False
        self._show_possible()
        self._show_facts()

    def _show_possible(self) -> None:
        """Grey out what the format does not know, if it is not that of each photo."""
        kind = FORMATS.get(self.format.currentData())
        self.bits.grey_out(texts_export.beyond(kind, texts_batch.DEPTHS) if kind else {})
        self.bits.fall_back()
        reason = texts_export.lossless(kind) if kind and not kind.lossy else ""
        self.quality.setEnabled(not reason)
        self.quality.setToolTip(reason or texts_batch.QUALITY_TIP)

    def _show_recipe(self, recipe: str | None) -> None:
        if self.recipe.findData(recipe) < 0 and recipe is not None:
            self.recipe.insertItem(self.recipe.count() - 1, Path(recipe).name, recipe)
        self.recipe.setCurrentIndex(self.recipe.findData(recipe))

    def _show_facts(self) -> None:
        batch = self._batch
        is_of_window = batch.order.options.recipe is None
        self.steps.setVisible(is_of_window)
        to_do = chosen(batch.order_now.settings)
        self.steps.setText(texts_batch.steps(to_do, leaves_places=batch.leaves_places))
        in_folder = bool(self.place.currentData())
        self.folder.setVisible(in_folder)
        self.browse.setVisible(in_folder)
        self.name.setPlaceholderText("{stem}{ext}" if in_folder else "{stem}_restored{ext}")
        first = next(iter(batch.targets.items()), None)
        words = texts_batch.example(*first) if first else ""
        self.example.setText(breakable(words))
        self.example.setAccessibleName(words)
        self.example.setVisible(bool(self.example.text()))
        self._column.setEnabled(batch.is_idle)

    def _fill(self) -> None:
        self.recipe.addItem(texts_batch.OF_WINDOW, None)
        for name, words in texts_batch.RECIPES.items():
            self.recipe.addItem(words, name)
        self.recipe.addItem(texts_batch.RECIPE_FILE, _FILE)
        self.place.addItem(texts_batch.BESIDE, False)
        self.place.addItem(texts_batch.IN_FOLDER, True)
        for value, words in texts_batch.CONFLICTS.items():
            self.conflict.addItem(words, value)
        self.format.addItem(texts_batch.SAME_FORMAT, None)
        for kind in FORMATS.values():
            if kind.is_written:
                self.format.addItem(kind.name.upper(), kind.name)
        self.bits.addItem(texts_batch.SAME_DEPTH, None)
        for bits, words in texts_batch.DEPTHS.items():
            self.bits.addItem(words, bits)
        self.quality.setRange(0, 100)
        self.quality.setSpecialValueText(texts_batch.AUTOMATIC)
        self.quality.setAccessibleName(texts_batch.QUALITY)

    def _lay_out(self) -> None:
        column = self._column
        column.setAccessibleName(texts_batch.OPTIONS)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(12, 12, 12, 12)
        folder = QHBoxLayout()
        folder.addWidget(self.folder, stretch=1)
        folder.addWidget(self.browse)
        layout.addWidget(_group(texts_batch.WHAT, self.recipe, self.steps, self.recursive))
        where = _group(texts_batch.WHERE, self.place, folder)
        form = _form((texts_batch.NAME, self.name))
        rest = where.layout()
        assert isinstance(rest, QVBoxLayout)
        rest.addLayout(form)
        conflict = QLabel(f"{texts_batch.CONFLICT}:")
        conflict.setBuddy(self.conflict)
        for widget in (self.example, conflict, self.conflict):
            rest.addWidget(widget)
        layout.addWidget(where)
        how = _form(
            (texts_batch.FORMAT, self.format),
            (texts_batch.QUALITY, self.quality),
            (texts_batch.DEPTH, self.bits),
        )
        layout.addWidget(_group(texts_batch.HOW, how, self.strip_gps))
        layout.addStretch()
        self.setWidget(column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(max(_WIDTH, column.minimumSizeHint().width() + beside))

    def _connect(self) -> None:
        self.recipe.activated.connect(self._on_recipe_chosen)
        self.place.currentIndexChanged.connect(self._on_place_chosen)
        self.browse.clicked.connect(self._on_browse)
        for line in (self.folder, self.name):
            line.textEdited.connect(self._typing.start)
        self._typing.timeout.connect(self._set)
        for box in (self.conflict, self.format, self.bits):
            box.currentIndexChanged.connect(self._set)
        self.quality.valueChanged.connect(self._set)
        self.recursive.toggled.connect(self._set)
        self.strip_gps.toggled.connect(self._set)
        self._batch.order_changed.connect(self.refresh)
        self._batch.looked.connect(self._show_facts)
        self._batch.phase_changed.connect(self._show_facts)

    def _set(self) -> None:
        if not self._is_showing:
            self._show_possible()
            self._batch.set_options(self._chosen)

    def _on_recipe_chosen(self) -> None:
        if self.recipe.currentData() != _FILE:
            self._set()
            return
        path = ask_recipe(self)
        recipe = str(path) if path else self._batch.order.options.recipe
        self._show_recipe(recipe)
        self._set()

    def _on_place_chosen(self) -> None:
        if not self._is_showing:
            self._show_facts()
            if self.place.currentData() and not self.folder.text():
                self._on_browse()
            self._set()

    def _on_browse(self) -> None:
        if path := questions.ask_folder(self, texts_batch.FOLDER_TITLE):
            self.folder.setText(str(path))
        elif not self.folder.text():
            self.place.setCurrentIndex(0)
        self._set()


def _choice(name: str, tip: str = "") -> Choice:
    box = Choice(name, tip)
    box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _line(name: str, tip: str = "") -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setToolTip(tip)
    return line


def _form(*fields: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for name, widget in fields:
        form.addRow(f"{name}:", widget)
    return form


def _group(name: str, *parts: "QWidget | QHBoxLayout | QFormLayout") -> QGroupBox:
    group = QGroupBox(name)
    layout = QVBoxLayout(group)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return group

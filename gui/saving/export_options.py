"""Export options: format, quality, depth and metadata of a file; what does not go together is greyed out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout

from gui.widgets.choice import Choice
from gui.widgets.slider import NumberSlider
from gui.words import texts_export
from restorer import FORMATS, Format, Saving

if TYPE_CHECKING:
    from gui.wishes import Estimated
    from restorer import Photo

_DEPTHS = (8, 10, 12, 16, 32)
_QUALITY = 95


class ExportOptions(QObject):
    """The controls for how a file is written."""

    format_chosen = Signal(object)
    changed = Signal()

    def __init__(self, photo: "Photo", saving: Saving) -> None:
        super().__init__()
        self.format = Choice(texts_export.FORMAT, texts_export.FORMAT_TIP)
        for kind in FORMATS.values():
            if kind.is_written:
                self.format.addItem(kind.name.upper(), kind.name)
        self.automatic = QCheckBox(texts_export.AUTOMATIC)
        self.quality = NumberSlider(texts_export.QUALITY.name, texts_export.QUALITY, 100)
        for control in (self.quality.slider, self.quality.number):
            control.setMinimum(1)
        self.depth = Choice(texts_export.DEPTH, texts_export.DEPTH_TIP)
        self.depth.addItem(texts_export.SAME_DEPTH.format(texts_export.bits(photo.depth)))
        for bits in _DEPTHS:
            self.depth.addItem(texts_export.bits(bits), bits)
        self.strip_gps = QCheckBox(texts_export.STRIP_GPS)
        self.history = QCheckBox(texts_export.HISTORY)
        self._show_saving(saving)
        self._connect()

    @property
    def kind(self) -> Format:
        """The format chosen."""
        return FORMATS[self.format.currentData()]

    @property
    def saving(self) -> Saving:
        """All of it as the library takes it."""
        has_quality = self.kind.lossy and not self.automatic.isChecked()
        return Saving(
            quality=self.quality.value if has_quality else None,
            depth=self.depth.currentData(),
            strip_gps=self.strip_gps.isChecked(),
            history=self.history.isChecked(),
        )

    def add_rows(self, form: QFormLayout) -> None:
        """Lay the controls out in a form."""
        form.addRow(texts_export.FORMAT, self.format)
        form.addRow("", self.automatic)
        form.addRow("", self.quality)
        form.addRow(texts_export.DEPTH, self.depth)
        form.addRow("", self.strip_gps)
        form.addRow("", self.history)

    def show_format(self, kind: Format) -> None:
        """Show a format that the file's name ends in."""
        self.format.setCurrentIndex(self.format.findData(kind.name))
        self._show_possible()

    def show_estimate(self, answer: "Estimated") -> None:
        """Show the quality that is taken, and grey out formats that cannot be written here."""
        if self.automatic.isChecked() and answer.quality is not None:
            self.quality.set_value(answer.quality)
        self.format.grey_out(answer.missing)

    def _show_saving(self, saving: Saving) -> None:
        self.automatic.setChecked(saving.quality is None)
        self.quality.set_value(saving.quality or _QUALITY)
        self.depth.setCurrentIndex(max(self.depth.findData(saving.depth), 0))
        self.strip_gps.setChecked(saving.strip_gps)
        self.history.setChecked(saving.history)
        self.strip_gps.setToolTip(texts_export.STRIP_GPS_TIP)
        self.history.setToolTip(texts_export.HISTORY_TIP)

    def _connect(self) -> None:
        self.format.activated.connect(lambda _at: self.format_chosen.emit(self.kind))
        self.format.currentIndexChanged.connect(self._on_changed)
        self.depth.currentIndexChanged.connect(self._on_changed)
        self.quality.value_changed.connect(self.changed)
        for box in (self.automatic, self.strip_gps, self.history):
            box.toggled.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._show_possible()
        self.changed.emit()

    def _show_possible(self) -> None:
        """Grey out what the format does not know."""
        kind = self.kind
        self.automatic.setEnabled(kind.lossy)
        self.automatic.setToolTip(texts_export.AUTOMATIC_TIP if kind.lossy else texts_export.lossless(kind))
        self.quality.setEnabled(kind.lossy and not self.automatic.isChecked())
        self.quality.setToolTip("" if kind.lossy else texts_export.lossless(kind))
        self.depth.grey_out(texts_export.beyond(kind, _DEPTHS))
        self.depth.fall_back()

"""The denoise panel: the noise found, the level and strength wished for, and the work's progress."""

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui import texts
from gui.slider import NumberSlider
from gui.state import State
from gui.wishes import Denoise

_WIDTH = 240
_HIGHEST_LEVEL = 55


class DenoisePanel(QWidget):
    """Everything about denoising, in a slim column beside the photo."""

    denoise_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._clock = QElapsedTimer()
        self._title = QLabel(f"<b>{texts.DENOISE}</b>")
        self._noise = QLabel()
        self._automatic = QCheckBox(texts.AUTOMATIC)
        self._automatic.setToolTip(texts.AUTOMATIC_TIP)
        self._level = NumberSlider(texts.NOISE_LEVEL, texts.NOISE_LEVEL_TIP, _HIGHEST_LEVEL)
        self._strength = NumberSlider(texts.STRENGTH, texts.STRENGTH_TIP, 100, " %")
        self._denoise = QPushButton(texts.DENOISE)
        self._cancel = QPushButton(texts.CANCEL)
        self._progress = QProgressBar()
        self._progress.setAccessibleName(texts.PROGRESS)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        settings: list[QWidget] = [self._title, self._noise, self._automatic, self._level, self._strength]
        for widget in [*settings, self._denoise, self._cancel, self._progress, self._words]:
            layout.addWidget(widget)
        layout.addStretch()

    def _connect(self) -> None:
        self._automatic.clicked.connect(self._on_level_set)
        self._level.value_changed.connect(self._on_level_set)
        self._strength.value_changed.connect(lambda percent: self._state.set_strength(percent / 100))
        self._denoise.clicked.connect(self.denoise_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        state = self._state
        for changed in (
            state.photo_opened,
            state.photo_denoised,
            state.level_changed,
            state.strength_changed,
        ):
            changed.connect(self._refresh)
        state.work_changed.connect(self._on_work_changed)
        state.progressed.connect(self._on_progressed)

    def _refresh(self) -> None:
        """Show the state."""
        state = self._state
        noise = state.opened.noise if state.opened else None
        is_working = isinstance(state.work, Denoise)
        self.setEnabled(state.opened is not None)
        self._noise.setText(texts.noise_found(noise))
        self._automatic.setChecked(state.level is None)
        self._level.setEnabled(state.level is not None)
        self._level.set_value(round(state.level if state.level is not None else noise or 0))
        self._strength.set_value(round(state.strength * 100))
        self._denoise.setVisible(not is_working)
        self._denoise.setEnabled(state.can_denoise)
        self._cancel.setVisible(is_working)
        self._progress.setVisible(is_working)
        if not is_working:
            self._words.setText(texts.STALE if state.is_stale else "")

    def _on_level_set(self) -> None:
        self._state.set_level(None if self._automatic.isChecked() else self._level.value)

    def _on_work_changed(self) -> None:
        if isinstance(self._state.work, Denoise):
            self._clock.start()
            self._progress.setRange(0, 0)
            self._words.setText(texts.doing(self._state.work))
        self._refresh()

    def _on_progressed(self, done: int, total: int) -> None:
        if done:
            self._progress.setRange(0, total)
            self._progress.setValue(done)
            self._words.setText(texts.time_left(self._clock.elapsed() / 1000 * (total - done) / done))

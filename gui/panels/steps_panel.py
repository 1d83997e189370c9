"""The steps panel: a card for each step in order, the button that does them, and the work's progress."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.canvas.toolbox import Toolbox
from gui.panels.cards import Card
from gui.panels.colour_panel import ColourPanel
from gui.panels.mask_panel import MaskPanel
from gui.settings import FIRST, Setting, chosen
from gui.state import State
from gui.widgets.labels import make_label
from gui.wishes import OpenBurst, Propose, Restore, ShowMask
from gui.words import texts, texts_wishes

if TYPE_CHECKING:
    from gui.dialogs.model_facts import Facts

_WIDTH = 350
"""How wide the panel is, unless the words of a language need more."""
_LONG = OpenBurst | Restore | ShowMask | Propose
"""Wishes whose progress is shown, and which can be cancelled."""


class StepsPanel(QWidget):
    """Everything that can be done to the photo, in a slim column beside it."""

    restore_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, state: State, actions: Actions, toolbox: Toolbox) -> None:
        super().__init__()
        self.setAccessibleName(texts_wishes.STEPS)
        self._state = state
        self._actions = actions
        self._clock = QElapsedTimer()
        self._ticking = QTimer(self, interval=1000)
        self._whole_seconds = self._least_seconds = 0.0
        """How long the work will take in all, and still at least, as far as progress tells; 0: not known."""
        self._is_anew = False
        self._colours = ColourPanel(state, actions, toolbox)
        extras = {"inpaint": MaskPanel(state, actions, toolbox), "colorize": self._colours}
        self.cards = {setting.task: Card(setting.task, extras.get(setting.task)) for setting in FIRST}
        self._scroll = QScrollArea()
        self._restore = QPushButton(texts.RESTORE)
        self._cancel = QPushButton(texts.CANCEL)
        self._progress = QProgressBar()
        self._progress.setAccessibleName(texts.PROGRESS)
        self._words = make_label()
        self._lay_out()
        self._connect()
        self._refresh()

    def show_models(self, models: "tuple[Facts, ...]") -> None:
        """Offer other models than the usual ones where a step can be done by them."""
        for task, card in self.cards.items():
            able = [facts for facts in models if facts.task == task]
            shipped = [facts.name for facts in able if not facts.is_own]
            card.models.show_models(shipped[1:] + [facts.name for facts in able if facts.is_own])

    def _lay_out(self) -> None:
        column = QWidget()
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 6, 0)
        for card in self.cards.values():
            cards.addWidget(card)
        cards.addStretch()
        self._scroll.setWidget(column)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._restore.setToolTip(texts.RESTORE_TIP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 6, 12)
        layout.addWidget(self._scroll, stretch=1)
        for widget in (self._restore, self._cancel, self._progress, self._words):
            layout.addWidget(widget)
        beside = self._scroll.verticalScrollBar().sizeHint().width() + 18  # the margins
        self.setFixedWidth(max(_WIDTH, column.minimumSizeHint().width() + beside))

    def _connect(self) -> None:
        for card in self.cards.values():
            card.setting_wished.connect(self._on_setting_wished)
        self._restore.clicked.connect(self.restore_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        state = self._state
        for shown in (state.photo_opened, state.photo_restored, state.settings_changed):
            shown.connect(self._refresh)
        state.work_changed.connect(self._on_work_changed)
        state.progressed.connect(self._on_progressed)
        state.photo_restored.connect(self._on_restored)
        state.colours_proposed.connect(lambda: QTimer.singleShot(0, self, self._bring_colours_into_sight))
        self._ticking.timeout.connect(self._show_time)

    def _refresh(self) -> None:
        """Show the state."""
        state = self._state
        is_working = isinstance(state.work, _LONG)
        self.setEnabled(state.opened is not None or is_working)
        self._scroll.setEnabled(state.opened is not None)
        for setting in state.settings:
            self.cards[setting.task].show_setting(setting)
        self.cards["denoise"].show_noise(state.opened.noise if state.opened else None)
        self._show_button(is_working=is_working)
        self._progress.setVisible(is_working)
        if is_working:
            self._show_time()
        elif state.opened and not chosen(state.settings):
            self._words.setText(texts_wishes.nothing_to_do(state.settings))
        else:
            self._words.setText(texts.STALE if state.is_stale else "")

    def _show_button(self, *, is_working: bool) -> None:
        """Show what begins the work, or what ends it; the one that goes hands its focus on."""
        shown, hidden = (self._cancel, self._restore) if is_working else (self._restore, self._cancel)
        if not is_working:
            self._restore.setEnabled(self._state.can_restore)
        shown.show()
        if hidden.hasFocus():  # or Qt gives it to whatever comes next
            (shown if shown.isEnabled() else self).setFocus()
        hidden.hide()

    def _on_setting_wished(self, setting: Setting, words: str, control: str) -> None:
        self._actions.change_step(setting, words, control or None)

    def _on_work_changed(self) -> None:
        state = self._state
        self._is_anew = isinstance(state.work, Restore) and (state.restored is None or state.is_stale)
        self._ticking.stop()
        if isinstance(state.work, _LONG):
            self._clock.start()
            self._ticking.start()
            self._whole_seconds = self._least_seconds = 0.0
            self._progress.setRange(0, 0)
        self._refresh()

    def _on_progressed(self, done: int, total: int) -> None:
        if done and isinstance(self._state.work, _LONG):
            self._progress.setRange(0, total)
            self._progress.setValue(done)
            seconds = self._clock.elapsed() / 1000
            self._whole_seconds = seconds * total / done
            self._least_seconds = seconds * (total - done - 1) / done
            self._show_time()

    def _show_time(self) -> None:
        """Tell about how long the work still takes, or, where nothing tells that, how long it has taken."""
        assert self._state.work
        seconds = self._clock.elapsed() / 1000
        left = max(self._whole_seconds - seconds, self._least_seconds)
        words = texts.time_left(left) if left > 0 else texts_wishes.so_far(self._state.work, seconds)
        if self._state.is_work_outdated:
            words = f"{words}\n{texts.BEFORE_CHANGE}"
        self._words.setText(words)
        self._cancel.setAccessibleDescription(words)

    def _bring_colours_into_sight(self) -> None:
        if self._colours.strip:
            self._scroll.ensureWidgetVisible(self._colours.strip[-1])

    def _on_restored(self) -> None:
        """Tell who does not see it; a strength that was blended anew is heard at its slider."""
        if self._is_anew:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, texts_wishes.RESTORED))

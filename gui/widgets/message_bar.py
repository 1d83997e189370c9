"""The message bar: one sentence above the photo, for errors and for what the user should know."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStyle, QToolButton, QWidget

from gui.icons import draw_icon, keep_drawn
from gui.widgets.labels import make_label
from gui.words import texts

_OFFERS_AT = 2  # between the words and what closes them
_ERROR = QStyle.StandardPixmap.SP_MessageBoxWarning, texts.ERROR
_NOTICE = QStyle.StandardPixmap.SP_MessageBoxInformation, texts.MESSAGE


class MessageBar(QWidget):
    """Shows one message until it is closed or another one comes."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self._text = make_label()
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._message = ""
        self._is_error = False
        self._offer = ""
        self._offers: list[QPushButton] = []
        self._kept: tuple[str, str, str, Callable[[], object]] | None = None
        self._close = close = QToolButton()
        close.setAutoRaise(True)
        keep_drawn(self, self._draw)
        close.setToolTip(texts.CLOSE_MESSAGE)
        close.setAccessibleName(texts.CLOSE_MESSAGE)
        close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 6, 6)
        for widget in (self._icon, self._text, close):
            self._row.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown last."""
        return self._message

    @property
    def _is_offering(self) -> bool:
        """Whether there is something to answer, beside what is kept and what can be done about an error."""
        return not self.isHidden() and bool(self._offer)

    def show_error(self, text: str) -> None:
        """Show what went wrong, before an offer that was not answered yet."""
        self._is_error = True
        if self._is_offering:
            self._say(f"{text} {self._offer}")
        else:
            self._show(text)

    def show_notice(self, text: str) -> None:
        """Show what the user should know, after an offer that was not answered yet."""
        self._is_error = False
        if self._is_offering:
            self._say(f"{self._offer} {text}")
        else:
            self._show(text)

    def hide_error(self) -> None:
        """Hide what went wrong, as it was made good."""
        if self._is_error and self._is_offering:
            self._is_error = False
            self._say(self._offer)
        elif self._is_error:
            self.put_away()

    def hide_notice(self, text: str) -> None:
        """Hide what is not true any more, if that is what is shown."""
        if self._message == text:
            self.put_away()
        elif self._is_offering and self._message == f"{self._offer} {text}":
            self._say(self._offer)

    def put_away(self) -> None:
        """Hide the message, as something else has its place now; offers stay, what is kept shows again."""
        if self.isHidden() or self._is_offering:
            return
        if self._kept:
            self.show_notice(self._kept[0])
        else:
            self.hide()

    def add_notice(self, text: str) -> None:
        """Show this too, after what is shown and beside what is offered."""
        if not self.isHidden():
            self._say(f"{self.text} {text}")
        else:
            self.show_notice(text)

    def show_offer(self, text: str, name: str, tip: str, do: Callable[[], object]) -> None:
        """Show what the user should know, and a button for what can be done about it."""
        self.hide()
        self.show_notice(text)
        self._offer = text
        self.add_offer(name, tip, do)

    def keep_offer(self, text: str, name: str, tip: str, do: Callable[[], object]) -> None:
        """Show this and a button, which stays beside all messages to come until :meth:`drop_offer`."""
        self._kept = text, name, tip, do
        self.show_notice(text)

    def drop_offer(self) -> None:
        """Offer what was kept no more."""
        if self._kept:
            self._kept = None
            self.hide()

    def add_offer(self, name: str, tip: str, do: Callable[[], object]) -> None:
        """Show one more button beside those of the message, unless it is there already."""
        if name in (button.text() for button in self._offers):
            return
        button = QPushButton(name)
        button.setToolTip(tip)
        button.clicked.connect(self.hide)
        button.clicked.connect(do)
        self._row.insertWidget(_OFFERS_AT + len(self._offers), button)
        button.show()
        self._offers.append(button)

    def _draw(self) -> None:
        self._close.setIcon(draw_icon("cancel", self.palette()))

    def _show(self, text: str) -> None:
        for button in self._offers:
            button.hide()
            button.deleteLater()
        self._offers.clear()
        self._offer = ""
        self._say(text)
        if self._kept:
            self.add_offer(*self._kept[1:])
        self.show()

    def _say(self, text: str) -> None:
        sign, kind = _ERROR if self._is_error else _NOTICE
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        self._icon.setPixmap(self.style().standardIcon(sign).pixmap(size))
        self._icon.setAccessibleName(kind)
        self._message = text
        self._text.setText(texts.breakable(text))
        self._text.setAccessibleName(f"{kind}: {text}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, f"{kind}: {text}"))

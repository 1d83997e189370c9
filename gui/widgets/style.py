"""The style: Fusion with outlines and a focus that everyone sees.

Fusion draws both in shades of the window's colour, about 1.7:1; controls and their focus want 3:1 (WCAG 2.2,
1.4.11).
"""

from typing import override

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QToolButton, QWidget

_Part = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_BOXES = (_Part.PE_IndicatorCheckBox, _Part.PE_IndicatorItemViewItemCheck)
_Control = QStyle.ComplexControl
_BY_KEYBOARD = _State.State_HasFocus | _State.State_KeyboardFocusChange
_ALPHA, _DISABLED_ALPHA = 150, 70
_RADIUS = 2


class ClearStyle(QProxyStyle):
    """Draws as Fusion does, and over it outlines, and a frame about what the keyboard goes to."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    @override
    def drawPrimitive(
        self, element: _Part, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw boxes, lines to write on, buttons, and the focus of all else."""
        if element == _Part.PE_FrameFocusRect:
            if not isinstance(widget, QToolButton) or widget.autoRaise():  # others have theirs by the panel
                _draw_focus(option, painter, is_marked=bool(option.state & _State.State_Selected))
            return
        super().drawPrimitive(element, option, painter, widget)
        if element in _BOXES or element == _Part.PE_FrameLineEdit:
            _draw_outline(option, painter)
        if element in (_Part.PE_FrameLineEdit, _Part.PE_PanelButtonCommand):
            _draw_focus(option, painter)

    @override
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw tabs."""
        super().drawControl(element, option, painter, widget)
        if element == QStyle.ControlElement.CE_TabBarTabLabel:
            _draw_focus(option, painter)

    @override
    def drawComplexControl(
        self,
        control: _Control,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw what is chosen or counted in, and sliders."""
        super().drawComplexControl(control, option, painter, widget)
        if control == _Control.CC_SpinBox:
            _draw_outline(option, painter)
        if control in (_Control.CC_SpinBox, _Control.CC_ComboBox, _Control.CC_Slider):
            _draw_focus(option, painter)


def _draw_outline(option: QStyleOption, painter: QPainter) -> None:
    colour = QColor(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText))
    colour.setAlpha(_ALPHA if option.state & _State.State_Enabled else _DISABLED_ALPHA)
    _draw_frame(option, painter, colour, 1)


def _draw_focus(option: QStyleOption, painter: QPainter, *, is_marked: bool = False) -> None:
    if option.state & _BY_KEYBOARD == _BY_KEYBOARD:
        colour_of, roles = option.palette.color, QPalette.ColorRole
        is_marked = is_marked or colour_of(roles.ButtonText) == colour_of(roles.HighlightedText)
        _draw_frame(option, painter, colour_of(roles.HighlightedText if is_marked else roles.Link), 2)


def _draw_frame(option: QStyleOption, painter: QPainter, colour: QColor, width: int) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawRoundedRect(inside, _RADIUS, _RADIUS)
    painter.restore()

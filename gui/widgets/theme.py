"""The theme: light, dark, or as the system is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gui.widgets.style import ClearStyle

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_ROLES = QPalette.ColorRole
_COLOURS = {
    "light": {
        _ROLES.Window: "#f0f0f0",
        _ROLES.Base: "#ffffff",
        _ROLES.Text: "#1b1b1b",
        _ROLES.Link: "#0b57d0",
    },
    "dark": {
        _ROLES.Window: "#3f4246",
        _ROLES.Base: "#1c1d1f",
        _ROLES.Text: "#f0f0f0",
        _ROLES.Link: "#8ab4f8",
    },
}
_ACCENT = "#2f6fde"


def apply_theme(theme: str) -> None:
    """Show all windows in a theme, at once; where the system cannot be asked for it, by a palette of ours."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    scheme = _SCHEMES.get(theme, Qt.ColorScheme.Unknown)
    app.styleHints().setColorScheme(scheme)
    is_as_asked = scheme in (Qt.ColorScheme.Unknown, app.styleHints().colorScheme())
    if not is_as_asked or app.style().name() == "fusion":
        app.setStyle(ClearStyle())
    app.setPalette(QPalette() if is_as_asked else _palette(theme))


def _palette(theme: str) -> QPalette:
    colours = {role: QColor(name) for role, name in _COLOURS[theme].items()}
    palette = QPalette(colours[_ROLES.Window], colours[_ROLES.Window])
    for role in (_ROLES.Base, _ROLES.Text, _ROLES.Link):
        palette.setColor(role, colours[role])
    for role in (_ROLES.WindowText, _ROLES.ButtonText, _ROLES.ToolTipText):
        palette.setColor(role, colours[_ROLES.Text])
    palette.setColor(_ROLES.AlternateBase, colours[_ROLES.Window])
    palette.setColor(_ROLES.ToolTipBase, colours[_ROLES.Base])
    palette.setColor(_ROLES.Highlight, QColor(_ACCENT))
    palette.setColor(_ROLES.HighlightedText, QColor("#ffffff"))
    palette.setColor(_ROLES.PlaceholderText, _see_through(colours[_ROLES.Text], 160))
    dim = _see_through(colours[_ROLES.Text], 110)
    for role in (_ROLES.WindowText, _ROLES.ButtonText, _ROLES.Text, _ROLES.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, dim)
    return palette


def _see_through(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)

"""The session: what is open, kept on disk while the program runs, so that a crash can be made good.

A small file tells the photo and the view, a recipe beside it the steps. Both are put in place in one
piece and removed when the program ends as it should; what is there at its start is of a crash.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, QThreadPool, QTimer

from gui import texts_log as texts
from gui.actions import Actions
from gui.folder import Folder
from gui.settings import Settings
from gui.state import State
from gui.view import View
from gui.window import Window

_SETTLED_MILLISECONDS = 150


@dataclass(frozen=True, slots=True)
class Open:
    """A photo that was open and how it was looked at: ``x, y`` in the middle; fitted without a scale."""

    photo: str
    scale: float | None
    x: float
    y: float


class Session(QObject):
    """Keeps what is open, and offers what a crash left."""

    def __init__(self, state: State, actions: Actions, window: Window, folder: Folder) -> None:
        super().__init__(window)
        self._state, self._actions, self._window = state, actions, window
        self._folder = folder
        self._writing = QThreadPool(self)
        self._writing.setMaxThreadCount(1)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._settling.timeout.connect(self._save)
        self._left = _read(folder.session)
        self._is_restoring = False
        for changed in (state.photo_opened, state.settings_changed, window.canvas.view_changed):
            changed.connect(self._settling.start)
        state.photo_opened.connect(self._on_photo_opened)
        state.work_changed.connect(self._on_work_changed)
        application = QCoreApplication.instance()
        assert application
        application.aboutToQuit.connect(self.end)
        if self._left:
            words = texts.left_open(Path(self._left.photo))
            tip = texts.RESTORE_SESSION_TIP
            window.message.show_offer(words, texts.RESTORE_SESSION, tip, self.restore)

    def restore(self) -> None:
        """Open the photo that a crash left, with its steps and its view."""
        if self._left:
            self._is_restoring = True
            self._window.open_photo(Path(self._left.photo))

    def end(self) -> None:
        """Keep nothing: the program ends as it should."""
        self._settling.stop()
        self._writing.waitForDone()
        for file in (self._folder.session, self._folder.recipe):
            with suppress(OSError):
                file.unlink(missing_ok=True)

    def _on_photo_opened(self) -> None:
        if self._is_restoring and self._folder.recipe.exists():
            self._actions.read_recipe(self._folder.recipe)

    def _on_work_changed(self) -> None:
        """End the restoring when its last wish is answered, whatever came of it."""
        if not self._is_restoring or self._state.work:
            return
        self._is_restoring = False
        opened, left = self._state.opened, self._left
        if opened and left and opened.path == Path(left.photo):
            self._look(left)
            self._left = None

    def _look(self, left: Open) -> None:
        canvas = self._window.canvas
        if left.scale is not None:
            middle = QRectF(canvas.rect()).center()
            corner = middle - QPointF(left.x, left.y) * left.scale
            canvas.show_view(View(left.scale, corner))

    def _save(self) -> None:
        opened = self._state.opened
        if not opened or self._is_restoring:
            return
        canvas = self._window.canvas
        middle = (QRectF(canvas.rect()).center() - canvas.view.corner) / canvas.view.scale
        scale = None if canvas.is_fitted else canvas.view.scale
        now = Open(str(opened.path.absolute()), scale, middle.x(), middle.y())
        settings = self._state.settings
        self._writing.start(lambda: _write(self._folder, now, settings))


def _read(file: Path) -> Open | None:
    """Read what a crash left, if it makes sense and its photo is still there."""
    try:
        left = Open(**json.loads(file.read_text(encoding="utf-8")))
        return left if Path(left.photo).is_file() else None
    except (OSError, ValueError, TypeError):
        return None


def _write(folder: Folder, now: Open, settings: Settings) -> None:
    """Put both files in place (in a thread that may load what is heavy); a full disk is no matter."""
    import restorer
    from gui.recipes import recipe_of

    recipe = recipe_of(settings)
    part = folder.recipe.with_suffix(".part")
    with suppress(OSError, restorer.WriteError):
        part.write_text(json.dumps(asdict(now)), encoding="utf-8")
        os.replace(part, folder.session)
        try:
            restorer.write_recipe(recipe, part, overwrite=True)
        except restorer.RecipeError:  # of inputs that are no files
            steps = tuple(replace(step, inputs={}) for step in recipe.steps)
            restorer.write_recipe(restorer.Recipe(steps), part, overwrite=True)
        os.replace(part, folder.recipe)

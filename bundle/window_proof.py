"""Open a photo in the window, restore it, and end well: ``restorer-gui -c CODE PHOTO`` in the bundle."""

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.actions import Actions
from gui.state import State
from gui.window import Window
from gui.work.runner import Runner

SECONDS = 240

app = QApplication(sys.argv[:1])
runner, state = Runner(), State()
runner.start()
actions = Actions(state, runner)
window = Window(state, actions)
window.show()
window.open_photo(Path(sys.argv[1]))
end = time.monotonic() + SECONDS
while state.restored is None and time.monotonic() < end:
    app.processEvents()
    if state.can_restore:
        actions.restore()
    time.sleep(0.01)
runner.stop()
sys.exit(state.restored is None)

"""Dialog folders: the folders and names that file dialogs begin with."""

from pathlib import Path

from gui.files.preferences import folder_beside, pictures_folder
from gui.files.recent import Recent
from gui.state import State
from gui.words import texts_export
from restorer import is_folder


def usual_folder(state: State | None = None) -> Path:
    """Give the folder of the open photo, or else of the one opened last, or else of the user's pictures."""
    path = state.opened.path if state and state.opened else None
    paths = [path] if path else Recent().paths
    folder = paths[0].absolute().parent if paths else pictures_folder()
    return folder if is_folder(folder) else pictures_folder()


def place_beside(state: State, ending: str) -> Path:
    """Suggest a file beside the open photo, called as the photo with another ending."""
    path = state.opened.path if state.opened else None
    if path:
        return folder_beside(path) / f"{path.stem}{ending}"
    return usual_folder(state) / f"{texts_export.PASTED}{ending}"

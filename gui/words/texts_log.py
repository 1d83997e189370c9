"""The words about the log and about a session that ended in a crash."""

from pathlib import Path

LOG = "Log"
LOG_TIP = "Show what the program noted, to copy it into a report"
LOG_TITLE = "Log"
LOG_TEXT = "What the program noted"
EMPTY = "Nothing was noted."
COPY = "Copy"
COPY_TIP = "Copy the whole log"
OPEN_FOLDER = "Open folder"
OPEN_FOLDER_TIP = "Show the folder that the log lies in"
CLOSE = "Close"

RESTORE_SESSION = "Restore session"
RESTORE_SESSION_TIP = "Open the photo again, with its steps and the view"
WENT_WRONG = "Something went wrong ({}). The log tells more."
LEFT_OPEN = "The program ended unexpectedly with {} open."
ENDED_OPEN = "The program was ended from outside with {} open."


def unexpected(error: BaseException) -> str:
    """Say that an error nobody foresaw came up."""
    words = " ".join(str(error).split())
    name = type(error).__name__
    return WENT_WRONG.format(": ".join(filter(None, (name, words))))


def left_open(photo: Path, *, is_crash: bool = True) -> str:
    """Say that the program did not end well the last time, or that it had to."""
    return (LEFT_OPEN if is_crash else ENDED_OPEN).format(photo.name)

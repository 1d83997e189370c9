"""The session: what is open, kept on disk while the program runs, so that a crash can be made good.

A small file tells the photo, the steps and the view. It is put in place in one piece, and removed when
the program is closed: one that is there at the start is of a crash, or of an end that the system asked for.
"""

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gui.files.saved_settings import from_json, to_json
from gui.settings import Settings
from restorer import WriteError, is_file, write_whole


@dataclass(frozen=True, slots=True)
class Session:
    """The photo that is open, what is set, and the view: its middle and scale, ``None`` if it is whole.

    It is that of a crash unless the program was asked to end and had the time to say so.
    Of a burst ``frames`` are all its photos.
    """

    photo: Path
    settings: Settings
    middle: tuple[float, float]
    scale: float | None
    is_crash: bool = True
    frames: tuple[Path, ...] = ()


def read_session(file: Path) -> Session | None:
    """Read what a crash left; ``None`` if there is nothing, it makes no sense, or the photo is gone."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        x, y = values["middle"]
        scale = values["scale"]
        if scale is not None and not 0 < scale < math.inf:
            raise ValueError(scale)
        session = Session(
            Path(values["photo"]),
            from_json(values["settings"]),
            (float(x), float(y)),
            None if scale is None else float(scale),
            bool(values["is_crash"]),
            _frames(values["frames"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return session if is_file(session.photo) else None


def _frames(names: list[str]) -> tuple[Path, ...]:
    """Give the photos of a burst that are there still; none, if they are a burst no more."""
    frames = tuple(path for path in map(Path, names) if is_file(path))
    return frames if len(frames) > 1 else ()


def remove_session(file: Path) -> None:
    """Leave nothing to be restored."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def write_session(file: Path, session: Session) -> None:
    """Put the session in place in one piece; that it cannot be written is no reason to disturb anybody."""
    values = {
        "photo": str(session.photo),
        "settings": to_json(session.settings),
        "middle": session.middle,
        "scale": session.scale,
        "is_crash": session.is_crash,
        "frames": [str(path) for path in session.frames],
    }
    with suppress(WriteError):
        write_whole(file, [json.dumps(values)], "the session", overwrite=True)

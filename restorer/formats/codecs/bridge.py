"""Between libvips and a file object: any path that Python can open, and nothing large read whole."""

import os
import re
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from restorer.formats.codecs import DAMAGED, CodecError, damage_of, words_of
from restorer.system.libvips import TURNS, pyvips
from restorer.system.threads import run_apart

_ENDS: deque[Any] = deque(maxlen=64)
"""The latest ends of bridges: libvips may call them after it is done, and does not keep them alive."""
_SAID_BY_THE_CALLER = ("unable to call", "source input", "target output")
_SAYS_NOTHING = re.compile(
    r"(.* read error|load error|bad seek to \d+|unable to (parse image|write to memory|open source for input)"
    r"|Failed to read directory .*)?"
)


class Bridge:
    """A file object as libvips reads and writes it.

    An OSError must not cross C code: it is kept, and raised when libvips has given up.
    """

    def __init__(self, file: Any):
        self._file: Any = file
        self._error: OSError | None = None
        self._is_read = False
        self._held = b""
        self.complaint = ""
        """What libvips said of a file that it decoded nevertheless."""

    def source(self, most_held: int = 0) -> Any:
        """Give what libvips reads: the file, or its content if that has at most ``most_held`` bytes."""
        self._is_read = True
        if self._file.seek(0, os.SEEK_END) <= most_held:
            self._file.seek(0)
            self._held = self._file.read()
            return pyvips().Source.new_from_memory(self._held)
        self._file.seek(0)
        source = pyvips().SourceCustom()
        source.on_read(self._guarded("read", b""))
        source.on_seek(self._guarded("seek", -1))
        _ENDS.append(source)
        return source

    def target(self) -> Any:
        """Give what libvips writes to."""
        target = pyvips().TargetCustom()
        target.on_write(self._guarded("write", -1))
        _ENDS.append(target)
        if hasattr(self._file, "seek"):
            target.on_read(self._guarded("read", b""))
            target.on_seek(self._guarded("seek", -1))
        return target

    def run[T](self, work: Callable[[], T]) -> T:
        """Let libvips work, and let go of the file; raises its own error, or libvips' as a CodecError."""
        try:
            pyvips()
        except (ImportError, OSError) as error:
            raise CodecError(f"libvips cannot be loaded: {words_of(error)}; install Restorer anew") from error
        return run_apart(partial(self._run, work))

    def _run[T](self, work: Callable[[], T]) -> T:
        """Let libvips work in this thread.

        What is raised is a new error, with no way back to the frames of the old one: in them live parts of
        libvips that still call the file, and whoever holds the error decides when they end.
        """
        failure: Exception
        try:
            with TURNS.exclusive():
                pyvips().vips_lib.vips_error_clear()
                done = work()
                self.complaint = self._complaint()
        except pyvips().Error as error:
            failure = self._error or CodecError(_reason(error, is_read=self._is_read))
        except CodecError as error:
            failure = CodecError(str(error))
        except UnicodeDecodeError:  # pyvips cannot read what libvips says
            failure = CodecError(DAMAGED)
        else:
            return done
        finally:
            self._file = self._error = None
            self._held = b""
        raise failure

    def _complaint(self) -> str:
        words = pyvips().ffi.string(pyvips().vips_lib.vips_error_buffer()).decode("utf-8", "replace")
        pyvips().vips_lib.vips_error_clear()
        return next(iter(_sentences(words)), "")

    def _guarded[T](self, name: str, failed: T) -> Callable[..., T]:
        """Give a call of the file's method that never raises, and fails when the work is done."""

        def guarded(*args: Any) -> T:
            file = self._file
            try:
                return failed if file is None else getattr(file, name)(*args)
            except OSError as error:
                self._error = error
            except ValueError:  # the file was closed: nobody waits for this any more
                pass
            return failed

        return guarded


def _reason(error: Exception, *, is_read: bool) -> str:
    """Boil the words of a decoder, or of an encoder, down to one line."""
    text = getattr(error, "detail", None) or str(error)
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    said = next(iter(_sentences(words)), "")
    if _SAYS_NOTHING.fullmatch(said):
        return DAMAGED
    return damage_of(said) if is_read else said


def _sentences(words: str) -> list[str]:
    """Give libvips' lines without the names of its parts, empty ones left out."""
    lines = [line.split(": ", 1)[-1].strip() for line in words.splitlines()]
    return [line for line in lines if line and not line.startswith(_SAID_BY_THE_CALLER)]

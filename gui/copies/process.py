"""The process of a search for copies: it reads the photos, says how far it is, and ends with its answer."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import restorer
from gui.wishes import Failed, Progress
from gui.words import texts, texts_worker
from gui.work.process import Post, attend

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched: photos, and folders with all below them; and how unlike copies may be."""

    inputs: tuple[Path, ...]
    distance: float


def serve(wanted: Wanted, connection: "Connection[Any, Any]", fault_file: Path) -> None:
    """Search what is wanted for a window at the end of ``connection``: Progress, and Similar or Failed."""
    attend(Post(connection, fault_file), fault_file, lambda post: post.send(_answer(wanted, post.send)))


def _answer(wanted: Wanted, send: Callable[[Progress], None]) -> "restorer.Similar | Failed":
    try:
        return _find(wanted, lambda done, total: send(Progress(done, total)))
    except restorer.RestorerError as error:
        return Failed(str(error))
    except MemoryError:
        return Failed(texts_worker.NO_MEMORY)
    except Exception as error:
        _log.exception("A search for copies failed unexpectedly")
        return Failed(texts.unexpected(error))


def _find(wanted: Wanted, tick: restorer.Tick) -> "restorer.Similar":
    """Find copies; what is no photo, or cannot be looked into, is among the failures and stops nothing."""
    paths, problems = list[Path](), dict[str, None]()
    for given in wanted.inputs:
        try:
            for source in restorer.find_sources([given], recursive=True):
                if problem := source.skip or source.failure:
                    problems[problem] = None
                else:
                    paths.append(source.path)
        except restorer.PhotoError as error:
            problems[str(error)] = None
    found = restorer.find_similar(paths, distance=wanted.distance, tick=tick)
    return replace(found, failures=(*problems, *found.failures))

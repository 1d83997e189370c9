"""The process of a search for copies: it reads the photos, says how far it is, and ends with its answer."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import restorer
from gui.wishes import Progress
from gui.work.process import Post, answer_of, attend

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched: photos, and folders with all below them; and how unlike copies may be."""

    inputs: tuple[Path, ...]
    distance: float


def serve(wanted: Wanted, connection: "Connection[Any, Any]", fault_file: Path) -> None:
    """Search what is wanted for a window at the end of ``connection``: Progress, and Similar or Failed."""

    def work(post: Post) -> None:
        post.send(answer_of(lambda: _find(wanted, lambda done, total: post.send(Progress(done, total)))))

    attend(Post(connection, fault_file), fault_file, work)


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
    found = restorer.find_similar(paths, distance=wanted.distance, kept=restorer.KeptCodes(), tick=tick)
    return replace(found, failures=(*problems, *found.failures))

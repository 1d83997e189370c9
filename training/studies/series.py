"""Series: all studies by name, run one after another, and written as they end."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from training.config import choose
from training.sources import check_folders
from training.studies.anomaly import study_anomaly
from training.studies.bottleneck import study_bottleneck
from training.studies.contractive import study_contractive
from training.studies.convolutional import study_convolutional
from training.studies.denoising import study_denoising
from training.studies.fully_connected import study_fully_connected
from training.studies.recurrent import study_recurrent
from training.studies.report import write_page, write_study
from training.studies.sparse import study_sparse
from training.studies.study import Found, Spent, Wish
from training.studies.variational import study_variational

STUDIES: dict[str, Callable[[Wish], Found]] = {
    "fully-connected": study_fully_connected,
    "convolutional": study_convolutional,
    "denoising": study_denoising,
    "contractive": study_contractive,
    "sparse": study_sparse,
    "variational": study_variational,
    "recurrent": study_recurrent,
    "bottleneck": study_bottleneck,
    "anomaly": study_anomaly,
}
"""What each study is called."""

OF_PHOTOS = {"recurrent", "bottleneck", "anomaly"}
"""Studies that cannot do without photos."""


def run_studies(name: str, wish: Wish, folder: Path) -> Iterator[str]:
    """Run the study called ``name``, or ``all``, into a folder; gives lines to print as each ends.

    Of ``all``, those that need photos are passed over where none are given. Raises ExperimentError for a name
    that is unknown, and for MNIST or photos that are missing.
    """
    chosen = list(STUDIES) if name == "all" else [name]
    check_folders(wish.photos)  # what is wrong is said before hours of work
    for one in chosen:
        study = choose(STUDIES, "study", one)
        if one in OF_PHOTOS and not wish.photos and name == "all":
            yield f"{one}: passed over, it needs --photos DIR"
            continue
        start, worked = time.monotonic(), time.process_time()
        found = study(wish)
        spent = Spent(time.monotonic() - start, time.process_time() - worked)
        write_study(one, found, folder, spent, is_quick=wish.is_quick)
        write_page(list(STUDIES), folder)
        yield "\n".join([f"{found.title}, {spent}", *map(str, found.figures)])
    yield str(write_page(list(STUDIES), folder))

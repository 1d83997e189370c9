"""Studies: each type of autoencoder trained, and measured beside what is published."""

from training.studies.series import STUDIES, run_studies
from training.studies.study import Wish

__all__ = ["STUDIES", "Wish", "run_studies"]

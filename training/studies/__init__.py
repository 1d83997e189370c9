"""Studies: each type of autoencoder trained, and measured beside what is published."""

from training.studies.series import STUDIES, run_studies
from training.studies.study import QUICK_SHARE, Wish

__all__ = ["QUICK_SHARE", "STUDIES", "Wish", "run_studies"]

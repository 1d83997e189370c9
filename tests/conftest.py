"""What all tests share: the settings of hypothesis, and a world without the user's own models and state."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "restorer", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("restorer")


@pytest.fixture(autouse=True)
def user_models(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of the user's own models: empty, and not the real user's."""
    folder = tmp_path_factory.mktemp("user") / "models"
    monkeypatch.setenv("RESTORER_MODELS", str(folder))
    monkeypatch.setenv("RESTORER_JOURNAL", str(folder.parent / "journal.sqlite3"))
    # One for all tests: a stand-in that many of them use is tried once.
    monkeypatch.setenv("RESTORER_TRIALS", str(tmp_path_factory.getbasetemp() / "trials.txt"))
    return folder

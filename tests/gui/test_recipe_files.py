"""A recipe that the window writes comes with files beside it, which replace nobody's."""

from pathlib import Path

import pytest

import restorer
from gui.settings import Setting
from gui.work.recipes import write_settings
from restorer import Recipe, Step


@pytest.mark.parametrize("named", ["beta_hints.json", "elsewhere/a_hints.json"])
def test_a_file_beside_a_recipe_that_it_did_not_name_is_kept(tmp_path: Path, named: str) -> None:
    """Though its name ends as that of one it named, or is called so elsewhere."""
    hints = ((1.0, 2.0, (0.1, 0.2, 0.3)),)
    (tmp_path / "elsewhere").mkdir()
    foreign, path = tmp_path / "a_hints.json", tmp_path / "a.toml"
    foreign.write_text("precious")
    restorer.write_hints(hints, tmp_path / named)
    restorer.write_recipe(Recipe((Step("colorize", inputs={"hints": tmp_path / named}),)), path)
    for _ in range(2):
        write_settings((Setting("colorize", True, hints=hints),), path, lambda _setting, _path: None)
        assert foreign.read_text() == "precious"
        assert sorted(found.name for found in tmp_path.glob("a*.json")) == ["a-2_hints.json", "a_hints.json"]

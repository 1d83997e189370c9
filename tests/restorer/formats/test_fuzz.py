"""Damaged files by the hundred never bring anything down: a short form of ``tests/fuzz.py``."""

from fuzz import hunt

SEED, FILES, SECONDS = 20261122, 250, 60


def test_damaged_files_are_refused_or_restored() -> None:
    """No damaged file crashes, hangs, speaks on stderr, leaves a file or raises what is no RestorerError."""
    assert list(hunt(SEED, SECONDS, most=FILES)) == []

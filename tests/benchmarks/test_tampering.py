"""Random changes of a bundle are found with file and line, and what changes nothing raises no alarm. The benchmark does
the same a thousand times, with the worked example too."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import tampering
from benchmarks.tampering import (
    HARMLESS,
    KINDS,
    OF_BUNDLES,
    Target,
    alarms,
    forged,
    lived,
    targets,
    tried,
    written,
)


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Target]:
    """A small review as two bundles, and as a folder."""
    home = tmp_path_factory.mktemp("tampering")
    with patch.dict(os.environ, REVIEWKIT_HOME=str(home / "home")):
        lived(home / "lived" / "review")
        return targets(home / "lived" / "review", "lived")


@pytest.fixture(scope="module")
def places(every: list[Target]) -> Iterator[list[tuple[Path, Target]]]:
    """The same, each written into a folder of its own."""
    with written(every[0]) as whole, written(every[1]) as spare, written(every[2]) as folder:
        yield [(whole, every[0]), (spare, every[1]), (folder, every[2])]


@pytest.mark.thorough
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.sampled_from(sorted(KINDS)), st.integers(0, 2))
def test_a_careless_change_is_found_with_file_and_line(
    places: list[tuple[Path, Target]], seed: int, kind: str, place: int
) -> None:
    root, target = places[place]
    if kind in OF_BUNDLES and not target.is_bundle:
        return
    change = KINDS[kind](random.Random(seed), target.files)
    if change is None or (target.counted and change.path not in target.counted):
        return
    found = tried(root, target, change)
    assert found.found, change
    assert found.named, (change, found.what)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_forged_change_is_found_by_the_hash(places: list[tuple[Path, Target]], kind: str) -> None:
    root, target = places[0]
    change = KINDS[kind](random.Random(1), target.files)
    if change is None or change.path == tampering.FILE:
        pytest.skip("this bundle withholds nothing")
    found = forged(root, target, change, with_hash=True)
    assert found is None or found.found


def test_what_changes_nothing_raises_no_alarm(every: list[Target]) -> None:
    for target in (every[0], every[1], every[3]):
        assert list(alarms(target)) == []


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_what_raises_no_alarm_does_change_the_files(every: list[Target], name: str) -> None:
    assert HARMLESS[name](every[0].files) != every[0].files

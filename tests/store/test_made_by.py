"""What an earlier program kept is not taken for what this one would compute."""

import shutil
from pathlib import Path

import grimp
import pytest

import reviewkit
from reviewkit.store import made_by

PACKAGE = Path(reviewkit.__file__).parent


def imported_by(*modules: str) -> set[str]:
    """The modules of reviewkit that these import, at first or second hand, and they themselves."""
    graph = grimp.build_graph("reviewkit")
    found: set[str] = set()
    ahead = list(modules)
    while ahead:
        module = ahead.pop()
        if module not in found:
            found.add(module)
            ahead += graph.find_modules_directly_imported_by(module)
    return found


def is_source(module: str, sources: tuple[str, ...] = made_by.SOURCES) -> bool:
    """Whether a module is one of those whose source is looked at."""
    path = module.removeprefix("reviewkit.").replace(".", "/")
    return any(f"{path}.py" == name or f"{path}/".startswith(f"{name}/") for name in sources)


def test_no_module_that_reads_normalizes_or_compares_is_forgotten() -> None:
    used = imported_by(
        "reviewkit.matching",
        "reviewkit.matching.pieces",
        "reviewkit.store.exports",
        "reviewkit.duplicates",
        "reviewkit.actions.unique_records",
    )
    assert {"reviewkit.normalize", "reviewkit.formats.ris", "reviewkit.matching.titles"} <= used
    # the version in reviewkit/__init__.py is in the path of the cache
    assert {module for module in used - {"reviewkit"} if not is_source(module)} == set()


def test_no_module_that_reads_logs_is_forgotten() -> None:
    used = imported_by("reviewkit.store.kept_acts")
    assert {"reviewkit.store.events", "reviewkit.store.order"} <= used
    assert {module for module in used - {"reviewkit"} if not is_source(module, made_by.LOG_SOURCES)} == set()


def test_every_name_is_in_the_package() -> None:
    assert [name for name in (*made_by.SOURCES, *made_by.LOG_SOURCES) if not (PACKAGE / name).exists()] == []


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in made_by.SOURCES:
        if (PACKAGE / name).is_dir():
            shutil.copytree(PACKAGE / name, tmp_path / name)
        else:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            shutil.copy(PACKAGE / name, tmp_path / name)
    return tmp_path


def test_it_is_of_the_source_wherever_that_lies(copied: Path) -> None:
    assert made_by.checksum(copied) == made_by.checksum(PACKAGE)


@pytest.mark.parametrize(
    "name", ["normalize.py", "matching/titles.py", "matching/rules/vetoes.py", "formats/ris.py"]
)
def test_a_changed_line_is_another_program(copied: Path, name: str) -> None:
    path = copied / name
    path.write_bytes(path.read_bytes().replace(b"return", b"return ", 1))
    assert made_by.checksum(copied) != made_by.checksum(PACKAGE)


def test_a_module_that_was_moved_is_another_program(copied: Path) -> None:
    (copied / "matching" / "titles.py").rename(copied / "matching" / "names.py")
    assert made_by.checksum(copied) != made_by.checksum(PACKAGE)


def test_another_version_of_what_says_how_alike_texts_are_is_another_program() -> None:
    assert made_by.checksum(PACKAGE, b"3.14.5") != made_by.checksum(PACKAGE, b"3.14.6")
    assert made_by.version() not in (made_by.checksum(PACKAGE), made_by.checksum(PACKAGE, b"3.14.6"))

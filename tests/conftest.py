"""What many tests share: the command line run in this process, review folders, and where real exports lie."""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reviewkit.cli import main
from tests import folders
from tests.builders import papers, review_folder

REPOSITORY = Path(__file__).parent.parent
EXAMPLE = REPOSITORY / "data" / "trygg-i-eget-hjem"
SHARED = REPOSITORY.parent / "shared"

# New examples at every run here; the same ones in CI, so that a change is not blamed for an old mistake.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, numbered here: pytest looks through all that there are for the number of the next, of 20,000."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache and a state of this computer for each test, so that none sees another's."""
    folder = next(homes)
    folder.mkdir()
    monkeypatch.setenv("REVIEWKIT_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power, so none in this process waits for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(autouse=True)
def seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """New reviews have one seed, so that records come in one order at every run."""
    monkeypatch.setattr("reviewkit.store.folder.secrets.randbelow", lambda limit: 471_102 % limit)


@pytest.fixture(scope="session", autouse=True)
def begun(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where folders.kept() keeps what was made."""
    folders.KEPT[:] = [tmp_path_factory.mktemp("begun")]


@dataclass(frozen=True)
class Ran:
    """What a command did: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def rk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `reviewkit ARGS` as the shell would, with `typed` as what is typed at its prompts."""

    def run(*args: str | Path, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["reviewkit", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the worked example, as the current folder."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small review with two exports beside it that share two reports; nothing is imported yet."""
    folder = review_folder(tmp_path / "review")
    (folder / "searches.yaml").write_text("cinahl: {hits: 4}\nmedline: {hits: 4}\n", encoding="utf-8")
    (tmp_path / "cinahl.ris").write_text(papers(4), encoding="utf-8")
    (tmp_path / "medline.ris").write_text(papers(4, start=3), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


Once = Callable[[str, Path, Callable[[], None]], None]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Fill a folder with what `make` makes in it: the first time by making it, later by copying."""
    kept = tmp_path_factory.mktemp("once")

    def filled(name: str, folder: Path, make: Callable[[], None]) -> None:
        if (kept / name).exists():
            shutil.copytree(kept / name, folder, dirs_exist_ok=True)
        else:
            make()
            shutil.copytree(folder, kept / name)

    return filled


@pytest.fixture
def ready(root: Path, rk: Command, once: Once) -> Path:
    """The same, imported and deduplicated: eight records, six reports."""

    def make() -> None:
        for source in ("cinahl", "medline"):
            assert rk("import", root.parent / f"{source}.ris", "--source", source, "--as", "a").status == 0
        assert rk("dedupe", "--as", "a").status == 0

    once("ready", root.parent, make)
    return root


def shared(*parts: str) -> Path:
    """A file of the real exports and labelled sets, which lie beside the project; the test skips without them."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the real files in shared/{'/'.join(parts)}, which are not part of the project")
    return path


def is_root() -> bool:
    """Whether file permissions do not bind this user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0

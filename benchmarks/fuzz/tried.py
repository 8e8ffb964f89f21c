"""One input, given to one family of readers."""

import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.checked import BrokenError
from benchmarks.fuzz.families import Family

_OURS = ("/reviewkit/", "/benchmarks/fuzz/")


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong: `kind` is traceback, invariant, time, memory or died; `where` tells it from others."""

    kind: str
    where: str
    said: str = ""


def tried(family: Family, data: bytes, folder: Path) -> Failure | None:
    """Give an input to the readers of a family; None where nothing is wrong. The folder is empty before and after."""
    try:
        family.read(data, folder)
    except BrokenError as broken:
        return Failure("invariant", str(broken), broken.seen)
    except MemoryError as error:
        return Failure("memory", _where(error))
    except Exception as error:
        return Failure("traceback", f"{type(error).__name__} at {_where(error)}", traceback.format_exc(limit=-12))
    finally:
        _empty(folder)
    return None


def _where(error: BaseException) -> str:
    """The innermost line of our own that an error came through."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if any(o in frame.filename for o in _OURS)
    ]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).parent.name}/{Path(last.filename).name}:{last.name}:{last.lineno}"


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()

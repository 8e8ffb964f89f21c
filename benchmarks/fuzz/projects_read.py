"""Zips and databases of other programs: exports, decisions, and projects of qualitative analysis."""

from pathlib import Path

from benchmarks.fuzz.checked import attempt
from benchmarks.fuzz.mutate import SQLITE, ZIP
from reviewkit.actions.foreign_projects import project_at
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.refi_read import read_codebook, read_codes_of_project, read_project
from reviewkit.formats import registry
from reviewkit.store import retraction_lists


def read_outside_project(data: bytes, folder: Path) -> None:
    """Read a zip, a database or an XML in every way that commands read one."""
    if data.startswith(SQLITE):
        _read_database(data, folder)
    elif data.startswith(ZIP):
        attempt(lambda: registry.read(data, "x.zip"))
        attempt(lambda: imported_decisions(data, "x.zip"))
        attempt(lambda: read_project(data, "x.qdpx"))
        attempt(lambda: read_codes_of_project(data, "x.qdpx"))
        path = folder / "x.zip"
        path.write_bytes(data)
        attempt(lambda: retraction_lists.opened(path))
    else:
        attempt(lambda: read_codebook(data, "x.qdc"))


def _read_database(data: bytes, folder: Path) -> None:
    """As the database of each program: alone, in the folder of QualCoder, in one of qualitative-coding."""
    alone = folder / "x.sqlite3"
    alone.write_bytes(data)
    attempt(lambda: project_at(alone))
    qualcoder = folder / "x.qda"
    qualcoder.mkdir()
    (qualcoder / "data.qda").write_bytes(data)
    attempt(lambda: project_at(qualcoder))
    coding = folder / "qc"
    (coding / "corpus").mkdir(parents=True)
    (coding / "settings.yaml").write_text("qc_version: 1.7.1\ncorpus_dir: corpus\n", encoding="utf-8")
    (coding / "codebook.yaml").write_text("- trust:\n  - deep\n- time\n", encoding="utf-8")
    (coding / "corpus" / "one.txt").write_text("They trust her.\nNo time.\n", encoding="utf-8")
    (coding / "qualitative_coding.sqlite3").write_bytes(data)
    attempt(lambda: project_at(coding))

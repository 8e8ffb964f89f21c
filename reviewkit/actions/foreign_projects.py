"""Projects of other programs for qualitative analysis: what lies at a path, read as one."""

from collections.abc import Mapping
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.exchange import qualcoder, qualitative_coding, taguette
from reviewkit.exchange.projects import Project
from reviewkit.exchange.refi_read import read_project
from reviewkit.safe import in_command
from reviewkit.store import foreign_data
from reviewkit.store.files import leads_out, read_bytes
from reviewkit.store.spreadsheets import table
from reviewkit.words import message

TABLES = (".csv", ".xlsx", ".tsv", ".txt")
_QC_DATABASE, _QC_CORPUS, _QC_CODEBOOK = "qualitative_coding.sqlite3", "corpus", "codebook.yaml"


def project_at(path: Path) -> Project | None:
    """The project at a path: a REFI-QDA project, a database or folder of another program, a table that Taguette wrote.

    None where it is something else. Raises ReviewkitError where it is a project that cannot be read.
    """
    ending = path.suffix.casefold()
    if path.is_dir():
        return _in_folder(path)
    if ending == ".qdpx":
        return read_project(read_bytes(path), str(path))
    if ending == ".qdc":
        raise ReviewkitError(
            message(
                "{path}: this is a codebook without codings. To take it over: reviewkit codebook import {file}",
                path=path,
                file=in_command(path.name),
            )
        )
    if foreign_data.is_database(path):
        return _in_database(path)
    if ending in (".yaml", ".yml"):
        settings = foreign_data.settings_of(path)
        return _of_qc(path.parent, settings) if "corpus_dir" in settings or "qc_version" in settings else None
    if ending in TABLES and path.is_file():
        _, head, rows = table(path)
        return taguette.highlights_of(rows, str(path)) if taguette.is_highlights(head) else None
    return None


def _in_folder(folder: Path) -> Project:
    if (folder / "data.qda").is_file():
        return _in_database(folder / "data.qda")
    if (folder / "settings.yaml").is_file():
        return _of_qc(folder, foreign_data.settings_of(folder / "settings.yaml"))
    raise ReviewkitError(
        message(
            "{path}: this folder holds no project that is known: one of QualCoder has data.qda, one of "
            "qualitative-coding settings.yaml. Nothing was imported.",
            path=folder,
        )
    )


def _in_database(path: Path) -> Project:
    tables = foreign_data.tables_in(path)
    if taguette.is_taguette(tables):
        return taguette.project_of(foreign_data.rows_of(path, taguette.TABLES), str(path))
    if qualcoder.is_qualcoder(tables):
        return qualcoder.project_of(foreign_data.rows_of(path, qualcoder.TABLES), path.parent.stem, str(path))
    if qualitative_coding.is_qc(tables):
        return _of_qc(path.parent, {"database": path.name})
    raise ReviewkitError(
        message(
            "{path}: this database is of no program that is known: Taguette, QualCoder, qualitative-coding. "
            "Nothing was imported.",
            path=path,
        )
    )


def _of_qc(folder: Path, said: Mapping[str, str]) -> Project:
    """A project of qualitative-coding. What its settings name outside of its folder is not read."""
    database = _inside(folder, said.get("database", _QC_DATABASE))
    if not foreign_data.is_database(database):
        raise ReviewkitError(
            message(
                "{path}: there is no such database. A project of qualitative-coding from before version 1.0 has none: "
                "update it there with `qc upgrade`, and import it then.",
                path=database,
            )
        )
    data = foreign_data.rows_of(database, qualitative_coding.TABLES)
    codebook = foreign_data.codebook_of(_inside(folder, said.get("codebook", _QC_CODEBOOK)))
    corpus = _inside(folder, said.get("corpus_dir", _QC_CORPUS))
    texts = foreign_data.texts_of(corpus, qualitative_coding.documents_of(data))
    return qualitative_coding.project_of(data, codebook, texts, str(database))


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if leads_out(folder, path):
        raise ReviewkitError(
            message(
                "{path}: this lies outside of the project, so it was not read. Nothing was imported.", path=path
            )
        )
    return path

"""Tables that people filled in with a spreadsheet program: XLSX, or CSV with any separator and encoding of Excel's."""

import csv
import io
import zipfile
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.formats.base import decoded
from reviewkit.store.files import read_bytes


def read(path: Path, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows by column name in small letters, each with its row number in the file; empty cells are "".

    Raises ReviewkitError where it is no table, or lacks one of the needed columns.
    """
    import pandas as pd

    data = read_bytes(path)
    try:
        if data[:4] == b"PK\x03\x04":
            frame = pd.read_excel(io.BytesIO(data), dtype=str, keep_default_na=False, engine="openpyxl")
        else:
            text, _ = decoded(data, str(path))
            frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, sep=None, engine="python")
    except (ValueError, KeyError, OSError, csv.Error, zipfile.BadZipFile, pd.errors.ParserError) as error:
        raise ReviewkitError(
            f"{path}: this is no table that can be read ({error}). Save it as .xlsx or .csv."
        ) from None
    frame.columns = pd.Index([str(name).strip().casefold() for name in frame.columns])
    lacking = [name for name in needed if name not in frame.columns]
    if lacking:
        raise ReviewkitError(
            f"{path}:1: the column {lacking[0]!r} is missing; the first row should name: {', '.join(needed)}"
        )
    rows = frame.fillna("").to_dict(orient="records")
    return [
        (line, {str(name): str(value).removeprefix("'") for name, value in row.items()})
        for line, row in enumerate(rows, start=2)
    ]
